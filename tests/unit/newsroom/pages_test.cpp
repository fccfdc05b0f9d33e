// SPDX-License-Identifier: Apache-2.0
// Pages against the truth: what is served is what the truth says, in every layout.
#include <gtest/gtest.h>

#include "newsroom/newsroom.h"
#include "support.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Whether a visitor gets the article whenever he comes.
bool is_open(const TrueArticle& article) {
  return (article.wall.empty() || article.wall == "paywall") && article.outlet != "busy-bulletin";
}

TEST(Pages, EveryArticleIsServedWithAllItsParagraphs) {
  const auto& world = whole_world();
  const auto now = default_epoch() + minutes(30);
  for (const auto& article : truth(world, now)) {
    if (!is_open(article)) continue;
    if (article.withdrawn && *article.withdrawn <= now) continue;
    const auto reply = get(world, article.url, now);
    ASSERT_EQ(reply.status, 200) << article.url;
    const auto text = text_of(reply.body);
    const auto& version = article.versions.back();
    EXPECT_NE(text.find(in_bytes_of(article.layout, version.title)), std::string::npos)
        << article.url;
    std::size_t at = 0;
    for (const auto& paragraph : version.paragraphs) {
      at = text.find(in_bytes_of(article.layout, paragraph), at);
      ASSERT_NE(at, std::string::npos) << article.url << "\n" << paragraph;
    }
  }
}

TEST(Pages, EveryVersionIsServedFromItsMoment) {
  const auto& world = whole_world();
  for (const auto& article : truth(world, default_epoch() + hours(3))) {
    if (!is_open(article) || article.versions.size() < 2) continue;
    for (const auto& version : article.versions) {
      if (article.withdrawn && *article.withdrawn <= version.visible) continue;
      const auto text = text_of(get(world, article.url, version.visible).body);
      EXPECT_NE(text.find(in_bytes_of(article.layout, version.paragraphs.back())),
                std::string::npos)
          << article.url;
      EXPECT_NE(text.find(in_bytes_of(article.layout, version.title)), std::string::npos)
          << article.url;
    }
  }
}

TEST(Pages, AWordPressPageHasItsFurnitureInItsOwnLanguage) {
  const auto& world = whole_world();
  for (const auto& article : truth(world, default_epoch())) {
    if (article.layout != "wordpress") continue;
    const auto text = text_of(get(world, article.url, default_epoch()).body);
    const auto& labels = language(article.language).labels;
    for (const auto label :
         {labels.leave_comment, labels.email_notice, labels.required_notice, labels.recent_posts,
          labels.archives, labels.categories, labels.scroll_top}) {
      EXPECT_NE(text.find(label), std::string::npos) << article.url << " " << label;
    }
  }
}

TEST(Pages, ThePublisherBreaksTheTextWithBoxes) {
  const auto& world = whole_world();
  for (const auto& article : truth(world, default_epoch())) {
    if (article.outlet != "harbour-post") continue;
    const auto html = get(world, article.url, default_epoch()).body;
    for (const auto* part : {"c-related-inline", "c-newsletter", "c-ad__label", "c-cookie-banner",
                             "application/ld+json", "figcaption"}) {
      EXPECT_NE(html.find(part), std::string::npos) << part;
    }
  }
}

TEST(Pages, ThePageOf2003IsNoUtf8AndDeclaresWhatItIs) {
  const auto& world = whole_world();
  const auto reply = get(world, "http://www.il-borgo.test/", default_epoch());

  EXPECT_EQ(reply.headers.get("Content-Type"), "text/html");
  EXPECT_NE(reply.body.find("charset=windows-1252"), std::string::npos);
  EXPECT_EQ(reply.body.find("Ã"), std::string::npos);
}

TEST(Pages, AmpTwinsNameEachOther) {
  const auto& world = whole_world();
  int seen = 0;
  for (const auto& article : truth(world, default_epoch())) {
    if (article.amp_url.empty()) continue;
    ++seen;
    EXPECT_NE(get(world, article.url, default_epoch())
                  .body.find("rel=\"amphtml\" href=\"" + article.amp_url),
              std::string::npos);
    const auto twin = get(world, article.amp_url, default_epoch());
    EXPECT_EQ(twin.status, 200);
    EXPECT_NE(twin.body.find("rel=\"canonical\" href=\"" + article.url), std::string::npos);
    EXPECT_NE(text_of(twin.body).find(article.versions.back().paragraphs.back()),
              std::string::npos);
  }
  EXPECT_GT(seen, 5);
}

TEST(Pages, ChurnChangesThePageAndNotTheArticle) {
  const auto& world = whole_world();
  const auto article = truth(world, default_epoch()).front();
  const auto url = "http://www.harbour-post.test/";

  EXPECT_NE(get(world, url, default_epoch()).body,
            get(world, url, default_epoch() + seconds(30)).body);
  EXPECT_EQ(truth(world, default_epoch() + seconds(30)).front().versions.back().paragraphs,
            article.versions.back().paragraphs);
}

