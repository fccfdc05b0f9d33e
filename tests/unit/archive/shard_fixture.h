// SPDX-License-Identifier: Apache-2.0
// A shard in a folder of its own, events to put into it, and an index that follows it.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "archive/keys.h"
#include "archive/shard.h"
#include "article/content_hash.h"
#include "core/file.h"
#include "kv/store.h"
#include "url/canonical.h"

namespace broadsheet::archive {

using records::Outcome;
using std::chrono::hours;
using std::chrono::minutes;

inline const Time kStart = *parse_time("2026-11-22T10:00:00Z");

inline const std::vector<std::string> kParagraphs = {
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

  // Changes rows behind the shard's back.
  void write_rows(const kv::Batch& batch, bool open_again = true) {
    shard_.reset();
    {
      kv::Options options;
      for (const auto name : kFamilies) {
        options.families.push_back({std::string(name), name != kTexts && name != kPayloads});
      }
      auto store = *kv::Store::open(folder_.path() / "store", options);
      ASSERT_TRUE(store.write(batch).ok());
    }
    if (open_again) open();
  }
  // A capture that nobody can read: who must not look at it is found out.
  void plant_trap(const std::string& url_key, Time time) {
    kv::Batch batch;
    batch.put(kCaptures, capture_key(url_key, time), "\xff");
    write_rows(batch);
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

}  // namespace broadsheet::archive
