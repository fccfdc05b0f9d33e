// SPDX-License-Identifier: Apache-2.0
// Who changed what differs between two versions: the editor, or who read them.
#include <gtest/gtest.h>

#include "samples.h"

namespace broadsheet::rpc {
namespace {

records::Snapshot version(const std::string& text, const std::string& page,
                          const std::string& reader) {
  auto snapshot = sample_snapshot();
  snapshot.content_hash = sha256(text);
  snapshot.payload_digest = sha256(page);
  snapshot.article.extractor_version = reader;
  return snapshot;
}

TEST(Cause, TwoPagesThatOneExtractorReadWereEdited) {
  EXPECT_EQ(cause_of(version("a", "1", "9"), version("b", "2", "9")), DiffCause::kEditor);
  EXPECT_EQ(cause_of(version("a", "1", "8"), version("b", "2", "9")), DiffCause::kUnclear);
}

TEST(Cause, OnePageThatTwoExtractorsReadWasNot) {
  EXPECT_EQ(cause_of(version("a", "1", "8"), version("b", "1", "9")), DiffCause::kExtractor);
}

TEST(Cause, AReadingAndWhatReplacedItAreTheExtractors) {
  auto former = version("a", "1", "8");
  auto now = version("b", "2", "9");
  former.replaced_by = now.content_hash;
  now.reading_of = former.content_hash;

  EXPECT_EQ(cause_of(former, now), DiffCause::kExtractor);
  EXPECT_EQ(cause_of(now, former), DiffCause::kExtractor);
}

TEST(Cause, WhatWasReadSoOnceAndWasPublishedLaterIsTheEditors) {
  auto now = version("b", "1", "9");
  auto published = version("a", "2", "9");
  now.reading_of = published.content_hash;

  EXPECT_EQ(cause_of(now, published), DiffCause::kEditor);
}

}  // namespace
}  // namespace broadsheet::rpc
