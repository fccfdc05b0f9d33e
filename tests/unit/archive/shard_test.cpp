// SPDX-License-Identifier: Apache-2.0
// What a shard promises: put twice is put once, every version reads back, copies are found, and
// verify finds whatever is wrong.
#include "archive/shard.h"

#include <gtest/gtest.h>

#include "archive/keys.h"
#include "archive/log.h"
#include "article/content_hash.h"
#include "core/file.h"
#include "core/random.h"
#include "kv/store.h"
#include "text/similarity.h"
#include "url/canonical.h"

namespace broadsheet::archive {
namespace {

using records::Outcome;
using std::chrono::hours;
using std::chrono::minutes;

const Time kStart = *parse_time("2026-11-22T10:00:00Z");

const std::vector<std::string> kParagraphs = {
    "The council voted on Monday to keep the old bridge open until the end of the year.",
    "Engineers had warned that two of its piers were weak, and asked for a closure in spring.",
    "A final decision is expected in March, when the results of a second survey are due."};

class ShardTest : public ::testing::Test {
 protected:
  void SetUp() override { open(); }

  void open() {
    shard_.reset();
    auto shard = Shard::open(folder_.path() / "store", {});
    ASSERT_TRUE(shard.ok()) << shard.fault().text();
    shard_.emplace(*std::move(shard));
  }

  static records::ArticleEvent event_of(const std::string& url, Time time,
                                        const std::vector<std::string>& paragraphs = kParagraphs,
                                        const std::string& title = "Bridge stays open") {
    records::ArticleEvent event;
    event.capture.url = url;
    event.capture.source = "s";
    event.capture.time = time;
    event.capture.status = 200;
    event.capture.outcome = Outcome::kFetched;
    event.capture.headers = {{"Content-Type", "text/html"}};
    event.capture.payload = "<html>" + title + " at " + format_time(time) + "</html>";
    event.capture.payload_digest = sha256(event.capture.payload);
    event.outcome = Outcome::kArticle;
    records::Article article;
    article.url = url;
    article.title = title;
    for (const auto& text : paragraphs)
      article.paragraphs.push_back({records::ParagraphKind::kText, text});
    article.paragraphs.push_back({records::ParagraphKind::kCaption, "The bridge in autumn"});
    event.content_hash = article::content_hash(article);
    event.text_hash = article::text_hash(article);
    event.article = std::move(article);
    return event;
  }

  // What a server answers that says of `page` that it is still there.
  static records::ArticleEvent unchanged(const records::ArticleEvent& page, Time time) {
    records::ArticleEvent event;
    event.capture.url = page.capture.url;
    event.capture.payload_digest = page.capture.payload_digest;
    event.capture.time = time;
    event.capture.status = 304;
    event.capture.outcome = event.outcome = Outcome::kUnchanged;
    return event;
  }

  PutReport put(const std::vector<records::ArticleEvent>& events, std::int64_t next = 0) {
    auto report = shard_->put(events, {{"articles", 0, next}});
    EXPECT_TRUE(report.ok()) << report.fault().text();
    return *report;
  }

  void expect_sound() {
    const auto report = shard_->verify({});
    ASSERT_TRUE(report.ok()) << report.fault().text();
    for (const auto& problem : report->problems)
      ADD_FAILURE() << problem.where << ": " << problem.what;
  }

