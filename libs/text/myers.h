// SPDX-License-Identifier: Apache-2.0
// The longest common subsequence of two sequences of numbers: for this room's .cpp files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::text {

// before[b, b + size) is after[a, a + size).
struct CommonRun {
  std::size_t before = 0;
  std::size_t after = 0;
  std::size_t size = 0;
};

// In order, none touching the next in both. O((N + M) D) time and linear space (Myers 1986 §4b);
// once `steps_max` is spent, what is left is taken to have nothing in common but its ends.
std::vector<CommonRun> common_runs(std::span<const std::uint32_t> before,
                                   std::span<const std::uint32_t> after, std::size_t steps_max);

}  // namespace broadsheet::text
