// SPDX-License-Identifier: Apache-2.0
// Threads that work for callers.
#include "gateway/pool.h"

#include <algorithm>
#include <memory>

namespace broadsheet::gateway {

Pool::~Pool() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    job_.notify_all();
  }
  threads_.clear();
}

void Pool::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    job_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    --idle_;
    if (waiting_.empty()) return;
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    job();
    job = nullptr;
    lock.lock();
  }
}

bool Pool::submit(std::function<void()> job) {
  const std::scoped_lock lock(mutex_);
  if (ending_ || waiting_.size() >= waiting_max_) return false;
  waiting_.push_back(std::move(job));
  if (idle_ < waiting_.size() && threads_.size() < threads_max_) {
    threads_.emplace_back([this] { serve(); });
  }
  job_.notify_one();
  return true;
}

void Pool::run(std::size_t count, const std::function<void(std::size_t)>& work) {
  // Whoever has time takes the next one. A thread that comes when all are taken touches nothing
  // but this, so it may come late.
  struct Round {
    std::mutex mutex;
    std::condition_variable ended;
    std::size_t next = 0;
    std::size_t done = 0;
  };
  const auto round = std::make_shared<Round>();
  const auto help = [round, count, &work] {
    std::unique_lock lock(round->mutex);
    while (round->next < count) {
      const std::size_t mine = round->next++;
      lock.unlock();
      work(mine);
      lock.lock();
      if (++round->done == count) round->ended.notify_all();
    }
  };
  for (std::size_t helpers = 1; helpers < std::min(count, threads_max_ + 1); ++helpers) {
    if (!submit(help)) break;
  }
  help();
  std::unique_lock lock(round->mutex);
  round->ended.wait(lock, [&] { return round->done == count; });
}

}  // namespace broadsheet::gateway
