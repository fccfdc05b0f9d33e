// SPDX-License-Identifier: Apache-2.0
// What a stage promises of its lanes.
#include "contract/lane_contract.h"

#include <unistd.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include "core/file.h"
#include "core/wait.h"

namespace broadsheet::stage::contract {
namespace {

using std::chrono::milliseconds;

constexpr int kPartitions = 2;

// Topics and groups that no other test has, over one bus.
class Lanes {
 public:
  explicit Lanes(const BusKind& kind) {
    static std::atomic<int> count = 0;
    suffix_ = "-" + std::to_string(::getpid()) + "-" + std::to_string(count++);
    bus::Options options;
    options.address = kind.address;
    if (kind.address == "embedded:") options.address += folder_.path().string();
    options.session_timeout = std::chrono::seconds(6);
    if (kind.address.starts_with("kafka:")) {
      options.properties = {{"topic.metadata.refresh.fast.interval.ms", "20"},
                            {"fetch.wait.max.ms", "20"}};
    }
    auto opened = bus::open(options);
    if (!opened) {
      ADD_FAILURE() << opened.fault().text();
      return;
    }
    bus_ = *std::move(opened);
    for (const char* topic : {"live", "old", "out", "dead-letters"}) {
      const auto made = bus_->create_topic({.name = name(topic), .partitions = kPartitions});
      EXPECT_TRUE(made.ok()) << made.fault().text();
    }
  }

  [[nodiscard]] bus::Bus& bus() { return *bus_; }
  [[nodiscard]] std::string name(const std::string& word) const { return word + suffix_; }

  void publish(const std::string& topic, int count) {
    std::vector<bus::Record> records;
    for (int i = 0; i < count; ++i) {
      records.push_back({"key" + std::to_string(i), topic + " " + std::to_string(i)});
    }
    const auto done = bus_->publish(name(topic), std::move(records));
    ASSERT_TRUE(done.ok()) << done.fault().text();
  }

  [[nodiscard]] std::int64_t committed(const std::string& topic, const std::string& group) const {
    const auto offsets = bus_->committed(name(topic), group);
    std::int64_t sum = 0;
    for (const auto offset : *offsets) sum += std::max<std::int64_t>(offset, 0);
    return sum;
  }

  // What is in a topic, in the order of each partition.
  [[nodiscard]] std::vector<std::vector<std::string>> values(const std::string& topic) const {
    std::vector<std::vector<std::string>> values(kPartitions);
    const auto ends = *bus_->end_offsets(name(topic));
    for (int partition = 0; partition < kPartitions; ++partition) {
      auto& of_it = values[static_cast<std::size_t>(partition)];
      const auto wanted = static_cast<std::size_t>(ends[static_cast<std::size_t>(partition)]);
      auto inbox = *bus_->read({{name(topic), partition, 0}});
      while (of_it.size() < wanted) {
        for (auto& delivery : *inbox->poll(1000, milliseconds(100))) {
          of_it.push_back(delivery.record.value);
        }
      }
    }
    return values;
  }