  TemporaryFolder folder_;
  std::optional<Shard> shard_;
};

TEST_F(ShardTest, AVersionReadsBackAsItWasPut) {
  const auto event = event_of("https://a.example/x", kStart);

  put({event});

  const auto snapshot = *shard_->get({"example,a)/x", event.content_hash});
  EXPECT_EQ(snapshot.article.title, "Bridge stays open");
  EXPECT_EQ(*shard_->text(snapshot), event.article->paragraphs);
  EXPECT_EQ(*shard_->payload(snapshot.payload_digest), event.capture.payload);
  EXPECT_EQ(snapshot.version, 1u);
  EXPECT_EQ(snapshot.sightings, 1u);
  EXPECT_GT(snapshot.words, 30u);
  expect_sound();
}

TEST_F(ShardTest, PutTwiceIsPutOnce) {
  const auto event = event_of("https://a.example/x", kStart);
  put({event});

  const auto again = put({event, event});

  EXPECT_EQ(again.repeated, 2u);
  EXPECT_EQ(again.captures, 0u);
  EXPECT_EQ(shard_->stats()->captures, 1u);
  expect_sound();
}

TEST_F(ShardTest, AnUnchangedArticleIsASightingAndAnEditedOneAVersion) {
  auto edited = kParagraphs;
  edited[1] = "Engineers had warned that three of its piers were weak, and asked for a closure.";

  put({event_of("https://a.example/x", kStart)});
  const auto same = put({event_of("https://a.example/x", kStart + hours(1))});
  const auto changed = put({event_of("https://a.example/x", kStart + hours(2), edited)});

  EXPECT_EQ(same.sightings, 1u);
  EXPECT_EQ(changed.snapshots, 1u);
  const auto versions = *shard_->versions("example,a)/x");
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].sightings, 2u);
  EXPECT_EQ(versions[0].last_seen, kStart + hours(1));
  EXPECT_EQ(versions[1].version, 2u);
  EXPECT_EQ(versions[1].previous, versions[0].content_hash);
  EXPECT_EQ(*shard_->superseded(versions[0]), std::optional(kStart + hours(2)));
  EXPECT_EQ(*shard_->superseded(versions[1]), std::nullopt);
  expect_sound();
}

TEST_F(ShardTest, ARevisitSeesWhatWasSeenLast) {
  const auto page = event_of("https://a.example/x", kStart);
  put({page});

  put({unchanged(page, kStart + minutes(5))});

  const auto snapshot = *shard_->as_of("example,a)/x", Time::max());
  EXPECT_EQ(snapshot.sightings, 2u);
  const auto captures = *shard_->captures("example,a)/x", Time::min(), Time::max(), 10);
  ASSERT_EQ(captures.size(), 2u);
  EXPECT_EQ(captures[1].content_hash, snapshot.content_hash);
  expect_sound();
}

TEST_F(ShardTest, AsOfIsWhatTheLastCaptureSawAlsoWhenAVersionComesBack) {
  const std::vector<std::string> other = {
      "A quite different text, for an hour only, about the same bridge."};
  put({event_of("https://a.example/x", kStart),
       event_of("https://a.example/x", kStart + hours(1), other),
       event_of("https://a.example/x", kStart + hours(2))});
  const auto version_at = [&](Time time) { return shard_->as_of("example,a)/x", time)->version; };

  EXPECT_EQ(shard_->as_of("example,a)/x", kStart - Duration(1)).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(version_at(kStart), 1u);
  EXPECT_EQ(version_at(kStart + minutes(90)), 2u);
  EXPECT_EQ(version_at(kStart + hours(3)), 1u);
  expect_sound();
}

TEST_F(ShardTest, AnImportFromBeforeTakesItsPlaceInTheOrder) {
  const std::vector<std::string> older = {
      "An older text of the same article, found in another archive later on."};
  put({event_of("https://a.example/x", kStart)});

  put({event_of("https://a.example/x", kStart - hours(24), older)});

  const auto versions = *shard_->versions("example,a)/x");
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].first_seen, kStart - hours(24));
  EXPECT_EQ(versions[1].previous, versions[0].content_hash);
  EXPECT_EQ(shard_->as_of("example,a)/x", Time::max())->version, 2u);
  expect_sound();
}

// What an index knows that hears of changes alone: when each snapshot began and was superseded.
class Index {
 public:
  using Entry = std::pair<Time, std::optional<Time>>;
  static Entry entry_of(const Shard& shard, const records::SnapshotKey& key) {
    const auto snapshot = *shard.get(key);
    return {snapshot.first_seen, *shard.superseded(snapshot)};
  }
  void follow(const Shard& shard) {
    const auto changes = *shard.changes(read_, 1000);
    for (const auto& change : changes) {
      entries_[change.key] = entry_of(shard, change.key);
      read_ = change.sequence;
    }
  }
  void expect_current(const Shard& shard) const {
    for (const auto& [key, entry] : entries_) EXPECT_EQ(entry, entry_of(shard, key)) << key.name();
  }

 private:
  std::uint64_t read_ = 0;
  std::map<records::SnapshotKey, Entry> entries_;
};

