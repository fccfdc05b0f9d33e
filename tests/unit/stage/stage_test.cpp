// SPDX-License-Identifier: Apache-2.0
// What a stage promises: publish before commit, poison to dead letters, nothing blocked, nothing
// lost.
#include "stage/stage.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "core/file.h"
#include "records/operations.h"

namespace broadsheet::stage {
namespace {

using std::chrono::milliseconds;

class StageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    bus_ = *bus::open({});
    for (const char* name : {"in", "out", "dead-letters"}) {
      ASSERT_TRUE(bus_->create_topic({.name = name, .partitions = 2}).ok());
    }
    options_.name = "test";
    options_.topics = {"in"};
    options_.group = "g";
    options_.patience = milliseconds(5);
    options_.retry_delay = milliseconds(1);
    options_.attempts_max = 3;
  }

  void feed(int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(bus_->publish("in", {{"k" + std::to_string(i % 5), std::to_string(i)}}).ok());
    }
  }

  // All values of a topic, in the order of each partition.
  std::vector<std::string> values(const std::string& topic) {
    std::vector<std::string> values;
    const auto ends = *bus_->end_offsets(topic);
    std::vector<bus::Position> from;
    std::int64_t wanted = 0;
    for (int p = 0; p < static_cast<int>(ends.size()); ++p) {
      from.push_back({topic, p, 0});
      wanted += ends[static_cast<std::size_t>(p)];
    }
    auto inbox = *bus_->read(from);
    while (static_cast<std::int64_t>(values.size()) < wanted) {
      for (auto& delivery : *inbox->poll(100, milliseconds(100)))
        values.push_back(delivery.record.value);
    }
    return values;
  }

  std::int64_t committed() {
    std::int64_t sum = 0;
    for (const auto offset : *bus_->committed("in", "g")) sum += std::max<std::int64_t>(offset, 0);
    return sum;
  }

  // Runs the stage until `count` inputs are committed.
  Result<void> run_until(int count, const Transform& work) {
    std::stop_source stop;
    Result<void> result;
    std::jthread stage([&] { result = transform(*bus_, options_, work, stop.get_token()); });
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (committed() < count && std::chrono::steady_clock::now() < deadline)
      std::this_thread::yield();
    stop.request_stop();
    stage.join();
    EXPECT_GE(committed(), count);
    return result;
  }

  // The same for a sink.
  void sink_until(int count, const Sink& into) {
    std::stop_source stop;
    std::jthread loop([&] { EXPECT_TRUE(sink(*bus_, options_, into, stop.get_token()).ok()); });
    while (committed() < count) std::this_thread::yield();
    stop.request_stop();
    loop.join();
  }

  std::unique_ptr<bus::Bus> bus_;
  Options options_;
};

Result<std::vector<Output>> echo(const bus::Delivery& delivery) {
  return std::vector<Output>{{"out", delivery.record}};
}

TEST_F(StageTest, EveryRecordGoesThroughInTheOrderOfItsKey) {
  feed(50);
  options_.workers = 4;

  ASSERT_TRUE(run_until(50, echo).ok());

  const auto out = values("out");
  EXPECT_EQ(out.size(), 50u);
  std::map<int, int> last;
  for (const auto& value : out) {
    const int number = std::stoi(value);
    EXPECT_LE(last[number % 5], number);
    last[number % 5] = number;
  }
}

TEST_F(StageTest, BadInputGoesToDeadLettersAtOnceAndBlocksNobody) {
  feed(10);
  std::atomic<int> tries = 0;

  ASSERT_TRUE(run_until(10, [&](const bus::Delivery& delivery) -> Result<std::vector<Output>> {
                if (delivery.record.value != "3") return echo(delivery);
                ++tries;
                return bad_input("three is no number here");
              }).ok());

  EXPECT_EQ(values("out").size(), 9u);
  const auto dead = values("dead-letters");
  ASSERT_EQ(dead.size(), 1u);
  const auto letter = *records::decode_dead_letter(dead.front());
  EXPECT_EQ(letter.value, "3");
  EXPECT_EQ(letter.topic, "in");
  EXPECT_NE(letter.reason.find("three is no number here"), std::string::npos);
  EXPECT_EQ(tries, 1);
}

