// SPDX-License-Identifier: Apache-2.0
// BackfillService over a bus and an archive.
#pragma once

#include <memory>

#include "backfill/lane.h"
#include "bus/bus.h"
#include "rpc/archive_api.h"
#include "rpc/backfill_api.h"

namespace broadsheet::backfill {

// Both outlive it. Without an archive it imports, and nothing else.
std::unique_ptr<rpc::BackfillApi> backfill_api(bus::Bus& bus, rpc::ArchiveApi* archive,
                                               LaneOptions options = {});

}  // namespace broadsheet::backfill
