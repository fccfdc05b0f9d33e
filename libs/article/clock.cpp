// SPDX-License-Identifier: Apache-2.0
// Each number of at most two digits is tried as an hour, from left to right.
#include "article/clock.h"

#include <algorithm>
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

// "5分": East Asia counts minutes, and so one digit is enough.
std::optional<int> counted_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_digit(text[at])) return std::nullopt;
  const auto rest = text.substr(at + 1);
  return rest.starts_with("分") || rest.starts_with("분") ? number_of(text.substr(at, 1))
                                                          : std::nullopt;
}

// How many bytes stand between hour and minute; 0: nothing that would.
std::size_t separator_at(std::string_view text, std::size_t at) {
  for (const std::string_view separator :
       {":", " h ", "h", "時", "时", "点", "點", "시 ", "시", "ч ", "."}) {
    if (text.substr(at).starts_with(separator)) return separator.size();
  }
  return 0;
}

enum class Half { kNone, kMorning, kAfternoon };

// "下午4:05", "오후 4:05": before the hour that begins at `begin`.
Half half_before(std::string_view text, std::size_t begin) {
  auto before = text.substr(0, begin);
  while (before.ends_with(' ')) before.remove_suffix(1);
  constexpr std::string_view kMorning[] = {"上午", "午前", "오전", "凌晨", "早上"};
  constexpr std::string_view kAfternoon[] = {"下午", "午後", "오후", "晚上", "晚間"};
  const auto ends = [&](auto word) { return before.ends_with(word); };
  if (std::ranges::any_of(kMorning, ends)) return Half::kMorning;
  return std::ranges::any_of(kAfternoon, ends) ? Half::kAfternoon : Half::kNone;
}

// "pm", "p.m.", "p. m.", "م", "μ.μ.": moves `at` behind it.
Half half_at(std::string_view text, std::size_t& at) {
  std::size_t i = at;
  while (i < text.size() && text[i] == ' ') ++i;
  constexpr std::pair<std::string_view, Half> kWords[] = {
      {"μ.μ.", Half::kAfternoon}, {"π.μ.", Half::kMorning},   {"μμ", Half::kAfternoon},
      {"πμ", Half::kMorning},     {"مساء", Half::kAfternoon}, {"صباحا", Half::kMorning},
      {"م", Half::kAfternoon},    {"ص", Half::kMorning}};
  for (const auto& [word, half] : kWords) {
    if (!text.substr(i).starts_with(word)) continue;
    const std::size_t end = i + word.size();
    if (end < text.size() && is_word(text[end]) && word.size() <= 2) break;
    at = end;
    return half;
  }
  if (i >= text.size() || (text[i] != 'a' && text[i] != 'p')) return Half::kNone;
  const Half half = text[i] == 'a' ? Half::kMorning : Half::kAfternoon;
  ++i;
  const bool dot = i < text.size() && text[i] == '.';
  if (dot) ++i;
  if (dot && i < text.size() && text[i] == ' ') ++i;
  if (i >= text.size() || text[i] != 'm') return Half::kNone;
  ++i;
  if (dot && i < text.size() && text[i] == '.') ++i;
  if (i < text.size() && is_word(text[i])) return Half::kNone;
  at = i;
  return half;
}

