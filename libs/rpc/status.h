// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: faults as gRPC statuses with google.rpc details, and back.
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>
#include <string_view>

#include "core/result.h"
#include "google/rpc/status.pb.h"

namespace broadsheet::rpc {

// What a caller is told to wait before it tries again.
constexpr std::chrono::milliseconds kRetryDelay{1000};

// kBadInput → INVALID_ARGUMENT with BadRequest, kNotFound → NOT_FOUND with ResourceInfo,
// kUnavailable → UNAVAILABLE with RetryInfo, kBroken → INTERNAL; each with ErrorInfo. Long texts
// are cut: trailers have a limit of 8 KiB.
google::rpc::Status message_of(const Fault& fault);
grpc::Status status_of(const Fault& fault);
// The same for what a Fault has no kind for: UNAUTHENTICATED, PERMISSION_DENIED, DEADLINE_EXCEEDED,
// …
grpc::Status status_of(grpc::StatusCode code, std::string_view reason, const Fault& fault);

// The way back, from any server; `peer` is its address.
Fault fault_of(const google::rpc::Status& message);
Fault fault_of(const grpc::Status& status, std::string_view peer);

}  // namespace broadsheet::rpc
