// SPDX-License-Identifier: Apache-2.0
// Digits of many scripts; what only counts is left out.
#include "article/date_tokens.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace broadsheet::article {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// What stands between the numbers of a date and says which is which, in the usual order.
bool is_counter(std::string_view word) {
  static constexpr std::string_view kCounters[] = {"年",    "月",  "日",   "년",  "월",   "일",
                                                   "thang", "nam", "ngay", "оны", "сарын"};
  return std::ranges::find(kCounters, word) != std::end(kCounters);
}

}  // namespace

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string with_ascii_digits(std::string_view text) {
  // U+0660 and U+06F0 have two bytes each, the others three.
  static constexpr std::string_view kZeros[] = {"٠", "۰", "०", "০", "੦", "૦", "௦",
                                                "౦", "೦", "൦", "๐", "໐", "၀", "០"};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<signed char>(text[i]) >= 0) {
      out += text[i++];
      continue;
    }
    const auto* zero = std::ranges::find_if(kZeros, [&](std::string_view one) {
      const std::size_t head = one.size() - 1;
      if (i + one.size() > text.size() || text.substr(i, head) != one.substr(0, head)) return false;
      const int digit =
          static_cast<unsigned char>(text[i + head]) - static_cast<unsigned char>(one.back());
      return digit >= 0 && digit <= 9;
    });
    if (zero == std::end(kZeros)) {
      out += text[i++];
      continue;
    }
    const std::size_t last = i + zero->size() - 1;
    out += static_cast<char>(
        '0' + (static_cast<unsigned char>(text[last]) - static_cast<unsigned char>(zero->back())));
    i = last + 1;
  }
  return out;
}

std::vector<DateToken> date_tokens(std::string_view folded) {
  std::vector<DateToken> tokens;
  for (std::size_t i = 0; i < folded.size() && tokens.size() < 64;) {
    const bool digits = is_digit(folded[i]);
    if (!digits && !is_word(folded[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < folded.size() && (digits ? is_digit(folded[end]) : is_word(folded[end]))) ++end;
    const auto token = folded.substr(i, end - i);
    if (digits || !is_counter(token)) tokens.push_back({token, digits, i});
    i = end;
  }
  return tokens;
}

}  // namespace broadsheet::article
