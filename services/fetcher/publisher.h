// SPDX-License-Identifier: Apache-2.0
// Findings onto the bus, in slices that fit into memory.
#pragma once

#include <cstddef>
#include <stop_token>
#include <vector>

#include "bus/bus.h"
#include "core/time.h"
#include "fetcher/visit.h"

namespace broadsheet::fetcher {

// How much is published at once: what one call of the bus holds in memory, about three times.
inline constexpr std::size_t kSliceBytes = std::size_t{32} << 20;

// What a record of the bus has room for beside the body: heads, hints and URLs.
inline constexpr std::size_t kCaptureRoom = std::size_t{1} << 20;

// kBadInput if the largest body, with all that is known of it, is more than a record of `captures`
// may be. A bus without that topic is one that nothing is given to.
Result<void> check_body_max(const bus::Bus& bus, std::size_t body_bytes_max, const char* flag);

// Durable on the bus on return. Waits while the bus is unavailable, until `stop`: then
// kUnavailable. A capture that the bus can never take becomes one without its payload, failed, with
// the reason.
Result<void> publish(bus::Bus& bus, std::vector<Finding>& findings, std::stop_token stop);

}  // namespace broadsheet::fetcher
