// SPDX-License-Identifier: Apache-2.0
// The clock on the newsroom's wall.
#include "newsroom/scenario_clock.h"

#include <algorithm>

namespace broadsheet::newsroom {

ScenarioClock::ScenarioClock(Time start, double speed, Clock real)
    : real_(std::move(real)), shown_(start), since_(real_()), speed_(std::max(speed, 0.0)) {}

Time ScenarioClock::now_locked() const {
  const auto passed = std::max(real_() - since_, Duration::zero());
  return shown_ +
         Duration(static_cast<Duration::rep>(static_cast<double>(passed.count()) * speed_));
}

Time ScenarioClock::now() const {
  std::scoped_lock lock(mutex_);
  return now_locked();
}

void ScenarioClock::set(Time time) {
  std::scoped_lock lock(mutex_);
  shown_ = time;
  since_ = real_();
}

void ScenarioClock::advance(Duration duration) {
  std::scoped_lock lock(mutex_);
  shown_ = now_locked() + duration;
  since_ = real_();
}

double ScenarioClock::speed() const {
  std::scoped_lock lock(mutex_);
  return speed_;
}

void ScenarioClock::set_speed(double speed) {
  std::scoped_lock lock(mutex_);
  shown_ = now_locked();
  since_ = real_();
  speed_ = std::max(speed, 0.0);
}

}  // namespace broadsheet::newsroom
