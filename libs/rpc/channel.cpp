// SPDX-License-Identifier: Apache-2.0
// A connection to a server, and what surrounds every call on it.
#include "rpc/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "rpc/library_log.h"
#include "rpc/principal.h"
#include "rpc/tls.h"
#include "rpc/trace.h"

namespace broadsheet::rpc {
namespace {

constexpr std::size_t kPayloadBytesMax = std::size_t{256} << 20;
constexpr int kReconnectMinMs = 100;
constexpr int kReconnectMaxMs = 5'000;
// A peer that is stuck, or gone without a word, ends its calls: streams have no deadline.
constexpr int kKeepaliveMs = 20'000;
constexpr int kKeepaliveTimeoutMs = 10'000;

grpc::ChannelArguments arguments_of(const ClientOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(static_cast<int>(options.reply_bytes_max));
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectMinMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kReconnectMaxMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  // A connection of its own: channels to one address would share one, and its fate.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  if (options.tls && !options.tls->server_name.empty()) {
    arguments.SetSslTargetNameOverride(options.tls->server_name);
  }
  return arguments;
}

// Beside HOST:PORT, gRPC knows names such as dns:///gateway:7400. It takes a URL, and a port that
// cannot be, for a server that is away.
bool may_be_address(const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) return false;
  if (address.starts_with("http://") || address.starts_with("https://")) return false;
  const auto port = address.substr(colon + 1);
  const bool number = port.find_first_not_of("0123456789") == std::string::npos;
  return !number || (!port.empty() && port.size() <= 5 && std::stoi(port) <= 65535);
}

Fault nobody(const std::string& address, const ClientOptions& options) {
  if (options.tls) {
    return unavailable("no TLS connection to " + address, address,
                       "is it running, with TLS, and with a certificate that is trusted here?");
  }
  return unavailable(
      "no gRPC server answers at " + address, address,
      "start one with 'broadsheet up', or name with --server where it says that gRPC "
      "listens");
}

// Ready, or why not. A refused connection ends it at once: a server that is there accepts.
Result<void> wait_for(grpc::Channel& channel, const std::string& address,
                      const ClientOptions& options) {
  if (options.connect_patience <= Duration(0)) return {};
  const auto deadline = std::chrono::system_clock::now() + options.connect_patience;
  auto state = channel.GetState(true);
  while (state != GRPC_CHANNEL_READY) {
    if (state == GRPC_CHANNEL_TRANSIENT_FAILURE || state == GRPC_CHANNEL_SHUTDOWN ||
        !channel.WaitForStateChange(state, deadline)) {
      return nobody(address, options);
    }
    state = channel.GetState(true);
  }
  return {};
}

}  // namespace

Result<Channel> Channel::connect(const std::string& address, const ClientOptions& options) {
  take_over_library_logs();
  if (!may_be_address(address)) {
    return bad_input("'" + address + "' is no server's address", "server",
                     "write HOST:PORT, as in 127.0.0.1:7400");
  }
  TRY_LET(credentials, channel_credentials(options.tls));
  Channel channel;
  channel.address_ = address;
  channel.token_ = options.token;
  channel.deadline_ = options.deadline;
  channel.channel_ = grpc::CreateCustomChannel(address, credentials, arguments_of(options));
  TRY(wait_for(*channel.channel_, address, options));
  return channel;
}

std::unique_ptr<Channel::GiveUp> Channel::prepare(const CallContext& call, bool stream,
                                                  grpc::ClientContext* context) const {
  const auto steady = std::chrono::steady_clock::now();
  const auto system = std::chrono::system_clock::now();
  if (call.deadline != std::chrono::steady_clock::time_point::max()) {
    context->set_deadline(system + std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                       call.deadline - steady));
  } else if (!stream) {
    context->set_deadline(system + deadline_);
  }
  if (!token_.empty()) context->AddMetadata("authorization", "Bearer " + token_);
  if (const auto parent = make_traceparent(call.trace); !parent.empty()) {
    context->AddMetadata(kTraceparent, parent);
  }
  const bool named = !call.principal.empty() && call.principal != kAnonymous;
  if (named && call.principal.size() <= kPrincipalBytesMax) {
    context->AddMetadata(kPrincipalHeader, call.principal);
  }
  return std::make_unique<GiveUp>(call.stop, [context] { context->TryCancel(); });
}

Result<bool> PayloadBuilder::add(const v1::GetPayloadResponse& chunk) {
  if (payload_.bytes.empty()) {
    payload_.content_type = chunk.content_type();
    TRY_LET(capture, from_wire(chunk.capture()));
    payload_.capture = std::move(capture);
  }
  if (chunk.offset() != static_cast<std::int64_t>(payload_.bytes.size()) ||
      payload_.bytes.size() + chunk.data().size() > kPayloadBytesMax) {
    return broken("a chunk of the payload does not fit");
  }
  payload_.bytes += chunk.data();
  digest_ = chunk.digest();
  return true;
}

Result<Payload> PayloadBuilder::finish() {
  TRY_LET(digest, digest_from_hex(digest_, "digest"));
  if (digest != sha256(payload_.bytes)) return broken("the payload was damaged on its way");
  payload_.digest = digest;
  return std::move(payload_);
}

}  // namespace broadsheet::rpc
