// SPDX-License-Identifier: Apache-2.0
// Laws of text over random input. SEED=n replays one run.
// uses: bs_text
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "core/random.h"
#include "text/diff.h"
#include "text/encoding.h"
#include "text/similarity.h"
#include "text/unicode.h"

namespace broadsheet::text {
namespace {

std::uint64_t seed() {
  const char* given = std::getenv("SEED");
  return given == nullptr ? 20260101 : std::strtoull(given, nullptr, 10);
}

class TextLaw : public ::testing::Test {
 protected:
  TextLaw() : random_(seed()) {
    RecordProperty("seed", std::to_string(seed()));
    SCOPED_TRACE("SEED=" + std::to_string(seed()));
  }

  std::string code_points(std::size_t count) {
    static constexpr std::uint64_t kEnds[] = {0x80,   0x80,   0x250,  0x370,   0x700,
                                              0x1200, 0x3100, 0xD7A4, 0x11000, 0x1FAFF};
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t c = random_.below(kEnds[random_.below(std::size(kEnds))]);
      if (c >= 0xD800 && c < 0xE000) continue;
      if (c < 0x80) {
        out += static_cast<char>(c);
      } else if (c < 0x800) {
        out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
      } else if (c < 0x10000) {
        out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
                static_cast<char>(0x80 | (c & 63))};
      } else {
        out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
                static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
      }
    }
    return out;
  }

  std::string bytes(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += static_cast<char>(random_.below(256));
    return out;
  }

  // A paragraph of few different words, so that two of them have much in common.
  std::string paragraph() {
    static constexpr std::string_view kPieces[] = {"the ", "cat", " sat", ". ", ", ",  "mat",
                                                   "  ",   "é",   "東京", "で", "ไทย", "“",
                                                   "” ",   "1,0", "\n",   "a"};
    std::string out;
    for (std::uint64_t n = random_.below(20); n > 0; --n) {
      out += kPieces[random_.below(std::size(kPieces))];
    }
    return out;
  }

  std::vector<std::string> version(const std::vector<std::string>& of) {
    std::vector<std::string> out;
    for (const std::string& old : of) {
      const auto fate = random_.below(10);
      if (fate == 0) continue;
      if (fate == 1) out.push_back(paragraph());
      out.push_back(fate == 2 ? old + paragraph() : fate == 3 ? paragraph() + old : old);
    }
    if (out.size() > 1 && random_.chance(0.3))
      std::swap(out.front(), out[random_.below(out.size())]);
    return out;
  }

  Random random_;
};

TEST_F(TextLaw, NormaliseSettles) {
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_.chance(0.8) ? code_points(random_.below(12)) : bytes(10);
    const std::string once = normalise(text);
    ASSERT_TRUE(is_valid_utf8(once));
    ASSERT_EQ(normalise(once), once) << testing::PrintToString(text);
  }
}

TEST_F(TextLaw, FoldSettlesAndForgetsTheNormalForm) {
  for (int i = 0; i < 20000; ++i) {
    const std::string text = normalise(code_points(random_.below(8)));
    const std::string once = fold(text);
    ASSERT_TRUE(is_valid_utf8(once));
    ASSERT_EQ(fold(once), once) << testing::PrintToString(text);
  }
}

TEST_F(TextLaw, DecodeIsAlwaysValid) {
  static constexpr std::string_view kLabels[] = {"",       "utf-8", "gbk",    "big5",     "euc-jp",
                                                 "utf-16", "sjis",  "latin1", "x-unknown"};
  for (int i = 0; i < 3000; ++i) {
    const Decoded decoded =
        decode(bytes(random_.below(40)), kLabels[random_.below(std::size(kLabels))]);
    ASSERT_TRUE(is_valid_utf8(decoded.utf8));
    ASSERT_EQ(encoding_name(decoded.encoding), decoded.encoding);
  }
}

TEST_F(TextLaw, ValidUtf8IsDecodedToItself) {
  for (int i = 0; i < 3000; ++i) {
    const std::string text = "é" + code_points(random_.below(40));
    ASSERT_EQ(decode(text, "utf-8").utf8, text);
    ASSERT_FALSE(decode(text, "utf-8").repaired);
  }
}

TEST_F(TextLaw, WordsAreInOrderAndCounted) {
  for (int i = 0; i < 3000; ++i) {
    const std::string text = code_points(random_.below(30));
    std::size_t at = 0;
    for (const Span& word : words(text)) {
      ASSERT_LE(at, word.begin);
      ASSERT_LT(word.begin, word.end);
      at = word.end;
    }
    ASSERT_LE(at, text.size());
    ASSERT_LE(shorten(text, 9).size(), 9u);
  }
}

std::string spelled(const std::vector<DiffSpan>& spans, DiffOp side) {
  std::string out;
  for (const DiffSpan& span : spans) {
    if (span.op == DiffOp::kEqual || span.op == side) out += span.text;
  }
  return out;
}

void expect_well_formed(const std::vector<DiffSpan>& spans) {
  for (std::size_t i = 0; i < spans.size(); ++i) {
    ASSERT_FALSE(spans[i].text.empty());
    if (i == 0) continue;
    ASSERT_NE(spans[i].op, spans[i - 1].op);
    ASSERT_FALSE(spans[i - 1].op == DiffOp::kInsert && spans[i].op == DiffOp::kDelete);
  }
}

TEST_F(TextLaw, WordDiffSpellsBothSides) {
  for (int i = 0; i < 5000; ++i) {
    const std::string before = random_.chance(0.9) ? paragraph() : bytes(12);
    const std::string after = random_.chance(0.5) ? paragraph() : before + paragraph();
    const auto spans = diff_words(before, after);
    ASSERT_EQ(spelled(spans, DiffOp::kDelete), before);
    ASSERT_EQ(spelled(spans, DiffOp::kInsert), after);
    expect_well_formed(spans);
  }
}

TEST_F(TextLaw, DiffHasEveryParagraphOnceInOrderAndSpellsIt) {
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::string> before(random_.below(9));
    for (std::string& text : before) text = paragraph();
    const auto after = version(before);
    const Diff result = diff(before, after);
    int next_before = 0;
    int next_after = 0;
    for (const DiffHunk& hunk : result.hunks) {
      ASSERT_TRUE(hunk.before != -1 || hunk.after != -1);
      if (hunk.before != -1) {
        ASSERT_EQ(hunk.before, next_before++);
        ASSERT_EQ(spelled(hunk.spans, DiffOp::kDelete),
                  before[static_cast<std::size_t>(hunk.before)]);
      }
      if (hunk.after != -1) {
        ASSERT_EQ(hunk.after, next_after++);
        ASSERT_EQ(spelled(hunk.spans, DiffOp::kInsert),
                  after[static_cast<std::size_t>(hunk.after)]);
      }
      expect_well_formed(hunk.spans);
    }
    ASSERT_EQ(static_cast<std::size_t>(next_before), before.size());
    ASSERT_EQ(static_cast<std::size_t>(next_after), after.size());
    ASSERT_EQ(result.empty(), before == after);
    ASSERT_TRUE(diff(before, before).empty());
  }
}

TEST_F(TextLaw, SignatureDependsOnTheNormalTextAlone) {
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (int n = 0; n < 20; ++n) text += paragraph() + " ";
    ASSERT_EQ(signature({text}), signature({normalise(text)}));
    Signature back;
    ASSERT_TRUE(Signature::from_bytes(signature({text}).bytes(), back));
    ASSERT_EQ(resemblance(back, back), back.shingles > 0 ? 1 : 0);
  }
}

}  // namespace
}  // namespace broadsheet::text
