// SPDX-License-Identifier: Apache-2.0
// Pages that are read anew: what comes out takes the place of what was, and nobody edited anything.
#include "core/random.h"
#include "shard_fixture.h"

namespace broadsheet::archive {
namespace {

const std::string kUrl = "https://a.example/x";
const std::string kKey = "example,a)/x";
const std::vector<std::string> kWithResidue = {kParagraphs[0], kParagraphs[1], kParagraphs[2],
                                               "Leave a Comment"};

class ReadAgain : public ShardTest {
 protected:
  static records::ArticleEvent read_by(const char* version, records::ArticleEvent event) {
    event.article->extractor_version = version;
    return event;
  }
  // What the extractor after the last makes of the page of `old`.
  static records::ArticleEvent anew(const records::ArticleEvent& old,
                                    const std::vector<std::string>& paragraphs = kParagraphs,
                                    const char* version = "2",
                                    const std::string& title = "Bridge stays open") {
    auto event = read_by(version, event_of(old.capture.url, old.capture.time, paragraphs, title));
    event.capture.payload.clear();
    event.capture.payload_digest = old.capture.payload_digest;
    event.capture.reading_of = old.content_hash;
    return event;
  }
  [[nodiscard]] records::Snapshot get(const records::ArticleEvent& event) const {
    return *shard_->get({kKey, event.content_hash});
  }
};

TEST_F(ReadAgain, AnotherTextTakesThePlaceAndTheTimesOfTheFormerOne) {
  const auto first = read_by("1", event_of(kUrl, kStart, kWithResidue));
  put({first, unchanged(first, kStart + hours(1)), unchanged(first, kStart + hours(2))});
  const auto better = anew(first);

  EXPECT_EQ(put({better}).replaced, 1u);

  const auto versions = *shard_->versions(kKey);
  ASSERT_EQ(versions.size(), 1u) << "no edit";
  EXPECT_EQ(versions[0].content_hash, better.content_hash);
  EXPECT_EQ(versions[0].first_seen, kStart);
  EXPECT_EQ(versions[0].last_seen, kStart + hours(2));
  EXPECT_EQ(versions[0].sightings, 3u);
  EXPECT_EQ(versions[0].reading_of, first.content_hash);
  EXPECT_EQ(versions[0].article.extractor_version, "2");
  EXPECT_EQ(*shard_->payload(versions[0].payload_digest), first.capture.payload);
  EXPECT_EQ(shard_->as_of(kKey, kStart + hours(1))->content_hash, better.content_hash);
  EXPECT_EQ(shard_->stats()->captures, 3u) << "no capture was doubled";
  expect_sound();
}

TEST_F(ReadAgain, TheFormerReadingKeepsItsNameItsTextAndItsProof) {
  const auto first = read_by("1", event_of(kUrl, kStart, kWithResidue));
  put({first});
  const auto root = *shard_->log_root(1);

  put({anew(first)});

  const auto former = get(first);
  EXPECT_EQ(former.replaced_by, anew(first).content_hash);
  EXPECT_EQ(shard_->text(former)->at(3).text, "Leave a Comment");
  EXPECT_EQ(former.log_index, 0u);
  EXPECT_EQ(*shard_->log_root(1), root);
  EXPECT_EQ(*shard_->log_size(), 2u);
  EXPECT_EQ(*shard_->superseded(former), kStart);
  const auto list = *shard_->list({});
  ASSERT_EQ(list.snapshots.size(), 1u) << "it is in no list";
  const auto better = get(anew(first));
  const auto copies = *shard_->copies(better.text_hash, *shard_->signature(better.key()), 0.1, 9);
  EXPECT_EQ(copies.size(), 1u) << "and no copy of itself";
  expect_sound();
}

TEST_F(ReadAgain, TwiceIsOnce) {
  const auto first = read_by("1", event_of(kUrl, kStart, kWithResidue));
  put({first});
  put({anew(first)});
  const auto before = *shard_->stats();

  EXPECT_EQ(put({anew(first), anew(first)}).repeated, 2u);

  EXPECT_EQ(shard_->stats()->last_change, before.last_change);
  EXPECT_EQ(shard_->stats()->snapshots, before.snapshots);
  expect_sound();
}

TEST_F(ReadAgain, TheSameTextGetsTheBetterMetadata) {
  const auto first = read_by("1", event_of(kUrl, kStart));
  put({first});
  auto better = anew(first);
  better.article->authors = {"Jane Doe"};
  better.article->paragraphs.back().text = "The old bridge in autumn";

  put({better});

  const auto snapshot = *shard_->as_of(kKey, kStart);
  EXPECT_EQ(snapshot.content_hash, first.content_hash);
  EXPECT_EQ(snapshot.article.authors, std::vector<std::string>{"Jane Doe"});
  EXPECT_EQ(snapshot.article.extractor_version, "2");
  EXPECT_EQ(shard_->text(snapshot)->back().text, "The old bridge in autumn");
  EXPECT_EQ(snapshot.version, 1u);
  EXPECT_EQ(shard_->stats()->snapshots, 1u);
  expect_sound();
}

TEST_F(ReadAgain, AnEditThatWasNoneDisappears) {
  const auto first = read_by("1", event_of(kUrl, kStart, kWithResidue));
  const auto later = read_by("2", event_of(kUrl, kStart + hours(5)));
  put({first, later});
  ASSERT_EQ(shard_->versions(kKey)->size(), 2u) << "the extractor changed, not the page";

  put({anew(first)});

  const auto versions = *shard_->versions(kKey);
  ASSERT_EQ(versions.size(), 1u);
  EXPECT_EQ(versions[0].first_seen, kStart);
  EXPECT_EQ(versions[0].last_seen, kStart + hours(5));
  EXPECT_EQ(versions[0].sightings, 2u);
  EXPECT_EQ(shard_->list({})->snapshots.size(), 1u);
  expect_sound();
}

TEST_F(ReadAgain, AnEditStaysOne) {
  const auto first = read_by("1", event_of(kUrl, kStart, kWithResidue));
  const auto edited =
      read_by("1", event_of(kUrl, kStart + hours(5), kWithResidue, "Bridge closes"));
  put({first, edited});

  put({anew(first), anew(edited, kParagraphs, "2", "Bridge closes")});

  const auto versions = *shard_->versions(kKey);
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].version, 1u);
  EXPECT_EQ(versions[1].previous, versions[0].content_hash);
  EXPECT_EQ(versions[1].first_seen, kStart + hours(5));
  EXPECT_EQ(shard_->as_of(kKey, kStart + hours(4))->content_hash, versions[0].content_hash);
  expect_sound();
}