 private:
  TemporaryFolder folder_;
  std::string suffix_;
  std::unique_ptr<bus::Bus> bus_;
};

Options options_for(const Lanes& lanes) {
  Options options;
  options.name = "test";
  options.topics = {lanes.name("live")};
  options.backfill_topics = {lanes.name("old")};
  options.group = lanes.name("readers");
  options.dead_letters = lanes.name("dead-letters");
  options.patience = milliseconds(50);
  options.batch_max = 10;
  options.backfill_batch_max = 4;
  options.backfill_every = 100'000;  // Who is starved is another test's question.
  return options;
}

// What a stage worked on, in order, and the means to end it.
class Diary {
 public:
  // True as soon as `count` have been worked on.
  [[nodiscard]] bool wait_for_count(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(60),
                             [&] { return order_.size() >= count; });
  }
  std::size_t note(const std::string& value) {
    const std::scoped_lock lock(mutex_);
    order_.push_back(value);
    changed_.notify_all();
    return order_.size();
  }
  [[nodiscard]] std::vector<std::string> order() {
    const std::scoped_lock lock(mutex_);
    return order_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> order_;
};

void run_until(Lanes& lanes, const Options& options, Diary& diary, std::size_t count,
               const Transform& work) {
  std::stop_source stop;
  std::jthread stage([&] {
    const auto done = transform(lanes.bus(), options, work, stop.get_token());
    EXPECT_TRUE(done.ok()) << done.fault().text();
  });
  EXPECT_TRUE(diary.wait_for_count(count)) << diary.order().size() << " of " << count;
  stop.request_stop();
}

bool is_live(const std::string& value) { return value.starts_with("live"); }

#define LANES_OR_SKIP(lanes)                                     \
  if (!GetParam().skip.empty()) GTEST_SKIP() << GetParam().skip; \
  Lanes lanes(GetParam())

TEST_P(LaneContract, WhatComesNowIsDoneBeforeABacklogOfBackfill) {
  LANES_OR_SKIP(lanes);
  lanes.publish("old", 1000);
  lanes.publish("live", 150);
  Diary diary;

  run_until(lanes, options_for(lanes), diary, 150 + 40, [&](const bus::Delivery& delivery) {
    diary.note(delivery.record.value);
    return Result<std::vector<Output>>(std::vector<Output>{});
  });

  const auto order = diary.order();
  const auto first_old = std::ranges::find_if_not(order, is_live);
  EXPECT_EQ(first_old - order.begin(), 150) << "backfill came before what was live";
}

TEST_P(LaneContract, ARecordThatComesAmidstABacklogIsNextButForOneSmallBatch) {
  LANES_OR_SKIP(lanes);
  lanes.publish("old", 400);
  const auto options = options_for(lanes);
  Diary diary;
  std::atomic<std::size_t> came = 0;

  // The tenth record of the backlog is in work when something new comes.
  run_until(lanes, options, diary, 200, [&](const bus::Delivery& delivery) {
    if (diary.note(delivery.record.value) == 10) {
      lanes.publish("live", 20);
      came = diary.order().size();
    }
    return Result<std::vector<Output>>(std::vector<Output>{});
  });

  const auto order = diary.order();
  const auto first = std::ranges::find_if(order, is_live) - order.begin();
  const auto last = std::find_if(order.rbegin(), order.rend(), is_live) - order.rbegin();
  EXPECT_LT(static_cast<std::size_t>(first), came + options.backfill_batch_max);
  EXPECT_EQ(static_cast<std::ptrdiff_t>(order.size()) - last - first, 20)
      << "backfill came between them";
}

TEST_P(LaneContract, BackfillHasItsTurnHoweverMuchComes) {
  LANES_OR_SKIP(lanes);
  lanes.publish("live", 20);
  lanes.publish("old", 8);
  auto options = options_for(lanes);
  options.batch_max = 4;
  options.backfill_every = 5;
  std::promise<void> had_turn;
  std::atomic<bool> is_over = false;

  // There is always something live, until backfill has had its turn.
  std::stop_source stop;
  std::jthread stage([&] {
    const auto work = [&](const bus::Delivery& delivery) {
      if (is_live(delivery.record.value)) {
        if (!is_over) lanes.publish("live", 1);
      } else if (!is_over.exchange(true)) {
        had_turn.set_value();
      }
      return Result<std::vector<Output>>(std::vector<Output>{});
    };
    EXPECT_TRUE(transform(lanes.bus(), options, work, stop.get_token()).ok());
  });
  EXPECT_EQ(had_turn.get_future().wait_for(std::chrono::seconds(60)), std::future_status::ready);
  is_over = true;
  stop.request_stop();
}

TEST_P(LaneContract, WhatWasDoneOfEitherLaneIsCommitted) {
  LANES_OR_SKIP(lanes);
  lanes.publish("old", 30);
  lanes.publish("live", 30);
  const auto options = options_for(lanes);
  Diary diary;

  run_until(lanes, options, diary, 60, [&](const bus::Delivery& delivery) {
    diary.note(delivery.record.value);
    return Result<std::vector<Output>>(std::vector<Output>{{lanes.name("out"), delivery.record}});
  });

  EXPECT_EQ(lanes.committed("live", options.group), 30);
  EXPECT_EQ(lanes.committed("old", options.group + ".backfill"), 30);
  const auto out = lanes.values("out");
  EXPECT_EQ(out[0].size() + out[1].size(), 60U);
}

Lane lane_for(const Lanes& lanes) {
  Lane lane;
  lane.name = "test-lane";
  lane.from = lanes.name("old");
  lane.to = lanes.name("live");
  lane.group = lanes.name("feeders");
  lane.reader = lanes.name("readers");
  lane.batch_max = 5;
  lane.ahead_max = 0;
  lane.patience = milliseconds(20);
  return lane;
}

// Reads the live topic as a sink does, until `count` came.
std::vector<std::string> read_as(Lanes& lanes, const std::string& group, std::size_t count) {
  auto inbox = *lanes.bus().subscribe({lanes.name("live")}, group);
  std::vector<std::string> values;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (values.size() < count && std::chrono::steady_clock::now() < deadline) {
    auto polled = inbox->poll(10, milliseconds(20));
    if (!polled) continue;
    for (auto& delivery : *polled) values.push_back(delivery.record.value);
    EXPECT_TRUE(inbox->commit().ok());
  }
  return values;
}

TEST_P(LaneContract, ALaneIsFedOnlyWhenItsReaderHasNothingLeft) {
  LANES_OR_SKIP(lanes);
  lanes.publish("live", 100);
  lanes.publish("old", 60);
  const auto lane = lane_for(lanes);
  std::stop_source stop;
  std::jthread feeder([&] { EXPECT_TRUE(feed(lanes.bus(), lane, stop.get_token()).ok()); });

  const auto read = read_as(lanes, lane.reader, 160);
  stop.request_stop();
  feeder.join();

  ASSERT_EQ(read.size(), 160U);
  const auto order = lanes.values("live");
  std::size_t old = 0;
  for (const auto& partition : order) {
    const auto first_old = std::ranges::find_if_not(partition, is_live);
    EXPECT_TRUE(std::none_of(first_old, partition.end(), is_live));
    old += static_cast<std::size_t>(partition.end() - first_old);
  }
  EXPECT_EQ(old, 60U) << "each once";
  EXPECT_EQ(lanes.committed("old", lane.group), 60);
}

TEST_P(LaneContract, ALaneWhoseReaderNeverHasTimeIsFedAllTheSame) {
  LANES_OR_SKIP(lanes);
  lanes.publish("live", 100);
  lanes.publish("old", 20);
  auto lane = lane_for(lanes);
  lane.starved_after = Duration{0};
  std::stop_source stop;
  std::jthread feeder([&] { EXPECT_TRUE(feed(lanes.bus(), lane, stop.get_token()).ok()); });

  // Nobody reads the topic at all.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  const auto there = [&] {
    const auto ends = *lanes.bus().end_offsets(lane.to);
    return ends[0] + ends[1];
  };
  while (there() < 120 && std::chrono::steady_clock::now() < deadline) {
    wait_for({}, milliseconds(20));
  }
  stop.request_stop();
  feeder.join();

  EXPECT_EQ(there(), 120);
}

TEST_P(LaneContract, RecordsOfAKeyStayInTheirPartitionAndOrder) {
  LANES_OR_SKIP(lanes);
  lanes.publish("old", 50);
  const auto lane = lane_for(lanes);
  std::stop_source stop;
  std::jthread feeder([&] { EXPECT_TRUE(feed(lanes.bus(), lane, stop.get_token()).ok()); });

  const auto read = read_as(lanes, lane.reader, 50);
  stop.request_stop();
  feeder.join();

  EXPECT_EQ(read.size(), 50U);
  EXPECT_EQ(lanes.values("live"), lanes.values("old"));
}

}  // namespace
}  // namespace broadsheet::stage::contract