TEST_F(StageTest, WhatIsUnavailableIsTriedAgainAndThenIsDead) {
  feed(2);
  std::mutex mutex;
  std::map<std::string, int> tries;

  ASSERT_TRUE(run_until(2, [&](const bus::Delivery& delivery) -> Result<std::vector<Output>> {
                std::scoped_lock lock(mutex);
                const int attempt = ++tries[delivery.record.value];
                if (delivery.record.value == "0" && attempt < 3) return unavailable("not now");
                if (delivery.record.value == "1") return unavailable("never");
                return echo(delivery);
              }).ok());

  EXPECT_EQ(values("out"), std::vector<std::string>{"0"});
  EXPECT_EQ(values("dead-letters").size(), 1u);
  EXPECT_EQ(tries["1"], 3);
}

TEST_F(StageTest, WhatIsBrokenEndsTheLoopAndCommitsNothing) {
  feed(3);

  const auto result = transform(*bus_, options_,
                                [](const bus::Delivery&) -> Result<std::vector<Output>> {
                                  return broken("the disk is gone");
                                },
                                {});

  EXPECT_EQ(result.fault().kind, FaultKind::kBroken);
  EXPECT_EQ(committed(), 0);
}

TEST_F(StageTest, ARecordThatKilledTheProcessBeforeIsQuarantined) {
  TemporaryFolder folder;
  options_.crash_marks = folder.path() / "marks";
  feed(6);
  const auto position = [&] {
    auto inbox = *bus_->read({{"in", 0, 0}});
    return (*inbox->poll(1, milliseconds(100))).front().position;
  }();
  // What three processes left that died over this record.
  ASSERT_TRUE(write_file(options_.crash_marks, "2 " + std::to_string(position.partition) + " " +
                                                   std::to_string(position.offset) + " in\n")
                  .ok());

  ASSERT_TRUE(run_until(6, echo).ok());

  EXPECT_EQ(values("out").size(), 5u);
  EXPECT_EQ(values("dead-letters").size(), 1u);
}

TEST_F(StageTest, WhoIsDoneAccusesNobody) {
  TemporaryFolder folder;
  options_.crash_marks = folder.path() / "marks";
  feed(6);

  ASSERT_TRUE(run_until(6, echo).ok());

  EXPECT_FALSE(std::filesystem::exists(options_.crash_marks));
}

TEST_F(StageTest, StartsThatEndBeforeTheFirstBatchAreNoDeaths) {
  TemporaryFolder folder;
  options_.crash_marks = folder.path() / "marks";
  feed(6);
  // It died once, with all of them in work.
  std::string marks;
  for (int partition = 0; partition < 2; ++partition) {
    for (int offset = 0; offset < 6; ++offset) {
      marks += "0 " + std::to_string(partition) + " " + std::to_string(offset) + " in\n";
    }
  }
  ASSERT_TRUE(write_file(options_.crash_marks, marks).ok());
  std::stop_source stopped;
  stopped.request_stop();
  for (unsigned start = 0; start < 2 * options_.attempts_max; ++start) {
    ASSERT_TRUE(transform(*bus_, options_, echo, stopped.get_token()).ok());
  }

  ASSERT_TRUE(run_until(6, echo).ok());

  EXPECT_EQ(values("out").size(), 6u);
  EXPECT_TRUE(values("dead-letters").empty());
}

TEST_F(StageTest, AnEndInOrderAccusesNobody) {
  TemporaryFolder folder;
  options_.crash_marks = folder.path() / "marks";
  feed(6);
  for (unsigned start = 0; start < 2 * options_.attempts_max; ++start) {
    const auto result = transform(*bus_, options_,
                                  [](const bus::Delivery&) -> Result<std::vector<Output>> {
                                    return broken("the disk is gone");
                                  },
                                  {});
    ASSERT_EQ(result.fault().kind, FaultKind::kBroken);
  }

  ASSERT_TRUE(run_until(6, echo).ok());

  EXPECT_EQ(values("out").size(), 6u);
  EXPECT_TRUE(values("dead-letters").empty());
}