TEST_F(ReadAgain, AnExtractorThatTurnsBackBringsTheFormerReadingBack) {
  const auto first = read_by("1", event_of(kUrl, kStart));
  put({first});
  const auto worse = anew(first, kWithResidue);
  put({worse});
  const auto again = anew(worse, kParagraphs, "3");

  put({again});

  const auto versions = *shard_->versions(kKey);
  ASSERT_EQ(versions.size(), 1u);
  EXPECT_EQ(versions[0].content_hash, first.content_hash);
  EXPECT_EQ(versions[0].sightings, 1u);
  EXPECT_TRUE(versions[0].replaced_by.is_zero());
  EXPECT_EQ(get(worse).replaced_by, first.content_hash);
  EXPECT_EQ(shard_->list({})->snapshots.size(), 1u);
  expect_sound();
}

TEST_F(ReadAgain, AnOlderExtractorThatStillRunsSeesWhatReplacedItsReading) {
  const auto first = read_by("1", event_of(kUrl, kStart, kWithResidue));
  put({first, anew(first)});

  put({read_by("1", event_of(kUrl, kStart + hours(3), kWithResidue))});

  const auto versions = *shard_->versions(kKey);
  ASSERT_EQ(versions.size(), 1u);
  EXPECT_EQ(versions[0].content_hash, anew(first).content_hash);
  EXPECT_EQ(versions[0].sightings, 2u);
  EXPECT_EQ(versions[0].last_seen, kStart + hours(3));
  expect_sound();
}

// The residue that a former extractor left in the text is what the editor writes later on.
TEST_F(ReadAgain, WhatAFormerExtractorHadReadIsAVersionOnceItIsPublished) {
  const auto first = read_by("1", event_of(kUrl, kStart, kWithResidue));
  put({first, anew(first)});
  const auto root = *shard_->log_root(2);
  const auto leaf = Shard::log_leaf(get(first));

  const auto edited = read_by("2", event_of(kUrl, kStart + hours(5), kWithResidue));
  EXPECT_EQ(put({edited}).snapshots, 1u);

  const auto versions = *shard_->versions(kKey);
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].content_hash, anew(first).content_hash);
  EXPECT_EQ(versions[0].last_seen, kStart) << "it was not seen again";
  EXPECT_EQ(versions[1].content_hash, edited.content_hash);
  EXPECT_EQ(versions[1].first_seen, kStart + hours(5));
  EXPECT_EQ(versions[1].sightings, 1u);
  EXPECT_EQ(versions[1].previous, versions[0].content_hash);
  EXPECT_EQ(versions[1].article.extractor_version, "2");
  EXPECT_EQ(*shard_->payload(versions[1].payload_digest), edited.capture.payload);
  EXPECT_EQ(shard_->as_of(kKey, kStart + hours(4))->content_hash, versions[0].content_hash);
  EXPECT_EQ(*shard_->superseded(versions[0]), kStart + hours(5));
  EXPECT_EQ(Shard::log_leaf(versions[1]), leaf) << "and its proof holds";
  EXPECT_EQ(*shard_->log_size(), 2u);
  EXPECT_EQ(*shard_->log_root(2), root);
  EXPECT_EQ(shard_->list({})->snapshots.size(), 2u);
  expect_sound();

  EXPECT_EQ(put({edited, first, anew(first)}).repeated, 3u);
  put({unchanged(edited, kStart + hours(6))});
  EXPECT_EQ(get(edited).sightings, 2u);
  expect_sound();
}

