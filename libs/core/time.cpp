// SPDX-License-Identifier: Apache-2.0
// Time and durations as text: RFC 3339, and the short form of configurations.
#include "core/time.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>

#include "core/strings.h"

namespace broadsheet {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// What RFC 3339 can say: four digits for the year.
constexpr Time kFirst{sys_days{std::chrono::year{0} / 1 / 1}};
constexpr Time kLast{sys_days{std::chrono::year{10000} / 1 / 1} - microseconds{1}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes exactly `count` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t at = 0; at < count; ++at) {
    if (!is_digit(text[at])) return std::nullopt;
    value = value * 10 + (text[at] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const year_month_day date{std::chrono::year{*year},
                            std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

// Digits beyond the sixth are read and dropped.
std::optional<microseconds> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return microseconds{0};
  int value = 0;
  int digits = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), ++digits) {
    if (digits < 6) value = value * 10 + (text.front() - '0');
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 6; ++digits) value *= 10;
  return microseconds{value};
}

std::optional<microseconds> take_time_of_day(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ":")) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ":")) return std::nullopt;
  const auto second = take_number(text, 2);
  // RFC 3339 §5.7: 60 is a leap second; in our time it is the first moment of the next minute.
  if (!second || *second > 60) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  return hours{*hour} + minutes{*minute} + seconds{*second} +
         (*second == 60 ? microseconds{0} : *fraction);
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return minutes{0};
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ":")) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset = hours{*hour} + minutes{*minute};
  return west ? -offset : offset;
}

struct Unit {
  std::string_view name;
  std::int64_t micros;
};

// From long to short. "ms" stands before "m" and "us" before "s" wherever a prefix is looked for.
constexpr std::array kUnits = {Unit{"d", 86'400'000'000}, Unit{"h", 3'600'000'000},
                               Unit{"m", 60'000'000},     Unit{"s", 1'000'000},
                               Unit{"ms", 1'000},         Unit{"us", 1}};

// The index in kUnits of the letters at the front of `text`.
std::optional<std::size_t> take_unit(std::string_view& text) {
  std::size_t letters = 0;
  while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
  for (std::size_t index = 0; index < kUnits.size(); ++index) {
    if (kUnits[index].name != text.substr(0, letters)) continue;
    text.remove_prefix(letters);
    return index;
  }
  return std::nullopt;
}

std::optional<std::int64_t> take_amount(std::string_view& text) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  std::int64_t value = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    if (value > (kMost - 9) / 10) return std::nullopt;
    value = value * 10 + (text.front() - '0');
  }
  return value;
}

// The digits after a point, as a share of `unit`; nothing if it is not a whole microsecond.
std::optional<std::int64_t> take_share(std::string_view& text, std::int64_t unit) {
  std::int64_t share = 0;
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    if (unit % 10 != 0 && text.front() != '0') return std::nullopt;
    unit /= 10;
    share += unit * (text.front() - '0');
  }
  return share;
}

Fault no_duration(std::string_view text) {
  return bad_input("'" + std::string(text.substr(0, 64)) + "' is no duration", {},
                   "write it like 90s, 1h30m, 250ms or 7d");
}

}  // namespace

Time system_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

std::string format_time(Time time) {
  time = std::min(std::max(time, kFirst), kLast);
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 40> text{};
  const int size = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()));
  std::string out(text.data(), static_cast<std::size_t>(size));
  if (const auto micros = clock.subseconds().count(); micros != 0) {
    std::snprintf(text.data(), text.size(), ".%06d", static_cast<int>(micros));
    out += text.data();
    out.erase(out.find_last_not_of('0') + 1);
  }
  return out + "Z";
}

Result<Time> parse_time(std::string_view text) {
  const Fault no_time = bad_input("'" + std::string(text.substr(0, 64)) + "' is no RFC 3339 time",
                                  {}, "write it like 2026-11-22T10:00:00Z or 2026-11-22");
  const auto date = take_date(text);
  if (!date) return no_time;
  if (text.empty()) return Time{*date};
  // RFC 3339 §5.6 lets a small t or a space stand for the T.
  if (!take(text, "Tt ")) return no_time;
  const auto clock = take_time_of_day(text);
  if (!clock) return no_time;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return no_time;
  return Time{*date} + *clock - *offset;
}

Result<Duration> parse_duration(std::string_view text) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  const std::string_view all = text;
  if (text == "0") return Duration{0};
  if (text.empty()) return no_duration(all);
  std::int64_t total = 0;
  std::optional<std::size_t> last;
  while (!text.empty()) {
    const auto amount = take_amount(text);
    if (!amount) return no_duration(all);
    std::optional<std::string_view> fraction;
    if (take(text, ".")) {
      fraction = text;
      while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    }
    const auto unit = take_unit(text);
    if (!unit || (last && *unit <= *last)) return no_duration(all);
    const std::int64_t micros = kUnits[*unit].micros;
    const auto share = fraction ? take_share(*fraction, micros) : std::optional<std::int64_t>(0);
    if (!share || *amount > (kMost - total - *share) / micros) return no_duration(all);
    total += *amount * micros + *share;
    last = unit;
  }
  return Duration{total};
}

std::string format_duration(Duration duration) {
  if (duration == Duration{0}) return "0s";
  std::string out = duration < Duration{0} ? "-" : "";
  // In unsigned arithmetic, where the smallest duration has a magnitude too.
  auto left = static_cast<std::uint64_t>(duration.count());
  if (duration < Duration{0}) left = 0 - left;
  for (const auto& unit : kUnits) {
    const auto micros = static_cast<std::uint64_t>(unit.micros);
    if (left < micros) continue;
    out += std::to_string(left / micros);
    out += unit.name;
    left %= micros;
  }
  return out;
}

}  // namespace broadsheet
