// SPDX-License-Identifier: Apache-2.0
// What `broadsheet topics apply` does, and what it refuses to do.
#include "common/topic_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "common/topics.h"

namespace broadsheet::topics {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<bus::Topic> topics_of(int partitions) {
  Layout layout;
  layout.partitions = partitions;
  return all(layout);
}

const Step& step_of(const std::vector<Step>& steps, std::string_view name) {
  const auto found =
      std::ranges::find_if(steps, [&](const Step& step) { return step.topic.name == name; });
  CHECK(found != steps.end());
  return *found;
}

TEST(TopicPlan, OnANewBusAllTopicsAreMade) {
  Wish wish;
  wish.partitions = 6;
  wish.replication = 3;

  const auto steps = *plan({}, wish);

  EXPECT_EQ(steps.size(), all({}).size());
  EXPECT_THAT(steps, Each(Field(&Step::act, Act::kCreate)));
  EXPECT_EQ(step_of(steps, kCaptures).topic.partitions, 6);
  EXPECT_EQ(step_of(steps, kFrontierState).topic.partitions, 6);
  EXPECT_EQ(step_of(steps, kShards).topic.partitions, 1);
  EXPECT_EQ(step_of(steps, kCaptures).topic.replication, 3);
}

TEST(TopicPlan, ASecondTimeThereIsNothingToDo) {
  Wish wish;
  wish.partitions = 6;

  const auto steps = *plan(topics_of(6), wish);

  EXPECT_THAT(steps, Each(Field(&Step::act, Act::kNothing)));
  EXPECT_THAT(steps, Each(Field(&Step::words, IsEmpty())));
}

TEST(TopicPlan, WhatIsNotAskedForStaysAsItIs) {
  auto there = topics_of(6);
  for (auto& topic : there) {
    if (topic.cleanup == bus::Cleanup::kDelete) topic.retention = std::chrono::hours(1);
  }

  EXPECT_THAT(*plan(there, {}), Each(Field(&Step::act, Act::kNothing)));
}

TEST(TopicPlan, ANewTopicIsAsTheOthersAre) {
  auto there = topics_of(6);
  std::erase_if(there, [](const bus::Topic& topic) { return topic.name == kArticlesBackfill; });

  const auto steps = *plan(there, {});

  EXPECT_EQ(step_of(steps, kArticlesBackfill).act, Act::kCreate);
  EXPECT_EQ(step_of(steps, kArticlesBackfill).topic.partitions, 6);
}

TEST(TopicPlan, ATopicNeverShrinks) {
  Wish wish;
  wish.partitions = 4;
  wish.grow = true;

  const auto refused = plan(topics_of(6), wish);

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault().kind, FaultKind::kBadInput);
  EXPECT_THAT(refused.fault().text(), HasSubstr("never shrinks"));
}

TEST(TopicPlan, ATopicGrowsOnlyWhenSomebodySaysSo) {
  Wish wish;
  wish.partitions = 8;

  EXPECT_EQ(plan(topics_of(6), wish).fault().kind, FaultKind::kBadInput);
  wish.grow = true;
  const auto steps = *plan(topics_of(6), wish);

  EXPECT_EQ(step_of(steps, kArticles).act, Act::kAlter);
  EXPECT_EQ(step_of(steps, kArticles).topic.partitions, 8);
  EXPECT_THAT(step_of(steps, kArticles).words, Contains("partitions 6 → 8"));
  EXPECT_EQ(step_of(steps, kShards).act, Act::kNothing);
}

TEST(TopicPlan, RetentionChangesWhereRecordsAreDeletedByAge) {
  Wish wish;
  wish.retention = std::chrono::hours(720);

  const auto steps = *plan(topics_of(6), wish);

  EXPECT_EQ(step_of(steps, kCaptures).act, Act::kAlter);
  EXPECT_EQ(step_of(steps, kCaptures).topic.retention, std::chrono::hours(720));
  EXPECT_EQ(step_of(steps, kSources).act, Act::kNothing);
}

TEST(TopicPlan, RetentionBecomesShorterOnlyWhenSomebodySaysSo) {
  Wish wish;
  wish.retention = std::chrono::hours(72);

  const auto kept = *plan(topics_of(6), wish);
  wish.shorten = true;
  const auto shortened = *plan(topics_of(6), wish);

  EXPECT_EQ(step_of(kept, kCaptures).act, Act::kNothing);
  EXPECT_EQ(step_of(kept, kCaptures).topic.retention, std::chrono::hours(168));
  EXPECT_THAT(step_of(kept, kCaptures).words, Contains(HasSubstr("--shorten")));
  EXPECT_EQ(step_of(shortened, kCaptures).act, Act::kAlter);
  EXPECT_EQ(step_of(shortened, kCaptures).topic.retention, std::chrono::hours(72));
}

TEST(TopicPlan, WhatIsKeptForEverStaysSo) {
  auto there = topics_of(6);
  for (auto& topic : there) topic.retention = Duration{};
  Wish wish;
  wish.retention = std::chrono::hours(720);

  EXPECT_EQ(step_of(*plan(there, wish), kCaptures).act, Act::kNothing);
}

TEST(TopicPlan, DeadLettersAreKeptLongerThanWhatWaitsForAReader) {
  Wish wish;
  wish.retention = std::chrono::hours(72);

  const auto steps = *plan({}, wish);

  EXPECT_EQ(step_of(steps, kCaptures).topic.retention, std::chrono::hours(72));
  EXPECT_EQ(step_of(steps, kDeadLetters).topic.retention, kDeadLettersKept);
}

TEST(TopicPlan, ALimitThatIsTooLowIsRaisedAndAHigherOneStays) {
  auto there = topics_of(6);
  for (auto& topic : there) {
    if (topic.name == kCaptures) topic.record_bytes_max = 1 << 20;
    if (topic.name == kArticles) topic.record_bytes_max = 90u << 20;
  }

  const auto steps = *plan(there, {});

  EXPECT_EQ(step_of(steps, kCaptures).act, Act::kAlter);
  EXPECT_EQ(step_of(steps, kCaptures).topic.record_bytes_max, bus::Topic{}.record_bytes_max);
  EXPECT_EQ(step_of(steps, kArticles).act, Act::kNothing);
}

TEST(TopicPlan, ReplicationOfATopicThatIsThereIsOnlySpokenOf) {
  Wish wish;
  wish.replication = 3;

  const auto steps = *plan(topics_of(6), wish);

  EXPECT_EQ(step_of(steps, kCaptures).act, Act::kNothing);
  EXPECT_THAT(step_of(steps, kCaptures).words, Contains(HasSubstr("stays 1")));
}

TEST(TopicPlan, CarriedOutItLeavesNothingToDo) {
  const auto bus = *bus::open({});
  Wish wish;
  wish.partitions = 3;

  ASSERT_TRUE(carry_out(*bus, *plan(*existing(*bus), wish)).ok());

  EXPECT_THAT(*plan(*existing(*bus), wish), Each(Field(&Step::act, Act::kNothing)));
  EXPECT_EQ(*partitions(*bus), 3);
}

TEST(TopicPlan, MissingTopicsAreNamedWithTheirRemedy) {
  const auto bus = *bus::open({});

  const auto missing = partitions(*bus);

  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.fault().kind, FaultKind::kNotFound);
  EXPECT_THAT(missing.fault().text(), HasSubstr("broadsheet topics apply"));
}

}  // namespace
}  // namespace broadsheet::topics