TEST_F(ShardTest, HistoryComesOutTheSameInWhateverOrderItIsImported) {
  const std::vector<std::string> titles = {"Bridge stays open", "Bridge closes", "Bridge repaired"};
  Random random(7);
  for (int round = 0; round < 40; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const std::string url = "https://a.example/" + std::to_string(round);
    const std::string url_key = url::url_key(*url::Url::parse(url));
    std::vector<records::ArticleEvent> captures;
    for (int i = 0; i < 8; ++i) {
      captures.push_back(event_of(url, kStart + hours(i), kParagraphs, titles[random.below(3)]));
    }
    auto shuffled = captures;
    for (std::size_t i = shuffled.size(); i > 1; --i) {
      std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    }
    Index index;
    for (std::size_t from = 0; from < shuffled.size();) {
      const std::size_t to = std::min(shuffled.size(), from + 1 + random.below(4));
      put({shuffled.begin() + static_cast<std::ptrdiff_t>(from),
           shuffled.begin() + static_cast<std::ptrdiff_t>(to)});
      index.follow(*shard_);
      from = to;
    }

    for (const auto& capture : captures) {
      EXPECT_EQ(shard_->as_of(url_key, capture.capture.time)->content_hash, capture.content_hash);
    }
    index.expect_current(*shard_);
    const auto versions = *shard_->versions(url_key);
    Time before = Time::min();
    for (const auto& version : versions) {
      const auto first =
          std::ranges::find(captures, version.content_hash, &records::ArticleEvent::content_hash);
      EXPECT_EQ(version.first_seen, first->capture.time);
      EXPECT_LT(before, version.first_seen);
      before = version.first_seen;
    }
  }
  expect_sound();
}

TEST_F(ShardTest, AnOldRevisitIsOfTheVersionOfItsTime) {
  const auto first = event_of("https://a.example/x", kStart);
  const auto last =
      event_of("https://a.example/x", kStart + hours(9), kParagraphs, "Bridge closes");
  put({last, first});

  put({unchanged(first, kStart + hours(1)), unchanged(last, kStart + hours(2))});

  const auto version = *shard_->as_of("example,a)/x", kStart + hours(1));
  EXPECT_EQ(version.content_hash, first.content_hash);
  EXPECT_EQ(version.sightings, 2u) << "the page of the last one was not there yet";
  EXPECT_EQ(version.last_seen, kStart + hours(1));
  expect_sound();
}

TEST_F(ShardTest, AWireCopySharesItsTextAndIsFound) {
  put({event_of("https://a.example/x", kStart),
       event_of("https://b.example/y", kStart + hours(1), kParagraphs,
                "Old bridge open, says council")});

  EXPECT_EQ(shard_->stats()->texts, 1u);
  EXPECT_EQ(shard_->stats()->snapshots, 2u);
  const auto first = *shard_->as_of("example,a)/x", Time::max());
  const auto copies = *shard_->copies(first.text_hash, *shard_->signature(first.key()), 0.5, 10);
  ASSERT_EQ(copies.size(), 2u);
  EXPECT_TRUE(copies[0].exact && copies[1].exact);
  expect_sound();
}

TEST_F(ShardTest, ANearCopyIsFoundAndAnotherStoryIsNot) {
  auto edited = kParagraphs;
  edited[2] = "A final decision is expected in April, when the results of a second survey are due.";
  const std::vector<std::string> other = {
      "Heavy rain closed three roads in the north on Sunday, and trains were late all afternoon.",
      "No one was hurt, the police said, though several cars had to be pulled out of a stream."};
  put({event_of("https://a.example/x", kStart), event_of("https://b.example/y", kStart, edited),
       event_of("https://c.example/z", kStart, other)});

  const auto first = *shard_->as_of("example,a)/x", Time::max());
  const auto copies = *shard_->copies(first.text_hash, *shard_->signature(first.key()), 0.5, 10);

  ASSERT_EQ(copies.size(), 2u);
  EXPECT_EQ(copies[1].key.url_key, "example,b)/y");
  EXPECT_FALSE(copies[1].exact);
  EXPECT_GT(copies[1].resemblance, 0.5);
}

