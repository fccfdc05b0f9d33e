// SPDX-License-Identifier: Apache-2.0
// A service is a list of named loops; this runs them until one breaks or somebody says stop.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace broadsheet::app {

struct Loop {
  std::string name;
  // Returns soon after `stop` is requested, with its work drained. A fault ends the whole program.
  std::function<Result<void>(std::stop_token stop)> run;
};

// Each loop on a thread of its own. Ends when `stop` is requested or a loop fails or `until` (if
// there) returned; then asks all to stop and waits for them. Loops that take longer than `deadline`
// end the process (exit code 1): what is durable stays durable, and a restart goes on from there.
Result<void> run_loops(const std::vector<Loop>& loops, std::stop_token stop,
                       Duration deadline = std::chrono::seconds(25));

// Requested at the first SIGTERM or SIGINT; a second one ends the process at once. Call it once,
// before threads are made.
std::stop_token stop_on_signals();

}  // namespace broadsheet::app
