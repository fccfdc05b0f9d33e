// SPDX-License-Identifier: Apache-2.0
// The dates of feeds: RFC 822 with its many mistakes, RFC 3339, W3C-DTF.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/strings.h"
#include "feed/date_parts.h"
#include "feed/feed.h"

namespace broadsheet::feed {

namespace {

constexpr std::size_t kTextMax = 128;

// "1795341600", seconds since 1970, or milliseconds.
std::optional<Time> unix_time(std::string_view text) {
  if (!all_digits(text) || (text.size() != 10 && text.size() != 13)) return std::nullopt;
  long long value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return from_micros(value * (text.size() == 10 ? 1'000'000 : 1'000));
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  int brackets = 0;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(' || c == '[') ++brackets;  // "(CET)", "[Europe/Paris]": comments
    const bool digit_before = i > 0 && is_digit(text[i - 1]);
    const bool date_time =
        (c == 'T' || c == 't') && digit_before && i + 1 < text.size() && is_digit(text[i + 1]);
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ';';
    // "10:00:05,123": a comma within a clock is a decimal one.
    const bool decimal = c == ',' && word.find(':') != std::string::npos && i + 1 < text.size() &&
                         is_digit(text[i + 1]);
    if (brackets > 0 || date_time || (space && !decimal)) {
      flush();
    } else {
      word += c;
    }
    if ((c == ')' || c == ']') && brackets > 0) --brackets;
  }
  flush();
  return words;
}

// What has been understood so far.
struct Reading {
  std::optional<Time> date;  // whole, from one word
  std::optional<int> day;
  std::optional<unsigned> month;
  bool month_before_day = false;
  std::optional<int> year;
  std::optional<Duration> clock;
  std::optional<int> zone;
};

// "22-Nov-2026", "22.Nov.2026"
bool take_dashed(std::string_view word, Reading& reading) {
  const auto mark = word.find_first_of("-.");
  if (mark == std::string_view::npos || mark > 2) return false;
  const auto parts = split(word, word[mark]);
  if (parts.size() != 3) return false;
  const auto day = number(parts[0]);
  const auto month = month_of(parts[1]);
  const auto year = number(parts[2]);
  if (!day || !month || !year) return false;
  reading.day = day;
  reading.month = month;
  reading.year = full_year(*year, parts[2].size());
  return true;
}

bool take_number(std::string_view word, Reading& reading) {
  auto digits = word;
  // "22nd", "1er", "22."
  while (!digits.empty() && !is_digit(digits.back())) digits.remove_suffix(1);
  const auto suffix = word.substr(digits.size());
  for (const auto* known : {"", ".", "st", "nd", "rd", "th", "er", "º"}) {
    if (!iequals(suffix, known)) continue;
    const auto value = number(digits);
    if (!value) return false;
    if (!reading.day && digits.size() <= 2) {
      reading.day = value;
    } else if (!reading.year && digits.size() >= 2 && digits.size() <= 4) {
      reading.year = full_year(*value, digits.size());
    } else {
      return false;
    }
    return true;
  }
  return false;
}

// "PM" after "10:30".
bool take_half_day(std::string_view word, Reading& reading) {
  const bool afternoon = iequals(word, "pm") || iequals(word, "p.m.");
  if (!afternoon && !iequals(word, "am") && !iequals(word, "a.m.")) return false;
  const auto noon = std::chrono::hours(12);
  if (!reading.clock || *reading.clock >= noon + std::chrono::hours(1)) return false;
  if (*reading.clock >= noon) *reading.clock -= noon;
  if (afternoon) *reading.clock += noon;
  return true;
}

// "mar, 24 nov 2026": what stands before the day was a day of the week if a month follows.
void take_month(unsigned month, Reading& reading) {
  if (reading.date) return;
  if (!reading.month || (reading.month_before_day && reading.day && !reading.year)) {
    reading.month = month;
    reading.month_before_day = !reading.day;
  }
}

// False if the word is in the way of an understanding.
bool take_word(std::string_view word, Reading& reading) {
  if (const auto clock = clock_of(word)) {
    if (reading.clock) return false;
    reading.clock = clock->time;
    if (clock->zone) reading.zone = clock->zone;
    return true;
  }
  const bool has_date = reading.date || (reading.day && reading.month);
  if (const auto zone = zone_of(word); zone && (reading.clock || has_date)) {
    reading.zone = zone;
    return true;
  }
  if (!reading.date && !reading.day) {
    auto date = word.size() > 4 ? year_first(word) : std::nullopt;
    if (!date) date = year_last(word);
    if (date) {
      reading.date = date;
      return true;
    }
  }
  if (is_digit(word[0])) return take_dashed(word, reading) || take_number(word, reading);
  if (take_half_day(word, reading)) return true;
  if (const auto month = month_of(word)) take_month(*month, reading);
  return true;  // a day of the week, "at", "de", a zone that nobody knows: UTC, then
}

// "2026-11-22T10:00:00-05:00" splits at 'T' into date and clock; "20261122T100000Z" has a bare
// clock.
std::optional<std::string> with_colons(std::string_view word) {
  const auto digits = std::min(word.find_first_not_of("0123456789"), word.size());
  if (digits != 6 && digits != 4) return std::nullopt;
  auto clock = std::string(word.substr(0, 2)) + ":" + std::string(word.substr(2, 2));
  if (digits == 6) clock += ":" + std::string(word.substr(4, 2));
  return clock + std::string(word.substr(digits));
}

std::optional<Time> read_words(const std::vector<std::string>& words) {
  Reading reading;
  for (std::size_t i = 0; i < words.size(); ++i) {
    // The clock of the basic format follows the date at once.
    const bool after_date = i == 1 && reading.date && words[0].size() == 8;
    const auto basic = after_date ? with_colons(words[i]) : std::nullopt;
    if (!take_word(basic ? *basic : words[i], reading)) return std::nullopt;
  }
  auto date = reading.date;
  if (!date && reading.day && reading.month && reading.year) {
    date = midnight(*reading.year, *reading.month, static_cast<unsigned>(*reading.day));
  }
  if (!date) return std::nullopt;
  return *date + reading.clock.value_or(Duration::zero()) -
         std::chrono::minutes(reading.zone.value_or(0));
}

}  // namespace

Result<Time> parse_feed_date(std::string_view text) {
  const auto trimmed = trim(text);
  const auto fault = [trimmed] {
    return bad_input("no date", std::string(trimmed.substr(0, kTextMax)));
  };
  if (trimmed.empty() || trimmed.size() > kTextMax) return fault();
  // "2026", "2026-11": W3C-DTF.
  if (const auto time = year_first(trimmed)) return *time;
  if (const auto time = unix_time(trimmed)) return *time;
  const auto time = read_words(words_of(trimmed));
  if (!time) return fault();
  return *time;
}

}  // namespace broadsheet::feed
