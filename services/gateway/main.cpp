// SPDX-License-Identifier: Apache-2.0
// broadsheet-gateway: ArchiveService over all shards, and HTTP.
#include "common/topics.h"
#include "common/version.h"
#include "gateway/gateway.h"
#include "program/bus_settings.h"
#include "program/serve.h"

namespace broadsheet::gateway {
namespace {

struct ProgramOptions {
  BusOptions bus;
  ServeOptions serve;
  std::string listen = "127.0.0.1:7400";
  std::string http_listen = "127.0.0.1:7480";
  Duration shard_timeout = std::chrono::seconds(5);
  std::vector<std::string> crawl_servers;
};

Result<std::unique_ptr<Service>> open_service(const bus::Options& bus_options) {
  TRY(open_bus(bus_options));
  return unavailable("no indexer serves a shard yet", std::string(topics::kShards));
}

Result<app::ExitCode> run(const ProgramOptions& options) {
  TRY_LET(bus_options, to_bus(options.bus, "broadsheet-gateway"));
  Plan plan;
  plan.name = "gateway";
  plan.grpc_listen = options.listen;
  plan.http_listen = options.http_listen;
  plan.waits = true;
  plan.open = [&](const std::stop_token&) { return open_service(bus_options); };
  return serve(options.serve, plan);
}

app::Command command(ProgramOptions& options) {
  app::Command command;
  command.name = "broadsheet-gateway";
  command.summary = "answer questions about the whole archive";
  command.description =
      "Finds the shards through the topic `shards`, asks those that a question is about, and "
      "merges what they say. Answers ArchiveService, CrawlService and HTTP.";
  command.examples = "  broadsheet-gateway --bus kafka://kafka:9092";
  command.settings = bus_settings(options.bus);
  command.settings.push_back(grpc_setting(options.listen));
  command.settings.push_back(http_setting(options.http_listen));
  command.settings.push_back({"--shard-timeout", "shard_timeout", "DURATION",
                              "How long one shard may take to answer", "", &options.shard_timeout,
                              false});
  command.settings.push_back({"--crawl-server", "crawl.servers", "HOST:PORT",
                              "The fetchers, for CrawlService; may be given many times", "",
                              &options.crawl_servers, false});
  for (const auto& setting : serve_settings(options.serve)) command.settings.push_back(setting);
  command.run = [&options] { return run(options); };
  return command;
}

}  // namespace
}  // namespace broadsheet::gateway

int main(int argc, char** argv) {
  broadsheet::gateway::ProgramOptions options;
  return broadsheet::app::run_program(broadsheet::gateway::command(options), broadsheet::kVersion,
                                      argc, argv);
}
