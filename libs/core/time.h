// SPDX-License-Identifier: Apache-2.0
// Time as values: nothing below the flow rooms reads a clock; `now` is an argument.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet {

using Duration = std::chrono::microseconds;
using Time = std::chrono::sys_time<Duration>;  // UTC, microseconds

// Where a shell takes `now` from; thread-safe to call.
using Clock = std::function<Time()>;

// The system's clock.
Time system_now();

// RFC 3339, UTC, with as many of six fractional digits as are not zero: "2026-11-22T10:00:00Z".
// It can say the years 0 to 9999; a time outside is shown as the nearest one inside.
std::string format_time(Time time);

// RFC 3339 with any offset; a date alone is its midnight in UTC. kBadInput otherwise.
Result<Time> parse_time(std::string_view text);

// "90s", "1h30m", "1.5s", "250ms", "7d"; a bare "0". Units are d h m s ms us, from long to short.
// kBadInput otherwise.
Result<Duration> parse_duration(std::string_view text);

// The exact form, units of zero left out, that parse_duration reads back: "1h30m", "250ms", "0s".
// A negative duration, which no configuration may ask for, has a "-" in front and is for people.
std::string format_duration(Duration duration);

// HTTP-date (RFC 9110 §5.6.7): written as IMF-fixdate; all three forms are read.
// The two-digit years of RFC 850 are those from 1970 to 2069.
std::string format_http_date(Time time);
Result<Time> parse_http_date(std::string_view text);

// Microseconds since 1970, as the wire and the keys carry time.
constexpr long long to_micros(Time time) { return time.time_since_epoch().count(); }
constexpr Time from_micros(long long micros) { return Time(Duration(micros)); }

}  // namespace broadsheet
