// SPDX-License-Identifier: Apache-2.0
// Logistic regression: what a person can read, sign by sign.
#include "article/model.h"

#include <algorithm>

namespace broadsheet::article {

namespace {

struct Weight {
  std::string_view name;
  double mean;
  double scale;  // one over the deviation
  double weight;
};

constexpr double kFarthest =
    4;  // deviations; a page of a thousand forms says no more than one of twenty

#include "article/model_table.inc"

static_assert(std::size(kWeights) == kSignCount);

constexpr bool same_order() {
  for (std::size_t i = 0; i < kSignCount; ++i) {
    if (kWeights[i].name != kSignNames[i]) return false;
  }
  return true;
}
static_assert(same_order(), "the table is of other signs: run scripts/train-outcome");

}  // namespace

double article_odds(const Signs& signs) {
  double odds = kBias;
  for (std::size_t i = 0; i < kSignCount; ++i) {
    const auto& one = kWeights[i];
    const double far = std::clamp((signs[i] - one.mean) * one.scale, -kFarthest, kFarthest);
    odds += one.weight * far;
  }
  return odds;
}

}  // namespace broadsheet::article
