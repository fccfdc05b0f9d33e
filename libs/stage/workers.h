// SPDX-License-Identifier: Apache-2.0
// A batch over several threads, results in the batch's order. Inside stage only.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace broadsheet::stage {

// A few threads that wait for work. One caller.
class Workers {
 public:
  explicit Workers(std::size_t count) {
    for (std::size_t i = 1; i < count; ++i) {
      threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
    }
  }

  // Calls job(0) … job(count - 1), each once, on any thread; returns when all have returned.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& job) {
    {
      std::scoped_lock lock(mutex_);
      job_ = &job;
      next_ = 0;
      count_ = count;
      busy_ = threads_.size();
      ++round_;
    }
    start_.notify_all();
    take_jobs(job, count);
    std::unique_lock lock(mutex_);
    end_.wait(lock, [&] { return busy_ == 0; });
    job_ = nullptr;
  }

 private:
  void take_jobs(const std::function<void(std::size_t)>& job, std::size_t count) {
    for (std::size_t i = next_++; i < count; i = next_++) job(i);
  }

  void serve(const std::stop_token& stop) {
    std::size_t seen = 0;
    std::unique_lock lock(mutex_);
    while (start_.wait(lock, stop, [&] { return round_ != seen; })) {
      seen = round_;
      const auto* job = job_;
      const std::size_t count = count_;
      lock.unlock();
      take_jobs(*job, count);
      lock.lock();
      if (--busy_ == 0) end_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any start_;
  std::condition_variable end_;
  const std::function<void(std::size_t)>* job_ = nullptr;
  std::atomic<std::size_t> next_{0};
  std::size_t count_ = 0;
  std::size_t busy_ = 0;
  std::size_t round_ = 0;
  std::vector<std::jthread> threads_;  // Last: they use all of the above.
};

}  // namespace broadsheet::stage
