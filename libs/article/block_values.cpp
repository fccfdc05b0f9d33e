// SPDX-License-Identifier: Apache-2.0
// Most counts are small: their logarithms are taken once.
#include "article/block_values.h"

#include <array>
#include <cmath>

namespace broadsheet::article {

namespace {

float log2_of(std::size_t count) { return std::log2(1.0F + static_cast<float>(count)); }

}  // namespace

float log_of(std::size_t count) {
  constexpr std::size_t kSmall = 1024;
  static const auto kLogs = [] {
    std::array<float, kSmall> logs = {};
    for (std::size_t i = 0; i < kSmall; ++i) logs[i] = log2_of(i);
    return logs;
  }();
  return count < kSmall ? kLogs[count] : log2_of(count);
}

}  // namespace broadsheet::article
