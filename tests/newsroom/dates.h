// SPDX-License-Identifier: Apache-2.0
// Dates as outlets, feeds and sitemaps write them, in the outlet's own zone.
#pragma once

#include <string>

#include "core/time.h"
#include "newsroom/language.h"

namespace broadsheet::newsroom {

// A time as clocks at an outlet show it.
struct LocalTime {
  int year = 0, month = 0, day = 0;  // month and day from 1
  int weekday = 0;                   // Sunday is 0
  int hour = 0, minute = 0, second = 0;
};
LocalTime local_time(Time time, int offset_minutes);

// "2 March 2026" in the language's own way; never a number of ours in another's form.
std::string long_date(const Language& language, Time time, int offset_minutes);
std::string clock_time(Time time, int offset_minutes);  // "08:15"
// RFC 3339 with the outlet's offset: "2026-03-02T09:15:00+01:00".
std::string iso_time(Time time, int offset_minutes);
// RFC 822 as RSS has it: "Mon, 02 Mar 2026 09:15:00 +0100".
std::string rss_time(Time time, int offset_minutes);
// "2026/03/02", for paths.
std::string path_date(Time time, int offset_minutes);

}  // namespace broadsheet::newsroom
