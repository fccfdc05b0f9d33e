// SPDX-License-Identifier: Apache-2.0
// broadsheet-indexer: articles into the archive's shards, and the shards into their indexes.
#include <filesystem>

#include "common/version.h"
#include "indexer/gauges.h"
#include "indexer/indexer.h"
#include "program/bus_settings.h"
#include "program/serve.h"

namespace broadsheet::indexer {
namespace {

struct ProgramOptions {
  BusOptions bus;
  ServeOptions serve;
  std::string data = "data";
  std::string listen = "127.0.0.1:7400";
  std::string advertise;
  int standbys = 0;
};

class Program : public Service {
 public:
  Program(OpenBus bus, std::unique_ptr<Indexer> indexer)
      : bus_(std::move(bus)), indexer_(std::move(indexer)), gauges_(*indexer_) {}

  std::vector<app::Loop> loops() override {
    return {
        {"archive",
         [this](std::stop_token stop) { return indexer_->run_archive(*bus_.bus, tally_, stop); }},
        {"index", [this](std::stop_token stop) { return indexer_->run_index(stop); }},
    };
  }

 private:
  OpenBus bus_;
  Tally tally_;
  std::unique_ptr<Indexer> indexer_;
  Gauges gauges_;
};

Result<std::unique_ptr<Service>> open_service(const ProgramOptions& options,
                                              const bus::Options& bus_options) {
  TRY_LET(bus, open_bus(bus_options));
  Options indexing;
  indexing.folder = std::filesystem::path(options.data) / "shards";
  indexing.shards = bus.partitions;
  indexing.crash_marks = std::filesystem::path(options.data) / "indexer.marks";
  TRY_LET(indexer, Indexer::open(indexing));
  return std::unique_ptr<Service>(std::make_unique<Program>(std::move(bus), std::move(indexer)));
}

Result<app::ExitCode> run(const ProgramOptions& options) {
  TRY_LET(bus_options, to_bus(options.bus, "broadsheet-indexer"));
  Plan plan;
  plan.name = "indexer";
  plan.grpc_listen = options.listen;
  plan.waits = true;
  plan.open = [&](const std::stop_token&) { return open_service(options, bus_options); };
  return serve(options.serve, plan);
}

app::Command command(ProgramOptions& options) {
  app::Command command;
  command.name = "broadsheet-indexer";
  command.summary = "keep shards of the archive, and their indexes";
  command.description =
      "Reads its partitions of the topic `articles` into the archive's shards and answers "
      "ShardService.";
  command.examples = "  broadsheet-indexer --bus kafka://kafka:9092 --data data";
  command.settings = bus_settings(options.bus);
  command.settings.push_back(
      {"--data,-d", "data", "DIR", "Where the shards are kept", "", &options.data, false});
  command.settings.push_back(grpc_setting(options.listen));
  command.settings.push_back({"--advertise", "grpc.advertise", "HOST:PORT",
                              "The address by which gateways reach it", "", &options.advertise,
                              false});
  command.settings.push_back({"--standbys", "standbys", "N", "Warm copies of each shard", "",
                              &options.standbys, false, app::Bounds{0, 8}});
  for (const auto& setting : serve_settings(options.serve)) command.settings.push_back(setting);
  command.run = [&options] { return run(options); };
  return command;
}

}  // namespace
}  // namespace broadsheet::indexer

int main(int argc, char** argv) {
  broadsheet::indexer::ProgramOptions options;
  return broadsheet::app::run_program(broadsheet::indexer::command(options), broadsheet::kVersion,
                                      argc, argv);
}
