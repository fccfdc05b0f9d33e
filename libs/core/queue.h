// SPDX-License-Identifier: Apache-2.0
// Where threads meet: a queue with a bound, so that the slow slow down the fast.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

#include "core/result.h"

namespace broadsheet {

// Many producers, many consumers. After close(), push refuses and pop drains what is left.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t size_max) : size_max_(size_max) { CHECK(size_max > 0); }

  // Waits for room. False if the queue was closed: `item` was not taken.
  bool push(T item) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || items_.size() < size_max_; });
    if (closed_) return false;
    items_.push_back(std::move(item));
    item_.notify_one();
    return true;
  }

  // Does not wait. False if full or closed.
  bool try_push(T item) {
    std::scoped_lock lock(mutex_);
    if (closed_ || items_.size() >= size_max_) return false;
    items_.push_back(std::move(item));
    item_.notify_one();
    return true;
  }

  // Waits for an item; none when closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    item_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return take();
  }

  // Waits at most `patience`.
  std::optional<T> pop_for(std::chrono::microseconds patience) {
    std::unique_lock lock(mutex_);
    item_.wait_for(lock, patience, [&] { return closed_ || !items_.empty(); });
    return take();
  }

  void close() {
    std::scoped_lock lock(mutex_);
    closed_ = true;
    item_.notify_all();
    room_.notify_all();
  }

  [[nodiscard]] std::size_t size() const {
    std::scoped_lock lock(mutex_);
    return items_.size();
  }

 private:
  std::optional<T> take() {
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    room_.notify_one();
    return item;
  }

  mutable std::mutex mutex_;
  std::condition_variable item_;
  std::condition_variable room_;
  std::deque<T> items_;
  const std::size_t size_max_;
  bool closed_ = false;
};

}  // namespace broadsheet
