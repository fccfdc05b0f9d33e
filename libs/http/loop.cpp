// SPDX-License-Identifier: Apache-2.0
// The event loop over Asio's io_context.
#include "http/loop.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <utility>

namespace broadsheet::http {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

struct Loop::Impl {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
};

Loop::Loop() : impl_(std::make_unique<Impl>()) {}
Loop::~Loop() = default;
asio::io_context& Loop::context() { return impl_->context; }

void Loop::run() { impl_->context.run(); }
void Loop::post(std::function<void()> work) { asio::post(impl_->context, std::move(work)); }
void Loop::finish() {
  asio::post(impl_->context, [this] { impl_->work.reset(); });
}

struct Timer::Impl {
  explicit Impl(asio::io_context& context) : timer(context) {}
  asio::steady_timer timer;
  std::function<void()> alarm;
  std::uint64_t round = 0;  // An expiry that was queued before a cancel belongs to an older round.
};

Timer::Timer(Loop& loop) : impl_(std::make_shared<Impl>(loop.context())) {}
Timer::~Timer() { cancel(); }

void Timer::start(Duration delay, std::function<void()> alarm) {
  impl_->alarm = std::move(alarm);
  impl_->timer.expires_after(delay);
  impl_->timer.async_wait([impl = impl_, round = ++impl_->round](const ErrorCode& error) {
    if (error || round != impl->round || !impl->alarm) return;
    auto due = std::exchange(impl->alarm, nullptr);
    due();
  });
}

void Timer::cancel() {
  ++impl_->round;
  impl_->alarm = nullptr;
  impl_->timer.cancel();
}

struct Watch::Impl : std::enable_shared_from_this<Watch::Impl> {
  Impl(asio::io_context& context, int fd, std::function<void(bool, bool)> on_ready)
      : descriptor(context, fd), ready(std::move(on_ready)) {}

  void wait(bool for_write) {
    bool& waiting = for_write ? waits_write : waits_read;
    const bool wanted = for_write ? wants_write : wants_read;
    if (waiting || !wanted || closed) return;
    waiting = true;
    descriptor.async_wait(for_write ? asio::posix::stream_descriptor::wait_write
                                    : asio::posix::stream_descriptor::wait_read,
                          [self = shared_from_this(), for_write](const ErrorCode& error) {
                            self->woken(for_write, error);
                          });
  }

  void woken(bool for_write, const ErrorCode& error) {
    (for_write ? waits_write : waits_read) = false;
    if (closed || error) return;
    if (for_write ? wants_write : wants_read) ready(!for_write, for_write);
    wait(for_write);
  }

  asio::posix::stream_descriptor descriptor;
  std::function<void(bool, bool)> ready;
  bool wants_read = false;
  bool wants_write = false;
  bool waits_read = false;
  bool waits_write = false;
  bool closed = false;
};

Watch::Watch(Loop& loop, int descriptor, std::function<void(bool, bool)> ready)
    : impl_(std::make_shared<Impl>(loop.context(), descriptor, std::move(ready))) {}

Watch::~Watch() {
  impl_->closed = true;
  impl_->descriptor.release();
}

void Watch::want(bool readable, bool writable) {
  impl_->wants_read = readable;
  impl_->wants_write = writable;
  impl_->wait(false);
  impl_->wait(true);
}

}  // namespace broadsheet::http
