// SPDX-License-Identifier: Apache-2.0
// Numbers and month names are taken from the text in order; what they are is decided afterwards.
#include "article/day_reader.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "article/date_tokens.h"
#include "article/month_names.h"
#include "core/strings.h"

namespace broadsheet::article {

bool is_language(std::string_view tag, std::string_view code) {
  return istarts_with(tag, code) &&
         (tag.size() == code.size() || tag[code.size()] == '-' || tag[code.size()] == '_');
}

bool month_first(std::string_view language) {
  // Of the languages of the press, only American English puts the month first.
  return language.empty() || iequals(language, "en") || istarts_with(language, "en-us") ||
         istarts_with(language, "en_us");
}

namespace {

using records::Precision;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr int kBuddhist = 543;        // years, that Thailand is ahead
constexpr int kJalaliYearMin = 1369;  // 1990
constexpr int kJalaliYearMax = 1425;

std::optional<Time> day_of(int y, int m, int d) {
  const std::chrono::year_month_day date(year(y), month(static_cast<unsigned>(m)),
                                         day(static_cast<unsigned>(d)));
  if (!date.ok() || y < kYearMin || y > kYearMax) return std::nullopt;
  return Time(std::chrono::sys_days(date));
}

// Days since some day, by the cycle of 33 years that holds from 1343 to 1472.
int jalali_day_number(int y, int m, int d) {
  constexpr int kLongMonths = 6;  // of 31 days; the others have 30
  const int months =
      m <= kLongMonths ? (m - 1) * 31 : kLongMonths * 31 + (m - 1 - kLongMonths) * 30;
  const int in_cycles = y + 1595;  // from where whole cycles count
  const int leap_years = in_cycles / 33 * 8 + (in_cycles % 33 + 3) / 4;
  return 365 * y + leap_years + months + d;
}

std::optional<Time> jalali_day_of(int y, int m, int d) {
  if (y < kJalaliYearMin || y > kJalaliYearMax || m < 1 || m > 12 || d < 1) return std::nullopt;
  if (d > (m <= 6 ? 31 : 30)) return std::nullopt;
  const Time new_year_1403 = Time(std::chrono::sys_days(year(2024) / 3 / 20));
  return new_year_1403 +
         std::chrono::days(jalali_day_number(y, m, d) - jalali_day_number(1403, 1, 1));
}

// Of two digits alone: "26.11.22".
bool year_comes_first(std::string_view language) {
  return is_language(language, "ko") || is_language(language, "ja") ||
         is_language(language, "zh") || is_language(language, "hu");
}

// How much a reader of a line guesses.
struct Liberties {
  bool short_years = false;  // "22.11.26"
  bool jalali = false;       // "1405/09/01"
};

// The day whose first token is number `i`, in one of the orders that people write.
class DayReader {
 public:
  DayReader(std::string_view text, std::string_view language, Liberties liberties)
      : text_(text), tokens_(date_tokens(text)), language_(language), liberties_(liberties) {}

  [[nodiscard]] const std::vector<DateToken>& tokens() const { return tokens_; }

  [[nodiscard]] std::optional<Day> first() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (auto day = at(i)) return day;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Day> at(std::size_t i) const {
    if (auto day = year_first(i)) return day;
    if (auto day = day_first(i)) return day;
    if (auto day = month_word_first(i)) return day;
    return numbers_alone(i);
  }

 private:
  static constexpr std::size_t kYearDigits = 4;

  struct Year {
    int number = 0;
    Calendar calendar = Calendar::kGregorian;
  };

  [[nodiscard]] std::optional<int> number(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].digits ? number_of(tokens_[i].text) : std::nullopt;
  }

  [[nodiscard]] std::optional<Year> year_at(std::size_t i) const {
    const auto value = number(i);
    if (!value || tokens_[i].text.size() != kYearDigits) return std::nullopt;
    if (*value >= kYearMin + kBuddhist && *value <= kYearMax + kBuddhist) {
      return Year{*value - kBuddhist};
    }
    const bool jalali = *value >= kJalaliYearMin && *value <= kJalaliYearMax;
    return Year{*value, jalali ? Calendar::kJalali : Calendar::kGregorian};
  }

