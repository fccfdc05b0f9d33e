// SPDX-License-Identifier: Apache-2.0
// Lists of snapshots and of captures, page by page.
#include <gtest/gtest.h>

#include "shard_fixture.h"

namespace broadsheet::archive {
namespace {

TEST_F(ShardTest, ListsComeInTheOrderOfTimeAndResume) {
  for (int i = 0; i < 10; ++i) {
    const std::string url =
        "https://" + std::string(i % 2 == 0 ? "a" : "b.a") + ".example/" + std::to_string(i);
    put({event_of(url, kStart + minutes(i),
                  {"Text number " + std::to_string(i) + " with some words in it."})});
  }
  Listing listing;
  listing.scope = UrlScope::on_host("a.example", false);
  listing.count_max = 2;
  listing.newest_first = true;
  std::vector<std::string> seen;
  for (bool more = true; more;) {
    const auto page = *shard_->list(listing);
    for (const auto& snapshot : page.snapshots) seen.push_back(snapshot.article.url);
    listing.after = page.next;
    more = page.more;
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"https://a.example/8", "https://a.example/6",
                                            "https://a.example/4", "https://a.example/2",
                                            "https://a.example/0"}));
  listing.after.clear();
  listing.scope = UrlScope::on_host("a.example", true);
  listing.count_max = 100;
  EXPECT_EQ(shard_->list(listing)->snapshots.size(), 10u);
}

TEST_F(ShardTest, AListOfAScopeIsTheListOfAllWithoutTheOthers) {
  const std::vector<std::string> urls = {"https://a.example/1",   "http://a.example:8080/1",
                                         "https://b.a.example/1", "https://ab.example/1",
                                         "http://127.0.0.1:81/x", "https://a.example/1/2"};
  for (int i = 0; i < 24; ++i) {
    put({event_of(urls[static_cast<std::size_t>(i) % urls.size()], kStart - minutes(i * 7 % 24),
                  {"Text number " + std::to_string(i) + " with some words in it."})});
  }
  const auto key = [](const std::string& url) { return url::url_key(*url::Url::parse(url)); };
  for (const auto& scope :
       {UrlScope(), UrlScope::of_url(key(urls[0])), UrlScope::below(key(urls[0])),
        UrlScope::on_host("a.example", false), UrlScope::on_host("www.a.example", true),
        UrlScope::on_host("b.a.example", true), UrlScope::on_host("example", true),
        UrlScope::on_host("127.0.0.1", false), UrlScope::on_host("nobody.example", false)}) {
    for (const bool newest_first : {false, true}) {
      Listing listing;
      listing.newest_first = newest_first;
      listing.from = kStart - minutes(20);
      listing.to = kStart;
      listing.count_max = 1000;
      std::vector<std::string> want;
      const auto everything = *shard_->list(listing);
      for (const auto& snapshot : everything.snapshots) {
        if (scope.holds(snapshot.url_key)) want.push_back(snapshot.key().name());
      }

      listing.scope = scope;
      listing.count_max = 2;
      std::vector<std::string> got;
      for (bool more = true; more;) {
        const auto page = *shard_->list(listing);
        for (const auto& snapshot : page.snapshots) got.push_back(snapshot.key().name());
        listing.after = page.next;
        more = page.more;
      }

      EXPECT_EQ(got, want);
    }
  }
  EXPECT_TRUE(shard_->verify({})->problems.empty());
}

TEST_F(ShardTest, AListLooksAtSoManyRowsAndGoesOnBehindThem) {
  for (int i = 0; i < 10; ++i) {
    auto event = event_of("https://a.example/" + std::to_string(i), kStart + minutes(i));
    if (i == 8) event.capture.source = "rare";
    put({event});
  }
  Listing listing;
  listing.rows_max = 3;
  listing.source = "rare";

  std::vector<std::string> seen;
  int calls = 0;
  for (bool more = true; more && calls < 100; ++calls) {
    const auto page = *shard_->list(listing);
    for (const auto& snapshot : page.snapshots) seen.push_back(snapshot.article.url);
    listing.after = page.next;
    more = page.more;
  }

  EXPECT_EQ(seen, std::vector<std::string>{"https://a.example/8"});
  EXPECT_EQ(calls, 4);
  listing = {.scope = UrlScope::on_host("b.a.example", true), .rows_max = 3};
  const auto nothing = *shard_->list(listing);
  EXPECT_TRUE(nothing.snapshots.empty());
  EXPECT_TRUE(nothing.more) << "a scope that holds nothing is no reason to look at everything";
  listing.after = nothing.next;
  EXPECT_GT(shard_->list(listing)->next, nothing.next);
}

TEST_F(ShardTest, CapturesComeInEitherOrderAndNoMoreOfThemAreReadThanGiven) {
  for (int i = 0; i < 5; ++i) put({event_of("https://a.example/x", kStart + minutes(i))});
  put({event_of("https://a.example/x0", kStart)});
  const auto times = [&](const CaptureRange& which) {
    std::vector<int> minutes_after;
    const auto captures = shard_->captures("example,a)/x", which);
    EXPECT_TRUE(captures.ok()) << captures.fault().text();
    if (!captures) return minutes_after;
    for (const auto& capture : *captures) {
      minutes_after.push_back(static_cast<int>((capture.time - kStart) / minutes(1)));
    }
    return minutes_after;
  };
  using Minutes = std::vector<int>;

  EXPECT_EQ(times({}), (Minutes{0, 1, 2, 3, 4}));
  EXPECT_EQ(times({.newest_first = true}), (Minutes{4, 3, 2, 1, 0}));
  EXPECT_EQ(times({.from = kStart + minutes(1), .to = kStart + minutes(4), .newest_first = true}),
            (Minutes{3, 2, 1}));
  EXPECT_EQ(times({.from = kStart + minutes(4), .to = kStart + minutes(1)}), Minutes{});
  plant_trap("example,a)/x", kStart - minutes(1));
  EXPECT_EQ(times({.newest_first = true, .count_max = 2}), (Minutes{4, 3}));
}

}  // namespace
}  // namespace broadsheet::archive
