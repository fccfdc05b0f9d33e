// SPDX-License-Identifier: Apache-2.0
// How much a block is like the text of an article. Inside article only.
#pragma once

#include "article/block_signs.h"

namespace broadsheet::article {

// The probability that a block of these signs is text. Learned by scripts/train-body; the table is
// its output.
double text_probability(const BlockSigns& signs);

// From which on a block is taken for text: half of the weight of each error.
inline constexpr double kTextThreshold = 0.5;

}  // namespace broadsheet::article
