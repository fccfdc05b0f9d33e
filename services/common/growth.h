// SPDX-License-Identifier: Apache-2.0
// After a topic has got more partitions: what it holds of keys that belong elsewhere now is put
// there too, so that whoever reads a partition from its beginning finds all of its keys.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string_view>

#include "bus/bus.h"

namespace broadsheet::topics {

// Whether a record lies where its key belongs.
bool is_in_place(const bus::Delivery& delivery, int partitions);

// Reads `topic` to its end, and publishes what is not in place once more; how many records. In the
// order of each key, as long as nobody else writes meanwhile. What was placed lies twice: its
// readers leave out what is not in place. May be done again, if it broke off.
Result<std::uint64_t> place_anew(bus::Bus& bus, std::string_view topic, std::stop_token stop);

}  // namespace broadsheet::topics