TEST_F(ShardTest, ThePageIsKeptOncePerSnapshotAndNotWhereThePublisherForbidsIt) {
  put({event_of("https://a.example/x", kStart),
       event_of("https://a.example/x", kStart + hours(1))});
  auto forbidden = event_of("https://b.example/x", kStart, kParagraphs, "Not to be archived");
  forbidden.article->robots_directives = {"noarchive"};
  put({forbidden});

  EXPECT_EQ(shard_->stats()->payloads, 1u);
  const auto snapshot = *shard_->as_of("example,b)/x", Time::max());
  EXPECT_EQ(shard_->payload(snapshot.payload_digest).fault().kind, FaultKind::kNotFound);
  expect_sound();
}

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
    if (!page.positions.empty()) listing.after = page.positions.back();
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
        if (!page.positions.empty()) listing.after = page.positions.back();
        more = page.more;
      }

      EXPECT_EQ(got, want);
    }
  }
  EXPECT_TRUE(shard_->verify({})->problems.empty());
}

TEST_F(ShardTest, TheOffsetIsKeptWithTheDataOverARestart) {
  EXPECT_EQ(*shard_->offset("articles", 0), 0);
  put({event_of("https://a.example/x", kStart)}, 42);

  open();

  EXPECT_EQ(*shard_->offset("articles", 0), 42);
  EXPECT_EQ(*shard_->offset("articles", 1), 0);
}

TEST_F(ShardTest, EverySnapshotIsProvable) {
  for (int i = 0; i < 7; ++i) {
    put({event_of("https://a.example/" + std::to_string(i), kStart + minutes(i))});
  }
  const auto size = *shard_->log_size();
  const Digest root = *shard_->log_root(size);
  for (const auto& snapshot : *shard_->read_from(0, 100)) {
    const auto path = *shard_->inclusion_proof(snapshot.log_index, size);
    EXPECT_TRUE(verify_inclusion(leaf_hash(Shard::log_leaf(snapshot)), snapshot.log_index, size,
                                 path, root));
  }
  EXPECT_TRUE(
      verify_consistency(3, size, *shard_->log_root(3), root, *shard_->consistency_proof(3, size)));
}

TEST_F(ShardTest, ChangesNameEverySnapshotThatAnIndexMustLookAtAgain) {
  const std::vector<std::string> other = {
      "A quite different text about the very same bridge, one hour later."};
  put({event_of("https://a.example/x", kStart)});
  put({event_of("https://a.example/x", kStart + hours(1), other)});

  const auto changes = *shard_->changes(0, 100);

  ASSERT_EQ(changes.size(), 3u);  // new, new, superseded
  EXPECT_EQ(changes.back().sequence, 3u);
  EXPECT_EQ(shard_->changes(2, 100)->size(), 1u);
}

TEST_F(ShardTest, NotesWhereAVersionCameBack) {
  const std::vector<std::string> other = {"Another text of this very article."};
  put({event_of("https://a.example/x", kStart), event_of("https://b.example/y", kStart)});
  put({event_of("https://a.example/x", kStart + hours(1), other)});
  EXPECT_TRUE(shard_->returned("", 10)->empty());

  put({event_of("https://a.example/x", kStart + hours(2))});
  put({event_of("https://b.example/y", kStart + hours(2))});
  // An import of what was between two sightings of the same version.
  put({event_of("https://b.example/y", kStart + hours(1), other)});

  const auto key = [](const char* url) { return url::url_key(*url::Url::parse(url)); };
  EXPECT_EQ(*shard_->returned("", 10),
            (std::vector<std::string>{key("https://a.example/x"), key("https://b.example/y")}));
  EXPECT_EQ(*shard_->returned("", 1), std::vector<std::string>{key("https://a.example/x")});
  EXPECT_EQ(*shard_->returned(key("https://a.example/x"), 10),
            std::vector<std::string>{key("https://b.example/y")});
}

