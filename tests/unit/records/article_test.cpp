// SPDX-License-Identifier: Apache-2.0
// Texts and dates of articles, as people read them.
#include "records/article.h"

#include <gtest/gtest.h>

namespace broadsheet::records {
namespace {

Date date(std::string_view time, Precision precision, std::optional<int> offset = {}) {
  return {.time = *parse_time(time), .precision = precision, .offset_minutes = offset};
}

TEST(FormatDate, WritesWhatIsKnownAndNoMore) {
  const auto time = "2026-11-22T10:20:30.5Z";
  EXPECT_EQ(format_date(date(time, Precision::kYear)), "2026");
  EXPECT_EQ(format_date(date(time, Precision::kMonth)), "2026-11");
  EXPECT_EQ(format_date(date(time, Precision::kDay)), "2026-11-22");
  EXPECT_EQ(format_date(date(time, Precision::kMinute)), "2026-11-22T10:20:00Z");
  EXPECT_EQ(format_date(date(time, Precision::kSecond)), "2026-11-22T10:20:30Z");
  EXPECT_EQ(format_date(date(time, Precision::kUnknown)), "2026-11-22T10:20:30Z");
}

TEST(FormatDate, IsInTheZoneThatThePageNamed) {
  EXPECT_EQ(format_date(date("2026-11-22T23:30:00Z", Precision::kMinute, 60)),
            "2026-11-23T00:30:00+01:00");
  EXPECT_EQ(format_date(date("2026-01-01T01:00:05Z", Precision::kSecond, -210)),
            "2025-12-31T21:30:05-03:30");
  // Midnight in the page's zone is the day before in UTC; the day is the page's.
  EXPECT_EQ(format_date(date("2026-11-21T23:00:00Z", Precision::kDay, 60)), "2026-11-22");
  EXPECT_EQ(format_date(date("2026-11-22T10:00:00Z", Precision::kMinute, 0)),
            "2026-11-22T10:00:00Z");
}

TEST(FormatDate, DoesNotBelieveAnOffsetOfMoreThanADay) {
  EXPECT_EQ(format_date(date("2026-11-22T10:00:00Z", Precision::kSecond, 100000)),
            "2026-11-22T10:00:00Z");
}

TEST(FormatDate, SurvivesTheEdgesOfTime) {
  EXPECT_FALSE(format_date({.time = Time::max(), .precision = Precision::kSecond}).empty());
  EXPECT_FALSE(format_date({.time = Time::min(), .precision = Precision::kSecond}).empty());
}

TEST(TextOf, LeavesOutCaptionsAndNotices) {
  Article article{.url = "https://example.com/a"};
  article.paragraphs = {
      {ParagraphKind::kHeading, "Early"},   {ParagraphKind::kCaption, "A photograph"},
      {ParagraphKind::kText, "It rained."}, {ParagraphKind::kNotice, "This article was amended."},
      {ParagraphKind::kListItem, "First"},  {ParagraphKind::kQuote, "\"No.\""},
      {ParagraphKind::kTableRow, "1\t2"}};

  EXPECT_EQ(text_of(article), "Early\n\nIt rained.\n\nFirst\n\n\"No.\"\n\n1\t2");
  EXPECT_EQ(text_paragraphs(article).size(), 5U);
  EXPECT_EQ(text_of(Article{}), "");
}

}  // namespace
}  // namespace broadsheet::records
