// SPDX-License-Identifier: Apache-2.0
// chaos: the whole distributed system against the newsroom, while its processes and brokers are
// killed, stopped, paused and cut off the network at random; at the end the archive is what the
// newsroom published, in each version that was to be seen, and nobody was pressed.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>

#include "app/command.h"
#include "chaos/fleet.h"
#include "chaos/judge.h"
#include "chaos/measure.h"
#include "common/topics.h"
#include "common/version.h"
#include "core/file.h"
#include "core/wait.h"
#include "e2e/newsroom_world.h"
#include "records/capture.h"
#include "records/discovery.h"
#include "url/canonical.h"

namespace broadsheet::chaos {
namespace {

struct Arguments {
  int seconds = 20;
  std::uint64_t seed = 1;
  int brokers = 1;
  int partitions = 6;
  std::size_t outlets = 12;
  int delay_ms = 500;  // so long that the crawl lasts through the accidents
  Fleet::Options fleet;
  std::string bin = BROADSHEET_BIN;
  std::string keep;
  int patience = 300;
  int rounds = 2;
  bool blackout = false;
  bool measure = false;
};

// What a run came to.
struct Came {
  int code = 1;
  double captures_per_second = 0;
  std::string searchable = {};  // see searchable_after()
};

// Records that nobody has read yet, over all stages; -1 where the bus does not answer.
std::int64_t waiting(const bus::Bus& bus) {
  const std::pair<std::string_view, std::string_view> reads[] = {{topics::kDiscoveries, "fetchers"},
                                                                 {topics::kCaptures, "extractors"},
                                                                 {topics::kArticles, "indexers"}};
  std::int64_t sum = 0;
  for (const auto& [topic, group] : reads) {
    const auto ends = bus.end_offsets(topic);
    const auto done = bus.committed(topic, group);
    if (!ends || !done) {
      std::printf("%s: %s\n", std::string(topic).c_str(),
                  (ends ? done.fault() : ends.fault()).text().c_str());
      return -1;
    }
    for (std::size_t i = 0; i < ends->size(); ++i) {
      sum += (*ends)[i] - std::max<std::int64_t>((*done)[i], 0);
    }
  }
  return sum;
}

std::int64_t captures(const bus::Bus& bus) {
  const auto ends = bus.end_offsets(topics::kCaptures);
  if (!ends) return -1;
  std::int64_t sum = 0;
  for (const auto end : *ends) sum += end;
  return sum;
}

using Sentences = std::vector<std::string>;

// Until the archive, as the gateway shows it, is what the newsroom published: since when.
std::optional<Time> settle(const bus::Bus& bus, Fleet& fleet, const newsroom::Newsroom& newsroom,
                           const Arguments& arguments, const std::vector<Time>& times) {
  const Time deadline = system_now() + std::chrono::seconds(arguments.patience);
  std::string why;
  while (system_now() < deadline) {
    fleet.tend();
    const auto left = waiting(bus);
    const auto wrong = judge_gateway(fleet.gateway(), newsroom, arguments.partitions, times);
    if (wrong && wrong->empty() && left == 0) return system_now();
    why = std::to_string(left) + " records wait; ";
    why += !wrong ? wrong.fault().text()
                  : std::to_string(wrong->size()) + " things are wrong" +
                        (wrong->empty() ? "" : ": " + wrong->front());
    wait_for(std::stop_token(), std::chrono::seconds(1));
  }
  std::printf("after %d s of peace: %s\n", arguments.patience, why.c_str());
  return std::nullopt;
}

// Everything that was ever fetched is to be fetched again now, as if a person had asked for it.
void ask_for_everything(bus::Bus& bus, int partitions) {
  std::map<std::string, records::Discovery> known;
  read_captures(bus, partitions, [&](const bus::Delivery& delivery) {
    const auto capture = *records::decode_capture(delivery.record.value);
    if (capture.outcome == records::Outcome::kRefusedByRobots) return;
    records::Discovery again;
    again.url = capture.url;
    again.role = capture.role;
    again.source = capture.source;
    again.via = capture.via;
    again.depth = capture.depth;
    again.hint = capture.hint;
    again.found = system_now();
    again.urgent = true;
    known[capture.url] = again;
  });
  std::vector<bus::Record> records;
  for (const auto& [url, discovery] : known) {
    records.push_back({url::site(*url::Url::parse(url)), records::encode(discovery)});
  }
  CHECK(bus.publish(topics::kDiscoveries, std::move(records)).ok());
  std::printf("%zu URLs are asked for once more\n", known.size());
}

int report(const Sentences& wrong, const char* where) {
  for (std::size_t i = 0; i < wrong.size() && i < 30; ++i) {
    std::printf("WRONG  %s\n", wrong[i].c_str());
  }
  std::printf("%s: %zu things are wrong\n", where, wrong.size());
  return wrong.empty() ? 0 : 1;
}

struct World {
  const Arguments& arguments;
  newsroom::Newsroom& newsroom;
  bus::Bus& bus;
  Fleet& fleet;
  std::vector<Time> times = {};  // at which all was fetched
  Came came = {};
};

// Accidents while everything is fetched, round after round, each with what an hour has changed.
bool suffer(World& world, Random& random) {
  const Arguments& arguments = world.arguments;
  for (int round = 1; round <= arguments.rounds; ++round) {
    if (round > 1) {
      world.newsroom.clock().advance(std::chrono::hours(1));
      ask_for_everything(world.bus, arguments.partitions);
    }
    world.times.push_back(world.newsroom.clock().now());
    const Time begin = system_now();
    const auto before = captures(world.bus);
    if (arguments.blackout) {
      wait_for(std::stop_token(), std::chrono::seconds(arguments.seconds / 2));
      world.fleet.black_out();
    } else {
      world.fleet.suffer(random, std::chrono::seconds(arguments.seconds / arguments.rounds));
    }
    const auto settled = settle(world.bus, world.fleet, world.newsroom, arguments, world.times);
    const std::chrono::duration<double> took = settled.value_or(system_now()) - begin;
    const auto count = static_cast<double>(captures(world.bus) - before);
    std::printf("round %d: %.0f captures in %.1f s (%.1f/s)\n", round, count, took.count(),
                count / took.count());
    world.came.searchable = searchable_after(world.fleet.indexer_metrics());
    world.came.captures_per_second = steady_rate(world.bus, arguments.partitions);
    std::printf("searchable: %s\n", world.came.searchable.c_str());
    if (!settled) return false;
  }
  return true;
}

Came run(const Arguments& arguments) {
  const TemporaryFolder temporary;
  const std::filesystem::path folder =
      arguments.keep.empty() ? temporary.path() : std::filesystem::path(arguments.keep);
  std::filesystem::create_directories(folder);
  Network network;
  auto cluster = Cluster::up(arguments.brokers, network);
  if (!cluster && cluster.fault().kind == FaultKind::kUnavailable) {
    std::printf("[  SKIPPED ] no Kafka here: %s\n", cluster.fault().text().c_str());
    return {.code = 0};
  }
  CHECK(cluster.ok());
  const auto seed = static_cast<unsigned long long>(arguments.seed);
  std::printf("seed %llu: replay with --seed %llu\n", seed, seed);
  const auto newsroom = e2e::open_newsroom(arguments.outlets);

  bus::Options bus_options;
  bus_options.address = cluster->address();
  const auto bus = bus::open(bus_options);
  CHECK(bus.ok());
  topics::Layout layout;
  layout.partitions = arguments.partitions;
  layout.replication = arguments.brokers;
  CHECK(topics::apply(**bus, layout).ok());

  Fleet::Options options = arguments.fleet;
  options.bin = arguments.bin;
  options.folder = folder;
  options.bus = cluster->address();
  options.seeds = e2e::write_seeds(*newsroom, folder);
  options.resolve = e2e::resolve_rule(*newsroom);
  options.delay = std::chrono::milliseconds(arguments.delay_ms);
  Fleet fleet(options, network, *cluster);
  fleet.start();
  Random random(arguments.seed);
  World world{arguments, *newsroom, **bus, fleet};
  const bool settled = suffer(world, random);
  const int bad_ends = fleet.stop();
  std::printf("accidents: %s; %d processes did not stop well\n", fleet.accidents().c_str(),
              bad_ends);
  if (!settled) std::printf("WRONG  it does not come to an end\n");
  const int disks = report(
      judge_disks(fleet.archives(), *newsroom, arguments.partitions, world.times), "archive");
  const int manners =
      report(judge_manners(*newsroom, options.delay, "chaos@newsroom.test"), "manners");
  world.came.code = settled && bad_ends == 0 && disks == 0 && manners == 0 ? 0 : 1;
  return world.came;
}

// The most that this machine does, and how soon an article is found at half of that:
// docs/performance.md.
int measure(Arguments arguments) {
  arguments.seconds = 0;
  arguments.rounds = 1;
  arguments.outlets = 100;
  arguments.delay_ms = 20;
  const Came most = run(arguments);
  if (most.code != 0 || most.captures_per_second == 0) return most.code;
  arguments.outlets = 40;
  const double seconds = static_cast<double>(arguments.outlets) / (most.captures_per_second / 2);
  arguments.delay_ms = static_cast<int>(seconds * 1000);
  const Came half = run(arguments);
  std::printf("the most:   %.1f captures a second, searchable: %s\n", most.captures_per_second,
              most.searchable.c_str());
  std::printf("half of it: %.1f captures a second, searchable: %s\n", half.captures_per_second,
              half.searchable.c_str());
  return half.code;
}

app::Command command(Arguments& a) {
  app::Command command;
  command.name = "chaos";
  command.summary = "the whole system against the newsroom, with accidents";
  const auto setting = [&](const char* flags, const char* value, const char* help,
                           app::Target target) {
    command.settings.push_back({.flags = flags, .value = value, .help = help, .target = target});
  };
  setting("--seconds", "N", "How long accidents happen", &a.seconds);
  setting("--seed", "N", "Of the accidents", &a.seed);
  setting("--brokers", "N", "1 or 3", &a.brokers);
  setting("--partitions", "N", "Of the topics", &a.partitions);
  setting("--outlets", "N", "Of the newsroom", &a.outlets);
  setting("--delay", "N", "Between requests to a site, in milliseconds", &a.delay_ms);
  setting("--fetchers", "N", "How many of them run", &a.fleet.fetchers);
  setting("--extractors", "N", "How many of them run", &a.fleet.extractors);
  setting("--indexers", "N", "How many of them run", &a.fleet.indexers);
  setting("--gateways", "N", "How many of them run", &a.fleet.gateways);
  setting("--broker-share", "SHARE", "Of the accidents", &a.fleet.broker_share);
  setting("--blackout-share", "SHARE", "Of the brokers' accidents: all of them are killed at once",
          &a.fleet.blackout_share);
  setting("--blackout", "", "One such blackout, and no other accident", &a.blackout);
  setting("--rounds", "N", "How often everything is fetched; an hour of news lies in between",
          &a.rounds);
  setting("--bin", "DIR", "Where the programs are", &a.bin);
  setting("--keep", "DIR", "A folder for data and logs, which stays", &a.keep);
  setting("--patience", "N", "Seconds until everything must have settled", &a.patience);
  setting("--measure", "",
          "No accidents: how much is fetched at most, and how soon it is found at half of that",
          &a.measure);
  command.run = [&a] { return Result<app::ExitCode>(a.measure ? measure(a) : run(a).code); };
  return command;
}

}  // namespace
}  // namespace broadsheet::chaos

int main(int argc, char** argv) {
  broadsheet::chaos::Arguments arguments;
  return broadsheet::app::run_program(broadsheet::chaos::command(arguments), broadsheet::kVersion,
                                      argc, argv);
}