TEST_F(ShardTest, WhatTheSchemaBeforeDidNotNoteIsFoundWhenItIsOpened) {
  put({event_of("https://a.example/x", kStart),
       event_of("https://a.example/x", kStart + hours(1), {"Another text of this very article."}),
       event_of("https://a.example/x", kStart + hours(2)),
       event_of("https://b.example/y", kStart)});
  shard_.reset();
  {
    kv::Options options;
    for (const auto name : kFamilies) {
      options.families.push_back({std::string(name), name != kTexts && name != kPayloads});
    }
    auto store = *kv::Store::open(folder_.path() / "store", options);
    kv::Batch batch;
    batch.put(kMeta, kSchemaName, kSchemaBefore);
    batch.remove_range(kReturns, "", "");
    ASSERT_TRUE(store.write(batch).ok());
  }

  const auto reader = Shard::open(folder_.path() / "store", {.read_only = true});
  ASSERT_TRUE(reader.ok()) << reader.fault().text();
  EXPECT_EQ(reader->verify({})->problem_count, 0u);
  open();

  EXPECT_EQ(shard_->returned("", 10)->size(), 1u);
  EXPECT_EQ(shard_->verify({})->problem_count, 0u);
}

// Whatever row is taken away, it is missed.
TEST_F(ShardTest, VerifyMissesEveryRow) {
  const auto page = event_of("https://a.example/x", kStart);
  put({page, unchanged(page, kStart + minutes(1)),
       event_of("https://a.example/x", kStart + hours(1), {"Another text of this very article."}),
       event_of("https://b.example/y", kStart + hours(2)),
       event_of("https://a.example/x", kStart + hours(3))},
      5);
  kv::Options options;
  for (const auto name : kFamilies) {
    options.families.push_back({std::string(name), name != kTexts && name != kPayloads});
  }
  for (const auto family : kFamilies) {
    // What leads to candidates for copies may be short of a row: it finds less, and says nothing
    // wrong. Where to read on is the bus's to check.
    if (family == kStories || family == kMeta) continue;
    std::vector<std::pair<std::string, std::string>> rows;
    shard_.reset();
    {
      auto store = *kv::Store::open(folder_.path() / "store", options);
      auto cursor = store.scan(family);
      while (cursor.next()) rows.emplace_back(cursor.key(), cursor.value());
    }
    EXPECT_FALSE(rows.empty()) << family;
    for (const auto& [key, value] : rows) {
      const auto write = [&](bool there) {
        shard_.reset();
        auto store = *kv::Store::open(folder_.path() / "store", options);
        kv::Batch batch;
        there ? batch.put(family, key, value) : batch.remove(family, key);
        ASSERT_TRUE(store.write(batch).ok());
      };
      write(false);
      open();
      EXPECT_GE(shard_->verify({})->problem_count, 1u) << family << " " << to_hex(key);
      write(true);
    }
  }
  open();
  expect_sound();
}

TEST_F(ShardTest, AWallThatDoesNotChangeIsNoSightingOfTheArticleBehindIt) {
  auto wall = event_of("https://a.example/x", kStart + minutes(5));
  wall.article.reset();
  wall.outcome = Outcome::kConsentWall;
  wall.content_hash = wall.text_hash = {};
  put({event_of("https://a.example/x", kStart), wall});

  put({unchanged(wall, kStart + minutes(10))});

  const auto snapshot = *shard_->as_of("example,a)/x", Time::max());
  EXPECT_EQ(snapshot.sightings, 1u);
  EXPECT_EQ(snapshot.last_seen, kStart);
  expect_sound();
}

// A replay from any point gives the archive that one pass gives.
TEST_F(ShardTest, ReplaysFromAnyPointChangeNothing) {
  Random random(11);
  std::vector<records::ArticleEvent> events;
  for (int i = 0; i < 60; ++i) {
    const std::string url = "https://a.example/" + std::to_string(random.below(6));
    const Time time = kStart + minutes(i);
    if (!events.empty() && random.chance(0.3)) {
      events.push_back(unchanged(events[random.below(events.size())], time));
    } else {
      events.push_back(event_of(
          url, time, {"Variant " + std::to_string(random.below(3)) + " of this article."}));
    }
  }
  put(events);
  const auto once = *shard_->stats();

  for (int i = 0; i < 5; ++i) {
    const auto from = static_cast<std::ptrdiff_t>(random.below(events.size()));
    put({events.begin() + from, events.end()});
  }

  const auto many = *shard_->stats();
  EXPECT_EQ(many.captures, once.captures);
  EXPECT_EQ(many.snapshots, once.snapshots);
  EXPECT_EQ(many.last_change, once.last_change);
  expect_sound();
}

}  // namespace
}  // namespace broadsheet::archive
