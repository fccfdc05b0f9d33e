// SPDX-License-Identifier: Apache-2.0
// The event loop of one thread, with its timers and watched descriptors; hides Asio.
#pragma once

#include <functional>
#include <memory>

#include "core/time.h"

namespace boost::asio {
class io_context;
}

namespace broadsheet::http {

// Everything made on a loop is used on the loop's thread alone, but for post().
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Runs what was posted and what is due, until finish() was called and nothing is left to do.
  void run();
  // Thread-safe; never runs `work` inline.
  void post(std::function<void()> work);
  // Thread-safe: run() may return once it has nothing to do.
  void finish();

  // For the other files of this room that speak Asio.
  [[nodiscard]] boost::asio::io_context& context();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// One alarm. Nothing is called after cancel() or the destructor.
class Timer {
 public:
  explicit Timer(Loop& loop);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  // Replaces what was set before.
  void start(Duration delay, std::function<void()> alarm);
  void cancel();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// Tells when somebody else's descriptor is ready; never closes it.
class Watch {
 public:
  Watch(Loop& loop, int descriptor, std::function<void(bool readable, bool writable)> ready);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  void want(bool readable, bool writable);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace broadsheet::http
