// SPDX-License-Identifier: Apache-2.0
// Who publishes what and when: all pieces of a world, from its history to its horizon.
#pragma once

#include <cstdint>
#include <vector>

#include "core/time.h"
#include "newsroom/outlet.h"
#include "newsroom/piece.h"

namespace broadsheet::newsroom {

struct Plan {
  std::uint64_t seed = 1;
  Time epoch = {};
  Duration history = std::chrono::hours(24 * 5);  // how long before the epoch the oldest appeared
  Duration horizon = std::chrono::hours(48);      // how long after it the last one will
  std::size_t articles = 10;                      // an outlet's own, published before the epoch
  Duration pace = std::chrono::minutes(40);       // between an outlet's new ones, on average
};

// Ordered by id; ids are positions. Paths are unique within an outlet.
std::vector<Piece> make_pieces(const Plan& plan, const std::vector<Outlet>& outlets);

}  // namespace broadsheet::newsroom
