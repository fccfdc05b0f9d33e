// SPDX-License-Identifier: Apache-2.0
// The diff of two versions: what a reader is shown.
#include "text/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/random.h"

namespace broadsheet::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

DiffSpan equal(std::string text) { return {DiffOp::kEqual, std::move(text)}; }
DiffSpan inserted(std::string text) { return {DiffOp::kInsert, std::move(text)}; }
DiffSpan deleted(std::string text) { return {DiffOp::kDelete, std::move(text)}; }

TEST(DiffWords, TellsAReplacedWord) {
  EXPECT_THAT(diff_words("The bridge closes on Monday.", "The bridge closes on Tuesday."),
              ElementsAre(equal("The bridge closes on "), deleted("Monday"), inserted("Tuesday"),
                          equal(".")));
}

TEST(DiffWords, TellsWordsAtBothEndsWithTheirSpace) {
  EXPECT_THAT(diff_words("the cat", "Today the cat"),
              ElementsAre(inserted("Today "), equal("the cat")));
  EXPECT_THAT(diff_words("the cat", "the cat sat"),
              ElementsAre(equal("the cat"), inserted(" sat")));
  EXPECT_THAT(diff_words("the cat sat", "the cat"), ElementsAre(equal("the cat"), deleted(" sat")));
}

TEST(DiffWords, TellsPunctuationAndSpaceToo) {
  EXPECT_THAT(diff_words("Yes, he said.", "Yes he said."),
              ElementsAre(equal("Yes"), deleted(", "), inserted(" "), equal("he said.")));
  EXPECT_THAT(diff_words("a  b", "a b"),
              ElementsAre(equal("a"), deleted("  "), inserted(" "), equal("b")));
}

TEST(DiffWords, OfNothingIsNothing) {
  EXPECT_THAT(diff_words("", ""), IsEmpty());
  EXPECT_THAT(diff_words("", "new"), ElementsAre(inserted("new")));
  EXPECT_THAT(diff_words("old", ""), ElementsAre(deleted("old")));
  EXPECT_THAT(diff_words("same", "same"), ElementsAre(equal("same")));
}

TEST(DiffWords, TellsARewrittenPassageAsOneChange) {
  EXPECT_THAT(diff_words("He said the mayor of the city was quite wrong about everything today.",
                         "He said no official from a town had ever been the right source today."),
              ElementsAre(equal("He said "),
                          deleted("the mayor of the city was quite wrong about everything "),
                          inserted("no official from a town had ever been the right source "),
                          equal("today.")));
}

TEST(DiffWords, FollowsTheDictionaryInChineseAndThai) {
  EXPECT_THAT(diff_words("首都北京今天下雨", "首都上海今天下雨"),
              ElementsAre(equal("首都"), deleted("北京"), inserted("上海"), equal("今天下雨")));
  EXPECT_THAT(diff_words("ภาษาไทย", "ภาษาลาว"),
              ElementsAre(equal("ภาษา"), deleted("ไทย"), inserted("ลาว")));
}

TEST(Diff, PairsAnEditedParagraphWithItsEarlierForm) {
  const Diff result = diff({"The first paragraph stays.",
                            "Police arrested two men on Friday night.", "The end is here."},
                           {"The first paragraph stays.", "A new one was added here.",
                            "Police arrested three men on Friday night.", "The end is here."});

  ASSERT_EQ(result.hunks.size(), 4u);
  EXPECT_EQ(result.hunks[0].before, 0);
  EXPECT_EQ(result.hunks[0].after, 0);
  EXPECT_EQ(result.hunks[1].before, -1);
  EXPECT_EQ(result.hunks[1].after, 1);
  EXPECT_EQ(result.hunks[2].before, 1);
  EXPECT_EQ(result.hunks[2].after, 2);
  EXPECT_THAT(result.hunks[2].spans,
              ElementsAre(equal("Police arrested "), deleted("two "), inserted("three "),
                          equal("men on Friday night.")));
  EXPECT_EQ(result.words_inserted, 7u);
  EXPECT_EQ(result.words_deleted, 1u);
  EXPECT_FALSE(result.empty());
}

TEST(Diff, TellsAMoveAsOne) {
  const std::string moved = "This paragraph was the second and is now the last of them.";
  const Diff result = diff({"One stays here.", moved, "Three stays too.", "Four stays as well."},
                           {"One stays here.", "Three stays too.", "Four stays as well.", moved});

  ASSERT_EQ(result.hunks.size(), 5u);
  EXPECT_EQ(result.hunks[1].before, 1);
  EXPECT_EQ(result.hunks[1].after, -1);
  EXPECT_EQ(result.hunks[1].moved, 3);
  EXPECT_EQ(result.hunks[4].after, 3);
  EXPECT_EQ(result.hunks[4].moved, 1);
  EXPECT_EQ(result.hunks[0].moved, -1);
}

TEST(Diff, IsEmptyOnlyIfNothingChanged) {
  EXPECT_TRUE(diff({}, {}).empty());
  EXPECT_TRUE(diff({"a", "", "b"}, {"a", "", "b"}).empty());
  EXPECT_FALSE(diff({"a."}, {"a!"}).empty());
  EXPECT_FALSE(diff({"a"}, {"a", ""}).empty());
  EXPECT_FALSE(diff({"a "}, {"a"}).empty());
}

TEST(Diff, StaysQuickOnTextsThatShareNothing) {
  Random random(3);
  const auto noise = [&](std::size_t paragraphs, std::size_t words) {
    std::vector<std::string> out(paragraphs);
    for (std::string& paragraph : out) {
      for (std::size_t i = 0; i < words; ++i) {
        paragraph += "w" + std::to_string(random.below(100000)) + " ";
      }
    }
    return out;
  };
  const auto begin = std::chrono::steady_clock::now();

  const Diff one = diff(noise(1, 8000), noise(1, 8000));
  const Diff many = diff(noise(1500, 4), noise(1500, 4));

  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  EXPECT_FALSE(one.empty());
  EXPECT_FALSE(many.empty());
}

}  // namespace
}  // namespace broadsheet::text
