// SPDX-License-Identifier: Apache-2.0
// Numbers and month names are taken from the text in order; what they are is decided afterwards.
#include "article/dates.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "article/clock.h"
#include "article/date_tokens.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::Date;
using records::Precision;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr int kYearMin = 1990;  // News on the web is not older.
constexpr int kYearMax = 2100;

std::optional<Time> day_of(int y, int m, int d) {
  const std::chrono::year_month_day date(year(y), month(static_cast<unsigned>(m)),
                                         day(static_cast<unsigned>(d)));
  if (!date.ok() || y < kYearMin || y > kYearMax) return std::nullopt;
  return Time(std::chrono::sys_days(date));
}

bool month_first(std::string_view language) {
  // Of the languages of the press, only American English puts the month first.
  return language.empty() || iequals(language, "en") || istarts_with(language, "en-us") ||
         istarts_with(language, "en_us");
}

struct Day {
  Time time;
  Precision precision = Precision::kDay;
  std::size_t end = 0;  // of the date in the text
};

std::optional<Day> day_from(const std::vector<DateToken>& tokens, std::size_t i,
                            std::string_view language) {
  const auto num = [&](std::size_t at) -> std::optional<int> {
    return at < tokens.size() && tokens[at].digits ? number_of(tokens[at].text) : std::nullopt;
  };
  const auto digits_at = [&](std::size_t at) { return tokens[at].text.size(); };
  const auto done = [&](std::optional<Time> time, std::size_t last,
                        Precision precision = Precision::kDay) -> std::optional<Day> {
    if (!time) return std::nullopt;
    return Day{*time, precision, tokens[last].begin + tokens[last].text.size()};
  };
  const auto word_month = [&](std::size_t at) -> std::optional<int> {
    return at < tokens.size() && !tokens[at].digits ? month_of(tokens[at].text) : std::nullopt;
  };
  if (const auto y = num(i); y && digits_at(i) == 4 && num(i + 1) && num(i + 2)) {
    if (auto day = done(day_of(*y, *num(i + 1), *num(i + 2)), i + 2))
      return day;  // 2026-11-22, 2026年11月22日
  }
  // "2026. november 22."
  if (const auto y = num(i); y && digits_at(i) == 4 && word_month(i + 1) && num(i + 2)) {
    if (digits_at(i + 2) <= 2) return done(day_of(*y, *word_month(i + 1), *num(i + 2)), i + 2);
  }
  if (const auto y = num(i); y && tokens[i].text.size() == 8) {
    if (auto day = done(day_of(*y / 10000, *y / 100 % 100, *y % 100), i)) return day;
  }
  // "22 de noviembre de 2026", "22nd November 2026", "22. listopadu 2026"
  if (const auto d = num(i); d && digits_at(i) <= 2) {
    for (std::size_t at = i + 1; at < i + 4 && at < tokens.size(); ++at) {
      const auto m = word_month(at);
      if (!m) continue;
      for (std::size_t after = at + 1; after < at + 3; ++after) {
        const auto y = num(after);
        if (y && digits_at(after) == 4) return done(day_of(*y, *m, *d), after);
      }
    }
  }
  // "November 22, 2026"
  if (const auto m = word_month(i)) {
    for (std::size_t at = i + 1; at < i + 3; ++at) {
      const auto d = num(at);
      if (!d || digits_at(at) > 2) continue;
      for (std::size_t after = at + 1; after < at + 3; ++after) {
        const auto y = num(after);
        if (y && digits_at(after) == 4) return done(day_of(*y, *m, *d), after);
      }
    }
    // A day before it that the month does not have makes it no date.
    const bool after_day = i > 0 && tokens[i - 1].digits && digits_at(i - 1) <= 2;
    const auto y = num(i + 1);
    if (y && digits_at(i + 1) == 4 && !after_day)
      return done(day_of(*y, *m, 1), i + 1, Precision::kMonth);
  }
  // "22.11.2026", "11/22/2026"
  const auto a = num(i);
  const auto b = num(i + 1);
  const auto y = num(i + 2);
  if (a && b && y && digits_at(i + 2) == 4 && digits_at(i) <= 2 && digits_at(i + 1) <= 2) {
    const bool swap = *b > 12 || (month_first(language) && *a <= 12);
    return done(swap ? day_of(*y, *a, *b) : day_of(*y, *b, *a), i + 2);
  }
  return std::nullopt;
}

std::optional<Date> from_epoch(std::string_view text) {
  if (text.size() != 10 && text.size() != 13) return std::nullopt;
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (text.size() == 13) value /= 1000;
  Date date;
  date.time = from_micros(value * 1'000'000);
  date.precision = Precision::kSecond;
  date.offset_minutes = 0;
  return date;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text, std::string_view language) {
  constexpr std::size_t kLongest = 300;  // A date stands in a line, not in a paragraph.
  text = trim(text);
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  if (auto epoch = from_epoch(text)) return epoch;
  const std::string folded = with_ascii_digits(text::fold(text));
  auto clock = clock_in(folded, false);
  // Its numbers are none of the day's.
  std::string rest = folded;
  if (clock)
    std::fill_n(rest.begin() + static_cast<std::ptrdiff_t>(clock->begin), clock->end - clock->begin,
                ' ');
  const auto tokens = date_tokens(rest);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto day = day_from(tokens, i, language);
    if (!day) continue;
    Date date;
    date.time = day->time;
    date.precision = day->precision;
    if (!clock) clock = clock_in(std::string_view(folded).substr(day->end), true);
    if (!clock || day->precision != Precision::kDay) return date;
    date.time += std::chrono::hours(clock->hour) + std::chrono::minutes(clock->minute) +
                 std::chrono::seconds(clock->second);
    date.precision = clock->has_second ? Precision::kSecond : Precision::kMinute;
    date.offset_minutes = clock->offset_minutes;
    date.time -= std::chrono::minutes(date.offset_minutes.value_or(0));
    return date;
  }
  return std::nullopt;
}

std::optional<Date> date_in_path(std::string_view path) {
  const auto tokens = date_tokens(path);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].digits || (tokens[i].text.size() != 4 && tokens[i].text.size() != 8)) continue;
    const auto day = day_from(tokens, i, "");
    if (!day) continue;
    Date date;
    date.time = day->time;
    date.precision = Precision::kDay;
    return date;
  }
  return std::nullopt;
}

}  // namespace broadsheet::article
