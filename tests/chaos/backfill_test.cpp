// SPDX-License-Identifier: Apache-2.0
// What an operator brings from elsewhere, or has read anew, by the command line: through a gateway
// and past it, onto a real Kafka, with the services as processes.
#include <gtest/gtest.h>

#include <optional>

#include "backfill/lane.h"
#include "chaos/fleet.h"
#include "common/topics.h"
#include "core/file.h"
#include "core/wait.h"
#include "rpc/client.h"
#include "warc/warc.h"

namespace broadsheet::chaos {
namespace {

using std::chrono::milliseconds;

constexpr int kPartitions = 4;
constexpr int kPages = 12;

class BackfillOverKafka : public ::testing::Test {
 protected:
  void SetUp() override {
    auto cluster = Cluster::up(1, network_);
    if (!cluster) GTEST_SKIP() << cluster.fault().text();
    cluster_.emplace(*std::move(cluster));
    bus::Options options;
    options.address = cluster_->address();
    bus_ = *bus::open(options);
    topics::Layout layout;
    layout.partitions = kPartitions;
    ASSERT_TRUE(topics::apply(*bus_, layout).ok());
    Fleet::Options fleet;
    fleet.bin = BROADSHEET_BIN;
    fleet.folder = folder_.path();
    fleet.bus = cluster_->address();
    fleet.fetchers = 0;
    fleet.extractors = 1;
    fleet.indexers = 2;
    fleet_ = std::make_unique<Fleet>(fleet, network_, *cluster_);
    fleet_->start();
    const Time deadline = system_now() + std::chrono::minutes(1);
    auto archive = rpc::connect_archive(fleet_->gateway());
    while (!archive && system_now() < deadline) {
      wait_for({}, milliseconds(200));
      archive = rpc::connect_archive(fleet_->gateway());
    }
    ASSERT_TRUE(archive.ok()) << archive.fault().text();
    archive_ = *std::move(archive);
  }

  // A WARC file with `kPages` articles of long ago.
  std::string write_pages() {
    std::string bytes;
    warc::Writer writer(warc::string_sink(bytes));
    for (int i = 0; i < kPages; ++i) {
      warc::Exchange exchange{.url = "https://old.example/2019/bridge-" + std::to_string(i),
                              .time = *parse_time("2019-03-01T10:00:00Z")};
      exchange.status = 200;
      exchange.headers = {{"Content-Type", "text/html; charset=utf-8"}};
      const std::string title = "Bridge number " + std::to_string(i) + " stays open";
      exchange.payload =
          "<html lang=en><head><title>" + title +
          "</title><meta property='og:type' content='article'></head><body><article><h1>" + title +
          "</h1><p>The council voted on Monday to keep the old bridge open until the end of the "
          "year.</p><p>Engineers had warned that two of its piers were weak, and asked for a "
          "closure in spring.</p><p>A final decision is expected in March, when the results of a "
          "second survey are due, said the mayor on Tuesday.</p></article></body></html>";
      EXPECT_TRUE(writer.write(warc::make_response(exchange)).ok());
    }
    const auto path = (folder_.path() / "old.warc.gz").string();
    EXPECT_TRUE(write_file(path, bytes).ok());
    return path;
  }

  // Its exit code.
  static int run(std::vector<std::string> words) {
    words.insert(words.begin(), std::string(BROADSHEET_BIN) + "/broadsheet");
    return testing_support::Child(words).wait();
  }

  // Until nothing is on its way any more; what came of it: snapshots and captures.
  std::pair<std::uint64_t, std::uint64_t> settle(std::uint64_t snapshots) {
    const backfill::Lane lane(*bus_);
    const Time deadline = system_now() + std::chrono::minutes(2);
    std::string why = "nothing was asked";
    while (system_now() < deadline) {
      const auto waiting = lane.waiting();
      const auto stats = archive_->get_stats({}, rpc::call_within(std::chrono::seconds(10)));
      if (waiting && *waiting == 0 && stats && stats->shard_errors.empty()) {
        std::pair<std::uint64_t, std::uint64_t> sum;
        for (const auto& shard : stats->shards) {
          sum.first += shard.snapshots;
          sum.second += shard.captures;
        }
        if (sum.first >= snapshots) return sum;
      }
      why = waiting ? std::to_string(*waiting) + " wait" : waiting.fault().text();
      if (!stats) why += ", " + stats.fault().text();
      wait_for({}, milliseconds(100));
    }
    ADD_FAILURE() << "it does not come to an end: " << why;
    return {};
  }

  Network network_;
  std::optional<Cluster> cluster_;
  TemporaryFolder folder_;
  std::unique_ptr<bus::Bus> bus_;
  std::unique_ptr<Fleet> fleet_;
  std::unique_ptr<rpc::ArchiveApi> archive_;
};

TEST_F(BackfillOverKafka, IsArchivedOnceByWhicheverWayAndReadAgainChangesNothing) {
  const std::string pages = write_pages();
  const std::pair<std::uint64_t, std::uint64_t> all = {kPages, kPages};

  EXPECT_EQ(run({"import", pages, "--bus", cluster_->address()}), 0);
  EXPECT_EQ(settle(kPages), all);
  EXPECT_EQ(run({"import", pages, "--server", fleet_->gateway()}), 0);
  EXPECT_EQ(settle(kPages), all) << "twice is once";
  const auto before = archive_->list_snapshots({}, {});
  EXPECT_EQ(run({"reextract", "--all", "--server", fleet_->gateway()}), 0);
  EXPECT_EQ(settle(kPages), all);

  const auto after = archive_->list_snapshots({}, {});
  ASSERT_TRUE(before.ok() && after.ok());
  EXPECT_EQ(after->snapshots, before->snapshots) << "the same extractor reads the same";
  EXPECT_EQ(after->snapshots.front().first_seen, *parse_time("2019-03-01T10:00:00Z"));
  rpc::SearchRequest search;
  search.query.text = "mayor";
  EXPECT_EQ(archive_->search(search, {})->total, static_cast<std::uint64_t>(kPages));
  EXPECT_EQ(fleet_->stop(), 0);
}

}  // namespace
}  // namespace broadsheet::chaos
