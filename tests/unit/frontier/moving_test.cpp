// SPDX-License-Identifier: Apache-2.0
// A partition that moves from one frontier to another: nothing is lost, no site is asked too soon.
#include <gmock/gmock.h>

#include "frontier_fixture.h"

namespace broadsheet::frontier {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Sites by the first letter of their name: "a.test" is in partition 0, "b.test" in 1.
int by_letter(std::string_view site) { return site.front() - 'a'; }

class Moving : public FrontierTest {
 protected:
  void SetUp() override {
    options_.partition_of = by_letter;
    open();
    other_.options_.partition_of = by_letter;
    other_.open();
    for (auto* frontier : {&*frontier_, &*other_.frontier_}) {
      ASSERT_TRUE(frontier->put_source(source(), now_).ok());
    }
  }

  static records::Source source() {
    records::Source source;
    source.id = "s";
    source.allow = {"**"};
    source.homepage = "http://a.test/";
    source.feeds = {"http://b.test/feed"};
    return source;
  }

  // As a rebalance does it.
  void move(int partition) {
    frontier_->withdraw(partition);
    EXPECT_EQ(frontier_->leases_of(partition), 0u);
    restore_what_changed(partition);
    frontier_->drop(partition);
    ASSERT_TRUE(other().own(partition, now_).ok());
  }

  void restore_what_changed(int partition) {
    const auto rows = frontier_->take_changes(partition, 1000);
    ASSERT_TRUE(rows.ok());
    ASSERT_TRUE(other().restore(*rows).ok());
  }

  Frontier& other() { return *other_.frontier_; }

  // Only its members are of use.
  class Other : public FrontierTest {
   public:
    void TestBody() override {}
    using FrontierTest::frontier_;
    using FrontierTest::open;
    using FrontierTest::options_;
  } other_;
};

TEST_F(Moving, OnlySitesOfOwnedPartitionsAreLeased) {
  EXPECT_FALSE(lease().has_value());

  ASSERT_TRUE(frontier_->own(0, now_).ok());
  now_ += kDelay;

  const auto first = lease();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->site, "a.test");
  EXPECT_FALSE(lease().has_value()) << "b.test is in a partition of somebody else";
}

TEST_F(Moving, AnOwnerWaitsAWholePauseBeforeItsFirstLease) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());

  now_ += kDelay - milliseconds(1);
  EXPECT_FALSE(lease().has_value());
  add("http://a.test/new", "http://a.test/");
  EXPECT_FALSE(lease().has_value());
  now_ += milliseconds(1);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(Moving, TheNextOwnerGoesOnWhereTheLastOneWas) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  now_ += kDelay;
  pass_robots("User-agent: *\nCrawl-delay: 60\nDisallow: /private\n");
  now_ += seconds(60);
  const auto page = lease();
  ASSERT_TRUE(page.has_value());
  complete(*page, Outcome::kFetched);
  add("http://a.test/story", "http://a.test/");
  const auto before = record_of("http://a.test/");

  move(0);

  EXPECT_EQ(other().explain_url(*url::Url::parse("http://a.test/"), now_)->record, before);
  now_ += seconds(61);
  const auto next = *other().lease(now_);
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(next->purpose, Purpose::kPage) << "robots.txt has moved too";
  EXPECT_EQ(next->url.href(), "http://a.test/story");
}

TEST_F(Moving, ASiteWaitsFromItsLastRequestHoweverSoonItMoves) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  now_ += kDelay;
  pass_robots("User-agent: *\nCrawl-delay: 3600\n");
  now_ += seconds(3600);
  const auto page = lease();
  ASSERT_TRUE(page.has_value());
  complete(*page, Outcome::kFetched);
  add("http://a.test/story", "http://a.test/");

  move(0);

  now_ += seconds(3599);
  EXPECT_FALSE(other().lease(now_)->has_value());
  now_ += seconds(1);
  EXPECT_TRUE(other().lease(now_)->has_value());
}

TEST_F(Moving, ARetryAfterOutlivesADeathBeforeAnybodyWasToldOfIt) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  now_ += kDelay;
  pass_robots();
  Visit throttled;
  throttled.outcome = Outcome::kThrottled;
  throttled.status = 429;
  throttled.retry_after = hours(24);
  ASSERT_TRUE(frontier_->complete(*lease(), throttled, now_).ok());

  open();  // kill -9 before the changes were handed over
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  move(0);

  now_ += hours(23);
  EXPECT_FALSE(other().lease(now_)->has_value());
}

TEST_F(Moving, ALeaseOfAWithdrawnPartitionMayBeCompletedAndItsVisitMoves) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  now_ += kDelay;
  pass_robots();
  const auto page = lease();
  ASSERT_TRUE(page.has_value());

  frontier_->withdraw(0);
  EXPECT_EQ(frontier_->leases_of(0), 1u);
  complete(*page, Outcome::kFetched);
  EXPECT_EQ(frontier_->leases_of(0), 0u);
  restore_what_changed(0);

  EXPECT_EQ(other().explain_url(page->url, now_)->record->fetches, 1u);
}

TEST_F(Moving, ChangesAreTakenOnceAndAgainIfTheyDidNotArrive) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  add("http://a.test/story", "http://a.test/");

  const auto rows = *frontier_->take_changes(0, 1000);
  EXPECT_FALSE(rows.empty());
  EXPECT_THAT(*frontier_->take_changes(0, 1000), IsEmpty());
  frontier_->return_changes(0, rows);

  EXPECT_EQ(frontier_->take_changes(0, 1000)->size(), rows.size());
  EXPECT_THAT(*frontier_->take_changes(1, 1000), IsEmpty());
}

