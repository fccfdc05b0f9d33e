// SPDX-License-Identifier: Apache-2.0
// Cursors: where a page ended, and of which query.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "search/search.h"

namespace broadsheet::search {

// A place in the order of the hits. A higher rank comes first, then the lower snapshot.
struct Place {
  std::int64_t rank = 0;
  std::string snapshot;
};

// What `order` sorts by: the bits of the score, which are in its order as it is never negative; the
// date.
std::int64_t rank_of(const Hit& hit, Order order);
double score_of(std::int64_t rank);

// kBadInput, where "page.after": not a cursor, or one of another query.
Result<Place> read_cursor(const Query& query, std::string_view cursor);

}  // namespace broadsheet::search
