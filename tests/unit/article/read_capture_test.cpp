// SPDX-License-Identifier: Apache-2.0
// From a capture to what it leads to: feeds and sitemaps, also those in gzip files.
#include "article/read_capture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/gzip.h"

namespace broadsheet::article {
namespace {

using testing_support::gzip;

using records::Outcome;
using records::Role;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kSitemap =
    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
    "<url><loc>https://news.example/a</loc></url><url><loc>https://news.example/b</loc></url>"
    "</urlset>";
constexpr const char* kIndex =
    "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
    "<sitemap><loc>https://news.example/1.xml.gz</loc></sitemap></sitemapindex>";
constexpr const char* kRss =
    "<rss version=\"2.0\"><channel><title>N</title><item><title>A</title>"
    "<link>https://news.example/a</link></item></channel></rss>";

Reading read(std::string payload, const std::string& content_type) {
  records::Capture capture;
  capture.url = "https://news.example/news.xml.gz";
  capture.status = 200;
  capture.outcome = Outcome::kFetched;
  capture.role = Role::kSitemap;
  capture.headers = {{"Content-Type", content_type}};
  capture.payload = std::move(payload);
  return read_capture(std::move(capture));
}

std::vector<std::string> urls_of(const Reading& reading) {
  std::vector<std::string> urls;
  for (const auto& discovery : reading.discoveries) urls.push_back(discovery.url);
  return urls;
}

TEST(ReadCapture, ASitemapInAGzipFileIsReadWhateverItsType) {
  for (const char* type : {"application/gzip", "application/x-gzip", "application/octet-stream",
                           "application/xml", "text/xml; charset=utf-8", "text/html", ""}) {
    const auto reading = read(gzip(kSitemap), type);
    EXPECT_EQ(reading.event.outcome, Outcome::kSitemap) << type;
    EXPECT_THAT(urls_of(reading), ElementsAre("https://news.example/a", "https://news.example/b"));
  }
}

TEST(ReadCapture, SoAreAnIndexAndAFeed) {
  const auto index = read(gzip(kIndex), "application/gzip");
  EXPECT_EQ(index.event.outcome, Outcome::kSitemap);
  ASSERT_EQ(index.discoveries.size(), 1u);
  EXPECT_EQ(index.discoveries[0].role, Role::kSitemap);

  const auto feed = read(gzip(kRss), "application/gzip");
  EXPECT_EQ(feed.event.outcome, Outcome::kFeed);
  EXPECT_THAT(urls_of(feed), ElementsAre("https://news.example/a"));
}

TEST(ReadCapture, ThePayloadStaysAsItWasServed) {
  EXPECT_EQ(read(gzip(kSitemap), "application/gzip").event.capture.payload, gzip(kSitemap));
}

TEST(ReadCapture, OfAFileThatIsCutWhatCameIsRead) {
  std::string many = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">";
  for (int i = 0; i < 2000; ++i) {
    many += "<url><loc>https://news.example/" + std::to_string(i * 7919 % 2000) + "</loc></url>";
  }
  const auto packed = gzip(many + "</urlset>");
  const auto reading = read(packed.substr(0, packed.size() / 2), "application/gzip");

  EXPECT_EQ(reading.event.outcome, Outcome::kSitemap);
  EXPECT_THAT(reading.event.reason, HasSubstr("the gzip is cut"));
  EXPECT_GT(reading.discoveries.size(), 100u);
}

TEST(ReadCapture, ABombLeadsNowhere) {
  const auto reading =
      read(gzip(kSitemap + std::string(std::size_t{20} << 20, ' ')), "application/xml");

  EXPECT_EQ(reading.event.outcome, Outcome::kUnreadable);
  EXPECT_EQ(reading.event.reason, "the gzip is a bomb");
  EXPECT_TRUE(reading.discoveries.empty());
}

TEST(ReadCapture, AGzipOfSomethingElseIsNoFeed) {
  const auto reading = read(gzip("just some words"), "application/gzip");

  EXPECT_TRUE(reading.discoveries.empty());
  EXPECT_FALSE(reading.event.article);
}

TEST(ReadCapture, ARedirectIsOneHopMoreAndALinkNone) {
  records::Capture capture;
  capture.url = "https://news.example/?n=4";
  capture.outcome = Outcome::kRedirected;
  capture.redirect = "https://news.example/?n=5";
  capture.hops = 4;

  const auto reading = read_capture(std::move(capture));

  ASSERT_EQ(reading.discoveries.size(), 1u);
  EXPECT_EQ(reading.discoveries[0].hops, 5u);
  EXPECT_EQ(read(kSitemap, "text/xml").discoveries[0].hops, 0u);
}

// A page of headlines, with `head` in its head.
Reading read_hub(const std::string& head, records::Headers headers = {},
                 std::string product_token = {}) {
  std::string page =
      "<html><head><title>Front page</title>" + head +
      "<link rel=alternate type='application/rss+xml' href='/feed.xml'></head><body><main><ul>";
  for (int i = 0; i < 20; ++i) {
    page += "<li><h2><a href='/2026/story-" + std::to_string(i) +
            "'>The council votes on bridge number " + std::to_string(i) + "</a></h2></li>";
  }
  records::Capture capture;
  capture.url = "https://news.example/";
  capture.status = 200;
  capture.outcome = Outcome::kFetched;
  capture.role = Role::kHub;
  capture.headers = std::move(headers);
  capture.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
  capture.payload = page + "</ul></main></body></html>";
  capture.product_token = std::move(product_token);
  return read_capture(std::move(capture));
}

TEST(ReadCapture, APageThatSaysNofollowLeadsNowhere) {
  ASSERT_EQ(read_hub("").discoveries.size(), 21u);

  for (const auto* head :
       {"<meta name=robots content='nofollow,noindex'>", "<meta name='ROBOTS' content=none>",
        "<meta name=broadsheet content=nofollow>"}) {
    const auto reading = read_hub(head);
    EXPECT_TRUE(reading.discoveries.empty()) << head;
    EXPECT_THAT(reading.event.reason, HasSubstr("nofollow")) << head;
  }
  EXPECT_TRUE(read_hub("", {{"X-Robots-Tag", "noindex, nofollow"}}).discoveries.empty());
  EXPECT_TRUE(read_hub("", {{"x-robots-tag", "broadsheet: nofollow"}}).discoveries.empty());
}

TEST(ReadCapture, WhatAnotherCrawlerIsToldIsNotForUs) {
  EXPECT_EQ(read_hub("<meta name=otherbot content=nofollow>").discoveries.size(), 21u);
  EXPECT_EQ(read_hub("", {{"X-Robots-Tag", "otherbot: none"}}).discoveries.size(), 21u);
}

TEST(ReadCapture, DirectivesAreThoseForTheNameOfTheCapture) {
  const auto* head = "<meta name=acmebot content=nofollow>";
  const records::Headers headers = {{"X-Robots-Tag", "acmebot: nofollow"}};

  EXPECT_TRUE(read_hub(head, {}, "AcmeBot").discoveries.empty());
  EXPECT_TRUE(read_hub("", headers, "AcmeBot").discoveries.empty());
  EXPECT_EQ(read_hub(head, headers).discoveries.size(), 21u);
  EXPECT_EQ(read_hub("<meta name=broadsheet content=nofollow>", {}, "AcmeBot").discoveries.size(),
            21u);
}

Reading read_feed(const std::string& directives) {
  records::Capture capture;
  capture.url = "https://news.example/feed";
  capture.status = 200;
  capture.outcome = Outcome::kFetched;
  capture.headers = {{"X-Robots-Tag", directives}};
  capture.payload = kRss;
  return read_capture(std::move(capture));
}

TEST(ReadCapture, AFeedThatMayNotBeArchivedIsReadAndNotKept) {
  const auto reading = read_feed("noarchive");

  EXPECT_EQ(reading.event.outcome, Outcome::kFeed);
  EXPECT_TRUE(reading.event.capture.payload.empty());
  EXPECT_THAT(reading.event.reason, HasSubstr("noarchive"));
  EXPECT_THAT(urls_of(reading), ElementsAre("https://news.example/a"));
  EXPECT_EQ(read_feed("otherbot: noarchive").event.capture.payload, kRss);
}

TEST(ReadCapture, AFeedThatBreaksOffInJsonSaysWhere) {
  const auto reading = read(
      "{\"version\": \"https://jsonfeed.org/version/1.1\",\n\"items\": [{\"url\": \"/a\"}, {\"ur",
      "application/feed+json");

  EXPECT_EQ(reading.event.outcome, Outcome::kUnreadable);
  EXPECT_THAT(reading.event.reason, HasSubstr("a feed that cannot be read: line 2, column "));
}

TEST(ReadCapture, OfAFeedThatWeHaveCutItsPublisherIsNotBlamed) {
  records::Capture capture;
  capture.url = "https://news.example/feed";
  capture.status = 200;
  capture.outcome = Outcome::kFetched;
  capture.payload = std::string(kSitemap).substr(0, std::string(kSitemap).size() - 40);
  capture.truncated = true;

  const auto reading = read_capture(std::move(capture));

  EXPECT_EQ(reading.event.outcome, Outcome::kSitemap);
  EXPECT_THAT(reading.event.reason, HasSubstr("sitemap with 1 entries; only its first"));
  EXPECT_THAT(reading.event.reason, HasSubstr("--feed-max"));
}

TEST(ReadCapture, AFeedThatSaysNofollowLeadsNowhere) {
  const auto reading = read_feed("nofollow");

  EXPECT_EQ(reading.event.outcome, Outcome::kFeed);
  EXPECT_TRUE(reading.discoveries.empty());
  EXPECT_THAT(reading.event.reason, HasSubstr("nofollow"));
  EXPECT_EQ(reading.event.capture.payload, kRss);
}

TEST(ReadCapture, AnArticleSaysWhatItsPageAndItsServerAsk) {
  std::string page =
      "<html><head><title>The bridge</title><meta name=broadsheet content=noarchive>"
      "<meta property='og:type' content=article></head><body><article><h1>The bridge is open</h1>";
  for (int i = 0; i < 12; ++i) {
    page += "<p>On Tuesday the council opened the bridge over the river, " + std::to_string(i) +
            " years after the flood had taken the old one away, officials said.</p>";
  }
  records::Capture capture;
  capture.url = "https://news.example/2026/11/22/bridge";
  capture.status = 200;
  capture.outcome = Outcome::kFetched;
  capture.headers = {{"Content-Type", "text/html"}, {"X-Robots-Tag", "nofollow"}};
  capture.payload = page + "</article></body></html>";

  const auto reading = read_capture(std::move(capture));

  ASSERT_TRUE(reading.event.article);
  EXPECT_THAT(reading.event.article->robots_directives, ElementsAre("noarchive", "nofollow"));
}

}  // namespace
}  // namespace broadsheet::article
