// SPDX-License-Identifier: Apache-2.0
// Character references as HTML has them. Inside feed/ only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::feed {

// The code point of "eacute"; 0 if there is no such name.
std::uint32_t named_character(std::string_view name);

// The code point that a numeric reference ("#8217", "#x2019", "#146") means to a browser: the C1
// range is windows-1252, what is no character is U+FFFD; 0 if `digits` is no numeric reference.
std::uint32_t numeric_character(std::string_view digits);

void append_utf8(std::uint32_t code_point, std::string& out);

// The reference at the start of `text`, which starts with '&'. `size` 0: there is none.
struct Reference {
  std::size_t size = 0;  // with '&' and ';'
  std::uint32_t code_point = 0;
  bool numeric = false;
};
Reference reference_at(std::string_view text);

}  // namespace broadsheet::feed
