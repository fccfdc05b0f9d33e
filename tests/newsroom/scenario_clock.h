// SPDX-License-Identifier: Apache-2.0
// The clock on the newsroom's wall: it can be set, moved and made to run faster, or to stand.
#pragma once

#include <mutex>

#include "core/time.h"

namespace broadsheet::newsroom {

// Thread-safe. It never runs backwards by itself; set() may turn it back.
class ScenarioClock {
 public:
  // Shows `start` now; runs `speed` times as fast as `real`. 0 stands still until it is moved.
  explicit ScenarioClock(Time start, double speed = 1, Clock real = system_now);

  [[nodiscard]] Time now() const;
  void set(Time time);
  void advance(Duration duration);
  [[nodiscard]] double speed() const;
  void set_speed(double speed);

 private:
  [[nodiscard]] Time now_locked() const;

  mutable std::mutex mutex_;
  Clock real_;
  Time shown_;  // at `since_`
  Time since_;
  double speed_;
};

}  // namespace broadsheet::newsroom
