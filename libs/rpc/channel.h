// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: a connection to a server, and what surrounds every call on it.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "rpc/client.h"
#include "rpc/convert.h"
#include "rpc/status.h"

namespace broadsheet::rpc {

class Channel {
 public:
  static Result<Channel> connect(const std::string& address, const ClientOptions& options);

  [[nodiscard]] const std::shared_ptr<grpc::Channel>& get() const { return channel_; }
  [[nodiscard]] const std::string& address() const { return address_; }

  // Gives a call its deadline, its token, and the way to give it up. The result must live as long
  // as the call.
  using GiveUp = std::stop_callback<std::function<void()>>;
  std::unique_ptr<GiveUp> prepare(const CallContext& call, bool stream,
                                  grpc::ClientContext* context) const;

  // What a call came to.
  [[nodiscard]] Result<void> done(const grpc::Status& status) const {
    if (status.ok()) return {};
    return fault_of(status, address_);
  }

 private:
  std::shared_ptr<grpc::Channel> channel_;
  std::string address_;
  std::string token_;
  Duration deadline_ = {};
};

// A unary call: `method` is the stub's member function.
template <typename Stub, typename Message, typename Response>
Result<void> ask(const Channel& channel, const std::unique_ptr<Stub>& stub,
                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Message&, Response*),
                 const CallContext& call, const Message& message, Response* response) {
  grpc::ClientContext context;
  const auto give_up = channel.prepare(call, false, &context);
  return channel.done((stub.get()->*method)(&context, message, response));
}

// A stream that the server sends: `take` gets each message until it returns false or a fault.
template <typename Reader, typename Response>
Result<void> drain_stream(const Channel& channel, grpc::ClientContext& context, Reader& reader,
                          const std::function<Result<bool>(Response&)>& take) {
  Response response;
  std::optional<Fault> refused;
  bool enough = false;
  while (!enough && !refused && reader.Read(&response)) {
    const auto more = take(response);
    if (!more) refused = more.fault();
    enough = more.ok() && !*more;
  }
  if (enough || refused) context.TryCancel();
  const auto status = reader.Finish();
  if (refused) return *refused;
  if (enough) return {};
  return channel.done(status);
}

// Chunks of a payload, put together and checked.
class PayloadBuilder {
 public:
  Result<bool> add(const v1::GetPayloadResponse& chunk);
  Result<Payload> finish();

 private:
  Payload payload_;
  std::string digest_;
};

}  // namespace broadsheet::rpc
