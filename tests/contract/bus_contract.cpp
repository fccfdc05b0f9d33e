// SPDX-License-Identifier: Apache-2.0
// The tests of the contract that every kind of bus runs.
#include "contract/bus_contract.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <thread>

namespace broadsheet::bus::contract {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

void BusContract::SetUp() {
  if (!GetParam().skip.empty()) GTEST_SKIP() << GetParam().skip;
  ground_ = GetParam().make();
  auto opened = open(ground_->options());
  ASSERT_TRUE(opened.ok()) << opened.fault().text();
  bus_ = *std::move(opened);
}

std::string BusContract::unique(const std::string& name) {
  static std::atomic<int> count = 0;
  return name + "-" + std::to_string(::getpid()) + "-" +
         std::to_string(to_micros(system_now()) % 1'000'000'000) + "-" + std::to_string(++count);
}

Topic BusContract::make_topic(int partitions, Cleanup cleanup) {
  Topic topic;
  topic.name = unique("topic");
  topic.partitions = partitions;
  topic.cleanup = cleanup;
  create(topic);
  return topic;
}

void BusContract::create(const Topic& topic) {
  ground_->before_create(topic);
  const auto created = bus_->create_topic(topic);
  EXPECT_TRUE(created.ok()) << created.fault().text();
}

void BusContract::publish(const Topic& topic, std::vector<Record> records) {
  const auto published = bus_->publish(topic.name, std::move(records));
  EXPECT_TRUE(published.ok()) << published.fault().text();
}

std::unique_ptr<Inbox> BusContract::subscribe(const Topic& topic, const std::string& group,
                                              Listener listener) {
  auto inbox = bus_->subscribe({topic.name}, group_name(topic, group), std::move(listener));
  if (!inbox.ok()) ADD_FAILURE() << inbox.fault().text();
  return *std::move(inbox);
}

std::string BusContract::group_name(const Topic& topic, const std::string& group) {
  return group + "-of-" + topic.name;
}

std::vector<Delivery> BusContract::poll_until(
    const std::vector<Inbox*>& inboxes,
    const std::function<bool(const std::vector<Delivery>&)>& enough) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  std::vector<Delivery> out;
  while (!enough(out)) {
    if (std::chrono::steady_clock::now() > deadline) {
      ADD_FAILURE() << "a minute has passed, and " << out.size() << " records";
      break;
    }
    for (Inbox* inbox : inboxes) {
      auto polled = inbox->poll(100, 20ms);
      if (!polled.ok()) {
        ADD_FAILURE() << polled.fault().text();
        return out;
      }
      std::move(polled->begin(), polled->end(), std::back_inserter(out));
    }
  }
  return out;
}

std::vector<Delivery> BusContract::poll_count(Inbox& inbox, std::size_t count) {
  return poll_until({&inbox}, [&](const auto& out) { return out.size() >= count; });
}

std::vector<std::string> BusContract::values(const std::vector<Delivery>& deliveries) {
  std::vector<std::string> out;
  for (const auto& delivery : deliveries) out.push_back(delivery.record.value);
  return out;
}

namespace {

std::vector<Record> numbered(int begin, int end, const std::string& key = {}) {
  std::vector<Record> out;
  for (int at = begin; at < end; ++at) {
    const std::string text = std::to_string(at);
    out.push_back({key.empty() ? "key" + text : key, text});
  }
  return out;
}

TEST_P(BusContract, DeliversTheWholeRecord) {
  const Topic topic = make_topic(1);
  const std::string bytes("\0\xff value", 8);
  const Time time = from_micros(1'700'000'000'123'000);
  publish(topic, {{bytes, bytes, {{"name", bytes}, {"empty", ""}}, time}, {"", "no key"}});

  const auto inbox = subscribe(topic, "group");
  const auto got = poll_count(*inbox, 2);

  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].record.key, bytes);
  EXPECT_EQ(got[0].record.value, bytes);
  EXPECT_THAT(got[0].record.headers, ElementsAre(std::pair("empty", ""), std::pair("name", bytes)));
  EXPECT_EQ(got[0].record.time, time);
  EXPECT_EQ(got[0].position, (Position{topic.name, 0, 0}));
  EXPECT_EQ(got[1].record.key, "");
  EXPECT_GT(got[1].record.time, time);
  EXPECT_EQ(got[1].position.offset, 1);
}

TEST_P(BusContract, KeepsTheOrderOfAKey) {
  const Topic topic = make_topic(3);
  for (int at = 0; at < 50; at += 10) {
    for (const char* key : {"a", "b", "c", "d"}) publish(topic, numbered(at, at + 10, key));
  }

  const auto inbox = subscribe(topic, "group");
  std::map<std::string, std::vector<std::string>> by_key;
  for (const auto& delivery : poll_count(*inbox, 200)) {
    by_key[delivery.record.key].push_back(delivery.record.value);
  }

  std::vector<std::string> want;
  for (const auto& record : numbered(0, 50)) want.push_back(record.value);
  EXPECT_EQ(by_key.size(), 4U);
  for (const auto& [key, got] : by_key) EXPECT_EQ(got, want) << key;
}

TEST_P(BusContract, TheKeyChoosesThePartitionUnlessThePublisherDoes) {
  const Topic topic = make_topic(4);
  publish(topic, numbered(0, 20));
  ASSERT_TRUE(bus_->publish_to(topic.name, 2, {{"elsewhere", "here"}}).ok());

  const auto inbox = subscribe(topic, "group");
  const auto got = poll_count(*inbox, 21);

  for (const auto& [record, position] : got) {
    const int want = record.value == "here" ? 2 : partition_of(record.key, 4);
    EXPECT_EQ(position.partition, want) << record.key;
  }
  EXPECT_EQ(bus_->publish_to(topic.name, 4, {{"a", "b"}}).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(bus_->publish_to(topic.name, -1, {{"a", "b"}}).fault().kind, FaultKind::kBadInput);
}

TEST_P(BusContract, AGroupGoesOnWhereItCommitted) {
  const Topic topic = make_topic(1);
  publish(topic, numbered(0, 3));
  {
    const auto inbox = subscribe(topic, "group");
    EXPECT_THAT(values(poll_count(*inbox, 3)), ElementsAre("0", "1", "2"));
    ASSERT_TRUE(inbox->commit().ok());
  }
  publish(topic, numbered(3, 5));

  const auto inbox = subscribe(topic, "group");

  EXPECT_THAT(values(poll_count(*inbox, 2)), ElementsAre("3", "4"));
}

TEST_P(BusContract, DeliversAgainWhatWasNotCommitted) {
  const Topic topic = make_topic(1);
  publish(topic, numbered(0, 4));
  {
    const auto inbox = subscribe(topic, "group");
    EXPECT_THAT(values(poll_count(*inbox, 4)), ElementsAre("0", "1", "2", "3"));
    ASSERT_TRUE(inbox->commit({{topic.name, 0, 2}}).ok());
  }

  const auto inbox = subscribe(topic, "group");

  EXPECT_THAT(values(poll_count(*inbox, 2)), ElementsAre("2", "3"));
}

TEST_P(BusContract, EachGroupReadsAll) {
  const Topic topic = make_topic(2);
  publish(topic, numbered(0, 10));

  const auto one = subscribe(topic, "one");
  const auto other = subscribe(topic, "other");

  EXPECT_EQ(poll_count(*one, 10).size(), 10U);
  EXPECT_EQ(poll_count(*other, 10).size(), 10U);
}

TEST_P(BusContract, MembersOfAGroupShareThePartitions) {
  const Topic topic = make_topic(4);
  const auto one = subscribe(topic, "group");
  const auto other = subscribe(topic, "group");
  poll_until({one.get(), other.get()}, [&](const auto&) {
    return one->assignment().size() == 2 && other->assignment().size() == 2;
  });

  publish(topic, numbered(0, 40));
  const auto got =
      poll_until({one.get(), other.get()}, [](const auto& out) { return out.size() >= 40; });

  const auto all = values(got);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 40U);
  EXPECT_EQ(all.size(), 40U);
}

TEST_P(BusContract, WhoLeavesGivesItsPartitionsToTheOthers) {
  const Topic topic = make_topic(2);
  const auto one = subscribe(topic, "group");
  auto other = subscribe(topic, "group");
  poll_until({one.get(), other.get()}, [&](const auto&) {
    return one->assignment().size() == 1 && other->assignment().size() == 1;
  });

  other.reset();
  publish(topic, numbered(0, 20));
  const auto got = poll_count(*one, 20);

  EXPECT_EQ(one->assignment().size(), 2U);
  EXPECT_EQ(got.size(), 20U);
}

TEST_P(BusContract, WhoIsToGiveUpAPartitionMayCommitBefore) {
  const Topic topic = make_topic(2);
  publish(topic, numbered(0, 20));
  Inbox* first = nullptr;
  std::vector<Position> revoked;
  bool was_committed = false;
  Listener listener;
  listener.revoked = [&](const std::vector<Position>& positions) {
    was_committed = first->commit().ok();
    revoked.insert(revoked.end(), positions.begin(), positions.end());
  };
  auto one = subscribe(topic, "group", listener);
  first = one.get();
  EXPECT_EQ(poll_count(*one, 20).size(), 20U);

  std::vector<Position> assigned;
  Listener other_listener;
  other_listener.assigned = [&](const std::vector<Position>& positions) { assigned = positions; };
  const auto other = subscribe(topic, "group", other_listener);
  const auto again = poll_until({one.get(), other.get()},
                                [&](const auto&) { return other->assignment().size() == 1; });

  ASSERT_EQ(revoked.size(), 1U);
  ASSERT_EQ(assigned.size(), 1U);
  EXPECT_EQ(assigned[0].partition, revoked[0].partition);
  EXPECT_TRUE(was_committed || !GetParam().is_in_process);
  if (was_committed) {
    EXPECT_THAT(again, IsEmpty());
    publish(topic, numbered(20, 40));
    const auto more =
        poll_until({one.get(), other.get()}, [](const auto& out) { return out.size() >= 20; });
    EXPECT_EQ(more.size(), 20U);
  }
  one.reset();
}

TEST_P(BusContract, AnOwnerOfItsOwnOffsetsSeeksWhenItIsAssigned) {
  const Topic topic = make_topic(1);
  publish(topic, numbered(0, 10));
  Inbox* self = nullptr;
  Listener listener;
  listener.assigned = [&](const std::vector<Position>& positions) {
    for (auto position : positions) {
      position.offset = 7;
      EXPECT_TRUE(self->seek(position).ok());
    }
  };
  const auto inbox = subscribe(topic, "group", listener);
  self = inbox.get();

  EXPECT_THAT(values(poll_count(*inbox, 3)), ElementsAre("7", "8", "9"));
}

TEST_P(BusContract, SeekReadsFromThereOrFromTheStart) {
  const Topic topic = make_topic(1);
  publish(topic, numbered(0, 5));
  const auto inbox = subscribe(topic, "group");
  EXPECT_EQ(poll_count(*inbox, 5).size(), 5U);

  ASSERT_TRUE(inbox->seek({topic.name, 0, 3}).ok());
  EXPECT_THAT(values(poll_count(*inbox, 2)), ElementsAre("3", "4"));
  ASSERT_TRUE(inbox->seek({topic.name, 0, 1000}).ok());
  EXPECT_THAT(values(poll_count(*inbox, 5)), ElementsAre("0", "1", "2", "3", "4"));
  EXPECT_EQ(inbox->seek({topic.name, 1, 0}).fault().kind, FaultKind::kBadInput);
}

TEST_P(BusContract, APausedPartitionWaits) {
  const Topic topic = make_topic(2);
  const auto inbox = subscribe(topic, "group");
  poll_until({inbox.get()}, [&](const auto&) { return inbox->assignment().size() == 2; });

  ASSERT_TRUE(inbox->pause({{topic.name, 0}}).ok());
  ASSERT_TRUE(bus_->publish_to(topic.name, 0, {{"a", "held"}}).ok());
  ASSERT_TRUE(bus_->publish_to(topic.name, 1, {{"a", "now"}}).ok());
  EXPECT_THAT(values(poll_count(*inbox, 1)), ElementsAre("now"));
  EXPECT_THAT(*inbox->poll(10, 10ms), IsEmpty());

  ASSERT_TRUE(inbox->resume({{topic.name, 0}}).ok());
  EXPECT_THAT(values(poll_count(*inbox, 1)), ElementsAre("held"));
}

TEST_P(BusContract, APausedPartitionThatWentAndCameBackIsPausedNoMore) {
  const Topic topic = make_topic(2);
  std::vector<Position> gone;
  Listener listener;
  listener.revoked = [&](const auto& positions) { gone = positions; };
  const auto one = subscribe(topic, "group", listener);
  poll_until({one.get()}, [&](const auto&) { return one->assignment().size() == 2; });
  ASSERT_TRUE(one->pause({{topic.name, 0}, {topic.name, 1}}).ok());
  auto other = subscribe(topic, "group");
  poll_until({one.get(), other.get()}, [&](const auto&) {
    return one->assignment().size() == 1 && other->assignment().size() == 1;
  });
  ASSERT_EQ(gone.size(), 1U);
  const int moved = gone.front().partition;
  const int kept = 1 - moved;

  other.reset();
  poll_until({one.get()}, [&](const auto&) { return one->assignment().size() == 2; });
  ASSERT_TRUE(bus_->publish_to(topic.name, kept, {{"a", "held"}}).ok());
  ASSERT_TRUE(bus_->publish_to(topic.name, moved, {{"a", "now"}}).ok());

  EXPECT_THAT(values(poll_count(*one, 1)), ElementsAre("now"));
  EXPECT_THAT(*one->poll(10, 10ms), IsEmpty()) << "what stayed is still paused";
  ASSERT_TRUE(one->resume({{topic.name, kept}}).ok());
  EXPECT_THAT(values(poll_count(*one, 1)), ElementsAre("held"));
}

TEST_P(BusContract, ReadsGivenPartitionsWithoutAGroup) {
  const Topic topic = make_topic(2);
  ASSERT_TRUE(bus_->publish_to(topic.name, 0, {{"a", "other"}}).ok());
  ASSERT_TRUE(bus_->publish_to(topic.name, 1, numbered(0, 5)).ok());

  auto inbox = bus_->read({{topic.name, 1, 2}});

  ASSERT_TRUE(inbox.ok()) << inbox.fault().text();
  EXPECT_THAT(values(poll_count(**inbox, 3)), ElementsAre("2", "3", "4"));
  EXPECT_THAT((*inbox)->assignment(), ElementsAre(Position{topic.name, 1, 5}));
  EXPECT_EQ((*inbox)->commit().fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(bus_->read({{topic.name, 2, 0}}).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(bus_->read({{unique("absent"), 0, 0}}).fault().kind, FaultKind::kNotFound);
}

TEST_P(BusContract, TellsWhereThingsAre) {
  const Topic topic = make_topic(2);
  ASSERT_TRUE(bus_->publish_to(topic.name, 1, numbered(0, 5)).ok());
  EXPECT_THAT(*bus_->begin_offsets(topic.name), ElementsAre(0, 0));
  EXPECT_THAT(*bus_->end_offsets(topic.name), ElementsAre(0, 5));
  EXPECT_THAT(*bus_->committed(topic.name, group_name(topic, "group")), ElementsAre(-1, -1));

  const auto inbox = subscribe(topic, "group");
  EXPECT_EQ(poll_count(*inbox, 5).size(), 5U);
  EXPECT_EQ(*inbox->lag(), 0);
  ASSERT_TRUE(inbox->seek({topic.name, 1, 2}).ok());
  EXPECT_EQ(*inbox->lag(), 3);
  ASSERT_TRUE(inbox->commit({{topic.name, 1, 2}}).ok());

  EXPECT_THAT(*bus_->committed(topic.name, group_name(topic, "group")), ElementsAre(-1, 2));
  EXPECT_EQ(bus_->end_offsets(unique("absent")).fault().kind, FaultKind::kNotFound);
}

TEST_P(BusContract, CreatingATopicAgainChangesNothing) {
  Topic topic = make_topic(2);
  publish(topic, numbered(0, 3));

  EXPECT_TRUE(bus_->create_topic(topic).ok());
  topic.partitions = 3;
  EXPECT_EQ(bus_->create_topic(topic).fault().kind, FaultKind::kBadInput);
  topic.partitions = 1;
  EXPECT_EQ(bus_->create_topic(topic).fault().kind, FaultKind::kBadInput);

  const auto described = bus_->describe_topic(topic.name);
  ASSERT_TRUE(described.ok()) << described.fault().text();
  EXPECT_EQ(described->partitions, 2);
  const auto ends = *bus_->end_offsets(topic.name);
  EXPECT_EQ(ends[0] + ends[1], 3);
}

TEST_P(BusContract, ATopicNeedsANameAndPartitions) {
  for (const char* name : {"", ".", "a b", "a/b", "ä"}) {
    EXPECT_EQ(bus_->create_topic({name}).fault().kind, FaultKind::kBadInput) << name;
  }
  EXPECT_EQ(bus_->create_topic({unique("none"), 0}).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(bus_->create_topic({std::string(250, 'a')}).fault().kind, FaultKind::kBadInput);
}

TEST_P(BusContract, WhatIsNotThereIsNotFound) {
  const std::string absent = unique("absent");

  EXPECT_EQ(bus_->describe_topic(absent).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(bus_->publish(absent, {{"a", "b"}}).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(bus_->subscribe({absent}, "group").fault().kind, FaultKind::kNotFound);
}

TEST_P(BusContract, ARecordAboveTheLimitIsRefusedAndNothingIsWritten) {
  Topic topic;
  topic.name = unique("small");
  topic.record_bytes_max = 1000;
  create(topic);

  const auto refused = bus_->publish(topic.name, {{"a", "small"}, {"b", std::string(1001, 'v')}});

  EXPECT_EQ(refused.fault().kind, FaultKind::kBadInput);
  EXPECT_THAT(*bus_->end_offsets(topic.name), ElementsAre(0));
  EXPECT_TRUE(bus_->publish(topic.name, {}).ok());
}

TEST_P(BusContract, ALargeRecordTravelsWhole) {
  const Topic topic = make_topic(1);
  std::string large(5 << 20, '\0');
  for (std::size_t at = 0; at < large.size(); ++at) large[at] = static_cast<char>(at * 7919 >> 8);
  publish(topic, {{"a", large}});

  const auto inbox = subscribe(topic, "group");
  const auto got = poll_count(*inbox, 1);

  ASSERT_EQ(got.size(), 1U);
  EXPECT_TRUE(got[0].record.value == large);
}

TEST_P(BusContract, ACompactedTopicKeepsTheLastOfEachKey) {
  const Topic topic = make_topic(1, Cleanup::kCompact);
  publish(topic, {{"a", "1"}, {"b", "1"}, {"a", "2"}});
  publish(topic, {{"a", "3"}, {"b", ""}});
  EXPECT_EQ(bus_->publish(topic.name, {{"", "no key"}}).fault().kind, FaultKind::kBadInput);

  const std::int64_t end = (*bus_->end_offsets(topic.name))[0];
  const auto inbox = *bus_->read({{topic.name, 0, 0}});
  std::map<std::string, std::string> last;
  const auto got = poll_until({inbox.get()}, [&](const auto& out) {
    return !out.empty() && out.back().position.offset + 1 == end;
  });
  for (const auto& delivery : got) last[delivery.record.key] = delivery.record.value;

  EXPECT_THAT(last, ElementsAre(std::pair("a", "3"), std::pair("b", "")));
  if (GetParam().is_in_process) {
    EXPECT_EQ(got.size(), 2U);
  }
}

TEST_P(BusContract, WaitsNoLongerThanItsPatienceAndTakesNoMoreThanAsked) {
  const Topic topic = make_topic(1);
  const auto inbox = subscribe(topic, "group");
  poll_until({inbox.get()}, [&](const auto&) { return inbox->assignment().size() == 1; });
  EXPECT_THAT(*inbox->poll(10, 1ms), IsEmpty());

  publish(topic, numbered(0, 5));

  std::vector<std::string> got;
  while (got.size() < 5) {
    const auto some = *inbox->poll(2, 10s);
    ASSERT_FALSE(some.empty());
    EXPECT_LE(some.size(), 2U);
    for (const auto& value : values(some)) got.push_back(value);
  }
  EXPECT_THAT(got, ElementsAre("0", "1", "2", "3", "4"));
}

TEST_P(BusContract, WhoWaitsIsWokenByWhatComes) {
  const Topic topic = make_topic(1);
  const auto inbox = subscribe(topic, "group");
  poll_until({inbox.get()}, [&](const auto&) { return inbox->assignment().size() == 1; });
  const std::jthread publisher([&] { publish(topic, {{"a", "b"}}); });

  const auto got = inbox->poll(1, 60s);

  EXPECT_THAT(values(*got), ElementsAre("b"));
}

TEST_P(BusContract, ManyPublishersLoseAndDoubleNothing) {
  const Topic topic = make_topic(3);
  {
    std::vector<std::jthread> publishers;
    for (int publisher = 0; publisher < 4; ++publisher) {
      publishers.emplace_back([&, publisher] {
        for (int at = 0; at < 100; at += 10) {
          publish(topic, numbered(publisher * 100 + at, publisher * 100 + at + 10));
        }
      });
    }
  }

  const auto inbox = subscribe(topic, "group");
  const auto got = values(poll_count(*inbox, 400));

  EXPECT_EQ(got.size(), 400U);
  EXPECT_EQ(std::set<std::string>(got.begin(), got.end()).size(), 400U);
}

TEST_P(BusContract, OneInboxReadsSeveralTopics) {
  const Topic one = make_topic(1);
  const Topic other = make_topic(2);
  publish(one, numbered(0, 3));
  publish(other, numbered(3, 6));

  const auto inbox = *bus_->subscribe({one.name, other.name}, unique("group"));
  const auto got = values(poll_count(*inbox, 6));

  EXPECT_THAT(got, UnorderedElementsAre("0", "1", "2", "3", "4", "5"));
}

}  // namespace
}  // namespace broadsheet::bus::contract
