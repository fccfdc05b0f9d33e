// SPDX-License-Identifier: Apache-2.0
// The numbers and words of a date. Inside article only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::article {

struct DateToken {
  std::string_view text;
  bool digits = false;
  std::size_t begin = 0;
};

// In order; at most 64. What only counts ("年", "tháng") is left out.
std::vector<DateToken> date_tokens(std::string_view folded);

// "٢٢" → "22": the digits of Arabic, Persian, the scripts of India and of South-East Asia.
std::string with_ascii_digits(std::string_view text);

// All of `text` as a number.
std::optional<int> number_of(std::string_view text);

}  // namespace broadsheet::article
