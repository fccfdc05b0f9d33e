// SPDX-License-Identifier: Apache-2.0
// gRPC's synchronous API tells nobody that a caller went away: one thread looks at all calls,
// often.
#include "rpc/calls.h"

#include <grpcpp/server_context.h>

#include <algorithm>
#include <vector>

namespace broadsheet::rpc {
namespace {

// How late a handler learns that it can stop.
constexpr std::chrono::milliseconds kLook{20};
// A handler that is stuck in a write past its deadline, because nobody reads, is cut off after
// this.
constexpr std::chrono::seconds kGrace{2};
// gRPC's "no deadline" is some far day.
constexpr std::chrono::hours kForEver{24 * 365};

std::chrono::steady_clock::time_point deadline_of(const grpc::ServerContext& server,
                                                  Duration otherwise, Duration longest) {
  const auto left = server.deadline() - std::chrono::system_clock::now();
  const auto now = std::chrono::steady_clock::now();
  if (left > kForEver) return now + otherwise;
  return now + std::min<Duration>(std::chrono::duration_cast<Duration>(left), longest);
}

}  // namespace

Calls::Calls(const Limits& limits)
    : limits_(limits), watcher_([this](const std::stop_token& stop) { watch(stop); }) {}

Calls::~Calls() {
  watcher_.request_stop();
  watcher_.join();
  CHECK(running_.empty());
}

Calls::Call::~Call() {
  std::scoped_lock lock(calls_->mutex_);
  calls_->running_.erase(place_);
  if (kind_ == CallKind::kStream) --calls_->streams_;
  calls_->changed_.notify_all();
}

StopReason Calls::Call::stopped() const {
  std::scoped_lock lock(calls_->mutex_);
  if (reason_ != StopReason::kNone) return reason_;
  const bool late = std::chrono::steady_clock::now() >= context_.deadline;
  return late ? StopReason::kDeadline : StopReason::kNone;
}

Result<std::unique_ptr<Calls::Call>> Calls::admit(grpc::ServerContext& server, CallKind kind,
                                                  std::string principal, std::string trace) {
  std::scoped_lock lock(mutex_);
  if (draining_) return unavailable("the server is stopping", {}, "try again: another may answer");
  const bool stream = kind == CallKind::kStream;
  if (running_.size() >= static_cast<std::size_t>(limits_.calls_max) ||
      (stream && streams_ >= limits_.streams_max)) {
    return unavailable("too many calls at once", {}, "try again in a moment");
  }
  auto call = std::make_unique<Call>();
  call->server_ = &server;
  call->kind_ = kind;
  call->context_.deadline = deadline_of(server, stream ? limits_.stream_deadline : limits_.deadline,
                                        std::max(limits_.deadline, limits_.stream_deadline));
  call->context_.stop = call->source_.get_token();
  call->context_.principal = std::move(principal);
  call->context_.trace = std::move(trace);
  call->place_ = running_.insert(running_.end(), call.get());
  call->calls_ = this;
  if (stream) ++streams_;
  changed_.notify_all();
  return call;
}

void Calls::drain(std::chrono::steady_clock::time_point deadline) {
  {
    std::scoped_lock lock(mutex_);
    draining_ = true;
  }
  stop_where([](const Call& call) { return call.kind_ == CallKind::kStream; });
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, deadline, [this] { return running_.empty(); });
}

void Calls::stop_all() {
  stop_where([](const Call&) { return true; });
}

// Callbacks of stop tokens run outside the lock: they are foreign code.
void Calls::stop_where(bool (*which)(const Call&)) {
  std::vector<std::stop_source> sources;
  {
    std::scoped_lock lock(mutex_);
    for (auto* call : running_) {
      if (call->reason_ != StopReason::kNone || !which(*call)) continue;
      call->reason_ = StopReason::kDraining;
      sources.push_back(call->source_);
    }
  }
  for (auto& source : sources) source.request_stop();
}

void Calls::look_at_all() {
  std::vector<std::stop_source> sources;
  {
    std::scoped_lock lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    for (auto* call : running_) {
      if (now > call->context_.deadline + kGrace) call->server_->TryCancel();
      if (call->reason_ != StopReason::kNone) continue;
      if (call->server_->IsCancelled()) call->reason_ = StopReason::kCancelled;
      // A client's deadline cancels the call too: say which it was.
      if (now >= call->context_.deadline) call->reason_ = StopReason::kDeadline;
      if (call->reason_ != StopReason::kNone) sources.push_back(call->source_);
    }
  }
  for (auto& source : sources) source.request_stop();
}

void Calls::watch(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return !running_.empty(); })) return;
      changed_.wait_for(lock, stop, kLook, [] { return false; });
    }
    look_at_all();
  }
}

}  // namespace broadsheet::rpc
