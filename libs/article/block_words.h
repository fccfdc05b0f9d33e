// SPDX-License-Identifier: Apache-2.0
// What the letters of a block look like, whatever they say. Inside article only.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadsheet::article {

struct Letters {
  std::size_t digits = 0;
  std::size_t upper = 0;  // of ASCII
  std::size_t lower = 0;  // of ASCII
  std::size_t points = 0;
  std::size_t first = 0;  // 0: small, 1: capital, 2: digit, 3: sign, 4: of another script
};
Letters letters_of(std::string_view text);

// Signs that people set around text, not in it: 0, if there are none, to 4.
std::size_t marks_of(std::string_view text);

}  // namespace broadsheet::article
