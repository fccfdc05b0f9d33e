// SPDX-License-Identifier: Apache-2.0
// The day that a line names, in the orders and calendars that people write. Inside article only.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/time.h"
#include "records/article.h"

namespace broadsheet::article {

struct Day {
  Time time;  // its beginning
  records::Precision precision = records::Precision::kDay;
  std::size_t end = 0;  // of the date in the text
};

// Years that news on the web may have. A later one is of another calendar: Nepal is 57 years ahead.
inline constexpr int kYearMin = 1990;
inline constexpr int kYearMax = 2046;

// "fa-IR" is "fa".
bool is_language(std::string_view tag, std::string_view code);

// "en": the month comes first where nothing tells.
bool month_first(std::string_view language);

// The first day in `text`, which plainly_spelled() gave. `jalali`: numbers may be a day of the
// calendar of Iran. A year of two digits is read only where no other day is found.
std::optional<Day> find_day(std::string_view text, std::string_view language, bool jalali);

// The day in a path: a year of four digits begins it, or it is eight digits.
std::optional<Day> find_day_in_path(std::string_view path);

}  // namespace broadsheet::article
