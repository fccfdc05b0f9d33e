// SPDX-License-Identifier: Apache-2.0
// The time of day in a line, with its zone. Inside article only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace broadsheet::article {

struct Clock {
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool has_second = false;
  std::optional<std::int32_t> offset_minutes = {};
  bool us_summer = false;  // "ET": an hour more while there is summer time in America
  std::size_t begin = 0;   // in the text
  std::size_t end = 0;
};

// "16:05", "16:05:09 GMT", "4.05 p.m.", "16h05", "4 pm EST", "16時05分", "下午4:05". `dotted`:
// "16.05" too, which elsewhere is a day and a month. `folded` as text::fold() has it, with ASCII
// digits.
std::optional<Clock> clock_in(std::string_view folded, bool dotted);

}  // namespace broadsheet::article
