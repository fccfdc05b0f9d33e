// SPDX-License-Identifier: Apache-2.0
// The grader: full marks for the truth, and fewer for anything else.
#include "newsroom/grade.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "newsroom/seed_list.h"
#include "support.h"

namespace broadsheet::newsroom {
namespace {

std::vector<FoundArticle> perfect(const std::vector<TrueArticle>& truth) {
  std::vector<FoundArticle> out;
  for (const auto& article : truth) {
    if (!article.allowed || !article.wall.empty()) continue;
    for (const auto& version : article.versions) {
      out.push_back(
          {article.url, version.title, article.authors, join(version.paragraphs, "\n\n")});
    }
  }
  return out;
}

TEST(Grade, TheTruthItselfGetsFullMarks) {
  const auto wanted = truth(whole_world(), default_epoch());

  const auto result = grade(wanted, perfect(wanted));

  EXPECT_EQ(result.whole.found, result.whole.articles);
  EXPECT_EQ(result.whole.versions_found, result.whole.versions);
  EXPECT_EQ(result.whole.titles, result.whole.readings);
  EXPECT_EQ(result.whole.authors, result.whole.readings);
  EXPECT_EQ(result.whole.texts, result.whole.readings);
  EXPECT_EQ(result.by_layout.size(), 7U);
  EXPECT_TRUE(result.missing.empty() && result.forbidden.empty() && result.strangers.empty());
}

TEST(Grade, ResidueALossAndATrespassCost) {
  const auto wanted = truth(whole_world(), default_epoch());
  auto found = perfect(wanted);
  found.pop_back();
  found.front().text += "\n\nLeave a Comment";
  found.push_back({"http://plainsong.test/", "Home", {}, "links"});
  for (const auto& article : wanted) {
    if (!article.allowed) {
      found.push_back({article.url, "", {}, ""});
      break;
    }
  }

  const auto result = grade(wanted, found);

  EXPECT_EQ(result.whole.versions_found + 2, result.whole.versions);
  EXPECT_EQ(result.whole.texts + 1, result.whole.readings);
  EXPECT_LT(result.whole.text_f1, static_cast<double>(result.whole.readings));
  EXPECT_EQ(result.strangers, std::vector<std::string>{"http://plainsong.test/"});
  EXPECT_EQ(result.forbidden.size(), 1U);
}

TEST(Grade, WhatWasReplacedBeforeTheCrawlBeganIsNotAskedFor) {
  const auto wanted = truth(whole_world(), default_epoch());
  const auto all = grade(wanted, perfect(wanted));
  const auto late = grade(wanted, perfect(wanted), default_epoch());

  EXPECT_GT(all.whole.versions, late.whole.versions);
  EXPECT_EQ(late.whole.versions, late.whole.articles);
  EXPECT_EQ(late.whole.versions_found, late.whole.versions);
}

TEST(Grade, LinesAreReadWithTextOrParagraphs) {
  const auto found = parse_found(R"({"url":"u","title":"t","authors":["a"],"text":"x y"}
{"url":"v","paragraphs":["x","y"]}
)");

  ASSERT_TRUE(found.ok());
  EXPECT_EQ((*found)[0].text, "x y");
  EXPECT_EQ((*found)[1].text, "x\ny\n");
  EXPECT_EQ(parse_found("{").fault().where, "line 1");
}

TEST(SeedList, TheBundledOneIsOfThisWorld) {
  const auto bundled = read_file(std::string(BROADSHEET_SOURCE_DIR) + "/seeds/newsroom.yaml");

  ASSERT_TRUE(bundled.ok());
  EXPECT_EQ(*bundled, seed_list(World())) << "newsroom seeds > seeds/newsroom.yaml";
}

}  // namespace
}  // namespace broadsheet::newsroom
