// SPDX-License-Identifier: Apache-2.0
// The words that dates are made of. Inside feed/ only.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/time.h"

namespace broadsheet::feed {

bool is_digit(char c);
bool all_digits(std::string_view text);
// At most nine digits and nothing else.
std::optional<int> number(std::string_view text);

// "Nov", "noviembre", "März": 1 to 12. None for "martes" and "maandag"; "mar" is March.
std::optional<unsigned> month_of(std::string_view word);

// "EST", "+0100", "-05:00", "GMT+2": minutes east of UTC.
std::optional<int> zone_of(std::string_view word);

// "10:00", "10:00:05.123", "10:30pm"; a zone may follow at once: "10:00:05+01:00", "10:00Z".
struct Clock {
  Duration time{};
  std::optional<int> zone = {};
};
std::optional<Clock> clock_of(std::string_view text);

// RFC 5322 §4.3: a year of two or three digits.
int full_year(int year, std::size_t digits);

// None unless there is such a day.
std::optional<Time> midnight(int year, unsigned month, unsigned day);

// "2026-11-22", "2026-11", "2026", "20261122", "2026/11/22", "2026.11.22".
std::optional<Time> year_first(std::string_view text);

// "22.11.2026" is the day first; "22/11/2026" and "11/22/2026" only if one number can be no month.
std::optional<Time> year_last(std::string_view text);

}  // namespace broadsheet::feed
