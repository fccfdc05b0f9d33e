// SPDX-License-Identifier: Apache-2.0
// What the indexers measured of themselves.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bus/bus.h"

namespace broadsheet::chaos {

// How long news took from its fetch until a search could find it, over these operations ports since
// their processes began: "half within 0.4 s, 99 of 100 within 1.8 s, of 2310".
std::string searchable_after(const std::vector<std::string>& addresses);

// Everything that is on `captures`, of all partitions.
void read_captures(bus::Bus& bus, int partitions,
                   const std::function<void(const bus::Delivery&)>& look);

// Captures a second while it ran: without its beginning and its end, a tenth of them each.
double steady_rate(bus::Bus& bus, int partitions);

}  // namespace broadsheet::chaos