  // "26", where only the place says that it is a year.
  [[nodiscard]] std::optional<Year> short_year_at(std::size_t i) const {
    constexpr int kThisCentury = 70;
    constexpr int kBuddhistCentury = 2500;
    const auto value = number(i);
    if (!liberties_.short_years || !value || tokens_[i].text.size() != 2) return std::nullopt;
    if (is_language(language_, "th")) return Year{kBuddhistCentury + *value - kBuddhist};
    return Year{*value + (*value < kThisCentury ? 2000 : 1900)};
  }

  // A day, or a month in numbers.
  [[nodiscard]] std::optional<int> short_number(std::size_t i) const {
    const auto value = number(i);
    return value && tokens_[i].text.size() <= 2 ? value : std::nullopt;
  }

  [[nodiscard]] std::optional<MonthName> month_word(std::size_t i) const {
    return i < tokens_.size() && !tokens_[i].digits ? month_of(tokens_[i].text, language_)
                                                    : std::nullopt;
  }

  [[nodiscard]] std::optional<Day> done(std::optional<Time> time, std::size_t last,
                                        Precision precision = Precision::kDay) const {
    if (!time) return std::nullopt;
    return Day{*time, precision, tokens_[last].begin + tokens_[last].text.size()};
  }

  // Year and month are of one calendar.
  [[nodiscard]] static std::optional<Time> named_day(Year year, MonthName month, int day) {
    if (year.calendar != month.calendar) return std::nullopt;
    return month.calendar == Calendar::kJalali ? jalali_day_of(year.number, month.number, day)
                                               : day_of(year.number, month.number, day);
  }

  [[nodiscard]] std::optional<Time> numbered_day(Year year, int month, int day) const {
    if (year.calendar == Calendar::kGregorian) return day_of(year.number, month, day);
    return liberties_.jalali ? jalali_day_of(year.number, month, day) : std::nullopt;
  }

  // Behind a year: "2026. gada 22. novembris", "2026 m. lapkričio 22 d.".
  [[nodiscard]] std::size_t after_filler(std::size_t i) const {
    constexpr std::string_view kFillers[] = {"m", "gada", "ko", "жылгы", "жылғы", "жыл",
                                             "г", "год",  "r",  "року",  "р",     "yil"};
    const bool filler =
        i < tokens_.size() && std::ranges::find(kFillers, tokens_[i].text) != std::end(kFillers);
    return filler ? i + 1 : i;
  }

  // "2026-11-22", "2026年11月22日", "2026. november 22.", "20261122"
  [[nodiscard]] std::optional<Day> year_first(std::size_t i) const {
    constexpr std::size_t kAllDigits = 8;
    const auto all = number(i);
    if (all && tokens_[i].text.size() == kAllDigits) {
      return done(day_of(*all / 10000, *all / 100 % 100, *all % 100), i);
    }
    const auto year = year_at(i);
    if (!year) return std::nullopt;
    const std::size_t next = after_filler(i + 1);
    const auto month = month_word(next);
    if (month) {
      const auto day = short_number(next + 1);
      return day ? done(named_day(*year, *month, *day), next + 1) : std::nullopt;
    }
    const auto first = number(next);
    if (!first) return std::nullopt;
    if (const auto second = number(next + 1)) {
      return done(numbered_day(*year, *first, *second), next + 1);
    }
    const auto named = next > i + 1 ? month_word(next + 1) : std::nullopt;
    return named ? done(named_day(*year, *named, *first), next + 1) : std::nullopt;
  }

  // The year behind a month in words, at `from` or a word later.
  [[nodiscard]] std::optional<Day> with_year_behind(std::size_t from, MonthName month,
                                                    int day) const {
    for (std::size_t at = from; at < from + 2; ++at) {
      if (const auto year = year_at(at)) return done(named_day(*year, month, day), at);
    }
    const auto year = from + 1 == tokens_.size() ? short_year_at(from) : std::nullopt;
    return year ? done(named_day(*year, month, day), from) : std::nullopt;
  }

