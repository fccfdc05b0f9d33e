// SPDX-License-Identifier: Apache-2.0
// broadsheet-fetcher: the frontier and the fetches of the partitions that its group gives it.
#include <optional>

#include "fetcher/fetcher.h"
#include "fetcher/gauges.h"
#include "fetcher/settings.h"
#include "kv/store.h"
#include "program/service_main.h"
#include "seeds/seeds.h"

namespace broadsheet::fetcher {
namespace {

struct ProgramOptions {
  BusOptions bus{.member = host_name()};
  ServeOptions serve;
  Settings crawl;
  std::string data = "data";
  std::vector<std::string> seeds;
  std::string listen = "127.0.0.1:7400";
};

// Members stand in the order in which they need each other.
struct Parts {
  OpenBus bus;
  std::optional<kv::Store> store;
  Tally tally;
  std::unique_ptr<Fetcher> fetcher;
  std::unique_ptr<rpc::CrawlApi> crawl;
  std::optional<Gauges> gauges;
};

class Program : public Service {
 public:
  explicit Program(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

  std::vector<app::Loop> loops() override { return parts_->fetcher->loops(); }
  std::string waiting_for() override { return parts_->fetcher->waiting_for(); }
  rpc::Services apis() override { return {nullptr, nullptr, nullptr, parts_->crawl.get()}; }

 private:
  std::unique_ptr<Parts> parts_;
};

// What the configuration comes to; read once, however often opening is tried.
struct Ready {
  std::vector<records::Source> sources;
  Options fetching;
  bus::Options bus;
};

Result<std::unique_ptr<Service>> open_service(const ProgramOptions& options, const Ready& ready) {
  auto parts = std::make_unique<Parts>();
  TRY_LET(bus, open_bus(ready.bus));
  parts->bus = std::move(bus);
  kv::Options store_options;
  store_options.families = frontier::Frontier::families();
  std::error_code error;
  std::filesystem::create_directories(options.data, error);
  if (error) return unavailable(error.message(), options.data);
  const auto folder = std::filesystem::path(options.data) / "frontier";
  TRY_LET(store, kv::Store::open(folder, store_options));
  parts->store = std::move(store);
  Options fetching = ready.fetching;
  fetching.partitions = parts->bus.partitions;
  fetching.membership = ready.bus.session_timeout / 2;
  TRY_LET(fetcher, Fetcher::open(*parts->bus.bus, *parts->store, parts->tally, fetching));
  parts->fetcher = std::move(fetcher);
  TRY(parts->fetcher->put_sources(ready.sources));
  parts->crawl = crawl_control(*parts->fetcher, *parts->bus.bus, parts->tally, system_now);
  parts->gauges.emplace(*parts->fetcher);
  warn_without_contact(options.crawl);
  return std::unique_ptr<Service>(std::make_unique<Program>(std::move(parts)));
}

Result<app::ExitCode> run(const ProgramOptions& options) {
  // What is wrong with the configuration is said at once, whatever the bus does.
  Ready ready;
  TRY_LET(sources, seeds::load(options.seeds));
  ready.sources = std::move(sources);
  TRY_LET(fetching, to_options(options.crawl));
  ready.fetching = std::move(fetching);
  TRY_LET(bus_options, to_bus(options.bus, "broadsheet-fetcher"));
  ready.bus = std::move(bus_options);
  Plan plan;
  plan.name = "fetcher";
  plan.grpc_listen = options.listen;
  plan.waits = true;
  plan.open = [&](const std::stop_token& stop) {
    ready.bus.ending = stop;
    return open_service(options, ready);
  };
  return serve(options.serve, plan);
}

app::Command command(ProgramOptions& options) {
  app::Command command;
  command.name = "broadsheet-fetcher";
  command.summary = "fetch what is due, politely, and give every capture to the bus";
  command.description =
      "Owns some partitions of the topic `discoveries`, with all of their sites, and shares the "
      "others with "
      "further fetchers. Its frontier is kept in the data folder and, so that a partition can "
      "move, in the "
      "topic `frontier-state`. Answers CrawlService.";
  command.examples =
      "  broadsheet-fetcher --bus kafka://kafka:9092 --data data --seeds seeds.yaml --contact "
      "you@example.org";
  std::vector<app::Setting> own = {
      {"--data,-d", "data", "DIR", "Where the frontier is kept", "", &options.data, false},
      {"--seeds,-s", "seeds", "FILE…", "Seed lists: YAML, OPML, CSV or URLs", "", &options.seeds,
       false},
  };
  app::append(own, table(options.crawl));
  app::append(own, {grpc_setting(options.listen)});
  command.settings = service_settings(options.bus, own, options.serve);
  command.run = [&options] { return run(options); };
  return command;
}

}  // namespace
}  // namespace broadsheet::fetcher

int main(int argc, char** argv) {
  return broadsheet::run_service(broadsheet::fetcher::command, argc, argv);
}
