// SPDX-License-Identifier: Apache-2.0
// Conditions by name.
#include "app/readiness.h"

#include <utility>

#include "core/strings.h"

namespace broadsheet::app {

void Readiness::lacks(const std::string& condition) {
  std::scoped_lock lock(mutex_);
  missing_.insert(condition);
}

void Readiness::has(const std::string& condition) {
  std::scoped_lock lock(mutex_);
  missing_.erase(condition);
}

void Readiness::stops() {
  std::scoped_lock lock(mutex_);
  stopping_ = true;
}

std::string Readiness::waiting_for() const {
  std::scoped_lock lock(mutex_);
  if (stopping_) return "it is stopping";
  return join({missing_.begin(), missing_.end()}, ", ");
}

std::vector<Loop> watched(std::vector<Loop> loops, Readiness& readiness) {
  for (auto& loop : loops) {
    const std::string condition = "the loop " + loop.name + " does not run";
    readiness.lacks(condition);
    loop.run = [run = std::move(loop.run), condition, &readiness](std::stop_token stop) {
      readiness.has(condition);
      auto result = run(std::move(stop));
      readiness.lacks(condition);
      return result;
    };
  }
  return loops;
}

}  // namespace broadsheet::app
