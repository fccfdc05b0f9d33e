// SPDX-License-Identifier: Apache-2.0
// Dates as researchers write them in a query: 2026, 2026-01, 2026-01-31, a time, and ranges of
// them.
#pragma once

#include <string_view>

#include "core/result.h"
#include "search/search.h"

namespace broadsheet::search {

// "2026-01" is all of January; "A..B" goes to the end of B; "A..", "..B"; ">A", ">=A", "<B", "<=B",
// and one of each: ">=A<B". kBadInput (without a place) otherwise.
Result<TimeRange> parse_dates(std::string_view text);

// As parse_dates reads it back: ">=A<B", each as a time.
std::string format_dates(const TimeRange& range);

}  // namespace broadsheet::search
