// SPDX-License-Identifier: Apache-2.0
// The words that dates are made of.
#include "feed/date_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <utility>

#include "core/strings.h"

namespace broadsheet::feed {

namespace {

constexpr int kYearMin = 1000;  // below it, a program's zero
constexpr int kYearMax = 9999;

struct Month {
  std::string_view start;  // lower case
  unsigned number;
};

// Days of the week that would pass for March. Their short form, "mar", is March's too; see
// take_month.
constexpr std::array<std::string_view, 8> kWeekdays = {"mardi", "martes", "martedi", "martedì",
                                                       "marti", "marți",  "maandag", "maanantai"};

// English, then German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Romanian, where
// they begin differently, and the Finnish November, which would be March. The first that fits wins,
// so what is longer stands first.
constexpr std::array<Month, 51> kMonths = {{
    {"marras", 11}, {"jan", 1},    {"feb", 2},  {"mar", 3},  {"apr", 4},  {"may", 5},  {"jun", 6},
    {"jul", 7},     {"aug", 8},    {"sep", 9},  {"oct", 10}, {"nov", 11}, {"dec", 12}, {"jän", 1},
    {"mär", 3},     {"mrz", 3},    {"mai", 5},  {"okt", 10}, {"dez", 12}, {"fév", 2},  {"fev", 2},
    {"avr", 4},     {"juin", 6},   {"juil", 7}, {"aoû", 8},  {"aou", 8},  {"déc", 12}, {"ene", 1},
    {"abr", 4},     {"ago", 8},    {"dic", 12}, {"gen", 1},  {"mag", 5},  {"giu", 6},  {"lug", 7},
    {"set", 9},     {"ott", 10},   {"out", 10}, {"maa", 3},  {"mei", 5},  {"maj", 5},  {"des", 12},
    {"janv", 1},    {"juni", 6},   {"juli", 7}, {"mrt", 3},  {"maio", 5}, {"ian", 1},  {"iun", 6},
    {"iul", 7},     {"noiem", 11},
}};

struct Zone {
  std::string_view name;  // lower case
  int minutes;            // east of UTC
};

constexpr std::array<Zone, 52> kZones = {{
    {"z", 0},      {"ut", 0},     {"utc", 0},    {"gmt", 0},     {"wet", 0},     {"west", 60},
    {"bst", 60},   {"cet", 60},   {"mez", 60},   {"met", 60},    {"cest", 120},  {"mesz", 120},
    {"mest", 120}, {"eet", 120},  {"eest", 180}, {"msk", 180},   {"trt", 180},   {"sast", 120},
    {"cat", 120},  {"eat", 180},  {"wat", 60},   {"est", -300},  {"edt", -240},  {"et", -300},
    {"cst", -360}, {"cdt", -300}, {"ct", -360},  {"mst", -420},  {"mdt", -360},  {"mt", -420},
    {"pst", -480}, {"pdt", -420}, {"pt", -480},  {"akst", -540}, {"akdt", -480}, {"hst", -600},
    {"ast", -240}, {"adt", -180}, {"nst", -210}, {"ndt", -150},  {"brt", -180},  {"art", -180},
    {"ist", 330},  {"pkt", 300},  {"wib", 420},  {"hkt", 480},   {"sgt", 480},   {"awst", 480},
    {"jst", 540},  {"kst", 540},  {"aest", 600}, {"aedt", 660},
}};

// "+0100", "-05:00", "+1", "GMT+2"; minutes east of UTC.
std::optional<int> offset_of(std::string_view text) {
  for (const auto* prefix : {"gmt", "utc", "ut"}) {
    if (istarts_with(text, prefix) && text.size() > std::string_view(prefix).size()) {
      text.remove_prefix(std::string_view(prefix).size());
      break;
    }
  }
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const bool west = text[0] == '-';
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c == ':') continue;
    if (!is_digit(c)) return std::nullopt;
    digits += c;
  }
  const auto value = number(digits);
  if (!value || digits.size() > 4) return std::nullopt;
  const int minutes = digits.size() <= 2 ? *value * 60 : *value / 100 * 60 + *value % 100;
  if (minutes > 15 * 60) return std::nullopt;
  return west ? -minutes : minutes;
}

// The fraction of a second after '.' or ',', and how many characters it took.
Duration fraction(std::string_view& text) {
  if (text.empty() || (text[0] != '.' && text[0] != ',')) return Duration::zero();
  text.remove_prefix(1);
  long long micros = 0;
  long long unit = 100'000;
  while (!text.empty() && is_digit(text[0])) {
    micros += unit * (text[0] - '0');
    unit /= 10;
    text.remove_prefix(1);
  }
  return Duration(micros);
}

