// SPDX-License-Identifier: Apache-2.0
// broadsheet-gateway: ArchiveService over all shards, and HTTP.
#include "backfill/backfill_api.h"
#include "common/shard_directory.h"
#include "gateway/gateway.h"
#include "gateway/remote_shards.h"
#include "program/peers.h"
#include "program/service_main.h"

namespace broadsheet::gateway {
namespace {

struct ProgramOptions {
  BusOptions bus{.member = host_name()};
  ServeOptions serve;
  std::string listen = "127.0.0.1:7400";
  std::string http_listen = "127.0.0.1:7480";
  Duration shard_timeout = std::chrono::seconds(5);
  std::vector<std::string> crawl_servers;
  PeerOptions peers;
};

// Members stand in the order in which they need each other.
struct Parts {
  OpenBus bus;
  std::unique_ptr<ShardDirectory> directory;
  std::unique_ptr<RemoteShards> shards;
  std::unique_ptr<rpc::ArchiveApi> archive;
  std::unique_ptr<rpc::CrawlApi> crawl;
  std::unique_ptr<rpc::BackfillApi> backfill;
};

class Program : public Service {
 public:
  explicit Program(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

  std::vector<app::Loop> loops() override {
    return {{"directory", [this](std::stop_token stop) { return parts_->directory->run(stop); }}};
  }
  std::string waiting_for() override {
    return parts_->directory->is_current() ? "" : "the topic of shards is being read";
  }
  rpc::Services apis() override {
    rpc::Services services;
    services.archive = parts_->archive.get();
    services.crawl = parts_->crawl.get();
    services.backfill = parts_->backfill.get();
    return services;
  }
  http::Server::Handler web(const std::vector<rpc::Token>& tokens) override {
    return guarded(http_handler(*parts_->archive), tokens);
  }

 private:
  std::unique_ptr<Parts> parts_;
};

Result<std::unique_ptr<Service>> open_service(const ProgramOptions& options,
                                              const bus::Options& bus_options) {
  auto parts = std::make_unique<Parts>();
  TRY_LET(bus, open_bus(bus_options));
  parts->bus = std::move(bus);
  parts->directory = std::make_unique<ShardDirectory>(*parts->bus.bus, ShardDirectory::Options{});
  RemoteOptions asking;
  asking.client = to_client(options.peers);
  parts->shards = std::make_unique<RemoteShards>(*parts->directory, parts->bus.partitions, asking);
  parts->archive =
      archive_gateway(parts->shards->shards(), {.shard_timeout = options.shard_timeout});
  parts->crawl = crawl_gateway({options.crawl_servers, asking.client});
  parts->backfill = backfill::backfill_api(*parts->bus.bus, parts->archive.get());
  return std::unique_ptr<Service>(std::make_unique<Program>(std::move(parts)));
}

Result<app::ExitCode> run(const ProgramOptions& options) {
  TRY_LET(bus_options, to_bus(options.bus, "broadsheet-gateway"));
  Plan plan;
  plan.name = "gateway";
  plan.grpc_listen = options.listen;
  plan.http_listen = options.http_listen;
  plan.waits = true;
  plan.open = [&](const std::stop_token& stop) {
    bus_options.ending = stop;
    return open_service(options, bus_options);
  };
  return serve(options.serve, plan);
}

app::Command command(ProgramOptions& options) {
  app::Command command;
  command.name = "broadsheet-gateway";
  command.summary = "answer questions about the whole archive";
  command.description =
      "Finds the shards through the topic `shards`, asks those that a question is about, and "
      "merges what they say. Answers ArchiveService, CrawlService, "
      "BackfillService and HTTP.";
  command.examples = "  broadsheet-gateway --bus kafka://kafka:9092";
  std::vector<app::Setting> own = {
      grpc_setting(options.listen),
      http_setting(options.http_listen),
      {"--shard-timeout", "shard_timeout", "DURATION", "How long one shard may take to answer", "",
       &options.shard_timeout, false},
      {"--crawl-server", "crawl.servers", "HOST:PORT",
       "The fetchers, for CrawlService; may be given many times", "", &options.crawl_servers,
       false},
  };
  app::append(own, peer_settings(options.peers));
  command.settings = service_settings(options.bus, own, options.serve);
  command.run = [&options] { return run(options); };
  return command;
}

}  // namespace
}  // namespace broadsheet::gateway

int main(int argc, char** argv) {
  return broadsheet::run_service(broadsheet::gateway::command, argc, argv);
}
