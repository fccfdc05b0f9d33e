// SPDX-License-Identifier: Apache-2.0
// A partition from one record to another, as it is now: nobody waits for more.
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "bus/bus.h"

namespace broadsheet::topics {

// Hands `take` what lies from `from` up to `end`, in order and in pieces of which the bus bounds
// the bytes, until it returns a fault. kUnavailable: stopped, or the bus is silent for so long.
Result<void> read_all(bus::Bus& bus, const bus::Position& from, std::int64_t end,
                      const std::stop_token& stop,
                      const std::function<Result<void>(std::vector<bus::Delivery>)>& take,
                      Duration silence_max = std::chrono::minutes(1));

}  // namespace broadsheet::topics
