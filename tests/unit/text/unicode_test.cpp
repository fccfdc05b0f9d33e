// SPDX-License-Identifier: Apache-2.0
// Validity, normalisation, folding, length and shortening of UTF-8.
#include "text/unicode.h"

#include <gtest/gtest.h>

#include <chrono>

namespace broadsheet::text {
namespace {

// Unicode §3.9, table 3-8: each maximal subpart of an ill-formed sequence is one U+FFFD.
TEST(Utf8, UnicodeReplacesEachMaximalSubpartOnce) {
  EXPECT_EQ(to_valid_utf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"),
            "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
  EXPECT_EQ(to_valid_utf8("\xC0\xAF"), "\uFFFD\uFFFD");
  EXPECT_EQ(to_valid_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(to_valid_utf8("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(to_valid_utf8("caf\xC3"), "caf\uFFFD");
}

TEST(Utf8, KeepsWhatIsValid) {
  const std::string text = "naïve — 新聞 🗞 end of a longer line of ASCII";

  EXPECT_TRUE(is_valid_utf8(text));
  EXPECT_EQ(to_valid_utf8(text), text);
  EXPECT_TRUE(is_valid_utf8(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_valid_utf8("12345678\xFF"));
}

TEST(Normalise, MakesOneSpaceOfAnyRunAndNoneAtTheEnds) {
  EXPECT_EQ(normalise("  one\r\n\t two\u00A0\u2009three\u200B four\u2028"), "one two three four");
  EXPECT_EQ(normalise(" \u3000\u00A0\u200B "), "");
  EXPECT_EQ(normalise(""), "");
  EXPECT_EQ(normalise("Plain text stays."), "Plain text stays.");
  EXPECT_EQ(normalise("Plain "), "Plain");
}

TEST(Normalise, ComposesAcrossWhatItDrops) {
  EXPECT_EQ(normalise("cafe\u0301"), "café");
  EXPECT_EQ(normalise("cafe\u00AD\u0301"), "café");
  EXPECT_EQ(normalise("\u1112\u1161\u11AB"), "한");
  EXPECT_EQ(normalise("\u212B"), "Å");
}

TEST(Normalise, DropsWhatNoReaderSees) {
  EXPECT_EQ(normalise("un\u00ADbe\u00ADliev\u00ADable"), "unbelievable");
  EXPECT_EQ(normalise("\uFEFFleft\u200E and \u202Bright\u202C"), "left and right");
  EXPECT_EQ(normalise("a\x01\x7F\u0085z\uFFFE"), "a z");
  EXPECT_EQ(normalise(std::string_view("nul\0l", 5)), "null");
}

TEST(Normalise, KeepsTheJoinersThatSpellWordsAndEmoji) {
  EXPECT_EQ(normalise("می\u200Cخواهم"), "می\u200Cخواهم");
  EXPECT_EQ(normalise("👩\u200D🚒"), "👩\u200D🚒");
}

TEST(Normalise, RepairsBytesThatAreNotUtf8) { EXPECT_EQ(normalise("caf\xE9 x"), "caf\uFFFD x"); }

TEST(Normalise, IsQuickOnAFloodOfMarks) {
  std::string flood = "a";
  for (int i = 0; i < 400000; ++i) flood += i % 2 == 0 ? "\u0301" : "\u0323";
  const auto begin = std::chrono::steady_clock::now();

  const std::string once = normalise(flood);
  const std::string folded = fold(flood);

  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_LT(once.size(), 100u);
  EXPECT_EQ(normalise(once), once);
  EXPECT_EQ(folded, "a");
}

TEST(Normalise, IsStableWhereCompositionLengthensARunOfMarks) {
  for (const char* mark : {"\u0344", "\u0301", "\u0F73", "\u0F81"}) {
    for (const char* base : {"a", "\u0958", "\uFB2C", "\u1F82", "\U0001D160"}) {
      std::string text = base;
      for (int i = 0; i < 40; ++i) {
        text += mark;
        const std::string once = normalise(text);
        ASSERT_EQ(normalise(once), once) << text;
      }
    }
  }
}

TEST(Fold, ForgetsCaseWidthAndDiacriticsOfTheAlphabetsThatHaveThem) {
  EXPECT_EQ(fold("Élysée"), "elysee");
  EXPECT_EQ(fold("GROẞE Straße"), "grosse strasse");
  EXPECT_EQ(fold("ΑΘΉΝΑ"), "αθηνα");
  EXPECT_EQ(fold("Ёлка Йод"), "елка иод");
  EXPECT_EQ(fold("Łódź Ørsted đ"), "lodz orsted d");
  EXPECT_EQ(fold("ＦＵＬＬ１ ﬁne"), "full1 fine");
  EXPECT_EQ(fold("Việt Nam"), "viet nam");
  EXPECT_EQ(fold("ASCII Only"), "ascii only");
  EXPECT_EQ(fold("Łódź… 5 €"), "lodz... 5 €");
  EXPECT_EQ(fold("한국어 Ä"), "한국어 a");
}

TEST(Fold, IsTheSameByLetterAsInTheWhole) {
  const std::string whole = "Ærø – Łódź, ÎLE ‘Ångström’ Йод ß 東京タワー";
  // U+0370 and up goes by the whole rules; so does what stands beside it.
  const std::string greek = " Ͱ";

  EXPECT_EQ(fold(whole + greek), fold(whole) + fold(greek));
}

TEST(Fold, KeepsTheMarksThatAreLettersElsewhere) {
  EXPECT_EQ(fold("が"), "が");
  EXPECT_EQ(fold("हिन्दी"), fold("हिन्दी"));
  EXPECT_NE(fold("हिन्दी"), fold("हनद"));
  EXPECT_EQ(fold("한국"), "한국");
}

TEST(Length, CountsCodePoints) {
  EXPECT_EQ(length(""), 0u);
  EXPECT_EQ(length("né新🗞"), 4u);
}

TEST(Shorten, CutsBetweenClustersAndSaysSo) {
  EXPECT_EQ(shorten("short", 5), "short");
  EXPECT_EQ(shorten("a longer line", 8), "a lon…");
  EXPECT_EQ(shorten("a b c d e f", 7), "a b…");
  EXPECT_EQ(shorten("abc👩‍🚒👩‍🚒", 16), "abc…");
  EXPECT_EQ(shorten("éééééééé", 8), "éé…");
  EXPECT_EQ(shorten("anything", 2), "");
  EXPECT_EQ(shorten("anything", 0), "");
}

TEST(Shorten, NeverExceedsItsBoundAndIsValid) {
  const std::string text = "Ünï 👨‍👩‍👧 ไทย 新聞\r\ne\u0301nd — of the line";
  for (std::size_t bound = 0; bound <= text.size() + 1; ++bound) {
    const std::string cut = shorten(text, bound);
    EXPECT_LE(cut.size(), bound);
    EXPECT_TRUE(is_valid_utf8(cut)) << bound;
  }
}

}  // namespace
}  // namespace broadsheet::text
