// SPDX-License-Identifier: Apache-2.0
// One spelling first, then the clock, then the day: the numbers of one are none of the other.
#include "article/dates.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "article/clock.h"
#include "article/date_spelling.h"
#include "article/day_reader.h"
#include "core/strings.h"

namespace broadsheet::article {

namespace {

using records::Date;
using records::Precision;
using std::chrono::year;

// Seconds or milliseconds, also as "/Date(1795341609000+0100)/".
std::optional<Date> from_epoch(std::string_view text) {
  constexpr std::string_view kDate = "/Date(";
  if (text.starts_with(kDate)) {
    text.remove_prefix(kDate.size());
    text = text.substr(0, text.find_first_of("+-)"));
  }
  if (text.size() != 10 && text.size() != 13) return std::nullopt;
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (text.size() == 13) value /= 1000;
  Date date;
  date.time = from_micros(value * 1'000'000);
  date.precision = Precision::kSecond;
  date.offset_minutes = 0;
  if (date.time > Time(std::chrono::sys_days(year(kYearMax) / 12 / 31))) return std::nullopt;
  return date;
}

// "20261122100009", "202611221000" → "20261122 10:00:09".
std::string with_gaps(std::string text) {
  constexpr std::size_t kDay = 8;
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || (text.size() != kDay + 4 && text.size() != kDay + 6)) return text;
  if (text.size() == kDay + 6) text.insert(kDay + 4, ":");
  return text.insert(kDay + 2, ":").insert(kDay, " ");
}

// Every date has a year in it: four digits side by side, or two in a short line of few numbers.
bool may_have_year(std::string_view text) {
  constexpr std::size_t kYearDigits = 4;
  constexpr std::size_t kFewest = 3;  // "1.2.26" has four
  constexpr std::size_t kShort = 60;
  std::size_t digits = 0;
  std::size_t all = 0;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    digits = digit ? digits + 1 : 0;
    all += digit ? 1 : 0;
    if (digits == kYearDigits) return true;
  }
  return all >= kFewest && text.size() <= kShort;
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<signed char>(c) < 0; });
}

// "۱۴۰۵/۰۹/۰۱" tells its calendar by its digits.
bool may_be_jalali(std::string_view text, std::string_view language) {
  constexpr std::string_view kPersianDigit = "\xdb";
  return is_language(language, "fa") || is_language(language, "ps") ||
         text.find(kPersianDigit) != std::string_view::npos;
}

// "4:05 PM ET" is another time in summer.
bool is_us_summer(Time day) {
  const auto days = std::chrono::floor<std::chrono::days>(day);
  const auto year = std::chrono::year_month_day(days).year();
  return days >= std::chrono::sys_days(year / 3 / std::chrono::Sunday[2]) &&
         days < std::chrono::sys_days(year / 11 / std::chrono::Sunday[1]);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text, std::string_view language) {
  constexpr std::size_t kLongest = 300;  // A date stands in a line, not in a paragraph.
  text = trim(text);
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  // Digits of other scripts are known as such when they are folded.
  if (is_ascii(text) && !may_have_year(text)) return std::nullopt;
  if (auto epoch = from_epoch(text)) return epoch;
  const std::string folded = with_gaps(plainly_spelled(text));
  if (!may_have_year(folded)) return std::nullopt;
  auto clock = clock_in(folded, false);
  // Its numbers are none of the day's.
  std::string rest = folded;
  if (clock)
    std::fill_n(rest.begin() + static_cast<std::ptrdiff_t>(clock->begin), clock->end - clock->begin,
                ' ');
  const auto day = find_day(rest, language, may_be_jalali(text, language));
  if (!day) return std::nullopt;
  Date date;
  date.time = day->time;
  date.precision = day->precision;
  if (!clock) clock = clock_in(std::string_view(folded).substr(day->end), true);
  if (!clock || day->precision != Precision::kDay) return date;
  date.time += std::chrono::hours(clock->hour) + std::chrono::minutes(clock->minute) +
               std::chrono::seconds(clock->second);
  date.precision = clock->has_second ? Precision::kSecond : Precision::kMinute;
  date.offset_minutes = clock->offset_minutes;
  if (clock->us_summer && is_us_summer(day->time)) *date.offset_minutes += 60;
  date.time -= std::chrono::minutes(date.offset_minutes.value_or(0));
  return date;
}

std::optional<Date> other_order(std::string_view text, std::string_view language) {
  const bool first = month_first(language);
  auto here = parse_date(text, language);
  auto there = parse_date(text, first ? "de" : "en-US");
  if (!here || !there || here->time == there->time) return std::nullopt;
  return there;
}

std::optional<Date> date_in_path(std::string_view path) {
  const auto day = find_day_in_path(path);
  if (!day) return std::nullopt;
  Date date;
  date.time = day->time;
  date.precision = Precision::kDay;
  return date;
}

}  // namespace broadsheet::article
