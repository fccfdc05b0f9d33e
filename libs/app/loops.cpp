// SPDX-License-Identifier: Apache-2.0
// Threads by name, one stop for all, and a deadline for those who do not hear it.
#include "app/loops.h"

#include <pthread.h>
#include <signal.h>

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "core/log.h"

namespace broadsheet::app {

namespace {

// Shared with the loops' threads; outlives them because run_loops joins or ends the process.
struct Run {
  std::mutex mutex;
  std::condition_variable changed;
  std::multiset<std::string> running;  // by name
  std::optional<Fault> fault;
  std::stop_source stop;
};

void run_one(const Loop& loop, Run& run) {
  pthread_setname_np(pthread_self(), loop.name.substr(0, 15).c_str());
  auto result = loop.run(run.stop.get_token());
  std::scoped_lock lock(run.mutex);
  if (!result) {
    log::error("loop.failed", {{"loop", loop.name}, {"why", result.fault().text()}});
    if (!run.fault) run.fault = result.fault();
    run.stop.request_stop();
  }
  run.running.erase(run.running.find(loop.name));
  run.changed.notify_all();
}

}  // namespace

Result<void> run_loops(const std::vector<Loop>& loops, std::stop_token stop, Duration deadline) {
  Run run;
  for (const auto& loop : loops) run.running.insert(loop.name);
  std::vector<std::jthread> threads;
  threads.reserve(loops.size());
  for (const auto& loop : loops) threads.emplace_back([&loop, &run] { run_one(loop, run); });

  std::stop_callback pass_on(stop, [&run] {
    std::scoped_lock lock(run.mutex);
    run.stop.request_stop();
    run.changed.notify_all();
  });
  std::unique_lock lock(run.mutex);
  run.changed.wait(lock, [&] { return run.running.empty() || run.stop.stop_requested(); });
  if (!run.changed.wait_for(lock, deadline, [&] { return run.running.empty(); })) {
    std::string names;
    for (const auto& name : run.running) names += (names.empty() ? "" : " ") + name;
    log::error("shutdown.overdue", {{"loops", names}, {"after", format_duration(deadline)}});
    std::_Exit(1);
  }
  lock.unlock();
  threads.clear();
  if (run.fault) return *run.fault;
  return {};
}

std::stop_token stop_on_signals() {
  // The signals are blocked in every thread made after this, and waited for in one of their own.
  static std::stop_source source;
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  static std::jthread waiter([signals](const std::stop_token& ended) {
    const timespec patience{0, 200'000'000};
    int count = 0;
    while (!ended.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &patience) < 0) continue;
      if (++count > 1) std::_Exit(1);
      source.request_stop();
    }
  });
  return source.get_token();
}

}  // namespace broadsheet::app
