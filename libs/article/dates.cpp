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

// The day whose first token is number `i`, in one of the orders that people write.
class DayReader {
 public:
  DayReader(const std::vector<DateToken>& tokens, std::string_view language)
      : tokens_(tokens), language_(language) {}

  [[nodiscard]] std::optional<Day> at(std::size_t i) const {
    if (auto day = year_first(i)) return day;
    if (auto day = day_first(i)) return day;
    if (auto day = month_word_first(i)) return day;
    return numbers_alone(i);
  }

 private:
  static constexpr std::size_t kYearDigits = 4;

  [[nodiscard]] std::optional<int> number(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].digits ? number_of(tokens_[i].text) : std::nullopt;
  }

  [[nodiscard]] std::optional<int> year_at(std::size_t i) const {
    const auto value = number(i);
    return value && tokens_[i].text.size() == kYearDigits ? value : std::nullopt;
  }

  // A day, or a month in numbers.
  [[nodiscard]] std::optional<int> short_number(std::size_t i) const {
    const auto value = number(i);
    return value && tokens_[i].text.size() <= 2 ? value : std::nullopt;
  }

  [[nodiscard]] std::optional<int> month_word(std::size_t i) const {
    return i < tokens_.size() && !tokens_[i].digits ? month_of(tokens_[i].text) : std::nullopt;
  }

  [[nodiscard]] std::optional<Day> done(std::optional<Time> time, std::size_t last,
                                        Precision precision = Precision::kDay) const {
    if (!time) return std::nullopt;
    return Day{*time, precision, tokens_[last].begin + tokens_[last].text.size()};
  }

  // "2026-11-22", "2026年11月22日", "2026. november 22.", "20261122"
  [[nodiscard]] std::optional<Day> year_first(std::size_t i) const {
    constexpr std::size_t kAllDigits = 8;
    const auto all = number(i);
    if (all && tokens_[i].text.size() == kAllDigits) {
      return done(day_of(*all / 10000, *all / 100 % 100, *all % 100), i);
    }
    const auto year = year_at(i);
    const auto day = number(i + 2);
    if (!year || !day) return std::nullopt;
    if (const auto month = number(i + 1)) return done(day_of(*year, *month, *day), i + 2);
    const auto month = month_word(i + 1);
    return month && short_number(i + 2) ? done(day_of(*year, *month, *day), i + 2) : std::nullopt;
  }

  // "22 de noviembre de 2026", "22nd November 2026", "22. listopadu 2026"
  [[nodiscard]] std::optional<Day> day_first(std::size_t i) const {
    const auto day = short_number(i);
    if (!day) return std::nullopt;
    for (std::size_t at = i + 1; at < i + 4; ++at) {
      const auto month = month_word(at);
      if (!month) continue;
      for (std::size_t after = at + 1; after < at + 3; ++after) {
        if (const auto year = year_at(after)) return done(day_of(*year, *month, *day), after);
      }
    }
    return std::nullopt;
  }

  // "November 22, 2026"; "November 2026"
  [[nodiscard]] std::optional<Day> month_word_first(std::size_t i) const {
    const auto month = month_word(i);
    if (!month) return std::nullopt;
    for (std::size_t at = i + 1; at < i + 3; ++at) {
      const auto day = short_number(at);
      if (!day) continue;
      for (std::size_t after = at + 1; after < at + 3; ++after) {
        if (const auto year = year_at(after)) return done(day_of(*year, *month, *day), after);
      }
    }
    // A day before it that the month does not have makes it no date.
    const bool after_day = i > 0 && short_number(i - 1);
    const auto year = year_at(i + 1);
    if (!year || after_day) return std::nullopt;
    return done(day_of(*year, *month, 1), i + 1, Precision::kMonth);
  }

  // "22.11.2026", "11/22/2026"
  [[nodiscard]] std::optional<Day> numbers_alone(std::size_t i) const {
    const auto first = short_number(i);
    const auto second = short_number(i + 1);
    const auto year = year_at(i + 2);
    if (!first || !second || !year) return std::nullopt;
    const bool swap = *second > 12 || (month_first(language_) && *first <= 12);
    return done(swap ? day_of(*year, *first, *second) : day_of(*year, *second, *first), i + 2);
  }

  const std::vector<DateToken>& tokens_;
  std::string_view language_;
};

// Every date has a year in it: four digits at least, side by side.
bool may_have_year(std::string_view text) {
  constexpr std::size_t kYearDigits = 4;
  std::size_t digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits == kYearDigits) return true;
  }
  return false;
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<signed char>(c) < 0; });
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
  // Digits of other scripts are known as such when they are folded.
  if (is_ascii(text) && !may_have_year(text)) return std::nullopt;
  if (auto epoch = from_epoch(text)) return epoch;
  std::string folded = with_ascii_digits(text::fold(text));
  if (!may_have_year(folded)) return std::nullopt;
  // They would be taken for letters.
  for (const std::string_view gap : {"•", "·", "●", "⋅", "∙", "–", "—", "|", "، "}) {
    if (folded.find(gap) != std::string::npos) folded = replace_all(folded, gap, " ");
  }
  auto clock = clock_in(folded, false);
  // Its numbers are none of the day's.
  std::string rest = folded;
  if (clock)
    std::fill_n(rest.begin() + static_cast<std::ptrdiff_t>(clock->begin), clock->end - clock->begin,
                ' ');
  const auto tokens = date_tokens(rest);
  const DayReader reader(tokens, language);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto day = reader.at(i);
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

std::optional<Date> other_order(std::string_view text, std::string_view language) {
  const bool first = month_first(language);
  auto here = parse_date(text, language);
  auto there = parse_date(text, first ? "de" : "en-US");
  if (!here || !there || here->time == there->time) return std::nullopt;
  return there;
}

std::optional<Date> date_in_path(std::string_view path) {
  const auto tokens = date_tokens(path);
  const DayReader reader(tokens, "");
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].digits || (tokens[i].text.size() != 4 && tokens[i].text.size() != 8)) continue;
    const auto day = reader.at(i);
    if (!day) continue;
    Date date;
    date.time = day->time;
    date.precision = Precision::kDay;
    return date;
  }
  return std::nullopt;
}

}  // namespace broadsheet::article
