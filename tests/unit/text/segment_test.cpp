// SPDX-License-Identifier: Apache-2.0
// Words and sentences.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/random.h"
#include "text/unicode.h"

namespace broadsheet::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> spelled(std::string_view text, const std::vector<Span>& spans) {
  std::vector<std::string> out;
  for (const Span& span : spans) out.emplace_back(text.substr(span.begin, span.end - span.begin));
  return out;
}
std::vector<std::string> words_of(std::string_view text) { return spelled(text, words(text)); }
std::vector<std::string> sentences_of(std::string_view text) {
  return spelled(text, sentences(text));
}

TEST(Words, Uax29_JoinLettersAndDigitsOverTheRightPunctuation) {
  EXPECT_THAT(
      words_of("The quick (“brown”) fox can’t jump 32.3 feet, right?"),
      ElementsAre("The", "quick", "brown", "fox", "can’t", "jump", "32.3", "feet", "right"));
  EXPECT_THAT(words_of("U.S. don't 1,000,000 a.m. snake_case x86 3rd"),
              ElementsAre("U.S", "don't", "1,000,000", "a.m", "snake_case", "x86", "3rd"));
  EXPECT_THAT(words_of("e-mail http://a.example/b?c=1 10:30"),
              ElementsAre("e", "mail", "http", "a.example", "b", "c", "1", "10", "30"));
  EXPECT_THAT(words_of("-- ... __ !"), IsEmpty());
  EXPECT_THAT(words_of(""), IsEmpty());
}

TEST(Words, KeepMarksWithTheirLetters) {
  EXPECT_THAT(words_of("cafe\u0301 naïve हिन्दी में"),
              ElementsAre("cafe\u0301", "naïve", "हिन्दी", "में"));
  EXPECT_THAT(words_of("صحيفة الشرق الأوسط"), ElementsAre("صحيفة", "الشرق", "الأوسط"));
  EXPECT_THAT(words_of("대한민국 신문은"), ElementsAre("대한민국", "신문은"));
  EXPECT_THAT(words_of("צה\"ל אמר"), ElementsAre("צה\"ל", "אמר"));
}

TEST(Words, FollowTheDictionaryWhereThereAreNoSpaces) {
  EXPECT_THAT(words_of("ภาษาไทย"), ElementsAre("ภาษา", "ไทย"));
  EXPECT_THAT(words_of("中华人民共和国首都北京"),
              ElementsAre("中华", "人民", "共和国", "首都", "北京"));
  EXPECT_THAT(words_of("東京で会議が開かれた。"),
              ElementsAre("東京", "で", "会議", "が", "開", "か", "れ", "た"));
}

// The scanner for scripts with spaces gives what ICU gives. An ideograph before a word sends its
// stretch to ICU, and is a word of its own.
TEST(Words, AreTheSameByTheScannerAndByTheBreakIterator) {
  constexpr std::string_view kPieces[] = {
      "a", "Z",      "é",  "ж", "9",      "0",      "_",      ".",      ",",      ":",      ";",
      "'", "\"",     "’",  "-", "\u0301", "\u00AD", "\u200D", "ß",      "ع",      "٣",      "…",
      "·", "\u05F4", "한", "(", "/",      "क",      "ि",      "\u02BC", "\u2024", "\uFEFF", "@",
      "#", "$",      "%",  "&", "*",      "+",      "\u00A0", "\u2009", "ა",      "½",      "ª"};
  constexpr std::string_view kIdeograph = "漢";
  Random random(29);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::uint64_t n = 1 + random.below(9); n > 0; --n) {
      text += kPieces[random.below(std::size(kPieces))];
    }
    auto by_icu = words(std::string(kIdeograph) + text);
    by_icu.erase(by_icu.begin());

    auto ours = words(text);
    for (Span& span : ours) {
      span.begin += kIdeograph.size();
      span.end += kIdeograph.size();
    }

    ASSERT_EQ(ours, by_icu) << text;
  }
}

TEST(CountWords, CountsAsWordsDoesOrHalfTheCharacters) {
  EXPECT_EQ(count_words("Five words, not one more."), 5u);
  EXPECT_EQ(count_words("ภาษาไทย"), 2u);
  EXPECT_EQ(count_words("首都北京"), 2u);
  EXPECT_EQ(count_words("首都北京 and NATO、東"), 5u);
  EXPECT_EQ(count_words(""), 0u);
  EXPECT_EQ(count_words(" \n "), 0u);
}

TEST(Sentences, EndWhereAReaderEndsThem) {
  EXPECT_THAT(sentences_of("It rained. “Did it?” she asked.  Yes! 3.5 cm fell."),
              ElementsAre("It rained.", "“Did it?” she asked.", "Yes!", "3.5 cm fell."));
  EXPECT_THAT(sentences_of("今日は雨です。明日は晴れます。"),
              ElementsAre("今日は雨です。", "明日は晴れます。"));
  EXPECT_THAT(sentences_of("   "), IsEmpty());
}

TEST(Sentences, House_DoNotEndAtTitlesAndInitials) {
  EXPECT_THAT(sentences_of("Mr. Smith met Gen. J. Doe. They spoke."),
              ElementsAre("Mr. Smith met Gen. J. Doe.", "They spoke."));
}

TEST(Segments, AnyBytesAreRead) {
  Random random(7);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes;
    for (std::uint64_t n = random.below(24); n > 0; --n) {
      bytes += static_cast<char>(random.chance(0.5) ? random.below(256) : 0xE0 + random.below(8));
    }
    std::size_t at = 0;
    for (const Span& span : words(bytes)) {
      ASSERT_LE(at, span.begin);
      ASSERT_LT(span.begin, span.end);
      ASSERT_LE(span.end, bytes.size());
      at = span.end;
    }
    for (const Span& span : sentences(bytes)) ASSERT_LE(span.end, bytes.size());
    ASSERT_TRUE(is_valid_utf8(shorten(bytes, 10)));
    ASSERT_TRUE(is_valid_utf8(normalise(bytes)));
    ASSERT_TRUE(is_valid_utf8(fold(bytes)));
    count_words(bytes);
    detect_language(bytes);
  }
}

}  // namespace
}  // namespace broadsheet::text
