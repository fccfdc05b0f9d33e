// SPDX-License-Identifier: Apache-2.0
// Several indexers in this process, as they would be in several: each with a folder, a gRPC server
// on loopback and its loops, over one bus; and a gateway that finds them.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "article/content_hash.h"
#include "bus/bus.h"
#include "common/shard_directory.h"
#include "common/topics.h"
#include "core/file.h"
#include "core/wait.h"
#include "gateway/gateway.h"
#include "gateway/remote_shards.h"
#include "indexer/keeper.h"
#include "rpc/server.h"
#include "url/canonical.h"

namespace broadsheet::indexer {

inline constexpr int kShards = 4;

// True as soon as `condition` is; false if it is not in time.
template <typename Condition>
bool eventually(Condition condition, Duration patience = std::chrono::seconds(60)) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    wait_for({}, std::chrono::milliseconds(5));
  }
  return true;
}

// A bus whose topic of articles has lost its beginning, as far as one can see.
class CutBus : public bus::Bus {
 public:
  explicit CutBus(bus::Bus& whole) : whole_(whole) {}
  std::atomic<std::int64_t> begin = 0;

  Result<void> create_topic(const bus::Topic& topic) override { return whole_.create_topic(topic); }
  [[nodiscard]] Result<bus::Topic> describe_topic(std::string_view topic) const override {
    return whole_.describe_topic(topic);
  }
  Result<void> alter_topic(const bus::Topic& topic) override { return whole_.alter_topic(topic); }
  Result<void> publish(std::string_view topic, std::vector<bus::Record> records) override {
    return whole_.publish(topic, std::move(records));
  }
  Result<void> publish_to(std::string_view topic, int partition,
                          std::vector<bus::Record> records) override {
    return whole_.publish_to(topic, partition, std::move(records));
  }
  Result<std::unique_ptr<bus::Inbox>> subscribe(const std::vector<std::string>& topics,
                                                std::string_view group,
                                                bus::Listener listener) override {
    return whole_.subscribe(topics, group, std::move(listener));
  }
  Result<std::unique_ptr<bus::Inbox>> read(const std::vector<bus::Position>& from) override {
    return whole_.read(from);
  }
  [[nodiscard]] Result<std::vector<std::int64_t>> end_offsets(
      std::string_view topic) const override {
    return whole_.end_offsets(topic);
  }
  [[nodiscard]] Result<std::vector<std::int64_t>> begin_offsets(
      std::string_view topic) const override {
    TRY_LET(begins, whole_.begin_offsets(topic));
    if (topic == topics::kArticles) {
      for (auto& one : begins) one = std::max(one, begin.load());
    }
    return begins;
  }
  [[nodiscard]] Result<std::vector<std::int64_t>> committed(std::string_view topic,
                                                            std::string_view group) const override {
    return whole_.committed(topic, group);
  }

 private:
  bus::Bus& whole_;
};

// One indexer.
class Node {
 public:
  Node(bus::Bus& bus, std::filesystem::path folder, KeeperOptions options)
      : bus_(bus), options_(std::move(options)) {
    options_.folder = std::move(folder);
    options_.heartbeat = std::chrono::milliseconds(50);
    options_.retire_after = std::chrono::milliseconds(300);
    options_.retry = std::chrono::milliseconds(100);
    const KeeperOptions usual;
    if (options_.standbys_after == usual.standbys_after) options_.standbys_after = Duration{0};
    if (options_.begin_after == usual.begin_after) options_.begin_after = Duration{0};
    start();
  }
  ~Node() { stop(); }

  void start() {
    directory_ =
        std::make_unique<ShardDirectory>(bus_, ShardDirectory::Options{fresh_, system_now});
    auto keeper = Keeper::open(bus_, *directory_, options_);
    ASSERT_TRUE(keeper.ok()) << keeper.fault().text();
    keeper_ = *std::move(keeper);
    rpc::ServerOptions server_options;
    server_options.listen = "127.0.0.1:" + std::to_string(port_);
    rpc::Services services;
    services.shards = keeper_.get();
    auto server = rpc::Server::start(server_options, services);
    ASSERT_TRUE(server.ok()) << server.fault().text();
    server_ = *std::move(server);
    port_ = server_->port();
    keeper_->is_reached_at(server_->address());
    stop_ = std::stop_source();
    const auto loop = [&](auto run) {
      loops_.emplace_back([this, run] {
        const auto done = run(stop_.get_token());
        if (!done) ADD_FAILURE() << done.fault().text();
      });
    };
    loop([&](std::stop_token stop) { return directory_->run(stop); });
    loop([&](std::stop_token stop) { return keeper_->run_archive(tally_, stop); });
    loop([&](std::stop_token stop) { return keeper_->run_backfill(stop); });
    loop([&](std::stop_token stop) { return keeper_->run_index(stop); });
    loop([&](std::stop_token stop) { return keeper_->run_moves(stop); });
    loop([&](std::stop_token stop) { return keeper_->run_standbys(stop); });
    announcing_ = std::stop_source();
    announcer_ = std::jthread(
        [this] { EXPECT_TRUE(keeper_->run_announcements(announcing_.get_token()).ok()); });
  }

