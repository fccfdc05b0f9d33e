// SPDX-License-Identifier: Apache-2.0
// Fetchers that share a newsroom, join and leave: every page is fetched, and no outlet is pressed
// while its partition moves. In this process, and over a real Kafka.
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "common/topics.h"
#include "core/file.h"
#include "core/wait.h"
#include "e2e/newsroom_world.h"
#include "extractor/extractor.h"
#include "fetcher/fetcher.h"
#include "records/capture.h"
#include "seeds/seeds.h"
#include "support/real_kafka.h"

namespace broadsheet::chaos {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration kDelay = milliseconds(300);
constexpr int kPartitions = 6;

// A fetcher with a data folder of its own, as a process has it.
class Member {
 public:
  Member(bus::Bus& bus, std::unique_ptr<bus::Bus> own, const fetcher::Options& options)
      : own_(std::move(own)), bus_(own_ ? *own_ : bus) {
    kv::Options store_options;
    store_options.families = frontier::Frontier::families();
    store_.emplace(*kv::Store::open(folder_.path() / "frontier", store_options));
    auto opened = fetcher::Fetcher::open(bus_, *store_, tally_, options);
    CHECK(opened.ok());
    fetcher_ = *std::move(opened);
  }
  ~Member() { stop(); }

  void start() {
    for (auto& loop : fetcher_->loops()) {
      threads_.emplace_back([loop](const std::stop_token& stop) {
        const auto done = loop.run(stop);
        EXPECT_TRUE(done.ok()) << loop.name << ": " << done.fault().text();
      });
    }
  }
  void stop() {
    for (auto& thread : threads_) thread.request_stop();
    threads_.clear();
  }

