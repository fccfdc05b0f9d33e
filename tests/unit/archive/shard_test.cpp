// SPDX-License-Identifier: Apache-2.0
// What a shard promises: put twice is put once, every version reads back, copies are found, and
// verify finds whatever is wrong.
#include "archive/shard.h"

#include <gtest/gtest.h>

#include "archive/log.h"
#include "core/random.h"
#include "shard_fixture.h"
#include "text/similarity.h"

namespace broadsheet::archive {
namespace {

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

// An extractor of the next version beside an indexer of this one.
TEST_F(ShardTest, FieldsOfANewerExtractorStayWithItsArticle) {
  auto event = event_of("https://a.example/x", kStart);
  event.article->unknown_fields = std::string("\xba\x3e\x03", 3) + "new";
  put({*records::decode_article_event(records::encode(event))});
  put({event_of("https://a.example/x", kStart + hours(1))});
  open();

  const auto snapshot = *shard_->as_of("example,a)/x", Time::max());
  EXPECT_EQ(snapshot.article.unknown_fields, event.article->unknown_fields);
  EXPECT_EQ(snapshot.sightings, 2u);
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
  kv::Batch batch;
  batch.put(kMeta, kSchemaName, kSchemaBefore);
  batch.remove_range(kReturns, "", "");
  write_rows(batch, false);

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
    if (family == kMeta) continue;  // Where to read on is the bus's to check.
    std::vector<std::pair<std::string, std::string>> rows;
    shard_.reset();
    {
      auto store = *kv::Store::open(folder_.path() / "store", options);
      auto cursor = store.scan(family);
      for (int row = 0; cursor.next(); ++row) {
        // There are many of bands, and all are alike.
        const bool band = family == kStories && cursor.key().front() == 'b';
        if (!band || row % 50 == 0) rows.emplace_back(cursor.key(), cursor.value());
      }
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