  // As SIGTERM does.
  void stop() {
    if (!keeper_) return;
    stop_.request_stop();
    announcing_.request_stop();
    loops_.clear();
    if (announcer_.joinable()) announcer_.join();
    server_.reset();
    keeper_.reset();
    directory_.reset();
  }

  [[nodiscard]] Keeper& keeper() { return *keeper_; }
  [[nodiscard]] const ShardDirectory& directory() const { return *directory_; }
  [[nodiscard]] std::string address() const { return server_->address(); }
  [[nodiscard]] const std::filesystem::path& folder() const { return options_.folder; }
  [[nodiscard]] rpc::Server& server() { return *server_; }
  [[nodiscard]] KeeperOptions& options() { return options_; }

  [[nodiscard]] std::size_t owned() const {
    const auto shards = keeper_->shards();
    return static_cast<std::size_t>(std::ranges::count_if(
        shards, [](const KeptShard& shard) { return shard.owned && shard.writing; }));
  }
  [[nodiscard]] bool has(int shard) const {
    return std::ranges::any_of(
        keeper_->shards(), [&](const KeptShard& kept) { return kept.shard == shard && kept.open; });
  }
  [[nodiscard]] bool stands_by(int shard) const {
    return std::ranges::any_of(keeper_->shards(), [&](const KeptShard& kept) {
      return kept.shard == shard && kept.open && kept.standby && kept.writing;
    });
  }

 private:
  bus::Bus& bus_;
  KeeperOptions options_;
  Duration fresh_ = std::chrono::seconds(5);
  int port_ = 0;
  Tally tally_;
  std::unique_ptr<ShardDirectory> directory_;
  std::unique_ptr<Keeper> keeper_;
  std::unique_ptr<rpc::Server> server_;
  std::stop_source stop_;
  std::stop_source announcing_;
  std::vector<std::jthread> loops_;
  std::jthread announcer_;
};

// A gateway that finds the shards by itself.
class Gate {
 public:
  explicit Gate(bus::Bus& bus, Duration shard_timeout = std::chrono::seconds(10),
                Duration fresh = std::chrono::seconds(5))
      : directory_(bus, {fresh, system_now}),
        shards_(directory_, kShards, {}),
        archive_(gateway::archive_gateway(shards_.shards(), {shard_timeout, 16})),
        following_([this](std::stop_token stop) { EXPECT_TRUE(directory_.run(stop).ok()); }) {
    EXPECT_TRUE(eventually([&] { return directory_.is_current(); }));
  }
  [[nodiscard]] rpc::ArchiveApi& archive() { return *archive_; }
  [[nodiscard]] const ShardDirectory& directory() const { return directory_; }

 private:
  ShardDirectory directory_;
  gateway::RemoteShards shards_;
  std::unique_ptr<rpc::ArchiveApi> archive_;
  std::jthread following_;
};

class Press : public ::testing::Test {
 protected:
  virtual std::unique_ptr<bus::Bus> make_bus() { return *bus::open({}); }

  void SetUp() override {
    whole_ = make_bus();
    topics::Layout layout;
    layout.partitions = kShards;
    ASSERT_TRUE(topics::apply(*whole_, layout).ok());
    bus_ = std::make_unique<CutBus>(*whole_);
  }

  Node& add(KeeperOptions options = {}) {
    const std::string name = "node" + std::to_string(nodes_.size());
    nodes_.push_back(std::make_unique<Node>(*bus_, folder_.path() / name, std::move(options)));
    return *nodes_.back();
  }

  static std::string url_of(int number) {
    return "https://gazette.example/" + std::to_string(number);
  }

