// SPDX-License-Identifier: Apache-2.0
// Who of a site comes first: news before a backlog, and neither starves.
#include "frontier/lanes.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "frontier/keys.h"
#include "frontier_fixture.h"

namespace broadsheet::frontier {
namespace {

constexpr const char* kHome = "https://news.example/";
constexpr const char* kFeed = "https://news.example/feed.xml";
constexpr const char* kSitemap = "https://news.example/sitemap.xml";

records::FrontierRecord due_record(Role role) {
  return {.url = kHome, .role = role, .depth = 2, .due = kStart};
}

TEST(Lanes, WhatAPersonAskedForComesBeforeEverything) {
  auto record = due_record(Role::kArticle);
  record.due = Time{};

  EXPECT_EQ(lane_of(record), Lane::kAsked);
}

TEST(Lanes, TheListsOfASourceAreItsSeedsItsFeedsAndTheSitemapsOfRobotsTxt) {
  auto sitemap = due_record(Role::kSitemap);
  sitemap.depth = 1;
  sitemap.via = kSitemap;
  EXPECT_EQ(lane_of(sitemap), Lane::kKnown) << "one of the many of an index";

  sitemap.via = "https://news.example/robots.txt";
  EXPECT_EQ(lane_of(sitemap), Lane::kLists);
  for (const Role role : {Role::kHub, Role::kFeed, Role::kSitemap}) {
    auto seed = due_record(role);
    EXPECT_EQ(lane_of(seed), Lane::kKnown) << "deep inside the site";
    seed.depth = 0;
    EXPECT_EQ(lane_of(seed), Lane::kLists);
  }
}

TEST(Lanes, ANewPageIsNewsOrBacklogByWhereItWasFound) {
  auto page = due_record(Role::kArticle);
  EXPECT_EQ(lane_of(page), Lane::kBacklog);

  page.fresh = true;
  EXPECT_EQ(lane_of(page), Lane::kNews);
  page.changes = 1;
  EXPECT_EQ(lane_of(page), Lane::kKnown) << "had once";
}

TEST(Lanes, EachLaneHasTurnsOfItsOwnAndTheOrderHoldsForTheRest) {
  std::map<Lane, int> firsts;
  for (std::uint32_t turn = 0; turn < 16; ++turn) {
    const auto order = order_of(turn);
    ++firsts[order.front()];
    EXPECT_EQ(std::set<Lane>(order.begin(), order.end()).size(), kLanes);
  }

  EXPECT_EQ(firsts[Lane::kAsked], 11);
  EXPECT_EQ(firsts[Lane::kLists], 1);
  EXPECT_EQ(firsts[Lane::kNews], 1);
  EXPECT_EQ(firsts[Lane::kKnown], 1);
  EXPECT_EQ(firsts[Lane::kBacklog], 2);
  EXPECT_EQ(order_of(0)[1], Lane::kLists);
  EXPECT_EQ(order_of(1)[1], Lane::kNews);
}

TEST(Lanes, ABacklogWaitsForItsOwnTurnsAtMost) {
  EXPECT_EQ(pages_before(Lane::kNews, 3, 2), 5u);
  EXPECT_EQ(pages_before(Lane::kBacklog, 3, 1'000'000), 24u);
}

class LanesOfASite : public FrontierTest {
 protected:
  records::Source source() {
    return {.id = "s", .homepage = kHome, .feeds = {kFeed}, .sitemaps = {kSitemap}};
  }

  // So many entries of a list.
  void list(const char* via, const std::string& base, int count, std::optional<Time> updated = {}) {
    std::vector<records::Discovery> discoveries;
    for (int i = 0; i < count; ++i) {
      records::Discovery entry{.url = base + std::to_string(i),
                               .role = Role::kArticle,
                               .source = "s",
                               .via = via,
                               .depth = 1};
      entry.hint.updated = updated;
      discoveries.push_back(std::move(entry));
    }
    ASSERT_TRUE(frontier_->add(discoveries, now_).ok());
  }

  // Fetches a page, and says which.
  std::string fetch() {
    now_ += kDelay;
    const auto page = lease();
    if (!page) return "";
    Visit visit;
    visit.outcome = Outcome::kFetched;
    visit.status = 200;
    visit.changed = true;
    EXPECT_TRUE(frontier_->complete(*page, visit, now_).ok());
    return page->url.href();
  }