// `named`: behind "GMT", where one digit is enough.
std::optional<std::int32_t> numeric_zone(std::string_view text, bool named = false) {
  if (text.size() < 2 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  std::string hours;
  std::string minutes;
  bool colon = false;
  for (const char c : text.substr(1, 5)) {
    if (c == ':' && !colon) {
      colon = true;
    } else if (is_digit(c)) {
      (colon || hours.size() == 2 ? minutes : hours) += c;
    } else {
      break;
    }
  }
  const auto hour = number_of(hours);
  const auto minute = minutes.empty() ? std::optional(0) : number_of(minutes);
  if (!hour || *hour > 14 || (hours.size() == 1 && !named) || !minute || minutes.size() == 1 ||
      *minute > 59)
    return std::nullopt;
  const int offset = *hour * 60 + *minute;
  return text.front() == '-' ? -offset : offset;
}

struct Zone {
  std::string_view name;
  int minutes = 0;
  bool us_summer = false;
};

// Where a name means several, what most of the press in English means.
constexpr Zone kZones[] = {
    {"z", 0},           {"gmt", 0},        {"utc", 0},     {"est", -300},      {"edt", -240},
    {"cst", -360},      {"cdt", -300},     {"mst", -420},  {"mdt", -360},      {"pst", -480},
    {"pdt", -420},      {"akst", -540},    {"akdt", -480}, {"hst", -600},      {"ast", -240},
    {"adt", -180},      {"nst", -210},     {"ndt", -150},  {"brt", -180},      {"art", -180},
    {"clt", -240},      {"cot", -300},     {"wet", 0},     {"west", 60},       {"cet", 60},
    {"cest", 120},      {"mez", 60},       {"mesz", 120},  {"eet", 120},       {"eest", 180},
    {"bst", 60},        {"msk", 180},      {"мск", 180},   {"trt", 180},       {"wat", 60},
    {"cat", 120},       {"eat", 180},      {"sast", 120},  {"gst", 240},       {"pkt", 300},
    {"ist", 330},       {"ict", 420},      {"wib", 420},   {"wita", 480},      {"wit", 540},
    {"sgt", 480},       {"myt", 480},      {"hkt", 480},   {"pht", 480},       {"awst", 480},
    {"kst", 540},       {"jst", 540},      {"acst", 570},  {"acdt", 630},      {"aest", 600},
    {"aedt", 660},      {"nzst", 720},     {"nzdt", 780},  {"et", -300, true}, {"ct", -360, true},
    {"mt", -420, true}, {"pt", -480, true}};

// Moves over "uhr", "hrs" and the like, and an opening bracket.
std::string_view to_zone(std::string_view text) {
  text = trim(text);
  for (const std::string_view word : {"uhr", "hrs", "hours", "น.", "분", "分"}) {
    if (text.starts_with(word)) text = trim(text.substr(word.size()));
  }
  if (text.starts_with('(')) text.remove_prefix(1);
  return text;
}

void read_zone(std::string_view text, Clock& clock) {
  text = to_zone(text);
  for (const auto& [name, minutes, us_summer] : kZones) {
    if (!text.starts_with(name)) continue;
    const auto rest = text.substr(name.size());
    if (!rest.empty() && is_word(rest.front())) continue;
    clock.offset_minutes = minutes;
    clock.us_summer = us_summer;
    // "GMT+7", "UTC +05:30"
    const auto more = minutes == 0 ? numeric_zone(trim(rest), true) : std::nullopt;
    if (more) clock.offset_minutes = more;
    return;
  }
  clock.offset_minutes = numeric_zone(text);
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
  auto minute = separator == 0 ? std::nullopt : pair_at(text, at + separator);
  std::size_t digits = 2;
  if (!minute && separator > 1) {
    minute = counted_at(text, at + separator);
    digits = 1;
  }
  if (minute) {
    clock.minute = *minute;
    at += separator + digits;
    const auto second =
        !dot && at < text.size() && text[at] == ':' ? pair_at(text, at + 1) : std::nullopt;
    if (second) {
      clock.second = *second;
      clock.has_second = true;
      at += 3;
    }
  }
  Half half = half_at(text, at);
  if (half == Half::kNone && minute) half = half_before(text, begin);
  if (half == Half::kNone && (!minute || (dot && !dotted))) return std::nullopt;
  if (clock.minute > 59 || clock.second > 59) return std::nullopt;
  if (half == Half::kAfternoon && clock.hour < 12) clock.hour += 12;
  if (half == Half::kMorning && clock.hour == 12) clock.hour = 0;
  // Parts of a second.
  if (clock.has_second && at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && is_digit(text[at]);) ++at;
  }
  clock.end = at;
  read_zone(text.substr(at), clock);
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