  // "22 de noviembre de 2026", "22nd November 2026", "22. listopadu 2026"
  [[nodiscard]] std::optional<Day> day_first(std::size_t i) const {
    const auto day = short_number(i);
    if (!day) return std::nullopt;
    for (std::size_t at = i + 1; at < i + 4; ++at) {
      const auto month = month_word(at);
      if (!month) continue;
      // "22 نوفمبر / تشرين الثاني 2026"
      const auto again = month_word(at + 1);
      const bool twice = again && again->number == month->number;
      if (auto found = with_year_behind(at + (twice ? 2 : 1), *month, *day)) return found;
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
      // "mar. 24 nov. 2026": Tuesday, and the month follows.
      if (month_word(at + 1)) return std::nullopt;
      if (auto found = with_year_behind(at + 1, *month, *day)) return found;
    }
    // A day before it that the month does not have makes it no date.
    const bool after_day = i > 0 && short_number(i - 1);
    const auto year = year_at(i + 1);
    if (!year || after_day) return std::nullopt;
    return done(named_day(*year, *month, 1), i + 1, Precision::kMonth);
  }

  // "22.11.2026", "11/22/2026"
  [[nodiscard]] std::optional<Day> numbers_alone(std::size_t i) const {
    const auto first = short_number(i);
    const auto second = short_number(i + 1);
    if (!first || !second) return std::nullopt;
    if (const auto year = year_at(i + 2)) {
      const bool swap = *second > 12 || (month_first(language_) && *first <= 12);
      return done(
          swap ? numbered_day(*year, *first, *second) : numbered_day(*year, *second, *first),
          i + 2);
    }
    if (!are_written_alike(i)) return std::nullopt;
    if (year_comes_first(language_)) {
      const auto year = short_year_at(i);
      const auto day = short_number(i + 2);
      return year && day ? done(numbered_day(*year, *second, *day), i + 2) : std::nullopt;
    }
    const auto year = short_year_at(i + 2);
    if (!year) return std::nullopt;
    const bool swap = *second > 12 || (month_first(language_) && *first <= 12);
    return done(swap ? numbered_day(*year, *first, *second) : numbered_day(*year, *second, *first),
                i + 2);
  }

  // "22.11.26", "22/11/26", "22-11-26": the same mark twice, and nothing else in between.
  [[nodiscard]] bool are_written_alike(std::size_t i) const {
    if (i + 2 >= tokens_.size()) return false;
    const auto gap = [&](std::size_t at) {
      const std::size_t end = tokens_[at].begin + tokens_[at].text.size();
      return text_.substr(end, tokens_[at + 1].begin - end);
    };
    const bool mark = gap(i) == "." || gap(i) == "/" || gap(i) == "-" || gap(i) == ". ";
    return mark && gap(i) == gap(i + 1);
  }

  std::string_view text_;
  std::vector<DateToken> tokens_;
  std::string_view language_;
  Liberties liberties_;
};

}  // namespace

std::optional<Day> find_day(std::string_view text, std::string_view language, bool jalali) {
  const DayReader strict(text, language, {.jalali = jalali});
  if (auto day = strict.first()) return day;
  constexpr std::size_t kShort = 60;  // In a longer line two digits are some number.
  if (text.size() > kShort || strict.tokens().size() < 3) return std::nullopt;
  return DayReader(text, language, {.short_years = true, .jalali = jalali}).first();
}

std::optional<Day> find_day_in_path(std::string_view path) {
  const DayReader reader(path, "", {});
  const auto& tokens = reader.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].digits || (tokens[i].text.size() != 4 && tokens[i].text.size() != 8)) continue;
    if (auto day = reader.at(i)) return day;
  }
  return std::nullopt;
}

}  // namespace broadsheet::article
