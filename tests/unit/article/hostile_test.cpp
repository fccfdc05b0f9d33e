// SPDX-License-Identifier: Apache-2.0
// Pages made to cost much come to an article, or to none, of a bounded size.
#include <gtest/gtest.h>

#include "article/extract.h"
#include "support/hostile_pages.h"

namespace broadsheet::article {
namespace {

// Each would take minutes if any of it were quadratic; how they grow is measured by hand
// (docs/performance.md).
TEST(HostilePages, GiveNoMoreThanTheyHold) {
  constexpr std::size_t kBytes = 20'000;
  const auto url = *url::Url::parse("https://news.example/2026/11/22/flood-hits-town");
  for (const auto& hostile : testing_support::hostile_pages()) {
    SCOPED_TRACE(hostile.name);
    const std::string body = hostile.make(kBytes);
    const auto got = extract({.url = url, .body = body}, {.explain = true, .any_outcome = true});
    EXPECT_FALSE(got.reason.empty());
    EXPECT_LE(got.links.size(), 10'000U);
    EXPECT_LE(got.blocks.size(), 10'000U);
    for (const auto& block : got.blocks) EXPECT_LE(block.path.size(), 1'100U);
    if (!got.article) continue;
    std::size_t bytes = 0;
    for (const auto& paragraph : got.article->paragraphs) bytes += paragraph.text.size();
    // "&nGt;" is five bytes of page and six of text; nothing grows by more.
    EXPECT_LE(bytes, 2 * body.size());
    EXPECT_LE(got.article->authors.size(), 100U);
    EXPECT_LE(got.article->keywords.size(), 50U);
    for (const auto& provenance : got.article->provenance) {
      EXPECT_LE(provenance.alternatives.size(), 8U);
    }
  }
}

// Whatever its size, a page is read to its end or to a limit.
TEST(HostilePages, MayHaveEightMebibytes) {
  constexpr std::size_t kBytes = std::size_t{8} << 20;
  const auto url = *url::Url::parse("https://news.example/2026/11/22/flood-hits-town");
  for (const std::string_view name : {"one text", "less than"}) {
    SCOPED_TRACE(name);
    for (const auto& hostile : testing_support::hostile_pages()) {
      if (hostile.name != name) continue;
      const std::string body = hostile.make(kBytes);
      EXPECT_FALSE(extract({.url = url, .body = body}).reason.empty());
    }
  }
}

}  // namespace
}  // namespace broadsheet::article
