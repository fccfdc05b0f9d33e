// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: the calls that are running, how many there may be, and when
// each ends.
#pragma once

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "core/result.h"
#include "core/time.h"
#include "rpc/call.h"

namespace grpc {
class ServerContext;
}

namespace broadsheet::rpc {

enum class CallKind { kUnary, kStream };

// Why a call was told to stop.
enum class StopReason { kNone, kCancelled, kDeadline, kDraining };

class Calls {
 public:
  struct Limits {
    int calls_max = 64;
    int streams_max = 32;
    Duration deadline = std::chrono::seconds(30);
    Duration stream_deadline = std::chrono::hours(1);
  };

  explicit Calls(const Limits& limits);
  ~Calls();

  // A call that was let in; the end of its life is the end of the call.
  class Call {
   public:
    ~Call();
    [[nodiscard]] const CallContext& context() const { return context_; }
    [[nodiscard]] StopReason stopped() const;

   private:
    friend class Calls;
    Calls* calls_ = nullptr;
    grpc::ServerContext* server_ = nullptr;
    CallKind kind_ = CallKind::kUnary;
    CallContext context_;
    std::stop_source source_;
    StopReason reason_ = StopReason::kNone;  // under the mutex of Calls
    std::list<Call*>::iterator place_;
  };

  // kUnavailable when there are too many, or none are taken any more.
  Result<std::unique_ptr<Call>> admit(grpc::ServerContext& server, CallKind kind,
                                      std::string principal, std::string trace = {});

  // No new calls; streams are told to stop. Returns when none is running, or at `deadline`.
  void drain(std::chrono::steady_clock::time_point deadline);
  // All calls are told to stop.
  void stop_all();

 private:
  void watch(const std::stop_token& stop);
  void look_at_all();
  void stop_where(bool (*which)(const Call&));

  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::list<Call*> running_;  // under mutex_, as are the next two
  int streams_ = 0;
  bool draining_ = false;
  std::jthread watcher_;
};

}  // namespace broadsheet::rpc
