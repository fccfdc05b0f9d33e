// SPDX-License-Identifier: Apache-2.0
// Dates as outlets, feeds and sitemaps write them.
#include "newsroom/dates.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "core/strings.h"

namespace broadsheet::newsroom {
namespace {

template <typename... Values>
std::string printed(const char* format, Values... values) {
  std::array<char, 64> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), format, values...);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string offset_text(int minutes, const char* separator) {
  const int size = std::abs(minutes);
  return printed("%c%02d%s%02d", minutes < 0 ? '-' : '+', size / 60, separator, size % 60);
}

}  // namespace

LocalTime local_time(Time time, int offset_minutes) {
  namespace ch = std::chrono;
  const auto seconds = ch::floor<ch::seconds>(time) + ch::minutes(offset_minutes);
  const auto day = ch::floor<ch::days>(seconds);
  const ch::year_month_day date(day);
  const ch::hh_mm_ss clock(seconds - day);
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<int>(static_cast<unsigned>(date.month())),
          .day = static_cast<int>(static_cast<unsigned>(date.day())),
          .weekday = static_cast<int>(ch::weekday(day).c_encoding()),
          .hour = static_cast<int>(clock.hours().count()),
          .minute = static_cast<int>(clock.minutes().count()),
          .second = static_cast<int>(clock.seconds().count())};
}

std::string long_date(const Language& language, Time time, int offset_minutes) {
  const auto t = local_time(time, offset_minutes);
  std::string out(language.date);
  out = replace_all(out, "{d}", std::to_string(t.day));
  out = replace_all(out, "{month}", language.months[static_cast<std::size_t>(t.month - 1)]);
  out = replace_all(out, "{m}", std::to_string(t.month));
  return replace_all(out, "{y}", std::to_string(t.year));
}

std::string clock_time(Time time, int offset_minutes) {
  const auto t = local_time(time, offset_minutes);
  return printed("%02d:%02d", t.hour, t.minute);
}

std::string iso_time(Time time, int offset_minutes) {
  const auto t = local_time(time, offset_minutes);
  return printed("%04d-%02d-%02dT%02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute,
                 t.second) +
         offset_text(offset_minutes, ":");
}

std::string rss_time(Time time, int offset_minutes) {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto t = local_time(time, offset_minutes);
  return printed("%s, %02d %s %04d %02d:%02d:%02d ", kDays[static_cast<std::size_t>(t.weekday)],
                 t.day, kMonths[static_cast<std::size_t>(t.month - 1)], t.year, t.hour, t.minute,
                 t.second) +
         offset_text(offset_minutes, "");
}

std::string path_date(Time time, int offset_minutes) {
  const auto t = local_time(time, offset_minutes);
  return printed("%04d/%02d/%02d", t.year, t.month, t.day);
}

}  // namespace broadsheet::newsroom
