// SPDX-License-Identifier: Apache-2.0
// Numbers and month names are taken from the text in order; what they are is decided afterwards.
#include "article/dates.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

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

// Folded, by month; the beginning of a word is enough, but at least three letters of it.
constexpr std::array<std::string_view, 12> kMonths = {
    "january janvier januar enero gennaio janeiro januari styczen stycznia январь января "
    "ιανουαριου ocak leden ledna tammikuu يناير जनवरी jan ene gen sty янв ιαν oca",
    "february fevrier februar febrero febbraio fevereiro februari luty lutego февраль февраля "
    "φεβρουαριου subat unor unora helmikuu فبراير फरवरी feb fev lut фев φεβ sub",
    "march mars marz marzo marco maart marzec marca март марта μαρτιου mart brezen brezna "
    "maaliskuu مارس मार्च mar mrz maa мар μαρ",
    "april avril abril aprile kwiecien kwietnia апрель апреля απριλιου nisan duben dubna huhtikuu "
    "أبريل अप्रैल apr avr abr kwi апр απρ nis",
    "may mai mayo maggio maio mei maj maja май мая μαιου mayis kveten kvetna toukokuu مايو मई",
    "june juin juni junio giugno junho czerwiec czerwca июнь июня ιουνιου haziran cerven cervna "
    "kesakuu يونيو जून jun giu cze июн ιουν haz",
    "july juillet juli julio luglio julho lipiec lipca июль июля ιουλιου temmuz cervenec cervence "
    "heinakuu يوليو जुलाई jul lug lip июл ιουλ tem",
    "august aout agosto augustus sierpien sierpnia август августа αυγουστου agustos srpen srpna "
    "elokuu أغسطس अगस्त aug ago aou sie авг αυγ",
    "september septembre septiembre settembre setembro wrzesien wrzesnia сентябрь сентября "
    "σεπτεμβριου eylul zari syyskuu سبتمبر सितंबर sep set wrz сен σεπ eyl",
    "october octobre oktober octubre ottobre outubro pazdziernik pazdziernika октябрь октября "
    "οκτωβριου ekim rijen rijna lokakuu أكتوبر अक्टूबर oct okt ott out paz окт οκτ eki",
    "november novembre noviembre novembro listopad listopada ноябрь ноября νοεμβριου kasim "
    "listopadu marraskuu نوفمبر नवंबर nov lis ноя νοε kas",
    "december decembre dezember diciembre dicembre dezembro grudzien grudnia декабрь декабря "
    "δεκεμβριου aralik prosinec prosince joulukuu ديسمبر दिसंबर dec dez dic gru дек δεκ ara",
};

std::optional<int> month_of(std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    for (const auto name : split(kMonths[i], ' ')) {
      if (name == word) return static_cast<int>(i) + 1;
    }
  }
  return std::nullopt;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Time> day_of(int y, int m, int d) {
  const std::chrono::year_month_day date(year(y), month(static_cast<unsigned>(m)),
                                         day(static_cast<unsigned>(d)));
  if (!date.ok() || y < kYearMin || y > kYearMax) return std::nullopt;
  return Time(std::chrono::sys_days(date));
}

bool month_first(std::string_view language) {
  // Of the languages of the press, only American English puts the month first.
  return language.empty() || language == "en" || istarts_with(language, "en-us");
}