  static records::ArticleEvent event_of(int number, const std::string& title, Time time) {
    records::ArticleEvent event;
    event.capture.url = url_of(number);
    event.capture.source = "gazette";
    event.capture.time = time;
    event.capture.status = 200;
    event.capture.outcome = event.outcome = records::Outcome::kArticle;
    event.capture.headers = {{"Content-Type", "text/html"}};
    event.capture.payload = "<html>" + title + "</html>";
    event.capture.payload_digest = sha256(event.capture.payload);
    records::Article article;
    article.url = event.capture.url;
    article.title = title;
    article.language = "en";
    article.paragraphs = {{records::ParagraphKind::kText, title + ": the council keeps bridge " +
                                                              std::to_string(number) +
                                                              " open until the end of the year."}};
    event.content_hash = article::content_hash(article);
    event.text_hash = article::text_hash(article);
    event.article = std::move(article);
    return event;
  }

  // Articles first … first + count - 1, each a minute after the one before.
  void publish(int first, int count, const std::string& title = "Bridge",
               std::string_view topic = topics::kArticles) {
    std::vector<bus::Record> records;
    for (int number = first; number < first + count; ++number) {
      const Time time = kStart + std::chrono::minutes(number);
      records.push_back({url::url_key(*url::Url::parse(url_of(number))),
                         records::encode(event_of(number, title, time))});
    }
    const auto done = whole_->publish(topic, std::move(records));
    ASSERT_TRUE(done.ok()) << done.fault().text();
    published_ += count;
  }

  [[nodiscard]] bool lane_is_waiting() const {
    const auto ends = *whole_->end_offsets(topics::kArticlesBackfill);
    const auto fed =
        *whole_->committed(topics::kArticlesBackfill, topics::backfill_group(topics::kIndexers));
    for (std::size_t shard = 0; shard < ends.size(); ++shard) {
      if (ends[shard] > std::max<std::int64_t>(fed[shard], 0)) return true;
    }
    return false;
  }

  // Everything that was published is archived and indexed, and who answers for each shard is known
  // to everybody.
  [[nodiscard]] bool settled(const std::vector<Node*>& nodes) {
    const auto ends = *whole_->end_offsets(topics::kArticles);
    if (lane_is_waiting()) return false;
    for (int shard = 0; shard < kShards; ++shard) {
      bool done = false;
      for (auto* node : nodes) {
        for (const auto& kept : node->keeper().shards()) {
          done = done || (kept.shard == shard && kept.owned && kept.writing &&
                          kept.offset == ends[static_cast<std::size_t>(shard)]);
        }
        if (node->keeper().unindexed() > 0) return false;
        const auto owner = node->directory().owner(shard);
        if (!owner || !node->directory().is_fresh(*owner)) return false;
        const bool one_of_us = std::ranges::any_of(
            nodes, [&](Node* other) { return other->address() == owner->address; });
        if (!one_of_us) return false;
      }
      if (!done) return false;
    }
    return true;
  }

  // The names of all snapshots that a gateway lists, page by page.
  static std::vector<std::string> list_all(rpc::ArchiveApi& archive, int page_size = 7) {
    std::vector<std::string> names;
    rpc::ListSnapshotsRequest request;
    request.page.size = page_size;
    do {
      auto page = archive.list_snapshots(request, {});
      // A shard may have just moved: then the gateway says that it is missing, until it has heard.
      eventually([&] {
        if (page && page->shard_errors.empty()) return true;
        page = archive.list_snapshots(request, {});
        return false;
      });
      if (!page) {
        ADD_FAILURE() << page.fault().text();
        return names;
      }
      EXPECT_TRUE(page->shard_errors.empty()) << page->shard_errors.front().fault.text();
      for (const auto& snapshot : page->snapshots) names.push_back(snapshot.key().name());
      request.page.position = page->next_position;
    } while (!request.page.position.empty());
    return names;
  }

  void expect_everything_once(rpc::ArchiveApi& archive) {
    const auto names = list_all(archive);
    const std::set<std::string> different(names.begin(), names.end());
    EXPECT_EQ(names.size(), static_cast<std::size_t>(published_));
    EXPECT_EQ(different.size(), names.size()) << "some are there twice";
    const auto found = archive.search({}, {});
    ASSERT_TRUE(found.ok()) << found.fault().text();
    EXPECT_TRUE(found->shard_errors.empty());
    EXPECT_EQ(found->total, different.size());
  }

  inline static const Time kStart = *parse_time("2026-11-22T10:00:00Z");
  TemporaryFolder folder_;
  std::unique_ptr<bus::Bus> whole_;
  std::unique_ptr<CutBus> bus_;
  std::vector<std::unique_ptr<Node>> nodes_;
  int published_ = 0;
};

}  // namespace broadsheet::indexer
