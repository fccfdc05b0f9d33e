// SPDX-License-Identifier: Apache-2.0
// Where a merged list stands: one position per shard, packed into one. Inside the gateway only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace broadsheet::gateway {

// Empty if all are: the beginning.
std::string pack_positions(const std::vector<std::string>& positions);
// kBadInput if it is not of so many shards.
Result<std::vector<std::string>> unpack_positions(std::string_view packed, std::size_t shards);

}  // namespace broadsheet::gateway
