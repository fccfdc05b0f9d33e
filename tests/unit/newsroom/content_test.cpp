// SPDX-License-Identifier: Apache-2.0
// The texts: long enough, unlike each other where they should be, alike where they are copies.
#include "newsroom/content.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::hours;

// Shingles of five words, or of eight characters' bytes where there are no words.
std::set<std::string> shingles(const TrueVersion& version, bool spaced) {
  const auto text = join(version.paragraphs, " ");
  std::set<std::string> out;
  if (!spaced) {
    for (std::size_t i = 0; i + 24 < text.size(); i += 3) out.insert(text.substr(i, 24));
    return out;
  }
  const auto words = split(text, ' ');
  for (std::size_t i = 0; i + 5 <= words.size(); ++i) {
    out.insert(std::string(words[i].data(), words[i + 4].data() + words[i + 4].size()));
  }
  return out;
}

double likeness(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::size_t both = 0;
  for (const auto& shingle : a) both += b.count(shingle);
  const auto all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

TEST(Content, ArticlesAreLongEnoughToBeArticles) {
  for (const auto& article : truth(whole_world(), default_epoch())) {
    if (article.live || article.wall == "paywall") continue;
    const auto& first = article.versions.front();
    EXPECT_GE(first.paragraphs.size(), 5U) << article.url;
    EXPECT_GE(join(first.paragraphs, " ").size(), 600U) << article.url;
    EXPECT_FALSE(first.title.empty());
  }
}

TEST(Content, CopiesAreAlikeAndOtherStoriesAreNot) {
  const auto articles = truth(whole_world(), default_epoch());
  std::vector<std::set<std::string>> prints;
  for (const auto& article : articles)
    prints.push_back(shingles(article.versions.back(), language(article.language).spaced));

  for (std::size_t i = 0; i < articles.size(); ++i) {
    for (std::size_t k = i + 1; k < articles.size(); ++k) {
      if (articles[i].language != articles[k].language || articles[i].live || articles[k].live)
        continue;
      if (!articles[i].allowed || articles[i].wall == "paywall" || articles[k].wall == "paywall")
        continue;
      const bool copies = !articles[i].wire.empty() && articles[i].wire == articles[k].wire;
      const auto like = likeness(prints[i], prints[k]);
      if (copies) {
        EXPECT_GE(like, 0.5) << articles[i].url << " " << articles[k].url;
      } else {
        EXPECT_LE(like, 0.45) << articles[i].url << " " << articles[k].url;
      }
    }
  }
}

TEST(Content, VersionsInARowDiffer) {
  std::map<std::string, int> changes;
  for (const auto& article : truth(whole_world(), default_epoch() + hours(6))) {
    for (std::size_t i = 1; i < article.versions.size(); ++i) {
      const auto& before = article.versions[i - 1];
      const auto& after = article.versions[i];
      EXPECT_TRUE(before.title != after.title || before.paragraphs != after.paragraphs)
          << article.url;
      EXPECT_LE(before.visible, after.visible);
      ++changes[after.change];
    }
  }
  EXPECT_GT(changes["added"], 5);
  EXPECT_GT(changes["corrected"], 5);
  EXPECT_GT(changes["headline"], 5);
  EXPECT_GT(changes["entry"], 5);
}

TEST(Content, ACorrectionChangesANumberAndSaysSo) {
  for (const auto& article : truth(whole_world(), default_epoch() + hours(6))) {
    for (std::size_t i = 1; i < article.versions.size(); ++i) {
      if (article.versions[i].change != "corrected") continue;
      EXPECT_EQ(article.versions[i].paragraphs.size(), article.versions[i - 1].paragraphs.size());
      EXPECT_FALSE(article.versions[i].notices.empty()) << article.url;
    }
  }
}

TEST(Content, ALiveBlogGrowsFromTheTop) {
  for (const auto& article : truth(whole_world(), default_epoch() + hours(2))) {
    if (!article.live) continue;
    ASSERT_GE(article.versions.size(), 3U);
    const auto& last = article.versions.back().paragraphs;
    const auto& first = article.versions.front().paragraphs;
    EXPECT_EQ(last.front(), first.front());
    EXPECT_EQ(last.size(), article.versions.size());
  }
}

}  // namespace
}  // namespace broadsheet::newsroom
