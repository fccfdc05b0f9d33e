// SPDX-License-Identifier: Apache-2.0
// A researcher's query as the index takes it; the same for the shard that answers and the gateway
// that merges.
#pragma once

#include "rpc/archive_api.h"
#include "search/search.h"

namespace broadsheet {

search::Query to_search(const rpc::Query& query, rpc::SearchOrder order);

}  // namespace broadsheet
