// SPDX-License-Identifier: Apache-2.0
// Each number of at most two digits is tried as an hour, from left to right.
#include "article/clock.h"

#include <string>
#include <utility>

#include "article/date_tokens.h"
#include "core/strings.h"

namespace broadsheet::article {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// Two digits at `at`, and no third.
std::optional<int> pair_at(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1])) return std::nullopt;
  if (at + 2 < text.size() && is_digit(text[at + 2])) return std::nullopt;
  return number_of(text.substr(at, 2));
}

// How many bytes stand between hour and minute; 0: nothing that would.
std::size_t separator_at(std::string_view text, std::size_t at) {
  for (const std::string_view separator : {":", "h", "時", "点", "시 ", "시", "."}) {
    if (text.substr(at).starts_with(separator)) return separator.size();
  }
  return 0;
}

enum class Half { kNone, kMorning, kAfternoon };

// "pm", "p.m.": moves `at` behind it.
Half half_at(std::string_view text, std::size_t& at) {
  std::size_t i = at;
  while (i < text.size() && text[i] == ' ') ++i;
  if (i >= text.size() || (text[i] != 'a' && text[i] != 'p')) return Half::kNone;
  const Half half = text[i] == 'a' ? Half::kMorning : Half::kAfternoon;
  ++i;
  const bool dot = i < text.size() && text[i] == '.';
  if (dot) ++i;
  if (i >= text.size() || text[i] != 'm') return Half::kNone;
  ++i;
  if (dot && i < text.size() && text[i] == '.') ++i;
  if (i < text.size() && is_word(text[i])) return Half::kNone;
  at = i;
  return half;
}

std::optional<std::int32_t> numeric_zone(std::string_view text) {
  if (text.size() < 3 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  std::string digits;
  for (const char c : text.substr(1, 5)) {
    if (is_digit(c)) digits += c;
    if (!is_digit(c) && c != ':') break;
  }
  if (digits.size() == 2) digits += "00";
  const auto value = number_of(digits);
  if (digits.size() != 4 || !value || *value / 100 > 14) return std::nullopt;
  const int minutes = *value / 100 * 60 + *value % 100;
  return text.front() == '-' ? -minutes : minutes;
}

std::optional<std::int32_t> zone_in(std::string_view text) {
  static constexpr std::pair<std::string_view, int> kZones[] = {
      {"z", 0},      {"gmt", 0},    {"utc", 0},    {"est", -300}, {"edt", -240},
      {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480},
      {"pdt", -420}, {"cet", 60},   {"cest", 120}, {"mez", 60},   {"mesz", 120},
      {"bst", 60},   {"ist", 330},  {"msk", 180},  {"jst", 540}};
  text = trim(text);
  if (text.starts_with('(')) text.remove_prefix(1);
  for (const auto& [name, minutes] : kZones) {
    if (text.starts_with(name) && (text.size() == name.size() || !is_word(text[name.size()]))) {
      return minutes;
    }
  }
  return numeric_zone(text);
}

// Of the number that begins at `begin`.
std::optional<Clock> clock_at(std::string_view text, std::size_t begin, bool dotted) {
  std::size_t at = begin;
  while (at < text.size() && is_digit(text[at])) ++at;
  const auto hour = number_of(text.substr(begin, at - begin));
  if (!hour || at - begin > 2 || *hour > 24) return std::nullopt;
  Clock clock{.hour = *hour, .begin = begin};
  const std::size_t separator = separator_at(text, at);
  const bool dot = separator == 1 && text[at] == '.';
  const auto minute = separator == 0 ? std::nullopt : pair_at(text, at + separator);
  if (minute) {
    clock.minute = *minute;
    at += separator + 2;
    const auto second =
        !dot && at < text.size() && text[at] == ':' ? pair_at(text, at + 1) : std::nullopt;
    if (second) {
      clock.second = *second;
      clock.has_second = true;
      at += 3;
    }
  }
  const Half half = half_at(text, at);
  if (half == Half::kNone && (!minute || (dot && !dotted))) return std::nullopt;
  if (clock.minute > 59 || clock.second > 59) return std::nullopt;
  if (half == Half::kAfternoon && clock.hour < 12) clock.hour += 12;
  if (half == Half::kMorning && clock.hour == 12) clock.hour = 0;
  // Parts of a second.
  if (clock.has_second && at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && is_digit(text[at]);) ++at;
  }
  clock.end = at;
  clock.offset_minutes = zone_in(text.substr(at));
  return clock;
}

}  // namespace

std::optional<Clock> clock_in(std::string_view folded, bool dotted) {
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (!is_digit(folded[i]) || (i > 0 && is_digit(folded[i - 1]))) continue;
    if (auto clock = clock_at(folded, i, dotted)) return clock;
  }
  return std::nullopt;
}

}  // namespace broadsheet::article
