// SPDX-License-Identifier: Apache-2.0
// chaos: the whole distributed system against the newsroom, while its processes and brokers are
// killed, stopped and paused at random; at the end the archive is what the newsroom published, and
// nobody was pressed.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <stop_token>

#include "archive/shard.h"
#include "chaos/fleet.h"
#include "common/topics.h"
#include "core/file.h"
#include "core/wait.h"
#include "e2e/newsroom_world.h"

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

// Until no capture has come for a while and all of them are archived: since when.
std::optional<Time> settle(const bus::Bus& bus, Fleet& fleet, Duration patience) {
  constexpr Duration kQuiet = std::chrono::seconds(12);  // longer than a session and a restore
  const Time deadline = system_now() + patience;
  Time changed = system_now();
  std::int64_t before = -1;
  while (system_now() < deadline) {
    fleet.tend();
    const auto count = captures(bus);
    if (count != before || waiting(bus) != 0) changed = system_now();
    before = count;
    if (system_now() - changed > kQuiet) return changed;
    wait_for(std::stop_token(), std::chrono::milliseconds(500));
  }
  std::printf("%lld captures, and %lld records wait\n", static_cast<long long>(captures(bus)),
              static_cast<long long>(waiting(bus)));
  return std::nullopt;
}

// Of several copies of a shard, the one that has read furthest.
Result<archive::Shard> newest_shard(const std::vector<std::filesystem::path>& folders, int number) {
  std::optional<archive::Shard> newest;
  std::int64_t most = -1;
  char name[16];
  std::snprintf(name, sizeof name, "%04d", number);
  for (const auto& folder : folders) {
    archive::Options options;
    options.shard = number;
    options.read_only = true;
    auto shard = archive::Shard::open(folder / "shards" / name / "store", options);
    if (!shard && shard.fault().kind == FaultKind::kNotFound) continue;
    if (!shard) return shard.fault();
    TRY_LET(offset, shard->offset(topics::kArticles, number));
    if (offset <= most) continue;
    most = offset;
    newest.emplace(*std::move(shard));
  }
  if (!newest) return not_found("nobody has this shard", name);
  return *std::move(newest);
}

int judge(const Arguments& arguments, const newsroom::Newsroom& newsroom, const Fleet& fleet) {
  std::vector<std::string> wrong;
  std::vector<archive::Shard> shards;
  std::uint64_t snapshots = 0;
  for (int number = 0; number < arguments.partitions; ++number) {
    auto shard = newest_shard(fleet.archives(), number);
    if (!shard) {
      std::printf("WRONG  %s\n", shard.fault().text().c_str());
      return 1;
    }
    const auto problems = shard->verify({});
    if (!problems || problems->problem_count > 0) {
      wrong.push_back("shard " + std::to_string(number) + " does not verify");
    }
    if (const auto stats = shard->stats()) snapshots += stats->snapshots;
    shards.push_back(*std::move(shard));
  }
  const auto versions = [&](int shard, const std::string& key) {
    return *shards[static_cast<std::size_t>(shard)].versions(key);
  };
  const auto differences = e2e::compare(versions, arguments.partitions, newsroom,
                                        {const_cast<newsroom::Newsroom&>(newsroom).clock().now()});
  wrong.insert(wrong.end(), differences.begin(), differences.end());
  newsroom::Rules rules;
  rules.delay = std::chrono::milliseconds(arguments.delay_ms);
  rules.tolerance = std::min<Duration>(rules.delay / 4, std::chrono::milliseconds(60));
  rules.agent_must_have = "chaos@newsroom.test";
  for (const auto& violation : newsroom.judge(rules)) {
    wrong.push_back("impolite: " + std::string(newsroom::to_string(violation.offence)) + ": " +
                    violation.what);
  }
  for (std::size_t i = 0; i < wrong.size() && i < 30; ++i) {
    std::printf("WRONG  %s\n", wrong[i].c_str());
  }
  std::printf("%zu things are wrong; %llu snapshots\n", wrong.size(),
              static_cast<unsigned long long>(snapshots));
  return wrong.empty() ? 0 : 1;
}

int run(Arguments arguments) {
  const TemporaryFolder temporary;
  const std::filesystem::path folder =
      arguments.keep.empty() ? temporary.path() : std::filesystem::path(arguments.keep);
  std::filesystem::create_directories(folder);
  auto cluster = Cluster::up(arguments.brokers);
  if (!cluster && cluster.fault().kind == FaultKind::kUnavailable) {
    std::printf("[  SKIPPED ] no Kafka here: %s\n", cluster.fault().text().c_str());
    return 0;
  }
  CHECK(cluster.ok());
  std::printf("seed %llu: replay with --seed %llu\n",
              static_cast<unsigned long long>(arguments.seed),
              static_cast<unsigned long long>(arguments.seed));
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
  Fleet fleet(options);
  const Time begin = system_now();
  fleet.start();
  Random random(arguments.seed);
  fleet.suffer(random, *cluster, std::chrono::seconds(arguments.seconds));
  const auto settled = settle(**bus, fleet, std::chrono::seconds(arguments.patience));
  const auto count = captures(**bus);
  const int bad_ends = fleet.stop();
  const std::chrono::duration<double> took = settled.value_or(system_now()) - begin;
  std::printf("%lld captures in %.1f s (%.1f/s); %d processes did not stop well\n",
              static_cast<long long>(count), took.count(),
              static_cast<double>(count) / took.count(), bad_ends);
  if (!settled) std::printf("WRONG  it does not come to an end\n");
  const int judged = judge(arguments, *newsroom, fleet);
  return settled && bad_ends == 0 ? judged : 1;
}

}  // namespace
}  // namespace broadsheet::chaos

int main(int argc, char** argv) {
  using namespace broadsheet::chaos;
  Arguments arguments;
  CLI::App app("The whole system against the newsroom, with accidents.");
  app.add_option("--seconds", arguments.seconds, "How long accidents happen");
  app.add_option("--seed", arguments.seed, "Of the accidents");
  app.add_option("--brokers", arguments.brokers, "1 or 3");
  app.add_option("--partitions", arguments.partitions);
  app.add_option("--outlets", arguments.outlets, "Of the newsroom");
  app.add_option("--delay", arguments.delay_ms, "Between requests to a site, in milliseconds");
  app.add_option("--fetchers", arguments.fleet.fetchers);
  app.add_option("--extractors", arguments.fleet.extractors);
  app.add_option("--indexers", arguments.fleet.indexers);
  app.add_option("--gateways", arguments.fleet.gateways);
  app.add_option("--broker-share", arguments.fleet.broker_share, "Of the accidents");
  app.add_option("--bin", arguments.bin, "Where the programs are");
  app.add_option("--keep", arguments.keep, "A folder for data and logs, which stays");
  app.add_option("--patience", arguments.patience, "Seconds until everything must have settled");
  CLI11_PARSE(app, argc, argv);
  return run(arguments);
}