  fetcher::Fetcher& fetcher() { return *fetcher_; }
  [[nodiscard]] std::uint64_t captures() const { return tally_.captures(); }
  [[nodiscard]] std::size_t partitions() const { return fetcher_->frontier().owned().size(); }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<bus::Bus> own_;
  bus::Bus& bus_;
  std::optional<kv::Store> store_;
  Tally tally_;
  std::unique_ptr<fetcher::Fetcher> fetcher_;
  std::vector<std::jthread> threads_;
};

class Handover : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (GetParam()) {
      const auto kafka = testing_support::real_kafka();
      if (!kafka.skip.empty()) GTEST_SKIP() << kafka.skip;
      address_ = kafka.address;
    }
    bus_ = open_bus("observer");
    ASSERT_NE(bus_, nullptr);
    topics::Layout layout;
    layout.partitions = kPartitions;
    // A broker that other tests use too may have been here before.
    const auto applied = topics::apply(*bus_, layout);
    ASSERT_TRUE(applied.ok()) << applied.fault().text();
    newsroom_ = e2e::open_newsroom(8);
    extracting_ = std::jthread([this](const std::stop_token& stop) {
      extractor::Options options;
      options.group = "extractors-" + unique_;
      const auto done = extractor::run(*bus_, tally_, options, stop);
      EXPECT_TRUE(done.ok()) << done.fault().text();
    });
  }

  std::unique_ptr<bus::Bus> open_bus(const std::string& member) {
    bus::Options options;
    options.address = address_;
    options.session_timeout = seconds(6);
    options.member = member + unique_;
    auto opened = bus::open(options);
    EXPECT_TRUE(opened.ok()) << opened.fault().text();
    return opened ? *std::move(opened) : nullptr;
  }

  std::unique_ptr<Member> join(const std::string& name) {
    fetcher::Options options;
    options.http.resolve = {*http::ResolveRule::parse(e2e::resolve_rule(*newsroom_))};
    options.http.addresses.allowed = {*url::Cidr::parse("127.0.0.0/8")};
    options.http.user_agent = "broadsheet/test (+test@newsroom.test)";
    options.frontier.rules.delay = kDelay;
    options.group = "fetchers-" + unique_;
    options.partitions = kPartitions;
    options.membership = seconds(3);
    auto member =
        std::make_unique<Member>(*bus_, address_ == "memory:" ? nullptr : open_bus(name), options);
    member->start();
    return member;
  }

  void wait_until(const std::function<bool()>& enough, Duration patience = seconds(90)) {
    const Time deadline = system_now() + patience;
    std::stop_source never;
    while (!enough() && system_now() < deadline) wait_for(never.get_token(), milliseconds(20));
    EXPECT_TRUE(enough()) << "it did not come to that in time";
  }

  // URLs of captures with a page, as the bus has them.
  std::set<std::string> fetched() {
    std::set<std::string> urls;
    std::vector<bus::Position> from;
    const auto ends = *bus_->end_offsets(topics::kCaptures);
    const auto begins = *bus_->begin_offsets(topics::kCaptures);
    for (int partition = 0; partition < kPartitions; ++partition) {
      from.push_back({std::string(topics::kCaptures), partition, 0});
    }
    const auto inbox = *bus_->read(from);
    const auto behind = [&] {
      for (const auto& at : inbox->assignment()) {
        const auto number = static_cast<std::size_t>(at.partition);
        if (std::max(at.offset, begins[number]) < ends[number]) return true;
      }
      return false;
    };
    while (behind()) {
      for (const auto& delivery : *inbox->poll(1000, milliseconds(100))) {
        urls.insert(records::decode_capture(delivery.record.value)->url);
      }
    }
    return urls;
  }

  void expect_everything_politely() {
    const auto urls = fetched();
    for (const auto& article : newsroom::truth(newsroom_->world(), newsroom_->clock().now())) {
      if (article.allowed && !urls.contains(article.url)) {
        ADD_FAILURE() << "never fetched: " << article.url;
      }
    }
    newsroom::Rules rules;
    rules.delay = kDelay;
    rules.tolerance = milliseconds(30);
    rules.agent_must_have = "test@newsroom.test";
    for (const auto& violation : newsroom_->judge(rules)) {
      ADD_FAILURE() << newsroom::to_string(violation.offence) << ": " << violation.what;
    }
  }

  std::vector<records::Source> sources() {
    return *seeds::load({e2e::write_seeds(*newsroom_, folder_.path()).string()});
  }

  // Nothing is due at any of them, and nothing is on its way.
  bool is_quiet(const std::vector<Member*>& members) {
    std::size_t owned = 0;
    for (auto* member : members) {
      const auto stats = member->fetcher().frontier().stats(system_now());
      owned += member->partitions();
      if (stats.leased > 0 || stats.due > 0) return false;
    }
    return owned == kPartitions && lag(topics::kCaptures, "extractors-") == 0 &&
           lag(topics::kDiscoveries, "fetchers-") == 0;
  }

  std::int64_t lag(std::string_view topic, const std::string& group) {
    const auto ends = *bus_->end_offsets(topic);
    const auto begins = *bus_->begin_offsets(topic);
    const auto done = *bus_->committed(topic, group + unique_);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      sum += ends[i] - std::max({done[i], begins[i], std::int64_t{0}});
    }
    return sum;
  }

  std::string address_ = "memory:";
  const std::string unique_ = std::to_string(to_micros(system_now()) % 1'000'000'007);
  TemporaryFolder folder_;
  std::unique_ptr<bus::Bus> bus_;
  std::unique_ptr<newsroom::Newsroom> newsroom_;
  Tally tally_;
  std::jthread extracting_;
};

INSTANTIATE_TEST_SUITE_P(Fetchers, Handover, ::testing::Values(false, true),
                         [](const auto& about) { return about.param ? "Kafka" : "Memory"; });

TEST_P(Handover, WhoJoinsAndWhoLeavesBreaksNoManners) {
  auto first = join("first");
  ASSERT_TRUE(first->fetcher().put_sources(sources()).ok());
  wait_until([&] { return first->captures() >= 20; });

  auto second = join("second");
  wait_until([&] { return second->partitions() > 0 && second->captures() >= 15; });
  first->stop();
  wait_until([&] { return is_quiet({second.get()}); });

  EXPECT_EQ(second->partitions(), static_cast<std::size_t>(kPartitions));
  second->stop();
  expect_everything_politely();
}

}  // namespace
}  // namespace broadsheet::chaos
