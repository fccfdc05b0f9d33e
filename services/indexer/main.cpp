// SPDX-License-Identifier: Apache-2.0
// broadsheet-indexer: articles into the archive's shards, and the shards into their indexes.
#include <filesystem>
#include <optional>

#include "indexer/gauges.h"
#include "indexer/keeper.h"
#include "program/peers.h"
#include "program/service_main.h"

namespace broadsheet::indexer {
namespace {

struct ProgramOptions {
  BusOptions bus{.member = host_name()};
  ServeOptions serve;
  std::string data = "data";
  std::string listen = "127.0.0.1:7400";
  std::string advertise;
  int standbys = 0;
  bool accept_empty_shard = false;
  Duration begin_after = KeeperOptions{}.begin_after;
  Duration standbys_after = KeeperOptions{}.standbys_after;
  PeerOptions peers;
};

// Members stand in the order in which they need each other.
struct Parts {
  OpenBus bus;
  Tally tally;
  std::unique_ptr<ShardDirectory> directory;
  std::unique_ptr<Keeper> keeper;
  std::optional<Gauges> gauges;
};

class Program : public Service {
 public:
  Program(std::unique_ptr<Parts> parts, std::string advertise)
      : parts_(std::move(parts)), advertise_(std::move(advertise)) {}

  std::vector<app::Loop> loops() override {
    Parts& parts = *parts_;
    return {
        {"directory", [&](std::stop_token stop) { return parts.directory->run(stop); }},
        {"archive",
         [&](std::stop_token stop) { return parts.keeper->run_archive(parts.tally, stop); }},
        {"backfill", [&](std::stop_token stop) { return parts.keeper->run_backfill(stop); }},
        {"standbys", [&](std::stop_token stop) { return parts.keeper->run_standbys(stop); }},
        {"index", [&](std::stop_token stop) { return parts.keeper->run_index(stop); }},
        {"moves", [&](std::stop_token stop) { return parts.keeper->run_moves(stop); }},
        {"announcements",
         [&](std::stop_token stop) { return parts.keeper->run_announcements(stop); }},
    };
  }
  void listens_at(const std::string& grpc) override {
    parts_->keeper->is_reached_at(advertise_.empty() ? grpc : advertise_);
  }
  std::string waiting_for() override { return parts_->keeper->waiting_for(); }
  rpc::Services apis() override {
    rpc::Services services;
    services.shards = parts_->keeper.get();
    return services;
  }

 private:
  std::unique_ptr<Parts> parts_;
  std::string advertise_;
};

Result<std::unique_ptr<Service>> open_service(const ProgramOptions& options,
                                              const bus::Options& bus_options) {
  auto parts = std::make_unique<Parts>();
  TRY_LET(bus, open_bus(bus_options));
  parts->bus = std::move(bus);
  parts->directory = std::make_unique<ShardDirectory>(*parts->bus.bus, ShardDirectory::Options{});
  KeeperOptions keeping;
  keeping.folder = std::filesystem::path(options.data) / "shards";
  keeping.standbys = options.standbys;
  keeping.accept_empty_shard = options.accept_empty_shard;
  keeping.begin_after = options.begin_after;
  keeping.standbys_after = options.standbys_after;
  keeping.crash_marks = std::filesystem::path(options.data) / "indexer.marks";
  keeping.peers = to_client(options.peers);
  TRY_LET(keeper, Keeper::open(*parts->bus.bus, *parts->directory, keeping));
  parts->keeper = std::move(keeper);
  parts->gauges.emplace(*parts->keeper);
  return std::unique_ptr<Service>(std::make_unique<Program>(std::move(parts), options.advertise));
}

Result<app::ExitCode> run(const ProgramOptions& options) {
  if (options.advertise.empty() &&
      (options.listen.starts_with("0.0.0.0:") || options.listen.starts_with("[::]:"))) {
    return bad_input("nobody can reach an indexer at " + options.listen, "--advertise",
                     "say how others reach it: --advertise HOST:PORT");
  }
  TRY_LET(bus_options, to_bus(options.bus, "broadsheet-indexer"));
  Plan plan;
  plan.name = "indexer";
  plan.grpc_listen = options.listen;
  plan.waits = true;
  plan.open = [&](const std::stop_token& stop) {
    bus_options.ending = stop;
    return open_service(options, bus_options);
  };
  return serve(options.serve, plan);
}

app::Command command(ProgramOptions& options) {
  app::Command command;
  command.name = "broadsheet-indexer";
  command.summary = "keep shards of the archive, and their indexes";
  command.description =
      "Reads its partitions of the topic `articles` into the archive's shards and answers "
      "ShardService. What waits in `articles.backfill` follows when there is time.";
  command.examples = "  broadsheet-indexer --bus kafka://kafka:9092 --data data";
  std::vector<app::Setting> own = {
      {"--data,-d", "data", "DIR", "Where the shards are kept", "", &options.data, false},
      grpc_setting(options.listen),
      {"--advertise", "grpc.advertise", "HOST:PORT", "The address by which gateways reach it", "",
       &options.advertise, false},
      {"--standbys", "standbys", "N", "Warm copies of each shard", "", &options.standbys, false,
       app::Bounds{0, 8}},
      {"--accept-empty-shard", "accept_empty_shard", "",
       "Begins a shard that nobody has, though the bus no longer has its beginning",
       "What is missing is missing for ever: restore a backup if there is one",
       &options.accept_empty_shard, false},
      {"--standbys-after", "standbys_after", "TIME",
       "How long the same indexers must have been there before a copy is brought for a standby",
       "Less: one that is started again has its shards copied by the others meanwhile",
       &options.standbys_after, false},
      {"--begin-after", "begin_after", "TIME",
       "How long others may take to say that they have a shard before it begins empty",
       "Less: where Kafka was made anew, who starts first may begin what another still has",
       &options.begin_after, false},
  };
  app::append(own, peer_settings(options.peers));
  command.settings = service_settings(options.bus, own, options.serve);
  command.run = [&options] { return run(options); };
  return command;
}

}  // namespace
}  // namespace broadsheet::indexer

int main(int argc, char** argv) {
  return broadsheet::run_service(broadsheet::indexer::command, argc, argv);
}
