// SPDX-License-Identifier: Apache-2.0
// What a program still lacks to be ready: the true story behind /readyz.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "app/loops.h"

namespace broadsheet::app {

// Conditions by name, in sentences: "the archive is being opened". Thread-safe.
class Readiness {
 public:
  // Not ready as long as `condition` is there; twice is once.
  void lacks(const std::string& condition);
  void has(const std::string& condition);
  // For good: whatever else is true, it is not ready any more.
  void stops();

  // Empty: ready. Else every condition, with commas.
  [[nodiscard]] std::string waiting_for() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::string> missing_;
  bool stopping_ = false;
};

// The same loops; each of them is lacking until it runs, and again when it has ended. `readiness`
// outlives them.
std::vector<Loop> watched(std::vector<Loop> loops, Readiness& readiness);

}  // namespace broadsheet::app
