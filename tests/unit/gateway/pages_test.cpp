// SPDX-License-Identifier: Apache-2.0
// The reading room: what people see, and that no article can speak for the archive.
#include <gtest/gtest.h>

#include "gateway/http_html.h"
#include "unit/gateway/memory_archive.h"

namespace broadsheet::gateway {
namespace {

constexpr char kShown[] = "https://gazette.example/a";
constexpr char kEvil[] = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";

bool has(const http::ServerResponse& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

void expect_harmless(const http::ServerResponse& response) {
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_FALSE(has(response, "<script"));
  EXPECT_FALSE(has(response, "<img"));
  const auto policy = response.headers.get("Content-Security-Policy");
  EXPECT_NE(policy.find("default-src 'none'"), policy.npos);
}

TEST(Html, EscapesTextAndRefusesLinksThatAreNone) {
  Html html;
  html.text("a<b>&\"'").link("javascript:alert(1)", "one").link("//evil.example", "two");
  html.link("/own?a=1&b=2", "three").link("https://x.example/", "<four>");

  EXPECT_EQ(html.str(),
            "a&lt;b&gt;&amp;&quot;&#39;onetwo<a href=\"/own?a=1&amp;b=2\">three</a>"
            "<a href=\"https://x.example/\">&lt;four&gt;</a>");
}

TEST(Pages, TheFirstOneHasASearchBoxAndNumbers) {
  MemoryArchive archive;

  const auto response = ask(archive, "/");

  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(has(response, "role=\"search\""));
  EXPECT_TRUE(has(response, "1,234,567"));
  EXPECT_TRUE(has(response, "<html lang=\"en\">"));
}

TEST(Pages, SearchShowsWhereWordsWereFound) {
  MemoryArchive archive;
  archive.add(kShown, "2026-11-22T10:00:00Z");
  archive.snippets = {{"text", "an old <b>bridge</b>", {{3, 6}}}};

  const auto response = ask(archive, "/search?q=old");

  EXPECT_TRUE(has(response, "an <mark>old</mark> &lt;b&gt;bridge&lt;/b&gt;"));
  EXPECT_TRUE(has(response, "Bridge stays open</a>"));
  EXPECT_TRUE(has(response, "value=\"old\""));
}

TEST(Pages, ASnippetWithSpansOutOfBoundsIsStillAText) {
  MemoryArchive archive;
  archive.add(kShown, "2026-11-22T10:00:00Z");
  archive.snippets = {{"text", "short", {{3, 600}, {1, 2}, {900, 20}}}};

  EXPECT_EQ(ask(archive, "/search?q=a").status, 200);
}

TEST(Pages, MoreResultsAreALinkAway) {
  MemoryArchive archive;
  for (int i = 0; i < 30; ++i) {
    archive.add(kShown + std::to_string(i), "2026-11-22T10:00:00Z", "T" + std::to_string(i));
  }

  const auto response = ask(archive, "/search?q=a%26b");

  ASSERT_TRUE(has(response, "More results"));
  const auto begin = response.body.find("/search?page_token=");
  std::string target = response.body.substr(begin, response.body.find('"', begin) - begin);
  for (auto at = target.find("&amp;"); at != target.npos; at = target.find("&amp;")) {
    target.replace(at, 5, "&");
  }
  EXPECT_EQ(ask(archive, target).status, 200) << target;
  EXPECT_EQ(archive.last_search.query.text, "a&b");
  EXPECT_FALSE(archive.last_search.page.position.empty());
}

TEST(Pages, AnArticleHasItsVersionsAndCopies) {
  MemoryArchive archive;
  archive.add(kShown, "2026-11-22T10:00:00Z", "One");
  archive.add(kShown, "2026-11-22T12:00:00Z", "Two");
  archive.add("https://herald.example/x", "2026-11-22T13:00:00Z", "A copy");

  const auto response = ask(archive, "/article?url=" + percent_encode(kShown));

  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(has(response, "<h1>Two</h1>"));
  EXPECT_TRUE(has(response, "<p>The bridge stays open.</p>"));
  EXPECT_TRUE(has(response, "what changed since version 1"));
  EXPECT_TRUE(has(response, "herald.example"));
  EXPECT_TRUE(has(response, "/v1/payload?name="));
}

TEST(Pages, ADiffTellsInsertionsFromDeletions) {
  MemoryArchive archive;
  archive.add(kShown, "2026-11-22T10:00:00Z", "Bridge stays open", "It stays open until March.");
  archive.add(kShown, "2026-11-22T12:00:00Z", "Bridge to close", "It stays open until May.");

  const auto response = ask(archive, "/diff?url=" + percent_encode(kShown));

  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(has(response, "<del>March</del><ins>May</ins>")) << response.body;
}

TEST(Pages, NoArticleCanBringMarkup) {
  MemoryArchive archive;
  archive.add(kShown, "2026-11-22T10:00:00Z", kEvil, kEvil);
  archive.add(kShown, "2026-11-22T12:00:00Z", std::string(kEvil) + " again", kEvil);
  archive.add("https://herald.example/x", "2026-11-22T13:00:00Z", kEvil, kEvil);
  for (auto& snapshot : archive.snapshots) {
    snapshot.article.authors = {kEvil};
    snapshot.article.language = kEvil;
    snapshot.article.publisher = kEvil;
    for (int kind = 0; kind <= static_cast<int>(records::ParagraphKind::kNotice); ++kind) {
      snapshot.article.paragraphs.push_back({static_cast<records::ParagraphKind>(kind), kEvil});
    }
  }
  archive.snippets = {{"text", kEvil, {{1, 7}}}};

  expect_harmless(ask(archive, "/search?q=" + percent_encode(kEvil)));
  expect_harmless(ask(archive, "/article?url=" + percent_encode(kShown)));
  expect_harmless(ask(archive, "/diff?url=" + percent_encode(kShown)));
}

TEST(Pages, TheListOfRoutesIsForPeopleToo) {
  MemoryArchive archive;

  const auto response = ask(archive, "/api");

  EXPECT_TRUE(has(response, "/timemap/link/"));
  EXPECT_TRUE(has(response, "/cdx"));
}

}  // namespace
}  // namespace broadsheet::gateway
