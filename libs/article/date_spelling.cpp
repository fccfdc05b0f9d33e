// SPDX-License-Identifier: Apache-2.0
// Each step looks only at text that may need it: most dates are ASCII.
#include "article/date_spelling.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "article/date_tokens.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

struct Spelling {
  std::string_view said;
  std::string_view plain;
};

// They would be taken for letters.
constexpr std::string_view kOrnaments[] = {"•", "·", "●", "⋅", "∙", "–", "—", "،", "’", "‘", "।"};

// Names of months in two words or with dots in them, and what says which era a year is of.
constexpr Spelling kPhrases[] = {
    {"كانون الثاني", "january"},
    {"تشرين الأول", "october"},
    {"تشرين الاول", "october"},
    {"تشرين الثاني", "november"},
    {"كانون الأول", "december"},
    {"كانون الاول", "december"},
    {"ม.ค.", "january"},
    {"ก.พ.", "february"},
    {"มี.ค.", "march"},
    {"เม.ย.", "april"},
    {"พ.ค.", "may"},
    {"มิ.ย.", "june"},
    {"ก.ค.", "july"},
    {"ส.ค.", "august"},
    {"ก.ย.", "september"},
    {"ต.ค.", "october"},
    {"พ.ย.", "november"},
    {"ธ.ค.", "december"},
    {"พ.ศ.", " "},
    {"ค.ศ.", " "},
    {"元年", "1年"},
};

struct Era {
  std::string_view name;
  int before_first = 0;  // the year before its first, in ours
};
constexpr Era kEras[] = {{"令和", 2018}, {"平成", 1988}, {"民國", 1911}, {"民国", 1911}};

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

std::string with_known_phrases(std::string text) {
  for (const auto& [said, plain] : kPhrases) {
    // The lead byte of the script is looked for before all else.
    if (text.find(said.front()) == std::string::npos) continue;
    const std::string folded = text::fold(said);
    if (text.find(folded) != std::string::npos) text = replace_all(text, folded, plain);
  }
  return text;
}

// A character of "二〇二六", "十一", "廿二".
std::optional<int> numeral_at(std::string_view text, std::size_t at) {
  constexpr std::pair<std::string_view, int> kNumerals[] = {
      {"〇", 0}, {"零", 0}, {"一", 1}, {"二", 2}, {"三", 3}, {"四", 4},
      {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}, {"十", 10}};
  for (const auto& [sign, value] : kNumerals) {
    if (text.substr(at).starts_with(sign)) return value;
  }
  return std::nullopt;
}

// "二〇二六" is read digit by digit, "二十二" and "十一" by tens.
std::string number_of_numerals(const std::string& values) {
  constexpr char kTen = 10;
  const auto ten = values.find(kTen);
  if (ten == std::string::npos) {
    std::string digits;
    for (const char value : values) digits += static_cast<char>('0' + value);
    return digits;
  }
  const int tens = ten == 0 ? 1 : values[ten - 1];
  const int ones = ten + 1 < values.size() ? values[ten + 1] : 0;
  return std::to_string(tens * kTen + ones);
}

// Of what a year, a month, a day or an hour is counted by: other numerals are words.
std::string with_western_numerals(const std::string& text) {
  constexpr std::size_t kSize = 3;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::string values;
    std::size_t end = at;
    while (const auto value = numeral_at(text, end)) {
      values += static_cast<char>(*value);
      end += kSize;
    }
    const auto rest = std::string_view(text).substr(end);
    const bool counts =
        std::ranges::any_of(std::array<std::string_view, 5>{"年", "月", "日", "時", "点"},
                            [&](auto sign) { return rest.starts_with(sign); });
    if (!values.empty() && values.size() <= 4 && counts) {
      out += number_of_numerals(values);
      at = end;
    } else {
      out.append(text, at, std::max(end - at, std::size_t{1}));
      at = std::max(end, at + 1);
    }
  }
  return out;
}

// "令和8年" → "2026年".
std::string with_years_of_our_era(std::string text) {
  for (const auto& [name, before_first] : kEras) {
    const auto at = text.find(name);
    if (at == std::string::npos) continue;
    std::size_t begin = at + name.size();
    while (begin < text.size() && text[begin] == ' ') ++begin;
    std::size_t end = begin;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    const auto year = number_of(std::string_view(text).substr(begin, end - begin));
    constexpr int kYearsMax = 200;
    if (!year || *year > kYearsMax) continue;
    text.replace(at, end - at, std::to_string(before_first + *year));
  }
  return text;
}

}  // namespace

std::string plainly_spelled(std::string_view text) {
  std::string out = text::fold(text);
  if (is_ascii(out)) return out;
  out = with_ascii_digits(out);
  for (const auto ornament : kOrnaments) {
    if (out.find(ornament) != std::string::npos) out = replace_all(out, ornament, " ");
  }
  out = with_known_phrases(std::move(out));
  if (out.find("年") == std::string::npos && out.find("月") == std::string::npos) return out;
  return with_years_of_our_era(with_western_numerals(out));
}

}  // namespace broadsheet::article
