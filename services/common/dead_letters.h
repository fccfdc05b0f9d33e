// SPDX-License-Identifier: Apache-2.0
// What could not be processed, and its way back.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

#include "bus/bus.h"
#include "records/operations.h"

namespace broadsheet::topics {

// `number` is the letter's offset in its topic: its name for as long as it is kept.
using TakeLetter =
    std::function<Result<void>(std::int64_t number, const records::DeadLetter& letter)>;

// All that are kept, oldest first, until `take` returns a fault. One that cannot be decoded is
// handed over with its bytes as `value` and the fault as `reason`.
Result<void> read_dead_letters(bus::Bus& bus, const std::stop_token& stop, const TakeLetter& take);

// Puts the original bytes under their key where they came from, as if for the first time; durable
// on return. The letter stays. Who reads them again does no harm: an archive knows what it has.
// kBadInput for one that names no topic.
Result<void> give_back(bus::Bus& bus, const records::DeadLetter& letter);

}  // namespace broadsheet::topics
