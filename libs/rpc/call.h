// SPDX-License-Identifier: Apache-2.0
// One call: who asks, until when, and whether anybody still waits for the answer.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

namespace broadsheet::rpc {

struct CallContext {
  // Not after this; max(): no deadline. A server gives every call one.
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  // Requested when the caller went away, the deadline passed, or the server stops. In a client:
  // request it to give the call up.
  std::stop_token stop = {};
  // A token's or certificate's name; "anonymous" where nobody is asked. A client passes it on: a
  // server believes it of callers that may do everything (scope admin, or a certificate where there
  // are no tokens), as a gateway may at the servers behind it.
  std::string principal = "anonymous";
  // A trace id (rpc/trace.h): a server gives every call one, a client passes on what is here.
  std::string trace = {};

  // Long work looks here now and then, and ends early: nobody will read the rest.
  [[nodiscard]] bool given_up() const {
    return stop.stop_requested() || std::chrono::steady_clock::now() >= deadline;
  }
};

// A context whose deadline is `patience` from now.
inline CallContext call_within(std::chrono::milliseconds patience) {
  return {.deadline = std::chrono::steady_clock::now() + patience};
}

}  // namespace broadsheet::rpc
