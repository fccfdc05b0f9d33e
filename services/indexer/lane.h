// SPDX-License-Identifier: Apache-2.0
// Backfill on its way into the archive.
#pragma once

#include <stop_token>
#include <string>

#include "bus/bus.h"

namespace broadsheet::indexer {

// Articles of the backfill lane to the ends of the partitions of `articles`, as far as their
// readers, the indexers of `group`, have time; until `stop`. A shard reads one lane alone: what is
// in it, and in which order, is the same in every copy of it.
Result<void> run_backfill(bus::Bus& bus, const std::string& group, std::stop_token stop);

}  // namespace broadsheet::indexer
