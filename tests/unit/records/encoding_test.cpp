// SPDX-License-Identifier: Apache-2.0
// Records as bytes: what survives, what is refused.
#include <gtest/gtest.h>

#include <string>

#include "records/frontier_record.h"
#include "records/operations.h"
#include "records/snapshot.h"
#include "records/source.h"

namespace broadsheet::records {
namespace {

// Field 1000, length-delimited, "new": what a later version might write.
const std::string kNewField = "\xc2\x3e\x03new";

TEST(Encoding, EmptyRecordsReadBack) {
  EXPECT_EQ(*decode_source(encode(Source{})), Source{});
  EXPECT_EQ(*decode_discovery(encode(Discovery{})), Discovery{});
  EXPECT_EQ(*decode_capture(encode(Capture{})), Capture{});
  EXPECT_EQ(*decode_article(encode(Article{})), Article{});
  EXPECT_EQ(*decode_article_event(encode(ArticleEvent{})), ArticleEvent{});
  EXPECT_EQ(*decode_snapshot(encode(Snapshot{})), Snapshot{});
  EXPECT_EQ(*decode_capture_record(encode(CaptureRecord{})), CaptureRecord{});
  EXPECT_EQ(*decode_frontier_record(encode(FrontierRecord{})), FrontierRecord{});
  EXPECT_EQ(*decode_shard_endpoint(encode(ShardEndpoint{})), ShardEndpoint{});
  EXPECT_EQ(*decode_dead_letter(encode(DeadLetter{})), DeadLetter{});
}

TEST(Encoding, FieldsOfANewerWriterSurvive) {
  const auto bytes = encode(Source{.id = "a"}) + kNewField;
  const auto source = decode_source(bytes);
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source->unknown_fields, kNewField);
  EXPECT_EQ(encode(*source), bytes);
}

TEST(Encoding, FieldsOfANewerWriterSurviveInsideAnEvent) {
  ArticleEvent event;
  event.capture = *decode_capture(encode(Capture{.url = "https://example.com/"}) + kNewField);
  event.article = *decode_article(encode(Article{.url = "https://example.com/"}) + kNewField);

  const auto read = decode_article_event(encode(event));

  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, event);
  EXPECT_EQ(read->capture.unknown_fields, kNewField);
  EXPECT_EQ(read->article->unknown_fields, kNewField);
}

TEST(Encoding, ForeignBytesInTextSurvive) {
  Capture capture{.url = "https://example.com/"};
  capture.status_text = "\xff\xfe\0K";
  capture.headers = {{"X-\x80", std::string("\0\xc3", 2)}};
  capture.hint.title = "caf\xe9";
  EXPECT_EQ(*decode_capture(encode(capture)), capture);
}

TEST(Encoding, NoneIsNotZero) {
  Source source{.id = "a"};
  source.delay = Duration(0);
  source.budget = 0;
  const auto read = decode_source(encode(source));
  EXPECT_EQ(read->delay, Duration(0));
  EXPECT_EQ(read->budget, 0U);
  EXPECT_FALSE(read->recheck.has_value());
}

TEST(Encoding, NeverAndLongAgoAreTimesToo) {
  FrontierRecord record{.url = "https://example.com/"};
  record.due = Time::max();
  record.found = Time::min();
  EXPECT_EQ(*decode_frontier_record(encode(record)), record);
}

TEST(Encoding, AValueThatIsNotKnownYetReadsAsUnknown) {
  const auto capture = decode_capture("\x28\x63");  // field 5, the outcome: 99
  ASSERT_TRUE(capture.ok());
  EXPECT_EQ(capture->outcome, Outcome::kUnknown);
}

TEST(Encoding, RefusesDamage) {
  const auto bytes = encode(Source{.id = "abc", .name = "A"});
  EXPECT_EQ(decode_source(bytes.substr(0, bytes.size() - 1)).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(decode_capture("\xff\xff\xff").fault().kind, FaultKind::kBadInput);
  // Field 14 of a capture is a digest; this one has three bytes.
  const auto capture = decode_capture("\x72\x03wee");
  ASSERT_FALSE(capture.ok());
  EXPECT_EQ(capture.fault().where, "capture.payload_digest");
}

}  // namespace
}  // namespace broadsheet::records
