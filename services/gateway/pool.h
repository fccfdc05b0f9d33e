// SPDX-License-Identifier: Apache-2.0
// Threads that work for callers: never more than so many, never more waiting than so many. Inside
// the gateway only.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace broadsheet::gateway {

// Thread-safe. Threads begin when they are needed, and stay.
class Pool {
 public:
  Pool(std::size_t threads_max, std::size_t waiting_max)
      : threads_max_(threads_max), waiting_max_(waiting_max) {}
  // Works off what waits.
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // False if there is no room: `job` was not taken.
  bool submit(std::function<void()> job);
  // Calls work(0) … work(count - 1), some of them on other threads, and returns when all have
  // ended. The caller works too, so it never waits for a thread to become free.
  void run(std::size_t count, const std::function<void(std::size_t)>& work);

 private:
  void serve();

  const std::size_t threads_max_;
  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::condition_variable job_;
  std::deque<std::function<void()>> waiting_;  // under the mutex, as are these
  std::size_t idle_ = 0;
  bool ending_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace broadsheet::gateway