TEST(Pages, LinksRepeatThePortOfTheRequest) {
  const auto& world = whole_world();

  EXPECT_NE(get(world, "http://morning-ledger.test:8123/", default_epoch())
                .body.find("http://morning-ledger.test:8123/2026/"),
            std::string::npos);
  EXPECT_NE(get(world, "http://morning-ledger.localhost:8123/", default_epoch())
                .body.find("http://morning-ledger.localhost:8123/2026/"),
            std::string::npos);
  EXPECT_EQ(get(world, "http://morning-ledger.test/", default_epoch()).body.find(":8123"),
            std::string::npos);
}

TEST(Pages, EveryArticleOnSiteIsReachedFromTheFrontPageByPagination) {
  const auto& world = whole_world();
  std::string all;
  for (int page = 1; page < 10; ++page) {
    all +=
        get(world, "http://morning-ledger.test/page/" + std::to_string(page) + "/", default_epoch())
            .body;
  }
  for (const auto& article : truth(world, default_epoch())) {
    if (article.outlet == "morning-ledger") {
      EXPECT_NE(all.find(article.url), std::string::npos) << article.url;
    }
  }
  EXPECT_EQ(get(world, "http://morning-ledger.test/page/99/", default_epoch()).status, 404);
}

TEST(Pages, AnOldSlugAShortLinkAndAnAliasLeadToTheArticle) {
  const auto& world = whole_world();
  int old = 0;
  for (const auto& article : truth(world, default_epoch())) {
    if (article.old_url.empty() || !article.wall.empty()) continue;
    ++old;
    const auto reply = get(world, article.old_url, default_epoch());
    EXPECT_EQ(reply.status, 301);
    EXPECT_EQ(reply.headers.get("Location"), article.url);
  }
  EXPECT_GT(old, 5);
  EXPECT_EQ(get(world, "http://harbour-post.test/rss.xml", default_epoch()).headers.get("Location"),
            "http://www.harbour-post.test/rss.xml");
}

TEST(Pages, WhatIsNotThereIs404OrSaysSoWith200) {
  const auto& world = whole_world();

  EXPECT_EQ(get(world, "http://morning-ledger.test/no/such/page/", default_epoch()).status, 404);
  const auto soft = get(world, "http://www.flussblatt.test/gibt/es/nicht/", default_epoch());
  EXPECT_EQ(soft.status, 200);
  EXPECT_NE(soft.body.find("Seite nicht gefunden"), std::string::npos);
}

TEST(Pages, AWithdrawnArticleIsGone) {
  const auto& world = whole_world();
  int seen = 0;
  for (const auto& article : truth(world, default_epoch())) {
    if (!article.withdrawn || article.outlet == "flussblatt" || article.outlet == "hikari-nippo")
      continue;
    ++seen;
    EXPECT_EQ(get(world, article.url, *article.withdrawn - seconds(1)).status, 200);
    EXPECT_EQ(get(world, article.url, *article.withdrawn).status, 410);
  }
  EXPECT_GT(seen, 2);
}

TEST(Validators, HonestOnesSpareATransferUntilAnEdit) {
  const auto& world = whole_world();
  for (const auto& article : truth(world, default_epoch() + hours(3))) {
    if (article.validators != "honest" || !is_open(article)) continue;
    if (article.versions.size() < 2 || article.withdrawn) continue;
    const auto edit = article.versions[1].visible;
    const auto first = get(world, article.url, edit - seconds(1));
    const http::Headers known = {{"If-None-Match", std::string(first.headers.get("ETag"))}};
    EXPECT_EQ(get(world, article.url, edit - seconds(1), known).status, 304);
    EXPECT_EQ(get(world, article.url, edit, known).status, 200);
    const http::Headers since = {
        {"If-Modified-Since", std::string(first.headers.get("Last-Modified"))}};
    EXPECT_EQ(get(world, article.url, edit - seconds(1), since).status, 304);
    EXPECT_EQ(get(world, article.url, edit, since).status, 200);
  }
}

TEST(Validators, StaleOnesHideTheEdit) {
  const auto& world = whole_world();
  int seen = 0;
  for (const auto& article : truth(world, default_epoch() + hours(6))) {
    if (article.validators != "stale" || article.versions.size() < 2 || article.withdrawn) continue;
    ++seen;
    const auto first = get(world, article.url, article.published);
    const http::Headers known = {{"If-None-Match", std::string(first.headers.get("ETag"))}};
    EXPECT_EQ(get(world, article.url, article.versions.back().visible, known).status, 304);
  }
  EXPECT_GT(seen, 0);
}

TEST(Validators, RestlessOnesChangeThoughNothingDid) {
  const auto& world = whole_world();
  const auto url = "http://northern-beacon.test/atom.xml";

  EXPECT_NE(get(world, url, default_epoch()).headers.get("ETag"),
            get(world, url, default_epoch() + seconds(1)).headers.get("ETag"));
}

}  // namespace
}  // namespace broadsheet::newsroom
