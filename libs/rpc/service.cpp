// SPDX-License-Identifier: Apache-2.0
// What surrounds every call.
#include "rpc/service.h"

#include <grpcpp/server_context.h>

#include <exception>
#include <optional>

#include "core/log.h"
#include "core/metrics.h"
#include "rpc/status.h"
#include "rpc/trace.h"

namespace broadsheet::rpc {
namespace {

Result<bool> guarded(const Work& work, const CallContext& context) {
  try {
    return work(context);
  } catch (const std::exception& error) {
    return broken(std::string("an exception escaped: ") + error.what());
  }
}

// A call that was told to stop says why, whatever it says itself.
grpc::Status status_of_stop(StopReason reason) {
  switch (reason) {
    case StopReason::kNone:
      break;
    case StopReason::kCancelled:
      return {grpc::StatusCode::CANCELLED, "the caller went away"};
    case StopReason::kDeadline:
      return status_of(grpc::StatusCode::DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED",
                       bad_input("no answer before the deadline", {},
                                 "ask for less, wait longer, or go on from the last cursor"));
    case StopReason::kDraining:
      return status_of(
          unavailable("the server is stopping", {}, "try again, a stream from its last cursor"));
  }
  return grpc::Status::OK;
}

grpc::Status run(const Work& work, const Calls::Call& call) {
  const auto done = guarded(work, call.context());
  if (done.ok() && *done) return grpc::Status::OK;
  const auto reason = call.stopped();
  if (reason != StopReason::kNone) return status_of_stop(reason);
  if (done.ok()) return {grpc::StatusCode::CANCELLED, "the reader went away"};
  return status_of(done.fault());
}

std::string_view code_name(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK:
      return "ok";
    case grpc::StatusCode::CANCELLED:
      return "cancelled";
    case grpc::StatusCode::INVALID_ARGUMENT:
      return "invalid_argument";
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return "deadline_exceeded";
    case grpc::StatusCode::NOT_FOUND:
      return "not_found";
    case grpc::StatusCode::PERMISSION_DENIED:
      return "permission_denied";
    case grpc::StatusCode::UNAUTHENTICATED:
      return "unauthenticated";
    case grpc::StatusCode::UNAVAILABLE:
      return "unavailable";
    default:
      return "internal";
  }
}

// Who asks, and what follows the question.
struct Caller {
  std::string principal = {};
  std::string trace = {};
};

// The caller's own trace, or one that begins here; it hears which.
std::string trace_of(grpc::ServerContext& server) {
  std::optional<std::string> trace;
  const auto& metadata = server.client_metadata();
  if (const auto sent = metadata.find(kTraceparent); sent != metadata.end()) {
    trace = parse_traceparent({sent->second.data(), sent->second.size()});
  }
  if (!trace) trace = new_trace();
  server.AddInitialMetadata(kTraceparent, make_traceparent(*trace));
  return *std::move(trace);
}

void record(const Method& method, const grpc::Status& status, const Caller& caller,
            double seconds) {
  metrics::counter("broadsheet_rpc_calls_total", "Calls that were answered, by method and code",
                   {{"method", method.name}, {"code", code_name(status.error_code())}})
      .add();
  metrics::seconds("broadsheet_rpc_call_seconds", "Time from a call to its answer",
                   {{"method", method.name}})
      .observe(seconds);
  if (status.error_code() == grpc::StatusCode::INTERNAL) {
    log::error("rpc.failed", {{"method", method.name},
                              {"principal", caller.principal},
                              {"error", status.error_message()},
                              {"trace", caller.trace}});
  } else {
    log::info("rpc.answered", {{"method", method.name},
                               {"code", code_name(status.error_code())},
                               {"principal", caller.principal},
                               {"seconds", seconds},
                               {"trace", caller.trace}});
  }
}

grpc::Status admitted(Surroundings& with, grpc::ServerContext& server, const Method& method,
                      const Work& work, const Caller& caller) {
  auto call = with.calls.admit(server, method.kind, caller.principal, caller.trace);
  if (!call) return status_of(call.fault());
  return run(work, **call);
}

}  // namespace

grpc::Status serve(Surroundings& with, grpc::ServerContext& server, const Method& method,
                   const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  Caller caller{.trace = trace_of(server)};
  auto status = with.access.check(server, method.scope, &caller.principal);
  if (status.ok()) status = admitted(with, server, method, work, caller);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  record(method, status, caller, took.count());
  return status;
}

Result<int> page_size_from_wire(int size) {
  if (size < 0) {
    return bad_input("below zero", "page_size",
                     "0 is the default, " + std::to_string(Page::kMax) + " the most");
  }
  return size == 0 ? Page::kDefault : std::min(size, Page::kMax);
}

}  // namespace broadsheet::rpc
