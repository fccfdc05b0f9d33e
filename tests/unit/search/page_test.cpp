// SPDX-License-Identifier: Apache-2.0
// Pages: no hit is missed or shown twice, whatever ties there are and wherever the documents lie.
#include <algorithm>

#include "unit/search/shelf.h"

namespace broadsheet::search {
namespace {

using testing::ElementsAre;

std::vector<std::string> walk(const Index& index, Query query, std::size_t size) {
  std::vector<std::string> snapshots;
  Page page;
  page.size = size;
  do {
    const auto hits = index.search(query, page);
    EXPECT_TRUE(hits.ok()) << hits.fault().text();
    if (!hits.ok()) break;
    EXPECT_LE(hits->hits.size(), size);
    for (const auto& hit : hits->hits) snapshots.push_back(hit.snapshot);
    page.after = hits->next;
  } while (!page.after.empty() && snapshots.size() < 10'000);
  return snapshots;
}

// 90 articles in nine segments, many of them equal in all that they are sorted by.
void fill(Shelf& shelf) {
  for (int segment = 0; segment < 9; ++segment) {
    std::vector<SearchDocument> documents;
    for (int i = 0; i < 10; ++i) {
      const int number = (i * 9 + segment) * 37 % 90;
      const std::string repeated = number % 3 == 0 ? "storm storm" : "storm";
      documents.push_back(article("s" + std::to_string(100 + number), "x", repeated));
      if (number % 4 != 0) {
        documents.back().published = at("2026-01-01") + std::chrono::hours(number % 5);
      }
    }
    shelf.put(documents);
  }
  ASSERT_TRUE(shelf.index().apply({{}, {"s105", "s133"}}, "z").ok());
  ASSERT_TRUE(shelf.index().commit().ok());
}

class Paging : public testing::TestWithParam<Order> {};

TEST_P(Paging, HasNoGapsAndNoRepeatsUnderTies) {
  Shelf shelf;
  fill(shelf);
  const Query query{"storm", {}, GetParam()};

  const auto whole = walk(shelf.index(), query, 1000);

  ASSERT_EQ(whole.size(), 88U);
  for (const std::size_t size : {1U, 7U, 44U, 87U, 88U}) {
    EXPECT_EQ(walk(shelf.index(), query, size), whole) << "pages of " << size;
  }
}

TEST_P(Paging, IsInTheOrderThatBeforeTells) {
  Shelf shelf;
  fill(shelf);

  const auto hits = *shelf.index().search({"storm", {}, GetParam()}, {.size = 100});

  const auto less = [](const Hit& a, const Hit& b) { return before(a, b, GetParam()); };
  EXPECT_TRUE(std::is_sorted(hits.hits.begin(), hits.hits.end(), less));
  EXPECT_EQ(hits.total, 88U);
  EXPECT_EQ(hits.next, "");
}

// Shards are searched apart and their pages merged; one cursor must go on in all of them.
TEST_P(Paging, GoesOnOverSeveralIndexesWithOneCursor) {
  Shelf shards[2];
  std::vector<SearchDocument> documents[2];
  for (int i = 0; i < 40; ++i) {
    auto document = article("s" + std::to_string(100 + i), "x", "storm");
    document.first_seen = at("2026-01-01") + std::chrono::hours(i % 3);
    documents[i % 2].push_back(document);
  }
  for (std::size_t i = 0; i < 2; ++i) shards[i].put(documents[i]);
  const Query query{"storm", {}, GetParam()};

  std::vector<std::string> snapshots;
  Page page{.size = 7};
  for (bool is_more = true; is_more;) {
    std::vector<Hit> merged;
    for (auto& shard : shards) {
      const auto hits = *shard.index().search(query, page);
      merged.insert(merged.end(), hits.hits.begin(), hits.hits.end());
    }
    std::sort(merged.begin(), merged.end(),
              [](const Hit& a, const Hit& b) { return before(a, b, GetParam()); });
    is_more = merged.size() > page.size;
    merged.resize(std::min(merged.size(), page.size));
    for (const auto& hit : merged) snapshots.push_back(hit.snapshot);
    page.after = cursor_after(query, merged.back());
  }

  ASSERT_EQ(snapshots.size(), 40U);
  std::sort(snapshots.begin(), snapshots.end());
  EXPECT_EQ(std::unique(snapshots.begin(), snapshots.end()), snapshots.end());
}

INSTANTIATE_TEST_SUITE_P(Search, Paging,
                         testing::Values(Order::kRelevance, Order::kNewest, Order::kOldest));

TEST(Page, SortsByDateOrByFirstSeenWhereThatIsUnknown) {
  Shelf shelf;
  auto old = article("old", "x");
  old.published = at("1955-05-05");
  auto fresh = article("fresh", "x");
  fresh.published = at("2026-02-01");
  shelf.put({old, fresh, article("undated", "x")});  // first seen on 2026-01-15

  EXPECT_THAT(walk(shelf.index(), {"x", {}, Order::kNewest}, 10),
              ElementsAre("fresh", "undated", "old"));
  EXPECT_THAT(walk(shelf.index(), {"x", {}, Order::kOldest}, 2),
              ElementsAre("old", "undated", "fresh"));
}

TEST(Page, OfDatesStandsWhileArticlesComeIn) {
  Shelf shelf;
  fill(shelf);
  const Query query{"storm", {}, Order::kOldest};
  const auto whole = walk(shelf.index(), query, 1000);
  auto first = *shelf.index().search(query, {.size = 10});

  auto newcomer = article("newcomer", "x", "storm");
  newcomer.published = at("2026-06-01");
  shelf.put({newcomer});
  const auto second = *shelf.index().search(query, {.size = 10, .after = first.next});

  ASSERT_EQ(second.hits.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(second.hits[i].snapshot, whole[10 + i]);
}

TEST(Page, RefusesWhatIsNoPage) {
  Shelf shelf;
  shelf.put({article("a", "x"), article("b", "x")});
  const Query query{"x", {}, {}};
  const auto next = shelf.index().search(query, {.size = 1})->next;
  ASSERT_NE(next, "");
  const auto where = [&](const Query& of, const Page& page) {
    const auto hits = shelf.index().search(of, page);
    return hits.ok() ? "taken" : hits.fault().where;
  };

  EXPECT_EQ(where(query, {.after = next}), "taken");
  EXPECT_EQ(where(query, {.size = 0}), "page.size");
  EXPECT_EQ(where(query, {.size = 1001}), "page.size");
  EXPECT_EQ(where(query, {.snippet_bytes = 5000}), "page.snippet_bytes");
  EXPECT_EQ(where(query, {.after = "garbage!"}), "page.after");
  EXPECT_EQ(where(query, {.after = std::string(100'000, 'A')}), "page.after");
  EXPECT_EQ(where(query, {.after = next.substr(0, 12)}), "page.after");
  EXPECT_EQ(where({"y", {}, {}}, {.after = next}), "page.after");
  EXPECT_EQ(where({"x", {}, Order::kNewest}, {.after = next}), "page.after");
}

TEST(Page, GoesOnBehindTheLongestName) {
  Shelf shelf;
  const std::string longest(kSnapshotBytesMax - 1, 'a');
  std::vector<SearchDocument> documents;
  for (const char* end : {"x", "y", "z"}) documents.push_back(article(longest + end, "storm"));
  for (auto& document : documents) document.url_key = document.snapshot;
  shelf.put(documents);

  EXPECT_THAT(walk(shelf.index(), {"storm", {}, Order::kNewest}, 1),
              ElementsAre(longest + "x", longest + "y", longest + "z"));
  Filter one;
  one.url_keys = {longest + "y"};
  EXPECT_THAT(walk(shelf.index(), {"storm", one, {}}, 1), ElementsAre(longest + "y"));

  const auto longer = shelf.index().apply({.adds = {article(longest + "xy", "storm")}}, "1");
  EXPECT_EQ(longer.fault().kind, FaultKind::kBadInput);
}

TEST(Page, CountsOnlyWhenAsked) {
  Shelf shelf;
  shelf.put({article("a", "x"), article("b", "x")});

  EXPECT_EQ(shelf.index().search({"x", {}, {}}, {.size = 1})->total, 2U);
  EXPECT_EQ(shelf.index().search({"x", {}, {}}, {.size = 1, .total = false})->total, 0U);
}

}  // namespace
}  // namespace broadsheet::search
