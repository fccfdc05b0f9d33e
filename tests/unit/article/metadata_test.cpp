// SPDX-License-Identifier: Apache-2.0
// What pages say of themselves, well or badly written.
#include "article/metadata.h"

#include <gtest/gtest.h>

#include "html/parse.h"

namespace broadsheet::article {
namespace {

std::string best_of(std::string_view page, FieldKind field) {
  const auto document = html::parse(page, {});
  const auto candidates = read_metadata(document);
  const auto* found = best(candidates, field);
  return found == nullptr ? "" : found->value;
}

TEST(Metadata, JsonLdIsBelievedBeforeMetaTags) {
  constexpr std::string_view kPage =
      "<meta property=og:title content=Meta><script type=application/ld+json>{\"@graph\":[{"
      "\"@type\":\"NewsArticle\",\"headline\":\"Structured\",\"author\":[{\"name\":\"Jane "
      "Doe\"}]}]}</script>";
  EXPECT_EQ(best_of(kPage, FieldKind::kTitle), "Structured");
  EXPECT_EQ(best_of(kPage, FieldKind::kAuthor), "Jane Doe");
}

TEST(Metadata, JsonLdWithLineEndsInStringsIsRepaired) {
  EXPECT_EQ(best_of("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
                    "\"Two\nlines\"}</script>",
                    FieldKind::kTitle),
            "Two lines");
}

TEST(Metadata, BrokenJsonLdIsNoHarm) {
  EXPECT_EQ(best_of("<script type=application/ld+json>{\"@type\":\"NewsArt</script><meta "
                    "property=og:title content=Meta>",
                    FieldKind::kTitle),
            "Meta");
}

TEST(Metadata, EntitiesWrittenTwiceAreReadOnce) {
  EXPECT_EQ(best_of("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
                    "\"Rock &amp; roll isn&#039;t dead\"}</script>",
                    FieldKind::kTitle),
            "Rock & roll isn't dead");
}

TEST(Metadata, MicrodataNamesTheAuthorAndNotHisBox) {
  EXPECT_EQ(best_of("<span itemprop=author><span itemprop=name>Jane Doe</span> Editor</span>",
                    FieldKind::kAuthor),
            "Jane Doe");
}

}  // namespace
}  // namespace broadsheet::article
