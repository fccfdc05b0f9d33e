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

}  // namespace
}  // namespace broadsheet::article
