// SPDX-License-Identifier: Apache-2.0
// The seed list of a world, in Broadsheet's own format.
#pragma once

#include <string>
#include <vector>

#include "newsroom/world.h"

namespace broadsheet::newsroom {

struct SeedChoice {
  bool trials = true;
  std::vector<std::string> without = {};  // ids of outlets to leave out
};

// YAML: `sources:`, one an outlet, with the addresses as `base` has them.
std::string seed_list(const World& world, const Base& base = {}, const SeedChoice& choice = {});

}  // namespace broadsheet::newsroom
