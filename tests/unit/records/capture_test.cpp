// SPDX-License-Identifier: Apache-2.0
// Names of outcomes, headers, and what is kept of a capture.
#include "records/capture.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "records/snapshot.h"

namespace broadsheet::records {
namespace {

constexpr int kOutcomes = static_cast<int>(Outcome::kUnreadable) + 1;

TEST(Outcome, HasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    names.insert(to_string(outcome));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kOutcomes));
  EXPECT_EQ(to_string(Outcome::kSoft404), "soft 404");
  EXPECT_EQ(to_string(Outcome::kRefusedByRobots), "refused by robots");
  EXPECT_EQ(to_string(Outcome::kArticle), "article");
}

TEST(Outcome, IsUnknownForAnyOtherNumber) {
  EXPECT_EQ(to_string(static_cast<Outcome>(250)), "unknown");
}

TEST(Outcome, OnlyTextsBecomeSnapshots) {
  EXPECT_TRUE(has_article(Outcome::kArticle));
  EXPECT_TRUE(has_article(Outcome::kPaywalled));
  EXPECT_FALSE(has_article(Outcome::kHub));
  EXPECT_FALSE(has_article(Outcome::kUnchanged));
  EXPECT_FALSE(has_article(Outcome::kSoft404));
}

TEST(Header, IsTheFirstOfItsNameInAnyCase) {
  const Headers headers = {{"ETag", "one"}, {"etag", "two"}, {"Empty", ""}};
  EXPECT_EQ(header(headers, "ETAG"), "one");
  EXPECT_EQ(header(headers, "empty"), "");
  EXPECT_EQ(header(headers, "Age"), "");
}

TEST(RecordOf, KeepsEverythingButThePayload) {
  Capture capture{.url = "https://example.com/a"};
  capture.time = from_micros(17);
  capture.outcome = Outcome::kFetched;
  capture.status = 200;
  capture.headers = {{"Content-Type", "text/html"}};
  capture.payload = "<p>";
  capture.payload_digest = sha256(capture.payload);
  capture.robots = {.allowed = true, .line = 3, .rule = "Allow: /", .reason = "rules"};
  ArticleEvent event{.capture = capture};
  event.outcome = Outcome::kArticle;
  event.content_hash = sha256("content");

  const auto record = record_of(event);

  EXPECT_EQ(record.url, capture.url);
  EXPECT_EQ(record.outcome, Outcome::kArticle);
  EXPECT_EQ(record.payload_bytes, 3U);
  EXPECT_EQ(record.payload_digest, capture.payload_digest);
  EXPECT_EQ(record.content_hash, event.content_hash);
  EXPECT_EQ(record.robots, capture.robots);
  EXPECT_EQ(record.headers, capture.headers);
  EXPECT_FALSE(record.revisit);
}

TEST(RecordOf, ARevisitPointsAtThePayloadThatWasSeenAgain) {
  Capture capture{.url = "https://example.com/a"};
  capture.outcome = Outcome::kUnchanged;
  capture.reason = "304 Not Modified";
  capture.payload_digest = sha256("<p>");

  const auto record = record_of({.capture = capture});

  EXPECT_TRUE(record.revisit);
  EXPECT_EQ(record.outcome, Outcome::kUnchanged);
  EXPECT_EQ(record.reason, "304 Not Modified");
  EXPECT_EQ(record.payload_bytes, 0U);
  EXPECT_EQ(record.payload_digest, sha256("<p>"));
}

}  // namespace
}  // namespace broadsheet::records
