// SPDX-License-Identifier: Apache-2.0
// Dates as pages write them. Inside article only.
#pragma once

#include <optional>
#include <string_view>

#include "records/article.h"

namespace broadsheet::article {

// ISO 8601 in its many spellings, RFC 822, epoch seconds, "22 November 2026", "Nov. 22, 2026 at
// 4:05 p.m.", "22.11.2026", and the month names of the languages of the press. `language` (BCP 47)
// decides between day and month first. None if there is no date in it.
std::optional<records::Date> parse_date(std::string_view text, std::string_view language);

// "02-12-2026", where the other order of day and month is a date as well: that date. None if there
// is only one.
std::optional<records::Date> other_order(std::string_view text, std::string_view language);

// "/2026/11/22/", "/2026-11-22-", "20261122": the day in a URL's path.
std::optional<records::Date> date_in_path(std::string_view path);

}  // namespace broadsheet::article
