// SPDX-License-Identifier: Apache-2.0
// The gRPC server: synchronous, with bounded threads; it never runs out of them before Calls says
// no.
#include "rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/resource_quota.h>

#include <utility>

#include "grpc/health/v1/health.pb.h"
#include "rpc/library_log.h"
#include "rpc/service.h"
#include "rpc/tls.h"
#include "url/address.h"

namespace broadsheet::rpc {
namespace {

// Threads beyond those of calls: pollers, reflection, refusals.
constexpr int kSpareThreads = 16;
constexpr int kStreamsPerConnection = 128;
constexpr int kPingIntervalMinMs = 10'000;
constexpr std::chrono::milliseconds kLastWords{200};
constexpr Duration kLastDrain = std::chrono::seconds(1);

struct Endpoint {
  std::string host;
  std::string port;
};

Result<Endpoint> endpoint_of(const std::string& listen) {
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == listen.size() ||
      listen.find_first_not_of("0123456789", colon + 1) != std::string::npos) {
    return bad_input("'" + listen + "' is no address to listen on", "listen",
                     "write HOST:PORT, as in 127.0.0.1:7400 or [::1]:7400");
  }
  return Endpoint{listen.substr(0, colon), listen.substr(colon + 1)};
}

// DESIGN.md, "Safety": open to others only with TLS and somebody at the door.
Result<void> check_open(const ServerOptions& options, const Endpoint& endpoint) {
  if (url::is_loopback_host(endpoint.host) || options.insecure) return {};
  const bool asks =
      !options.tokens.empty() || (options.tls && !options.tls->client_ca_file.empty());
  if (options.tls && asks) return {};
  return bad_input(std::string("refused to listen on ") + options.listen +
                       (options.tls ? " without tokens or client certificates"
                                    : ", which is not loopback, without TLS"),
                   "listen",
                   "give a certificate and tokens, listen on 127.0.0.1, or say 'insecure' by name");
}

void set_limits(const ServerOptions& options, grpc::ServerBuilder& builder) {
  grpc::ResourceQuota quota("broadsheet");
  quota.Resize(options.memory_bytes_max);
  quota.SetMaxThreads(options.calls_max + kSpareThreads);
  builder.SetResourceQuota(quota);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MIN_POLLERS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, 2);
  builder.SetMaxReceiveMessageSize(static_cast<int>(options.request_bytes_max));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnection);
  // Two servers on one port would share its connections, and nobody would know.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kPingIntervalMinMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
}

}  // namespace

struct Server::Impl {
  Impl(const ServerOptions& options, Endpoint where)
      : with{.access = Access(options.tokens, options.tls && !options.tls->client_ca_file.empty()),
             .calls = Calls({.calls_max = options.calls_max,
                             .streams_max = options.streams_max,
                             .deadline = options.deadline,
                             .stream_deadline = options.stream_deadline}),
             .tokens = PageTokens(options.page_token_key)},
        endpoint(std::move(where)) {}

  void add(const Services& from) {
    if (from.archive != nullptr) services.push_back(archive_service(*from.archive, with));
    if (from.shard != nullptr) one = one_shard(*from.shard);
    ShardHost* const shards = from.shards != nullptr ? from.shards : one.get();
    if (shards != nullptr) services.push_back(shard_service(*shards, with));
    if (from.extractor != nullptr) services.push_back(extractor_service(*from.extractor, with));
    if (from.crawl != nullptr) services.push_back(crawl_service(*from.crawl, with));
    if (from.backfill != nullptr) services.push_back(backfill_service(*from.backfill, with));
    const std::pair<bool, const char*> named[] = {
        {from.archive != nullptr, "broadsheet.v1.ArchiveService"},
        {shards != nullptr, "broadsheet.v1.ShardService"},
        {from.extractor != nullptr, "broadsheet.v1.ExtractorService"},
        {from.crawl != nullptr, "broadsheet.v1.CrawlService"},
        {from.backfill != nullptr, "broadsheet.v1.BackfillService"}};
    for (const auto& [is_here, name] : named) {
      if (is_here) names.emplace_back(name);
    }
  }

  Surroundings with;
  Endpoint endpoint;
  std::unique_ptr<ShardHost> one;
  std::vector<std::unique_ptr<grpc::Service>> services;
  std::vector<std::string> names;
  int port = 0;
  bool drained = false;
  std::unique_ptr<grpc::Server> server;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() { drain(kLastDrain); }

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options,
                                              const Services& services) {
  take_over_library_logs();
  TRY_LET(endpoint, endpoint_of(options.listen));
  TRY(check_open(options, endpoint));
  TRY_LET(credentials, server_credentials(options.tls));
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  // The library answers health checks without a descriptor; ours is linked only if somebody asks.
  CHECK(grpc::health::v1::HealthCheckRequest::descriptor() != nullptr);
  auto impl = std::make_unique<Impl>(options, endpoint);
  impl->add(services);
  grpc::ServerBuilder builder;
  set_limits(options, builder);
  builder.AddListeningPort(options.listen, credentials, &impl->port);
  for (const auto& service : impl->services) builder.RegisterService(service.get());
  impl->server = builder.BuildAndStart();
  if (!impl->server || impl->port == 0) {
    return unavailable("cannot listen on " + options.listen, options.listen,
                       "is the port taken, or the address not of this machine?");
  }
  auto server = std::unique_ptr<Server>(new Server(std::move(impl)));
  server->set_serving(true);
  return server;
}

int Server::port() const { return impl_->port; }

std::string Server::address() const {
  return impl_->endpoint.host + ":" + std::to_string(impl_->port);
}

void Server::set_serving(bool serving) {
  auto* health = impl_->server->GetHealthCheckService();
  for (const auto& name : impl_->names) health->SetServingStatus(name, serving);
  health->SetServingStatus("", serving);
}

void Server::drain(Duration patience) {
  if (std::exchange(impl_->drained, true)) return;
  set_serving(false);
  impl_->with.calls.drain(std::chrono::steady_clock::now() + patience);
  // What still runs is ours and late, or a health watcher that never ends by itself. Answers that
  // are on their way get a moment to arrive.
  impl_->with.calls.stop_all();
  impl_->server->Shutdown(std::chrono::system_clock::now() + kLastWords);
  impl_->server->Wait();
}

}  // namespace broadsheet::rpc