  // Its three seeds.
  void fetch_seeds() {
    pass_robots();
    for (int i = 0; i < 3; ++i) fetch();
  }
};

TEST_F(LanesOfASite, AFeedThatIsNewDoesNotWaitBehindASitemap) {
  add_source({.id = "s", .homepage = kHome, .sitemaps = {kSitemap}});
  fetch_seeds();
  list(kSitemap, "https://news.example/old/", 600);
  fetch();

  add_source(source());

  std::set<std::string> next = {fetch(), fetch()};
  EXPECT_TRUE(next.contains(kFeed));
  list(kFeed, "https://news.example/new/", 3);
  next = {fetch(), fetch(), fetch(), fetch(), fetch()};
  for (const char* n : {"0", "1", "2"}) {
    EXPECT_TRUE(next.contains("https://news.example/new/" + std::string(n))) << n;
  }
}

TEST_F(LanesOfASite, ABacklogGoesOnHoweverMuchNewsThereIs) {
  add_source(source());
  fetch_seeds();
  list(kSitemap, "https://news.example/old/", 600);
  list(kFeed, "https://news.example/new/", 600);

  int old = 0;
  for (int i = 0; i < 160; ++i) old += fetch().find("/old/") != std::string::npos ? 1 : 0;

  EXPECT_EQ(old, 20);
}

TEST_F(LanesOfASite, WhatTheHomepageLinksToIsNewsAndSoIsWhatASitemapPublishedToday) {
  add_source(source());
  list(kHome, "https://news.example/linked/", 1);
  list(kSitemap, "https://news.example/old/", 1);
  records::Discovery today{.url = "https://news.example/today",
                           .role = Role::kArticle,
                           .source = "s",
                           .via = kSitemap,
                           .depth = 1};
  today.hint.published = now_ - hours(3);
  ASSERT_TRUE(frontier_->add({today}, now_).ok());

  EXPECT_TRUE(record_of("https://news.example/linked/0").fresh);
  EXPECT_TRUE(record_of(today.url).fresh);
  EXPECT_FALSE(record_of("https://news.example/old/0").fresh);
  list(kFeed, "https://news.example/old/", 1);
  EXPECT_TRUE(record_of("https://news.example/old/0").fresh) << "now a feed has it too";
}

TEST_F(LanesOfASite, ASitemapThatSaysAllWasUpdatedHoldsUpNoNews) {
  add_source(source());
  fetch_seeds();
  list(kSitemap, "https://news.example/old/", 40);
  for (int i = 0; i < 40; ++i) fetch();
  now_ += hours(24 * 10);
  for (int i = 0; i < 50; ++i) fetch();
  ASSERT_EQ(fetch(), "") << "nothing is due";

  list(kSitemap, "https://news.example/old/", 40, now_);
  list(kFeed, "https://news.example/new/", 1);

  EXPECT_EQ(record_of("https://news.example/old/7").due_reason, kSitemapSaysUpdated);
  const std::set<std::string> next = {fetch(), fetch()};
  EXPECT_TRUE(next.contains("https://news.example/new/0"));
}

TEST_F(LanesOfASite, APersonsWishIsTheNextPageOrTheOneAfter) {
  add_source(source());
  fetch_seeds();
  list(kFeed, "https://news.example/new/", 100);
  list(kSitemap, "https://news.example/old/", 100);
  for (int i = 0; i < 20; ++i) {
    const std::string url = "https://news.example/wish/" + std::to_string(i);
    const records::Discovery wish{
        .url = url, .role = Role::kArticle, .source = "s", .urgent = true};
    ASSERT_TRUE(frontier_->add({wish}, now_).ok());

    const std::set<std::string> next = {fetch(), fetch()};

    EXPECT_TRUE(next.contains(url)) << url;
  }
}

TEST_F(LanesOfASite, ExplainSaysHowManyPagesComeFirst) {
  add_source(source());
  fetch_seeds();
  list(kSitemap, "https://news.example/old/", 600);
  list(kFeed, "https://news.example/new/", 5);
  now_ += kDelay;

  const auto last = *frontier_->explain_url(*url::Url::parse("https://news.example/old/99"), now_);
  const auto first = *frontier_->explain_url(*url::Url::parse("https://news.example/new/0"), now_);

  // Keys go by their letters: 99 is the last of 0…599.
  EXPECT_EQ(last.next_time, now_ + kDelay * 604);
  EXPECT_NE(last.next.find("604 pages of its site come first: it waits as backlog"),
            std::string::npos)
      << last.next;
  EXPECT_EQ(first.next_time, now_);
}

TEST_F(LanesOfASite, TheTurnsGoOnAfterARestart) {
  add_source(source());
  fetch_seeds();
  list(kSitemap, "https://news.example/old/", 50);
  list(kFeed, "https://news.example/new/", 200);

  int old = 0;
  for (int i = 0; i < 16; ++i) {
    open();
    old += fetch().find("/old/") != std::string::npos ? 1 : 0;
  }

  EXPECT_EQ(old, 2);
}

TEST_F(LanesOfASite, TheQueueOfAnEarlierVersionIsConvertedAtOpening) {
  add_source(source());
  pass_robots();
  list(kFeed, "https://news.example/new/", 3);
  kv::Batch batch;
  int count = 0;
  for (kv::Cursor rows = store_->scan(kDueFamily); rows.next();) {
    const DueEntry entry = parse_due_key(rows.key());
    batch.remove(kDueFamily, rows.key());
    batch.put(kOldDueFamily,
              site_prefix("news.example") +
                  big_endian(static_cast<std::uint64_t>(to_micros(entry.due))) + entry.url_key,
              "");
    ++count;
  }
  ASSERT_EQ(count, 6);
  ASSERT_TRUE(store_->write(batch).ok());

  open();

  EXPECT_EQ(frontier_->stats(now_).due, 6u);
  EXPECT_FALSE(store_->scan(kOldDueFamily).next());
  std::set<std::string> fetched;
  for (int i = 0; i < 6; ++i) fetched.insert(fetch());
  EXPECT_EQ(fetched.size(), 6u);
  EXPECT_TRUE(fetched.contains("https://news.example/new/2"));
}

}  // namespace
}  // namespace broadsheet::frontier
