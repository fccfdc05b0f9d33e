// SPDX-License-Identifier: Apache-2.0
// Our values as the engine reads them: documents, queries, filters.
#pragma once

#include <string>

#include "core/result.h"
#include "search/search.h"
#include "search/wire.h"

namespace broadsheet::search {

// kBadInput if a snapshot is unfit: a batch is taken whole or not at all.
Result<std::string> encode_batch(const Batch& batch, std::string_view offset);

// The query's tree, then its filter's. kBadInput as parse_query gives it, or where a filter's list
// is too long.
Result<std::string> encode_query(const Query& query);

// The filter alone, as part of what a cursor belongs to.
std::string encode_filter(const Filter& filter);

}  // namespace broadsheet::search