TEST_F(StageTest, ABatchThatTakesTooLongIsCommittedAndItsRestComesAgain) {
  feed(20);
  options_.batch_time = Duration{0};
  std::atomic<int> worked = 0;
  const auto work = [&](const bus::Delivery& delivery) -> Result<std::vector<Output>> {
    // Everything before this one is behind us: nobody else is given it again.
    EXPECT_EQ(committed(), worked);
    ++worked;
    return echo(delivery);
  };

  ASSERT_TRUE(run_until(20, work).ok());

  EXPECT_EQ(worked, 20);
  EXPECT_EQ(values("out"), values("in"));
}

TEST_F(StageTest, ASinkQuarantinesWhatKilledTheProcessBefore) {
  TemporaryFolder folder;
  options_.crash_marks = folder.path() / "marks";
  feed(10);
  ASSERT_TRUE(write_file(options_.crash_marks, "2 0 1 in\n").ok());
  std::atomic<std::size_t> count = 0;
  Sink into;
  into.start = [](const bus::Position&) -> Result<std::int64_t> { return 0; };
  into.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t) -> Result<void> {
    for (const auto& delivery : batch) EXPECT_NE(delivery.position, (bus::Position{"in", 0, 1}));
    count += batch.size();
    return {};
  };
  sink_until(10, into);

  EXPECT_EQ(count, 9u);
  EXPECT_EQ(values("dead-letters").size(), 1u);
  EXPECT_FALSE(std::filesystem::exists(options_.crash_marks));
}

TEST_F(StageTest, ASinkStartsWhereItsOwnOffsetsSay) {
  feed(10);
  std::mutex mutex;
  std::vector<std::string> taken;
  std::atomic<std::size_t> count = 0;
  Sink into;
  into.start = [](const bus::Position& position) -> Result<std::int64_t> {
    return position.partition == 0 ? 1 : 0;
  };
  into.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t next) -> Result<void> {
    std::scoped_lock lock(mutex);
    EXPECT_EQ(next, batch.back().position.offset + 1);
    for (const auto& delivery : batch) taken.push_back(delivery.record.value);
    count = taken.size();
    return {};
  };
  const auto first_partition = bus_->end_offsets("in")->front();
  ASSERT_GT(first_partition, 0);
  std::stop_source stop;
  std::jthread loop([&] { EXPECT_TRUE(sink(*bus_, options_, into, stop.get_token()).ok()); });
  while (count < 9) std::this_thread::yield();
  stop.request_stop();
  loop.join();

  EXPECT_EQ(taken.size(), 9u);
}

// Taken in an earlier life, or by another member, whose commit did not get through.
TEST_F(StageTest, ASinkTellsTheGroupWhereItBeginsThoughNothingMoreComes) {
  feed(10);
  const auto ends = *bus_->end_offsets("in");
  std::atomic<bool> ready = false;
  std::atomic<std::size_t> count = 0;
  Sink into;
  into.start = [&](const bus::Position& position) -> Result<std::int64_t> {
    // One of them is known at once, and one has to be brought.
    if (position.partition == 1 && !ready.exchange(true)) return unavailable("it is being brought");
    return ends.at(static_cast<std::size_t>(position.partition));
  };
  into.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t) -> Result<void> {
    count += batch.size();
    return {};
  };

  sink_until(10, into);

  EXPECT_EQ(count, 0u);
  EXPECT_EQ(*bus_->committed("in", "g"), ends);
}

TEST_F(StageTest, ASinkBuriesTheOneBadRecordOfABatch) {
  feed(10);
  std::atomic<std::size_t> count = 0;
  Sink into;
  into.start = [](const bus::Position&) -> Result<std::int64_t> { return 0; };
  into.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t) -> Result<void> {
    for (const auto& delivery : batch) {
      if (delivery.record.value == "7") return bad_input("seven cannot be taken");
    }
    count += batch.size();
    return {};
  };
  sink_until(10, into);

  EXPECT_EQ(count, 9u);
  EXPECT_EQ(values("dead-letters").size(), 1u);
}

