// SPDX-License-Identifier: Apache-2.0
// How much happened lately, second by second.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>

#include "core/time.h"

namespace broadsheet {

// Thread-safe. Keeps the last minute and no more.
class RecentCount {
 public:
  void add(Time now) {
    const std::int64_t second = second_of(now);
    const std::scoped_lock lock(mutex_);
    Slot& slot = slots_[static_cast<std::size_t>(second % kSeconds)];
    if (slot.second != second) slot = {second, 0};
    ++slot.count;
  }

  // Over the last minute, or since `since` where that is less.
  [[nodiscard]] double per_second(Time now, Time since) const {
    const std::int64_t second = second_of(now);
    std::uint64_t sum = 0;
    {
      const std::scoped_lock lock(mutex_);
      for (const Slot& slot : slots_) {
        if (slot.second > second - kSeconds && slot.second <= second) sum += slot.count;
      }
    }
    const std::chrono::duration<double> running = now - since;
    return static_cast<double>(sum) / std::clamp(running.count(), 1.0, double{kSeconds});
  }

 private:
  static constexpr int kSeconds = 60;
  struct Slot {
    std::int64_t second = -kSeconds;  // since 1970
    std::uint64_t count = 0;
  };
  static std::int64_t second_of(Time time) {
    return std::max<std::int64_t>(to_micros(time), 0) / 1'000'000;
  }

  mutable std::mutex mutex_;
  std::array<Slot, kSeconds> slots_ = {};  // under the mutex
};

}  // namespace broadsheet
