// SPDX-License-Identifier: Apache-2.0
// A condition that nobody signals but the stop.
#include "core/wait.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace broadsheet {

bool wait_for(std::stop_token stop, Duration patience) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait_for(lock, stop, patience, [] { return false; });
  return stop.stop_requested();
}

}  // namespace broadsheet