TEST_F(StageTest, ASinkHearsOfWhatWasBuriedInItsPlace) {
  feed(10);
  std::mutex mutex;
  std::vector<std::int64_t> passed;
  std::int64_t seven = -1;
  std::atomic<std::size_t> count = 0;
  Sink into;
  into.start = [](const bus::Position&) -> Result<std::int64_t> { return 0; };
  into.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t) -> Result<void> {
    for (const auto& delivery : batch) {
      if (delivery.record.value != "7") continue;
      seven = delivery.position.offset;
      return bad_input("seven cannot be taken");
    }
    count += batch.size();
    return {};
  };
  into.buried = [&](const bus::Position& next) -> Result<void> {
    const std::scoped_lock lock(mutex);
    passed.push_back(next.offset);
    return {};
  };

  sink_until(10, into);

  EXPECT_EQ(passed, std::vector<std::int64_t>{seven + 1});
}

TEST_F(StageTest, ASinkThatHasMovedBackIsAskedAgainWhereToBegin) {
  feed(20);
  std::atomic<bool> moves = false;
  std::atomic<int> asked = 0;
  std::atomic<std::size_t> count = 0;
  Sink into;
  into.start = [&](const bus::Position& position) -> Result<std::int64_t> {
    if (position.partition == 0) ++asked;
    return 0;
  };
  into.moved = [&] {
    std::vector<bus::Position> moved;
    if (moves.exchange(false)) moved.push_back({"in", 0, 0});
    return moved;
  };
  into.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t) -> Result<void> {
    count += batch.size();
    return {};
  };
  const auto of_the_first = static_cast<std::size_t>(bus_->end_offsets("in")->front());
  ASSERT_GT(of_the_first, 0u);
  std::stop_source stop;
  std::jthread loop([&] { EXPECT_TRUE(sink(*bus_, options_, into, stop.get_token()).ok()); });
  while (count < 20) std::this_thread::yield();

  moves = true;

  while (count < 20 + of_the_first) std::this_thread::yield();
  stop.request_stop();
  loop.join();
  EXPECT_EQ(count, 20 + of_the_first);
  EXPECT_EQ(asked, 2);
}

TEST_F(StageTest, APartitionThatIsNotReadyWaitsAndTheOthersGoOn) {
  feed(20);
  std::atomic<bool> ready = false;
  std::atomic<std::int64_t> next[2] = {0, 0};
  Sink into;
  into.start = [&](const bus::Position& position) -> Result<std::int64_t> {
    if (position.partition == 1 && !ready) return unavailable("it is being brought");
    return next[position.partition].load();
  };
  into.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t after) -> Result<void> {
    auto& at = next[batch.front().position.partition];
    EXPECT_EQ(batch.front().position.offset, at);
    at = after;
    return {};
  };
  const auto ends = *bus_->end_offsets("in");
  ASSERT_GT(ends[1], 0);

  std::stop_source stop;
  std::jthread loop([&] { EXPECT_TRUE(sink(*bus_, options_, into, stop.get_token()).ok()); });
  while (next[0] < ends[0]) std::this_thread::yield();
  EXPECT_EQ(next[1], 0);
  ready = true;
  while (next[1] < ends[1]) std::this_thread::yield();
  stop.request_stop();
}

TEST_F(StageTest, ASinkAtRestKnowsWhereItGoesOnAndNothingOfWhatWaits) {
  feed(20);
  const auto ends = *bus_->end_offsets("in");
  ASSERT_GT(ends[1], 0);
  std::atomic<bool> ready = false;
  std::mutex mutex;
  std::map<int, std::int64_t> known;
  Sink into;
  into.start = [&](const bus::Position& position) -> Result<std::int64_t> {
    if (position.partition == 1 && !ready) return unavailable("it is being brought");
    return 0;
  };
  into.take = [](const std::vector<bus::Delivery>& batch, std::int64_t) -> Result<void> {
    // What is buried has been done with, too.
    if (batch.back().position.offset > 2) return bad_input("only three are good");
    return {};
  };
  into.rest = [&](bus::Inbox&, const std::vector<bus::Position>& begun) -> Result<void> {
    const std::scoped_lock lock(mutex);
    for (const auto& position : begun) known[position.partition] = position.offset;
    return {};
  };
  const auto next = [&](int partition) {
    const std::scoped_lock lock(mutex);
    return known.contains(partition) ? known[partition] : -1;
  };

  std::stop_source stop;
  std::jthread loop([&] { EXPECT_TRUE(sink(*bus_, options_, into, stop.get_token()).ok()); });
  while (next(0) < ends[0]) std::this_thread::yield();
  EXPECT_EQ(next(1), -1);
  ready = true;
  while (next(1) < ends[1]) std::this_thread::yield();
  stop.request_stop();
}

