// SPDX-License-Identifier: Apache-2.0
// HTTP-date (RFC 9110 §5.6.7): one form is written, three are read, and some near misses.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <vector>

#include "core/strings.h"
#include "core/time.h"

namespace broadsheet {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
// No form of a date is longer; what is, is no date.
constexpr std::size_t kSizeMax = 64;

std::optional<unsigned> number(std::string_view text, std::size_t digits_max) {
  unsigned value = 0;
  if (text.empty() || text.size() > digits_max) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_weekday(std::string_view word) {
  for (const auto name : kWeekdays) {
    if (istarts_with(word, name)) return true;
  }
  return false;
}

std::optional<unsigned> month_number(std::string_view word) {
  for (unsigned index = 0; index < kMonths.size(); ++index) {
    if (iequals(word, kMonths[index])) return index + 1;
  }
  return std::nullopt;
}

// RFC 850 has two digits. The clock that RFC 9110 would ask is not ours to read; 1970 divides as
// well, since no HTTP is older.
std::optional<int> year_number(std::string_view word) {
  const auto value = number(word, 4);
  if (!value) return std::nullopt;
  if (word.size() == 4) return static_cast<int>(*value);
  if (word.size() != 2) return std::nullopt;
  return static_cast<int>(*value < 70 ? 2000 + *value : 1900 + *value);
}

std::optional<Duration> time_of_day(std::string_view word) {
  const auto parts = split(word, ':');
  if (parts.size() != 3) return std::nullopt;
  const auto hour = number(parts[0], 2);
  const auto minute = number(parts[1], 2);
  const auto second = number(parts[2], 2);
  if (!hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
}

// The words of all three forms, which differ in their separators and their order.
std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = text.find_first_of(" ,-\t");
    if (end != 0) out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

std::optional<Time> assemble(std::string_view day_word, std::string_view month_word,
                             std::string_view year_word, std::string_view clock_word) {
  const auto day = number(day_word, 2);
  const auto month = month_number(month_word);
  const auto year = year_number(year_word);
  const auto clock = time_of_day(clock_word);
  if (!day || !month || !year || !clock) return std::nullopt;
  const year_month_day date{std::chrono::year{*year}, std::chrono::month{*month},
                            std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  return Time{std::chrono::sys_days{date}} + *clock;
}

}  // namespace

std::string format_http_date(Time time) {
  constexpr Time kLast{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1} - Duration{1}};
  constexpr Time kFirst{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
  const auto second = floor<std::chrono::seconds>(std::min(std::max(time, kFirst), kLast));
  const auto day = floor<days>(second);
  const year_month_day date{day};
  const std::chrono::hh_mm_ss clock{second - day};
  std::array<char, 48> text{};
  std::snprintf(
      text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
      kWeekdays[std::chrono::weekday{day}.c_encoding()].data(), static_cast<unsigned>(date.day()),
      kMonths[static_cast<unsigned>(date.month()) - 1].data(), static_cast<int>(date.year()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()));
  return text.data();
}

Result<Time> parse_http_date(std::string_view text) {
  const Fault no_date =
      bad_input("'" + std::string(text.substr(0, kSizeMax)) + "' is no HTTP-date");
  if (text.size() > kSizeMax) return no_date;
  const auto w = words(text);
  if (w.size() < 5 || !is_weekday(w[0])) return no_date;
  std::optional<Time> time;
  if (w.size() == 5 && month_number(w[1])) {
    time = assemble(w[2], w[1], w[4], w[3]);  // asctime: Sun Nov  6 08:49:37 1994
  } else if (w.size() == 6 && (iequals(w[5], "GMT") || iequals(w[5], "UTC"))) {
    time = assemble(w[1], w[2], w[3], w[4]);  // Sun, 06 Nov 1994 08:49:37 GMT, and RFC 850's
  }
  if (!time) return no_date;
  return *time;
}

}  // namespace broadsheet