TEST_F(Moving, WhatIsKnownBetterIsNotForgotten) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  add("http://a.test/story", "http://a.test/");
  const auto old_rows = *frontier_->take_changes(0, 1000);
  now_ += kDelay;
  pass_homepage();

  ASSERT_TRUE(frontier_->restore(old_rows).ok());

  EXPECT_EQ(record_of("http://a.test/").fetches, 1u);
}

TEST_F(Moving, TheReasonsOfItsPastMoveWithAUrl) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  now_ += kDelay;
  pass_robots("");
  now_ += kDelay;
  complete(*lease(), Outcome::kFetched);
  const auto home = *url::Url::parse("http://a.test/");
  const auto told = frontier_->explain_url(home, now_)->decisions;
  ASSERT_GE(told.size(), 2u);

  move(0);

  const auto known = other().explain_url(home, now_)->decisions;
  ASSERT_EQ(known.size(), told.size());
  for (std::size_t i = 0; i < told.size(); ++i) {
    EXPECT_EQ(known[i].time, told[i].time);
    EXPECT_EQ(known[i].what, told[i].what);
    EXPECT_EQ(known[i].why, told[i].why);
  }
}

TEST_F(Moving, AHostStaysPausedWhoeverHasIt) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  ASSERT_TRUE(frontier_->pause_host({"a.test", "they asked", "ann", now_}).ok());

  move(0);
  now_ += kDelay;

  ASSERT_EQ(other().paused_hosts(now_).size(), 1u);
  EXPECT_EQ(other().paused_hosts(now_)[0].reason, "they asked");
  EXPECT_FALSE((*other().lease(now_)).has_value());
  ASSERT_TRUE(other().resume_host("a.test", now_).ok());
  EXPECT_TRUE((*other().lease(now_)).has_value());
}

TEST_F(Moving, APauseThatWasKnownBeforeThePartitionCameGoesOnWithIt) {
  ASSERT_TRUE(frontier_->pause_host({"a.test", "they asked", "ann", now_}).ok());
  ASSERT_TRUE(frontier_->own(0, now_).ok());

  move(0);

  EXPECT_EQ(other().paused_hosts(now_).size(), 1u);
}

TEST_F(Moving, AnOlderWordDoesNotUndoAResumption) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  ASSERT_TRUE(frontier_->pause_host({"a.test", "they asked", "ann", now_}).ok());
  const auto old = *frontier_->take_changes(0, 1000);
  frontier_->return_changes(0, old);
  move(0);
  ASSERT_TRUE(other().resume_host("a.test", now_ + seconds(1)).ok());

  ASSERT_TRUE(other().restore(old).ok());
  EXPECT_THAT(other().paused_hosts(now_ + seconds(1)), IsEmpty());

  // And the first one hears of the end of its pause when the partition comes back.
  const auto rows = other().take_changes(0, 1000);
  ASSERT_TRUE(frontier_->restore(*rows).ok());
  EXPECT_THAT(frontier_->paused_hosts(now_ + seconds(1)), IsEmpty());
}

TEST_F(Moving, TodaysBudgetIsNotRenewedByAMove) {
  auto thrifty = source();
  thrifty.budget = 1;
  for (auto* frontier : {&*frontier_, &other()}) {
    ASSERT_TRUE(frontier->put_source(thrifty, now_).ok());
  }
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  now_ += kDelay;
  pass_robots("");
  now_ += kDelay;
  complete(*lease(), Outcome::kFetched);
  add("http://a.test/story", "http://a.test/");

  move(0);
  now_ += 2 * kDelay;

  EXPECT_FALSE((*other().lease(now_)).has_value());
  now_ += std::chrono::hours(24);
  EXPECT_TRUE((*other().lease(now_)).has_value());
}

TEST_F(Moving, RowsThatNobodyCanReadAreLeftOut) {
  const std::vector<StateRow> rows = {{"/site/a.test", "no JSON"}, {"no,such)/", "\xff\xff\xff"}};

  EXPECT_TRUE(frontier_->restore(rows).ok());

  EXPECT_EQ(frontier_->stats(now_).urls, 0u);
}

TEST_F(Moving, WhatIsFoundOfOthersIsPassedOnAndSeedsAreNot) {
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  add("http://b.test/story", "http://a.test/");
  ASSERT_TRUE(frontier_->put_source(source(), now_).ok());

  const auto found = frontier_->take_elsewhere();

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().url, "http://b.test/story");
  EXPECT_THAT(frontier_->take_elsewhere(), IsEmpty());
}

TEST_F(Moving, HowFarItWasRestoredSurvivesARestart) {
  EXPECT_EQ(*frontier_->restored_to(3), 0);
  ASSERT_TRUE(frontier_->set_restored_to(3, 17).ok());

  open();

  EXPECT_EQ(*frontier_->restored_to(3), 17);
  EXPECT_EQ(*frontier_->restored_to(4), 0);
  EXPECT_THAT(frontier_->owned(), IsEmpty());
}

TEST_F(Moving, OwnedPartitionsAreTold) {
  ASSERT_TRUE(frontier_->own(1, now_).ok());
  ASSERT_TRUE(frontier_->own(0, now_).ok());
  frontier_->withdraw(1);

  EXPECT_THAT(frontier_->owned(), ElementsAre(0));
}

}  // namespace
}  // namespace broadsheet::frontier
