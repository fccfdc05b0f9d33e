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

TEST(Metadata, KnowsTheTagsOfThePressHoweverTheyAreWritten) {
  for (const char* tag :
       {"name=author", "property=author", "name=byl", "name=sailthru.author", "name=parsely-author",
        "name=DC.creator", "name=dcterms.creator", "property=cXenseParse:author",
        "name=citation_author", "property=article:author", "itemprop=author",
        "name='article:author_name'"}) {
    EXPECT_EQ(best_of("<meta " + std::string(tag) + " content='Jane Doe'>", FieldKind::kAuthor),
              "Jane Doe")
        << tag;
  }
  for (const char* tag :
       {"property=article:published_time", "name=pubdate", "name=publish-date", "name=publish_date",
        "name=DC.date.issued", "name=dcterms.issued", "name=parsely-pub-date", "name=sailthru.date",
        "name=cXenseParse:recs:publishtime", "name=date", "itemprop=datePublished",
        "name='bt:pubDate'", "name='publication_date'", "property='og:article:published_time'"}) {
    EXPECT_EQ(best_of("<meta " + std::string(tag) + " content=2026-11-22>", FieldKind::kPublished),
              "2026-11-22")
        << tag;
  }
}

TEST(Metadata, TakesTheNameOfATwitterCardWhereItsLabelPromisesOne) {
  EXPECT_EQ(best_of("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 "
                    "content='Jane Doe'>",
                    FieldKind::kAuthor),
            "Jane Doe");
  EXPECT_EQ(best_of("<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 "
                    "content='5 minutes'>",
                    FieldKind::kAuthor),
            "");
}

TEST(Metadata, ReadsMicrodataAndRdfaInTheirManyForms) {
  for (const char* markup :
       {"<div itemprop=author itemscope><meta itemprop=name content='Jane Doe'></div>",
        "<span itemprop='author creator'>Jane Doe</span>",
        "<span property=schema:author>Jane Doe</span>",
        "<div property=author typeof=Person><span property=name>Jane Doe</span> Editor</div>",
        "<span property=dc:creator>Jane Doe</span>"}) {
    EXPECT_EQ(best_of(markup, FieldKind::kAuthor), "Jane Doe") << markup;
  }
  for (const char* markup :
       {"<span property='dc:date dc:created' content=2026-11-22>Sunday</span>",
        "<span property=schema:datePublished content=2026-11-22>Sunday</span>",
        "<time itemprop='datePublished dateModified' datetime=2026-11-22>Sunday</time>",
        "<span itemprop=datePublished>2026-11-22</span>"}) {
    EXPECT_EQ(best_of(markup, FieldKind::kPublished), "2026-11-22") << markup;
  }
  EXPECT_EQ(best_of("<div itemprop=publisher itemscope><img itemprop=logo><meta itemprop=name "
                    "content=Example></div>",
                    FieldKind::kPublisher),
            "Example");
}

TEST(Metadata, OfATimeSaysWhetherItIsAnUpdate) {
  for (const char* label : {"Updated", "Last updated:", "Aktualisiert am", "Zuletzt aktualisiert:",
                            "Mis à jour le", "Actualizado:", "Обновлено", "更新日時", "تحديث"}) {
    const std::string page = "<p>" + std::string(label) + " <time datetime=2026-11-24>x</time></p>";
    EXPECT_EQ(best_of(page, FieldKind::kModified), "2026-11-24") << label;
    EXPECT_EQ(best_of(page, FieldKind::kPublished), "") << label;
    const std::string inside =
        "<time datetime=2026-11-24>" + std::string(label) + " 24.11.2026</time>";
    EXPECT_EQ(best_of(inside, FieldKind::kModified), "2026-11-24") << label;
  }
  EXPECT_EQ(best_of("<p>Published <time>2026-11-22</time> Updated <time>2026-11-24</time></p>",
                    FieldKind::kPublished),
            "2026-11-22");
}

TEST(Metadata, SaysWhetherTheArticleIsPaidFor) {
  EXPECT_EQ(best_of("<meta property=article:content_tier content=locked>", FieldKind::kFree),
            "false");
  EXPECT_EQ(best_of("<meta property=article:content_tier content=metered>", FieldKind::kFree), "");
}

TEST(Metadata, EntitiesInATagAreReadTwice) {
  EXPECT_EQ(best_of("<meta property=og:title content='Rock &amp;amp; roll isn&amp;#039;t dead'>",
                    FieldKind::kTitle),
            "Rock & roll isn't dead");
}

}  // namespace
}  // namespace broadsheet::article
