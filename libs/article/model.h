// SPDX-License-Identifier: Apache-2.0
// How much a page is like an article. Inside article only.
#pragma once

#include "article/signs.h"

namespace broadsheet::article {

// The logarithm of the odds that a page of these signs is an article. Learned by
// scripts/train-outcome; the table is its output.
double article_odds(const Signs& signs);

}  // namespace broadsheet::article
