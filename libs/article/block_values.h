// SPDX-License-Identifier: Apache-2.0
// Counts and shares as signs have them. Inside article only.
#pragma once

#include <cstddef>

namespace broadsheet::article {

// The logarithm of one more, to base 2.
float log_of(std::size_t count);

// 0 of nothing.
inline float ratio(std::size_t part, std::size_t all) {
  return all == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(all);
}

inline float flag(bool value) { return value ? 1.0F : 0.0F; }

}  // namespace broadsheet::article
