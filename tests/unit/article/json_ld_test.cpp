// SPDX-License-Identifier: Apache-2.0
// schema.org as the content systems of the world write it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "article/metadata.h"
#include "article/signature.h"
#include "html/parse.h"

namespace broadsheet::article {
namespace {

using ::testing::ElementsAre;

std::string page(const std::string& json, const std::string& head = "") {
  return head + "<script type=application/ld+json>" + json + "</script>";
}

Candidates read(const std::string& html) { return read_metadata(html::parse(html, {})); }

std::string best_of(const std::string& html, FieldKind field) {
  const auto candidates = read(html);
  const auto* found = best(candidates, field);
  return found == nullptr ? "" : found->value;
}

std::vector<std::string> authors(const std::string& json) {
  return choose_authors(read(page(R"({"@type":"NewsArticle",)" + json + "}")), {}).names;
}

TEST(JsonLd, NamesAuthorsInManyShapes) {
  EXPECT_THAT(authors(R"("author":"Jane Doe, John Roe")"), ElementsAre("Jane Doe", "John Roe"));
  EXPECT_THAT(authors(R"("author":["Jane Doe","John Roe"])"), ElementsAre("Jane Doe", "John Roe"));
  EXPECT_THAT(authors(R"("author":{"@type":"Person","name":["Jane Doe","John Roe"]})"),
              ElementsAre("Jane Doe", "John Roe"));
  EXPECT_THAT(authors(R"("author":{"@list":[{"name":"Jane Doe"}]})"), ElementsAre("Jane Doe"));
  EXPECT_THAT(authors(R"("author":{"name":{"@value":"Jane Doe"}})"), ElementsAre("Jane Doe"));
  EXPECT_THAT(authors(R"("author":{"givenName":"Jane","familyName":"Doe"})"),
              ElementsAre("Jane Doe"));
  EXPECT_THAT(authors(R"("author":{"name":"By Jane Doe, Political Editor"})"),
              ElementsAre("Jane Doe"));
  EXPECT_THAT(authors(R"("author":[[{"name":"Jane Doe"}]])"), ElementsAre("Jane Doe"));
  EXPECT_THAT(authors(R"("author":[],"creator":["Jane Doe"])"), ElementsAre("Jane Doe"));
  EXPECT_THAT(authors(R"("author":{"name":""},"creator":"Jane Doe")"), ElementsAre("Jane Doe"));
  EXPECT_THAT(authors(R"("publisher":{"name":"Example"},"author":[{"name":"Example"},)"
                      R"({"name":"Jane Doe"}])"),
              ElementsAre("Jane Doe"));
}

TEST(JsonLd, FollowsReferencesInsideAGraph) {
  const std::string graph =
      page(R"({"@graph":[{"@type":"Article","headline":"Flood","author":{"@id":"#jane"},)"
           R"("publisher":{"@id":"#org"}},{"@type":"Person","@id":"#jane","name":"Jane Doe"},)"
           R"({"@type":"Organization","@id":"#org","name":"Example"}]})");
  EXPECT_EQ(best_of(graph, FieldKind::kAuthor), "Jane Doe");
  EXPECT_EQ(best_of(graph, FieldKind::kPublisher), "Example");
}

TEST(JsonLd, KnowsATypeByItsAddress) {
  for (const char* type : {"http://schema.org/NewsArticle", "https://schema.org/NewsArticle",
                           "schema:NewsArticle", "NewsArticle"}) {
    EXPECT_EQ(best_of(page(R"({"@type":")" + std::string(type) + R"(","headline":"Flood"})"),
                      FieldKind::kType),
              "NewsArticle")
        << type;
  }
}

TEST(JsonLd, HasDatesInManyShapes) {
  const auto date = [](const std::string& json) {
    return best_of(page(R"({"@type":"NewsArticle",)" + json + "}"), FieldKind::kPublished);
  };
  EXPECT_EQ(date(R"("datePublished":1795341609)"), "1795341609");
  EXPECT_EQ(date(R"("datePublished":["2026-11-22"])"), "2026-11-22");
  EXPECT_EQ(date(R"("datePublished":{"@type":"Date","@value":"2026-11-22"})"), "2026-11-22");
  EXPECT_EQ(date(R"("datePublished":"","dateCreated":"2026-11-22")"), "2026-11-22");
}

TEST(JsonLd, OfTeasersIsNotThatOfTheArticle) {
  const std::string teasers =
      R"({"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Boats sail )"
      R"(again","datePublished":"2026-01-01","author":{"name":"Max Poe"}}]})";
  const std::string article =
      R"({"@type":"NewsArticle","headline":"Flood hits town","datePublished":"2026-11-22",)"
      R"("author":{"name":"Jane Doe"}})";
  const std::string title = "<title>Flood hits town | Example</title>";
  for (const auto& json :
       {"[" + teasers + "," + article + "]", "[" + article + "," + teasers + "]"}) {
    const auto candidates = read(page(json, title));
    EXPECT_THAT(choose_authors(candidates, {}).names, ElementsAre("Jane Doe"));
    EXPECT_EQ(best(candidates, FieldKind::kPublished)->value, "2026-11-22");
  }
}

TEST(JsonLd, NamesTheSectionInItsBreadcrumbs) {
  EXPECT_EQ(
      best_of(page(R"([{"@type":"BreadcrumbList","itemListElement":[)"
                   R"({"position":2,"item":{"@id":"/politics","name":"Politics"}},)"
                   R"({"position":1,"name":"Home"},{"position":3,"name":"Flood hits town"}]}])"),
              FieldKind::kSection),
      "Politics");
}

TEST(JsonLd, HasNoMarkupInItsHeadline) {
  EXPECT_EQ(best_of(page(R"({"@type":"NewsArticle","headline":"<em>Flood<\/em> hits &amp; runs"})"),
                    FieldKind::kTitle),
            "Flood hits & runs");
}

TEST(JsonLd, IsReadHoweverItIsBroken) {
  for (
      const char* json : {
          R"({"@type":"NewsArticle","headline":"He said "no" twice","author":{"name":"Jane Doe"}})",
          R"({"@type":"NewsArticle","headline":"It\'s he","author":{"name":"Jane Doe"}})",
          R"({"@type":"NewsArticle","author":{"name":"Jane Doe"},})",
          R"({"@type":"WebSite","name":"Example"}{"@type":"NewsArticle","author":"Jane Doe"};)",
          R"(<!-- {"@type":"NewsArticle","author":"Jane Doe"} -->)",
          R"(//<![CDATA[
              {"@type":"NewsArticle","author":"Jane Doe"}
              //]]>)",
          R"({&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;author&quot;:&quot;Jane Doe&quot;})",
          R"({"@type":"NewsArticle","author":{"@type":"Person","name":"Jane Doe"},"description":"cut)",
      }) {
    EXPECT_EQ(best_of(page(json), FieldKind::kAuthor), "Jane Doe") << json;
  }
}

}  // namespace
}  // namespace broadsheet::article