std::optional<int> leading_number(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && size < 3 && is_digit(text[size])) ++size;
  const auto value = number(text.substr(0, size));
  if (!value || size > 2) return std::nullopt;
  text.remove_prefix(size);
  return value;
}

}  // namespace

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  if (!all_digits(text) || text.size() > 9) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<unsigned> month_of(std::string_view word) {
  const auto lower = ascii_lower(word);
  for (const auto weekday : kWeekdays) {
    if (lower.starts_with(weekday)) return std::nullopt;
  }
  for (const auto& month : kMonths) {
    if (lower.starts_with(month.start)) return month.number;
  }
  return std::nullopt;
}

std::optional<int> zone_of(std::string_view word) {
  const auto lower = ascii_lower(word);
  for (const auto& zone : kZones) {
    if (zone.name == lower) return zone.minutes;
  }
  return offset_of(word);
}

std::optional<Clock> clock_of(std::string_view text) {
  const auto hours = leading_number(text);
  if (!hours || !text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  const auto minutes = leading_number(text);
  if (!minutes) return std::nullopt;
  int seconds = 0;
  Duration rest{};
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    const auto value = leading_number(text);
    if (!value) return std::nullopt;
    seconds = *value;
    rest = fraction(text);
  }
  // 24:00 is the end of the day, and 60 a leap second.
  if (*hours > 24 || *minutes > 59 || seconds > 60 || (*hours == 24 && *minutes > 0)) {
    return std::nullopt;
  }
  Clock clock;
  clock.time = std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
               std::chrono::seconds(seconds) + rest;
  if (iequals(text, "am") || iequals(text, "pm")) {
    if (*hours > 12 || *hours == 0) return std::nullopt;
    const auto noon = std::chrono::hours(12);
    if (*hours == 12) clock.time -= noon;
    if (iequals(text, "pm")) clock.time += noon;
    return clock;
  }
  if (!text.empty()) {
    clock.zone = zone_of(text);
    if (!clock.zone) return std::nullopt;
  }
  return clock;
}

int full_year(int year, std::size_t digits) {
  if (digits == 2) return year < 50 ? year + 2000 : year + 1900;
  return digits == 3 ? year + 1900 : year;
}

std::optional<Time> midnight(int year, unsigned month, unsigned day) {
  if (year < kYearMin || year > kYearMax) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return Time(std::chrono::sys_days(date));
}

std::optional<Time> year_first(std::string_view text) {
  if (all_digits(text)) {
    const auto value = number(text);
    if (!value) return std::nullopt;
    if (text.size() == 4) return midnight(*value, 1, 1);
    if (text.size() != 8) return std::nullopt;
    return midnight(*value / 10000, static_cast<unsigned>(*value / 100 % 100),
                    static_cast<unsigned>(*value % 100));
  }
  const auto separator = text.find_first_not_of("0123456789");
  if (separator != 4 || std::string_view("-/.").find(text[4]) == std::string_view::npos) {
    return std::nullopt;
  }
  const auto parts = split(text, text[4]);
  if (parts.size() > 3) return std::nullopt;
  const auto year = number(parts[0]);
  const auto month = number(parts[1]);
  const auto day = parts.size() == 3 ? number(parts[2]) : std::optional<int>(1);
  if (!year || !month || !day) return std::nullopt;
  return midnight(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::optional<Time> year_last(std::string_view text) {
  const auto separator = text.find_first_not_of("0123456789");
  if (separator == std::string_view::npos || separator == 0) return std::nullopt;
  const char mark = text[separator];
  if (mark != '.' && mark != '/' && mark != '-') return std::nullopt;
  const auto parts = split(text, mark);
  if (parts.size() != 3 || parts[0].size() > 2 || parts[1].size() > 2) return std::nullopt;
  auto first = number(parts[0]);
  auto second = number(parts[1]);
  const auto year = number(parts[2]);
  if (!first || !second || !year || (parts[2].size() != 4 && parts[2].size() != 2)) {
    return std::nullopt;
  }
  const bool american = *second > 12;
  const bool ambiguous = mark != '.' && *first <= 12 && *second <= 12 && *first != *second;
  if (ambiguous) return std::nullopt;
  if (american) std::swap(first, second);
  return midnight(full_year(*year, parts[2].size()), static_cast<unsigned>(*second),
                  static_cast<unsigned>(*first));
}

}  // namespace broadsheet::feed
