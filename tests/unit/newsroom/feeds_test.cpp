// SPDX-License-Identifier: Apache-2.0
// Feeds, sitemaps, robots.txt and the seed list: well-formed, and telling the truth.
#include "newsroom/feeds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "newsroom/robots.h"
#include "newsroom/seed_list.h"
#include "support.h"

namespace broadsheet::newsroom {
namespace {

// Whether all elements are closed in order: enough for what we write ourselves.
bool well_formed(std::string_view xml) {
  std::vector<std::string> open;
  for (std::size_t i = 0; i < xml.size(); ++i) {
    if (xml[i] == '&' && xml.substr(i, 9).find(';') == std::string_view::npos) return false;
    if (xml[i] != '<') continue;
    if (xml.substr(i, 9) == "<![CDATA[") {
      i = xml.find("]]>", i) + 2;
      continue;
    }
    const auto end = xml.find('>', i);
    if (end == std::string_view::npos) return false;
    const auto tag = xml.substr(i + 1, end - i - 1);
    i = end;
    if (tag.front() == '?' || tag.front() == '!' || tag.back() == '/') continue;
    const auto name = std::string(tag.substr(0, tag.find_first_of(" \n")));
    if (name.front() != '/') {
      open.push_back(name);
    } else if (open.empty() || "/" + open.back() != name) {
      return false;
    } else {
      open.pop_back();
    }
  }
  return open.empty();
}

TEST(Feeds, EveryFeedAndSitemapOfTheRosterIsWellFormed) {
  const auto& world = whole_world();
  for (const auto& outlet : world.catalogue().outlets()) {
    if (outlet.trial == Trial::kTrouble || outlet.trial == Trial::kBusy) continue;
    auto paths = feed_paths(outlet);
    for (auto& path : sitemap_paths(outlet)) paths.push_back(path);
    for (const auto& path : paths) {
      const auto reply = get(world, Base{}.url(outlet, path), default_epoch());
      ASSERT_EQ(reply.status, 200) << outlet.id << path;
      if (path == "/feed.json") {
        EXPECT_TRUE(parse_json(reply.body).ok());
      } else {
        EXPECT_TRUE(well_formed(reply.body)) << outlet.id << path << "\n"
                                             << reply.body.substr(0, 2000);
      }
    }
  }
}

TEST(Feeds, ListWhatIsOnTheSite) {
  const auto& world = whole_world();
  const auto feed = get(world, "http://morning-ledger.test/feed/", default_epoch()).body;
  for (const auto& article : truth(world, default_epoch())) {
    if (article.outlet == "morning-ledger") {
      EXPECT_NE(feed.find("<link>" + article.url + "</link>"), std::string::npos) << article.url;
    }
  }
}

TEST(Feeds, OfSomeHousesTrackTheirReaders) {
  const auto feed =
      get(whole_world(), "http://www.harbour-post.test/rss.xml", default_epoch()).body;

  EXPECT_NE(feed.find("?utm_source=rss&amp;utm_medium=feed"), std::string::npos);
}

TEST(Sitemaps, AnIndexNamesANewsSitemapAndAGzip) {
  const auto& world = whole_world();
  const auto index =
      get(world, "http://www.harbour-post.test/sitemap_index.xml", default_epoch()).body;

  EXPECT_NE(index.find("/sitemaps/news.xml"), std::string::npos);
  EXPECT_NE(index.find("/sitemaps/articles.xml.gz"), std::string::npos);
  EXPECT_EQ(get(world, "http://www.harbour-post.test/sitemaps/articles.xml.gz", default_epoch())
                .body.substr(0, 2),
            "\x1f\x8b");
  EXPECT_NE(get(world, "http://www.harbour-post.test/sitemaps/news.xml", default_epoch())
                .body.find("<news:publication_date>"),
            std::string::npos);
}

TEST(Robots, MembersPiecesAreLinkedAndForbidden) {
  const auto& world = whole_world();
  int forbidden = 0;
  for (const auto& article : truth(world, default_epoch())) {
    if (article.allowed || article.url.find("/members/") == std::string::npos) continue;
    ++forbidden;
    EXPECT_FALSE(world.may_fetch(article.host, article.url.substr(article.url.find("/members/"))));
    EXPECT_EQ(get(world, article.url, default_epoch()).status, 200)
        << "the server does not help to be polite";
  }
  EXPECT_GE(forbidden, 12);
}

TEST(Robots, TheFileSaysWhatTheTruthSays) {
  const auto& world = whole_world();
  const auto file = get(world, "http://nordanzeiger.test/robots.txt", default_epoch()).body;

  EXPECT_NE(file.find("Disallow: /members/"), std::string::npos);
  EXPECT_NE(file.find("Crawl-delay: 1"), std::string::npos);
  EXPECT_NE(file.find("Sitemap: http://nordanzeiger.test/sitemap_index.xml"), std::string::npos);
  EXPECT_EQ(world.crawl_delay("nordanzeiger.test"), std::chrono::seconds(1));
  EXPECT_FALSE(world.may_fetch("nordanzeiger.test", "/search?q=a"));
  EXPECT_TRUE(world.may_fetch("nordanzeiger.test", "/"));
}

TEST(Robots, OneHostIsUnavailableOneHasNoneOneIsClosed) {
  const auto& world = whole_world();

  EXPECT_EQ(get(world, "http://sleepy-robots.test/robots.txt", default_epoch()).status, 503);
  EXPECT_EQ(get(world, "http://bare-robots.test/robots.txt", default_epoch()).status, 404);
  EXPECT_FALSE(world.may_fetch("sleepy-robots.test", "/"));
  EXPECT_TRUE(world.may_fetch("bare-robots.test", "/members/a"));
  EXPECT_FALSE(world.may_fetch("closed-circle.test", "/"));
}

TEST(SeedList, NamesEveryOutletWithItsAddresses) {
  const auto& world = whole_world();
  const auto list = seed_list(world, {.port = ":8123"}, {.without = {"trouble"}});

  for (const auto& outlet : world.catalogue().outlets()) {
    EXPECT_EQ(list.find("- id: " + outlet.id + "\n") != std::string::npos, outlet.id != "trouble")
        << outlet.id;
  }
  EXPECT_NE(list.find("      - http://morning-ledger.test:8123/feed/\n"), std::string::npos);
  EXPECT_EQ(seed_list(world, {}, {.trials = false}).find("tags: [trial"), std::string::npos);
}

}  // namespace
}  // namespace broadsheet::newsroom