TEST_F(StageTest, WhatMovesToAnotherMemberIsTakenOnceAndInOrder) {
  std::mutex mutex;
  std::int64_t next[2] = {0, 0};
  std::atomic<std::int64_t> total = 0;
  std::set<int> owners[2];
  std::map<int, int> holders;  // partition → member
  const auto member = [&](int id) {
    Sink into;
    into.start = [&, id](const bus::Position& position) -> Result<std::int64_t> {
      const std::scoped_lock lock(mutex);
      EXPECT_FALSE(holders.contains(position.partition)) << "it has two owners";
      holders[position.partition] = id;
      return next[position.partition];
    };
    into.take = [&, id](const std::vector<bus::Delivery>& batch,
                        std::int64_t after) -> Result<void> {
      const std::scoped_lock lock(mutex);
      const int partition = batch.front().position.partition;
      EXPECT_EQ(batch.front().position.offset, next[partition]);
      EXPECT_EQ(holders.at(partition), id);
      owners[partition].insert(id);
      total += after - next[partition];
      next[partition] = after;
      return {};
    };
    into.given_up = [&, id](const std::vector<bus::Position>& positions) {
      const std::scoped_lock lock(mutex);
      for (const auto& position : positions) {
        if (holders[position.partition] == id) holders.erase(position.partition);
      }
    };
    return into;
  };
  options_.batch_max = 3;
  const Sink first = member(1);
  const Sink second = member(2);
  const auto holds = [&](int id) {
    const std::scoped_lock lock(mutex);
    return std::ranges::count_if(holders, [&](const auto& held) { return held.second == id; });
  };

  std::stop_source stop;
  std::jthread one([&] { EXPECT_TRUE(sink(*bus_, options_, first, stop.get_token()).ok()); });
  feed(100);
  const auto has_begun_both = [&] {
    const std::scoped_lock lock(mutex);
    return next[0] > 0 && next[1] > 0;
  };
  while (!has_begun_both()) std::this_thread::yield();
  std::jthread two([&] { EXPECT_TRUE(sink(*bus_, options_, second, stop.get_token()).ok()); });
  feed(100);
  while (holds(2) < 1) std::this_thread::yield();
  feed(100);
  while (total < 300) std::this_thread::yield();
  stop.request_stop();
  one.join();
  two.join();

  EXPECT_EQ(total, 300);
  EXPECT_EQ(owners[0].size() + owners[1].size(), 3u);
  EXPECT_TRUE(holders.empty());
}

TEST_F(StageTest, AFollowerReadsBesideTheGroup) {
  feed(10);
  std::atomic<std::size_t> count = 0;
  Sink into;
  into.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t) -> Result<void> {
    for (const auto& delivery : batch) {
      if (delivery.record.value == "7") return bad_input("seven cannot be taken");
    }
    count += batch.size();
    return {};
  };
  const auto ends = *bus_->end_offsets("in");
  std::stop_source stop;
  std::jthread loop([&] {
    EXPECT_TRUE(follow(*bus_, options_, {{"in", 0, 1}, {"in", 1, 0}}, into, stop.get_token()).ok());
  });
  while (count < 8) std::this_thread::yield();
  stop.request_stop();
  loop.join();

  EXPECT_EQ(count, 8u);
  EXPECT_EQ(values("dead-letters").size(), 0u);
  EXPECT_EQ(bus_->committed("in", options_.group)->front(), -1);
}

}  // namespace
}  // namespace broadsheet::stage
