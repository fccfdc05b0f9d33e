// SPDX-License-Identifier: Apache-2.0
// Snippets: the right stretch, the right words marked, never outside the text.
#include "unit/search/shelf.h"

namespace broadsheet::search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::vector<std::string> marked(const Snippet& snippet) {
  std::vector<std::string> words;
  for (const auto& [begin, end] : snippet.highlights) {
    words.push_back(snippet.text.substr(begin, end - begin));
  }
  return words;
}

Snippet snippet(std::string query, std::string_view text, std::size_t bytes = 240) {
  const auto made = make_snippet({std::move(query), {}, {}}, text, bytes);
  EXPECT_TRUE(made.ok()) << made.fault().text();
  return made.ok() ? *made : Snippet{};
}

std::string filler(int words) {
  std::string text;
  for (int i = 0; i < words; ++i) text += "nothing of note here. ";
  return text;
}

TEST(Snippet, ComesWithTheHit) {
  Shelf shelf;
  shelf.put({article("a", "Flood warning for Köln",
                     filler(50) + "The flood reached Koln at noon.\n" + filler(50))});

  const auto hits = *shelf.index().search({"flood koln", {}, {}});

  ASSERT_EQ(hits.hits.size(), 1U);
  EXPECT_EQ(hits.hits[0].title.text, "Flood warning for Köln");
  EXPECT_THAT(marked(hits.hits[0].title), ElementsAre("Flood", "Köln"));
  EXPECT_THAT(marked(hits.hits[0].snippet), ElementsAre("flood", "Koln"));
  EXPECT_LE(hits.hits[0].snippet.text.size(), 250U);
}

TEST(Snippet, IsLeftOutWhenNotWantedOrNotStored) {
  TemporaryFolder folder;
  auto index = *Index::open(folder.path(), {.store_text = false});
  ASSERT_TRUE(index.apply({{article("a", "Storm", "A storm.")}, {}}, "1").ok());
  ASSERT_TRUE(index.commit().ok());

  const auto hits = *index.search({"storm", {}, {}});

  ASSERT_EQ(hits.hits.size(), 1U);
  EXPECT_EQ(hits.hits[0].snippet.text, "");
  EXPECT_EQ(index.search({"storm", {}, {}}, {.snippet_bytes = 0})->hits[0].title.text, "");
}

TEST(Snippet, IsOfTheDescriptionWhereTheTextHasNone) {
  Shelf shelf;
  auto document = article("a", "x", "Nothing.");
  document.description = "About the storm.";
  shelf.put({document});

  EXPECT_EQ(shelf.index().search({"storm", {}, {}})->hits[0].snippet.text, "About the storm.");
}

TEST(Snippet, PrefersTheStretchWithTheMostDifferentWords) {
  const auto text =
      filler(20) + "bank bank bank. " + filler(20) + "The bank raised its rate. " + filler(20);

  const auto made = snippet("bank rate", text, 120);

  EXPECT_THAT(made.text, HasSubstr("The bank raised its rate."));
  EXPECT_THAT(marked(made), ElementsAre("bank", "rate"));
}

TEST(Snippet, BeginsWithTheSentenceAndEndsWithAWord) {
  const auto text = filler(30) + "A witness saw the comet over the sea, twice. " + filler(30);

  const auto made = snippet("comet", text, 100);

  EXPECT_THAT(made.text, StartsWith("A witness"));
  EXPECT_EQ(text[text.find(made.text) + made.text.size()], ' ') << made.text;
}

TEST(Snippet, MarksPhrasesWholeAndPrefixesAsTheyStand) {
  EXPECT_THAT(marked(snippet("\"prime minister\"", "Prime Minister; prime, a minister")),
              ElementsAre("Prime Minister"));
  EXPECT_THAT(marked(snippet("elect*", "Elections are elected; select")),
              ElementsAre("Elections", "elected"));
  EXPECT_THAT(marked(snippet("a NEAR/9 \"b c\"", "x b c y a")), ElementsAre("b c", "a"));
}

TEST(Snippet, MarksNothingThatIsExcludedOrOfAnotherField) {
  EXPECT_THAT(marked(snippet("storm -coast author:sea", "storm coast sea")), ElementsAre("storm"));
}

TEST(Snippet, MarksChineseJapaneseAndThaiInsideTheirSentences) {
  EXPECT_THAT(marked(snippet("東京都", "昨日、東京都知事が")), ElementsAre("東京都"));
  EXPECT_THAT(marked(snippet("都", "東京都知事")), ElementsAre("都"));
  EXPECT_THAT(marked(snippet("เชียงใหม่", "ไปเชียงใหม่วันนี้")), ElementsAre("เชียงใหม่"));
}

TEST(Snippet, IsTheBeginningWhereTheWordsAreNot) {
  const auto made = snippet("absent", "  First words.\n" + filler(30), 60);

  EXPECT_THAT(made.text, StartsWith("First words. nothing"));
  EXPECT_THAT(made.highlights, IsEmpty());
}

TEST(Snippet, NeverCutsACharacter) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += "日本語のニュース記事。é̈👩‍👩‍👧";
  for (std::size_t bytes = 1; bytes < 90; ++bytes) {
    const auto made = snippet("記事", text, bytes);
    EXPECT_EQ(text.find(made.text) == std::string::npos, false);
    EXPECT_LE(made.text.size(), bytes + 16);
    for (const auto& [begin, end] : made.highlights) {
      EXPECT_LT(begin, end);
      EXPECT_LE(end, made.text.size());
    }
  }
}

TEST(Snippet, OfAnythingIsSomething) {
  EXPECT_EQ(snippet("a", "").text, "");
  EXPECT_EQ(snippet("", "Only text.").text, "Only text.");
  EXPECT_EQ(snippet("a", std::string(5000, 'x'), 10).text.size(), 10U);
  EXPECT_FALSE(make_snippet({"(", {}, {}}, "x").ok());
  EXPECT_FALSE(make_snippet({"a", {}, {}}, "x", 0).ok());
}

}  // namespace
}  // namespace broadsheet::search
