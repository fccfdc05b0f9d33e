// SPDX-License-Identifier: Apache-2.0
// Two real indexers over a Kafka, killed in turn with kill -9 while they write: shards move to and
// fro, and nothing is lost or doubled.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <optional>

#include "core/random.h"
#include "core/strings.h"
#include "support/child.h"
#include "support/real_kafka.h"
#include "unit/indexer/press.h"

namespace broadsheet::indexer {
namespace {

using testing_support::Child;

constexpr int kLives = 8;
constexpr int kArticles = 150;  // for each life

// A broker of its own: its topics are those of a whole archive.
class Broker {
 public:
  Broker() {
    for (const auto& line : run("up")) {
      if (line.starts_with("kafka://")) address_ = line;
    }
  }
  ~Broker() { run("down"); }
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  static std::vector<std::string> run(const std::string& what) {
    const std::string command = std::string(BROADSHEET_SOURCE_DIR "/scripts/kafka ") + what +
                                " --name " BROADSHEET_KAFKA_CLUSTER "-shards";
    std::vector<std::string> lines;
    FILE* pipe = ::popen(command.c_str(), "r");
    char buffer[4096];
    while (pipe != nullptr && std::fgets(buffer, sizeof buffer, pipe) != nullptr) {
      lines.emplace_back(trim(buffer));
    }
    if (pipe != nullptr) ::pclose(pipe);
    return lines;
  }
  std::string address_;
};

class ShardsCrash : public Press {
 protected:
  void SetUp() override {
    const auto kafka = testing_support::real_kafka();
    if (!kafka.skip.empty()) GTEST_SKIP() << kafka.skip;
    broker_.emplace();
    ASSERT_FALSE(broker_->address().empty());
    Press::SetUp();
  }

  std::unique_ptr<bus::Bus> make_bus() override {
    bus::Options options;
    options.address = broker_->address();
    options.properties = {{"fetch.wait.max.ms", "20"}};
    return *bus::open(options);
  }

  [[nodiscard]] std::filesystem::path data(int number) const {
    return folder_.path() / ("data" + std::to_string(number));
  }

  std::unique_ptr<Child> begin(int number) {
    return std::make_unique<Child>(std::vector<std::string>{BROADSHEET_INDEXER,
                                                            "--bus",
                                                            broker_->address(),
                                                            "--member",
                                                            "indexer-" + std::to_string(number),
                                                            "--bus-property",
                                                            "session.timeout.ms=3000",
                                                            "--bus-property",
                                                            "fetch.wait.max.ms=20",
                                                            "--bus-property",
                                                            "heartbeat.interval.ms=200",
                                                            "--begin-after",
                                                            "0s",
                                                            "--data",
                                                            data(number).string(),
                                                            "--listen",
                                                            "127.0.0.1:0",
                                                            "--metrics-listen",
                                                            "127.0.0.1:0",
                                                            "--log-level",
                                                            "error"});
  }

  std::optional<Broker> broker_;
};

TEST_F(ShardsCrash, KilledInTurnTheyLoseNothingAndDoubleNothing) {
  const char* text = std::getenv("SEED");
  const std::uint64_t seed = text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
  SCOPED_TRACE("SEED=" + std::to_string(seed));
  Random random(seed);
  std::array<std::unique_ptr<Child>, 2> indexers = {begin(0), begin(1)};

  for (int life = 0; life < kLives; ++life) {
    publish(life * kArticles, kArticles);
    // The only way to strike at any instant is to wait for a random one.
    wait_for({}, std::chrono::milliseconds(500 + random.below(4000)));
    const auto victim = static_cast<std::size_t>(life % 2);
    indexers[victim]->kill();
    indexers[victim] = begin(static_cast<int>(victim));
  }

  Gate gate(*bus_, std::chrono::seconds(10), std::chrono::seconds(30));
  const auto everything = [&] {
    const auto found = gate.archive().search({}, {});
    return found && found->shard_errors.empty() &&
           found->total == static_cast<std::uint64_t>(published_);
  };
  EXPECT_TRUE(eventually(everything, std::chrono::minutes(2)));
  expect_everything_once(gate.archive());
  for (auto& indexer : indexers) {
    indexer->terminate();
    EXPECT_EQ(indexer->wait(), 0);
  }
  for (int number = 0; number < 2; ++number) {
    for (int shard = 0; shard < kShards; ++shard) {
      const auto folder = shard_folder(data(number) / "shards", shard);
      if (!std::filesystem::exists(folder / "store")) continue;
      auto store = archive::Shard::open(folder / "store", {.shard = shard, .read_only = true});
      ASSERT_TRUE(store.ok()) << store.fault().text();
      EXPECT_EQ(store->verify({})->problem_count, 0u) << folder;
    }
  }
}

}  // namespace
}  // namespace broadsheet::indexer