TEST_F(ReadAgain, APageThatIsReadAnewAsAnotherOnceWasIsItsOwnVersion) {
  const auto first = read_by("1", event_of(kUrl, kStart, kWithResidue));
  auto other_text = kParagraphs;
  other_text[0] = "The council voted on Tuesday to close the old bridge at the end of the month.";
  const auto later = read_by("1", event_of(kUrl, kStart + hours(5), other_text));
  put({first, later, anew(first)});

  put({anew(later, kWithResidue)});

  const auto versions = *shard_->versions(kKey);
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].content_hash, anew(first).content_hash);
  EXPECT_EQ(versions[1].content_hash, first.content_hash);
  EXPECT_EQ(versions[1].payload_digest, later.capture.payload_digest);
  EXPECT_EQ(get(later).replaced_by, first.content_hash);
  expect_sound();
}

// The elder reading of a page that has a name of its own again is still of its own page.
TEST_F(ReadAgain, WhatItHadReplacedIsReplacedByWhatReplacedIt) {
  auto rough = kWithResidue;
  rough.emplace_back("Scroll to Top");
  const auto first = read_by("1", event_of(kUrl, kStart, rough));
  const auto better = anew(first, kWithResidue, "2");
  const auto best = anew(better, kParagraphs, "3");
  put({first, better, best});

  put({read_by("3", event_of(kUrl, kStart + hours(5), kWithResidue))});
  put({read_by("1", event_of(kUrl, kStart + hours(6), rough))});

  EXPECT_EQ(get(first).replaced_by, best.content_hash);
  EXPECT_EQ(shard_->as_of(kKey, kStart + hours(7))->content_hash, best.content_hash)
      << "for all that the elder extractor knows";
  EXPECT_EQ(shard_->versions(kKey)->size(), 2u);
  expect_sound();
}

TEST_F(ReadAgain, APageWithoutAnArticleTakesNothingAway) {
  const auto first = read_by("1", event_of(kUrl, kStart));
  put({first});
  auto nothing = anew(first);
  nothing.article.reset();
  nothing.outcome = Outcome::kHub;
  nothing.content_hash = {};

  EXPECT_EQ(put({nothing}).repeated, 1u);

  EXPECT_EQ(shard_->as_of(kKey, kStart)->content_hash, first.content_hash);
  expect_sound();
}

TEST_F(ReadAgain, InAnyOrderAndBatchTheArchiveStaysSoundAndItsIndexRight) {
  Random random(11);
  const std::vector<std::string> titles = {"Bridge stays open", "Bridge closes", "Bridge repaired"};
  for (int round = 0; round < 30; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const std::string url = "https://a.example/" + std::to_string(round);
    std::vector<records::ArticleEvent> events;
    for (int i = 0; i < 6; ++i) {
      const bool old = random.chance(0.6);
      const bool residue = old || random.chance(0.3);  // which an editor may write, too
      const auto& title = titles[random.below(3)];
      auto event =
          read_by(old ? "1" : "2", event_of(url, kStart + hours(static_cast<int>(random.below(9))),
                                            residue ? kWithResidue : kParagraphs, title));
      if (old) events.push_back(anew(event, kParagraphs, "2", title));
      events.push_back(std::move(event));
    }
    for (std::size_t i = events.size(); i > 1; --i) {
      std::swap(events[i - 1], events[random.below(i)]);
    }
    Index index;
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t from = 0; from < events.size();) {
        const std::size_t to = std::min(events.size(), from + 1 + random.below(4));
        put({events.begin() + static_cast<std::ptrdiff_t>(from),
             events.begin() + static_cast<std::ptrdiff_t>(to)});
        index.follow(*shard_);
        from = to;
      }
    }
    index.expect_current(*shard_);
    expect_sound();
  }
}

}  // namespace
}  // namespace broadsheet::archive
