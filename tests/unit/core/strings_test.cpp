// SPDX-License-Identifier: Apache-2.0
// ASCII helpers.
#include "core/strings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet {
namespace {

using ::testing::ElementsAre;

TEST(Strings, TrimTakesAllAsciiWhiteSpaceFromBothEnds) {
  EXPECT_EQ(trim(" \t\r\n\f\v a b \n"), "a b");
  EXPECT_EQ(trim("   "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Strings, CaseIsFoldedInAsciiAlone) {
  EXPECT_EQ(ascii_lower("ÄBC-Z"), "Äbc-z");
  EXPECT_TRUE(iequals("Content-Type", "content-TYPE"));
  EXPECT_FALSE(iequals("abc", "abcd"));
  EXPECT_TRUE(istarts_with("Bearer x", "bearer "));
  EXPECT_FALSE(istarts_with("Be", "bearer"));
  EXPECT_TRUE(icontains("text/HTML; charset", "html"));
  EXPECT_TRUE(icontains("x", ""));
  EXPECT_FALSE(icontains("", "x"));
}

TEST(Strings, ForeignBytesArePresentable) {
  EXPECT_EQ(presentable("Zürich, 東京"), "Zürich, 東京");
  EXPECT_EQ(presentable("a\x1b]0;owned\x07"), "a\uFFFD]0;owned\uFFFD");
  EXPECT_EQ(presentable("\xc2\x9b"
                        "2J"),
            "\uFFFD"
            "2J")
      << "C1, as terminals take it";
  EXPECT_EQ(presentable("\xff\xe2\x82"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(presentable(""), "");
}

TEST(Strings, SplitKeepsEmptyParts) {
  EXPECT_THAT(split("a,b,,c", ','), ElementsAre("a", "b", "", "c"));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_THAT(split(",", ','), ElementsAre("", ""));
}

TEST(Strings, JoinPutsTheSeparatorBetween) {
  EXPECT_EQ(join({"a", "", "c"}, ", "), "a, , c");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(Strings, ReplaceAllDoesNotReadWhatItWrote) {
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
  EXPECT_EQ(replace_all("a.b.c", ".", ""), "abc");
}

TEST(Strings, GlobsMatchTheWholeTextWhateverItsCase) {
  EXPECT_TRUE(glob_matches("*.example.com", "News.Example.COM"));
  EXPECT_FALSE(glob_matches("*.example.com", "example.com"));
  EXPECT_FALSE(glob_matches("*.example.com", "a.example.com.evil"));
  EXPECT_TRUE(glob_matches("a?c*", "abc"));
  EXPECT_FALSE(glob_matches("a?c", "ac"));
  EXPECT_TRUE(glob_matches("*a*b*", "xxaxxbxx"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_FALSE(glob_matches("", "x"));
}

TEST(Strings, AGlobOfManyStarsDoesNotExplode) {
  const std::string text(20000, 'a');

  EXPECT_FALSE(glob_matches("*a*a*a*a*a*a*a*a*a*a*a*b", text));
}

TEST(Strings, BytesAreShownInTheUnitThatFits) {
  EXPECT_EQ(format_bytes(0), "0 B");
  EXPECT_EQ(format_bytes(17), "17 B");
  EXPECT_EQ(format_bytes(999), "999 B");
  EXPECT_EQ(format_bytes(3000), "3 KB");
  EXPECT_EQ(format_bytes(1234567), "1.2 MB");
  EXPECT_EQ(format_bytes(999949), "999.9 KB");
  EXPECT_EQ(format_bytes(999951), "1 MB");
  EXPECT_EQ(format_bytes(~0ULL), "18.4 EB");
}

TEST(Strings, CountsAreGroupedByThousands) {
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(999), "999");
  EXPECT_EQ(format_count(1234567), "1,234,567");
  EXPECT_EQ(format_count(-1000), "-1,000");
  EXPECT_EQ(format_count(-123), "-123");
}

}  // namespace
}  // namespace broadsheet
