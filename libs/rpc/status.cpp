// SPDX-License-Identifier: Apache-2.0
// Faults as gRPC statuses with google.rpc details, and back.
#include "rpc/status.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "google/rpc/code.pb.h"
#include "google/rpc/error_details.pb.h"
#include "text/unicode.h"

namespace broadsheet::rpc {
namespace {

// All the texts of one error together stay well under the 8 KiB that clients accept as trailers,
// even percent-encoded.
constexpr std::size_t kTextMax = 400;
constexpr std::string_view kDomain = "broadsheet";

std::string brief(std::string_view text) {
  return text::shorten(text::to_valid_utf8(text.substr(0, 2 * kTextMax)), kTextMax);
}

// Whether a fault's `where` is a field's path, and not a file or an address.
bool is_field(std::string_view where) {
  return !where.empty() && where.size() <= 100 &&
         std::all_of(where.begin(), where.end(), [](unsigned char c) {
           return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_' || c == '.' ||
                  c == '[' || c == ']';
         });
}

std::string reason_of(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::kBadInput:
      break;
    case FaultKind::kNotFound:
      return "NOT_FOUND";
    case FaultKind::kUnavailable:
      return "UNAVAILABLE";
    case FaultKind::kBroken:
      return "BROKEN";
  }
  if (!is_field(fault.where)) return "BAD_INPUT";
  std::string reason = "INVALID_";
  for (const char c : fault.where) {
    if (c == '[') break;
    reason += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return reason;
}

google::rpc::Code code_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::kBadInput:
      return google::rpc::INVALID_ARGUMENT;
    case FaultKind::kNotFound:
      return google::rpc::NOT_FOUND;
    case FaultKind::kUnavailable:
      return google::rpc::UNAVAILABLE;
    case FaultKind::kBroken:
      return google::rpc::INTERNAL;
  }
  return google::rpc::INTERNAL;
}

FaultKind kind_of(int code) {
  switch (code) {
    case google::rpc::NOT_FOUND:
      return FaultKind::kNotFound;
    case google::rpc::CANCELLED:
    case google::rpc::DEADLINE_EXCEEDED:
    case google::rpc::RESOURCE_EXHAUSTED:
    case google::rpc::ABORTED:
    case google::rpc::UNAVAILABLE:
      return FaultKind::kUnavailable;
    case google::rpc::INVALID_ARGUMENT:
    case google::rpc::ALREADY_EXISTS:
    case google::rpc::FAILED_PRECONDITION:
    case google::rpc::OUT_OF_RANGE:
    case google::rpc::UNIMPLEMENTED:
    case google::rpc::UNAUTHENTICATED:
    case google::rpc::PERMISSION_DENIED:
      return FaultKind::kBadInput;
    default:
      return FaultKind::kBroken;
  }
}

void add_info(const Fault& fault, std::string_view reason, google::rpc::Status* message) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kDomain));
  auto& metadata = *info.mutable_metadata();
  metadata["what"] = brief(fault.what);
  if (!fault.where.empty()) metadata["where"] = brief(fault.where);
  if (!fault.remedy.empty()) metadata["remedy"] = brief(fault.remedy);
  message->add_details()->PackFrom(info);
}

void add_violation(const Fault& fault, google::rpc::Status* message) {
  google::rpc::BadRequest request;
  auto* violation = request.add_field_violations();
  violation->set_field(fault.where);
  violation->set_description(brief(Fault{fault.kind, fault.what, {}, fault.remedy}.text()));
  message->add_details()->PackFrom(request);
}

void add_resource(const Fault& fault, google::rpc::Status* message) {
  google::rpc::ResourceInfo resource;
  const auto slash = fault.where.find('/');
  const auto collection = fault.where.substr(0, slash);
  if (collection == "snapshots") resource.set_resource_type("snapshot");
  if (collection == "sources") resource.set_resource_type("source");
  if (fault.where.find("://") != std::string::npos) resource.set_resource_type("url");
  resource.set_resource_name(brief(fault.where));
  resource.set_description(brief(fault.what));
  message->add_details()->PackFrom(resource);
}

void add_retry(google::rpc::Status* message) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(kRetryDelay.count() / 1000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int>(kRetryDelay.count() % 1000) * 1'000'000);
  message->add_details()->PackFrom(retry);
}

grpc::Status packed(const google::rpc::Status& message) {
  return {static_cast<grpc::StatusCode>(message.code()), message.message(),
          message.SerializeAsString()};
}

}  // namespace

google::rpc::Status message_of(const Fault& fault) {
  google::rpc::Status message;
  message.set_code(code_of(fault.kind));
  message.set_message(brief(fault.text()));
  add_info(fault, reason_of(fault), &message);
  if (fault.kind == FaultKind::kBadInput && is_field(fault.where)) add_violation(fault, &message);
  if (fault.kind == FaultKind::kNotFound) add_resource(fault, &message);
  if (fault.kind == FaultKind::kUnavailable) add_retry(&message);
  return message;
}

grpc::Status status_of(const Fault& fault) { return packed(message_of(fault)); }

grpc::Status status_of(grpc::StatusCode code, std::string_view reason, const Fault& fault) {
  google::rpc::Status message;
  message.set_code(code);
  message.set_message(brief(fault.text()));
  add_info(fault, reason, &message);
  if (fault.kind == FaultKind::kUnavailable) add_retry(&message);
  return packed(message);
}

Fault fault_of(const google::rpc::Status& message) {
  Fault fault{kind_of(message.code()), message.message()};
  for (const auto& detail : message.details()) {
    google::rpc::ErrorInfo info;
    if (!detail.Is<google::rpc::ErrorInfo>() || !detail.UnpackTo(&info)) continue;
    const auto& metadata = info.metadata();
    if (info.domain() != kDomain || !metadata.contains("what")) continue;
    fault.what = metadata.at("what");
    if (metadata.contains("where")) fault.where = metadata.at("where");
    if (metadata.contains("remedy")) fault.remedy = metadata.at("remedy");
  }
  return fault;
}

Fault fault_of(const grpc::Status& status, std::string_view peer) {
  google::rpc::Status message;
  if (!status.error_details().empty() && message.ParseFromString(status.error_details())) {
    return fault_of(message);
  }
  Fault fault{kind_of(status.error_code()), status.error_message(), std::string(peer)};
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    fault.what = "no answer before the deadline";
  }
  if (status.error_code() == grpc::StatusCode::CANCELLED) fault.what = "the call was given up";
  if (fault.what.empty()) fault.what = "the call failed without a word";
  return fault;
}

}  // namespace broadsheet::rpc
