// SPDX-License-Identifier: Apache-2.0
// How much a block is like the text of an article. Inside article only.
#pragma once

#include <vector>

#include "article/block_signs.h"

namespace broadsheet::article {

// For each sheet of signs the probability that its block is text; many at once cost a fraction of
// what they cost one by one. Learned by scripts/train-body; the table is its output.
std::vector<double> text_probabilities(const std::vector<const BlockSigns*>& blocks);

// From which on a block is taken for text: half of the weight of each error.
inline constexpr double kTextThreshold = 0.5;

}  // namespace broadsheet::article
