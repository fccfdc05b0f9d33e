// SPDX-License-Identifier: Apache-2.0
// Feeds in gzip files: whole, in members, cut, damaged, bombs.
#include "feed/unpack.h"

#include <gtest/gtest.h>

#include "feed/feed.h"
#include "support/gzip.h"

namespace broadsheet::feed {
namespace {

using testing_support::gzip;

std::string sitemap(int urls) {
  std::string text = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (int i = 0; i < urls; ++i) {
    text += "<url><loc>https://a.example/" + std::to_string(i * 7919 % 1000) + "/" +
            std::to_string(i) + "</loc></url>\n";
  }
  return text + "</urlset>\n";
}

TEST(Unpack, GivesTheBytesOfOneMemberAndOfSeveral) {
  const auto one = unpack(gzip(sitemap(3)));
  EXPECT_EQ(one.bytes, sitemap(3));
  EXPECT_EQ(one.problem, "");

  const auto two = unpack(gzip("<a>") + gzip("") + gzip("</a>"));
  EXPECT_EQ(two.bytes, "<a></a>");
  EXPECT_EQ(two.problem, "");
}

TEST(Unpack, LeavesOutWhatStandsBehindTheMembers) {
  EXPECT_EQ(unpack(gzip("<a/>") + std::string(512, '\0')).bytes, "<a/>");
  EXPECT_EQ(unpack(gzip("<a/>") + "<!-- cached -->").problem, "");
}

TEST(Unpack, KnowsWhatIsGzip) {
  EXPECT_TRUE(is_packed(gzip("")));
  for (const char* text : {"", "\x1f", "\x1f\x8b", "<rss/>", "\x1f\x8b\x07xx", "PK\x03\x04"}) {
    EXPECT_FALSE(is_packed(text));
  }
}

TEST(Unpack, OfAFileThatIsCutKeepsWhatCame) {
  const std::string packed = gzip(sitemap(2000));
  const auto half = unpack(std::string_view(packed).substr(0, packed.size() / 2));

  EXPECT_EQ(half.problem, "the gzip is cut");
  EXPECT_GT(half.bytes.size(), 1000u);
  EXPECT_TRUE(sitemap(2000).starts_with(half.bytes));
  const auto url = url::Url::parse("https://a.example/news.xml.gz");
  EXPECT_GT(parse(half.bytes, *url).entries.size(), 100u);
  EXPECT_EQ(unpack("\x1f\x8b\x08").problem, "the gzip is cut");
}

TEST(Unpack, OfAFileThatIsDamagedSaysSo) {
  std::string packed = gzip(sitemap(2000));
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
  packed[packed.size() / 2 + 1] = '\xff';
  EXPECT_EQ(unpack(packed).problem, "the gzip is damaged");

  std::string wrong_sum = gzip("<a/>");
  wrong_sum[wrong_sum.size() - 6] = static_cast<char>(wrong_sum[wrong_sum.size() - 6] ^ 1);
  EXPECT_EQ(unpack(wrong_sum).problem, "the gzip is damaged");
}

TEST(Unpack, HasALimitOnBytes) {
  const auto cut = unpack(gzip(sitemap(2000)), {.bytes_max = 1000});

  EXPECT_EQ(cut.bytes, sitemap(2000).substr(0, 1000));
  EXPECT_EQ(cut.problem, "the gzip holds more than 0 MiB");
}

TEST(Unpack, KeepsNothingOfABomb) {
  const auto bomb = unpack(gzip(std::string(std::size_t{20} << 20, ' ')));

  EXPECT_EQ(bomb.problem, "the gzip is a bomb");
  EXPECT_TRUE(bomb.bytes.empty());
  // A small file of any ratio is none.
  EXPECT_EQ(unpack(gzip(std::string(500'000, ' '))).problem, "");
}

}  // namespace
}  // namespace broadsheet::feed