struct Token {
  std::string_view text;
  bool digits = false;
  std::size_t begin = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

std::vector<Token> tokens_of(std::string_view folded) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < folded.size() && tokens.size() < 64;) {
    const bool digits = is_digit(folded[i]);
    if (!digits && !is_word(folded[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < folded.size() && (digits ? is_digit(folded[end]) : is_word(folded[end]))) ++end;
    tokens.push_back({folded.substr(i, end - i), digits, i});
    i = end;
  }
  return tokens;
}

struct Clock {
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool has_second = false;
  std::size_t end = 0;
};

// "16:05", "16:05:09", "4.05 p.m.", "16h05", "4 pm".
std::optional<Clock> clock_in(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1]))) continue;
    std::size_t at = i;
    while (at < text.size() && is_digit(text[at])) ++at;
    const auto hour = number(text.substr(i, at - i));
    if (!hour || at - i > 2 || *hour > 24) continue;
    Clock clock{*hour};
    const bool separated = at + 2 < text.size() &&
                           (text[at] == ':' || text[at] == 'h' || text[at] == '.') &&
                           is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
                           (at + 3 >= text.size() || !is_digit(text[at + 3]));
    if (separated) {
      clock.minute = *number(text.substr(at + 1, 2));
      at += 3;
      if (at + 2 < text.size() && text[at] == ':' && is_digit(text[at + 1]) &&
          is_digit(text[at + 2])) {
        clock.second = *number(text.substr(at + 1, 2));
        clock.has_second = true;
        at += 3;
      }
    }
    std::string rest = replace_all(std::string(text.substr(at, 8)), ".", "");
    const auto half = trim(rest);
    const bool pm = half.starts_with("pm");
    const bool am = half.starts_with("am") && (half.size() == 2 || !is_word(half[2]));
    if (!separated && !pm && !am) continue;
    if (clock.minute > 59 || clock.second > 59) continue;
    if (pm && clock.hour < 12) clock.hour += 12;
    if (am && clock.hour == 12) clock.hour = 0;
    clock.end = at;
    return clock;
  }
  return std::nullopt;
}

std::optional<std::int32_t> zone_in(std::string_view text) {
  static constexpr std::pair<std::string_view, int> kZones[] = {
      {"gmt", 0},    {"utc", 0},    {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300},
      {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"cet", 60},   {"cest", 120},
      {"mez", 60},   {"mesz", 120}, {"bst", 60},   {"ist", 330},  {"msk", 180},  {"jst", 540}};
  text = trim(text);
  if (!text.empty() && (text.front() == 'z')) return 0;
  for (const auto& [name, minutes] : kZones) {
    if (text.starts_with(name) && (text.size() == name.size() || !is_word(text[name.size()]))) {
      return minutes;
    }
  }
  if (text.size() >= 3 && (text.front() == '+' || text.front() == '-')) {
    std::string digits;
    for (const char c : text.substr(1, 5)) {
      if (is_digit(c)) digits += c;
      if (!is_digit(c) && c != ':') break;
    }
    if (digits.size() == 2) digits += "00";
    const auto value = number(digits);
    if (digits.size() == 4 && value && *value / 100 <= 14) {
      const int minutes = *value / 100 * 60 + *value % 100;
      return text.front() == '-' ? -minutes : minutes;
    }
  }
  return std::nullopt;
}

struct Day {
  Time time;
  Precision precision = Precision::kDay;
  std::size_t end = 0;  // of the date in the text
};

std::optional<Day> day_from(const std::vector<Token>& tokens, std::size_t i,
                            std::string_view language) {
  const auto num = [&](std::size_t at) -> std::optional<int> {
    return at < tokens.size() && tokens[at].digits ? number(tokens[at].text) : std::nullopt;
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
    const auto y = num(i + 1);
    if (y && digits_at(i + 1) == 4) return done(day_of(*y, *m, 1), i + 1, Precision::kMonth);
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
  const std::string folded = text::fold(text);
  const auto tokens = tokens_of(folded);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto day = day_from(tokens, i, language);
    if (!day) continue;
    Date date;
    date.time = day->time;
    date.precision = day->precision;
    const std::string_view whole = folded;
    auto clock = clock_in(whole, day->end);
    if (!clock) clock = clock_in(whole.substr(0, tokens[i].begin), 0);
    if (!clock || day->precision != Precision::kDay) return date;
    date.time += std::chrono::hours(clock->hour) + std::chrono::minutes(clock->minute) +
                 std::chrono::seconds(clock->second);
    date.precision = clock->has_second ? Precision::kSecond : Precision::kMinute;
    std::string_view rest = whole.substr(std::min(clock->end, whole.size()));
    if (rest.starts_with('.'))
      rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of("0123456789", 1)));
    date.offset_minutes = zone_in(rest);
    date.time -= std::chrono::minutes(date.offset_minutes.value_or(0));
    return date;
  }
  return std::nullopt;
}

std::optional<Date> date_in_path(std::string_view path) {
  const auto tokens = tokens_of(path);
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
