// SPDX-License-Identifier: Apache-2.0
// The Encoding Standard: labels, decoders, and what a page is in when it does not say so.
#include "text/encoding.h"

#include <gtest/gtest.h>

#include "text/unicode.h"

namespace broadsheet::text {
namespace {

TEST(EncodingName, Whatwg_KnowsLabelsInAnyCaseAndTrimmed) {
  EXPECT_EQ(encoding_name("latin1"), "windows-1252");
  EXPECT_EQ(encoding_name(" ISO-8859-1\n"), "windows-1252");
  EXPECT_EQ(encoding_name("UTF8"), "UTF-8");
  EXPECT_EQ(encoding_name("x-sjis"), "Shift_JIS");
  EXPECT_EQ(encoding_name("ks_c_5601-1987"), "EUC-KR");
  EXPECT_EQ(encoding_name("gb2312"), "GBK");
  EXPECT_EQ(encoding_name("utf-16"), "UTF-16LE");
  EXPECT_EQ(encoding_name("hz-gb-2312"), "replacement");
  EXPECT_EQ(encoding_name("utf-7"), "");
  EXPECT_EQ(encoding_name(""), "");
  EXPECT_EQ(encoding_name(std::string(10000, 'x')), "");
}

TEST(Decode, TakesTheDeclaredEncoding) {
  EXPECT_EQ(decode("caf\xE9 \x93quoted\x94 \x80", "iso-8859-1").utf8, "café “quoted” €");
  EXPECT_EQ(decode("\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251").utf8, "Привет");
  EXPECT_EQ(decode("\xF0\xD2\xC9\xD7\xC5\xD4", "koi8-r").utf8, "Привет");
  EXPECT_EQ(decode("\x93\xFA\x96\x7B", "shift_jis").utf8, "日本");
  EXPECT_EQ(decode("\xC6\xFC\xCB\xDC", "euc-jp").utf8, "日本");
  EXPECT_EQ(decode("\x1B$BF|K\\\x1B(B.", "iso-2022-jp").utf8, "日本.");
  EXPECT_EQ(decode("\xC7\xD1\xB1\xB9", "euc-kr").utf8, "한국");
  EXPECT_EQ(decode("\xD6\xD0\xB9\xFA", "gb2312").utf8, "中国");
  EXPECT_EQ(decode("\xA4\xA4\xB0\xEA", "big5").utf8, "中國");
  EXPECT_EQ(decode("\x95\x32\x82\x36", "gb18030").utf8, "\U00020000");
  EXPECT_EQ(decode(std::string_view("a\0\xAC\x20", 4), "utf-16le").utf8, "a€");
  EXPECT_EQ(decode("a\xFF", "x-user-defined").utf8, "a\uF7FF");
}

TEST(Decode, Whatwg_Windows1252HasNoHoles) {
  const Decoded decoded = decode("\x81\x8D\x8F\x90\x9D", "latin1");

  EXPECT_EQ(decoded.utf8, "\u0081\u008D\u008F\u0090\u009D");
  EXPECT_FALSE(decoded.repaired);
}

TEST(Decode, TheBomWinsOverTheDeclaration) {
  const Decoded utf8 = decode("\xEF\xBB\xBFna\xC3\xAFve", "shift_jis");
  EXPECT_EQ(utf8.utf8, "naïve");
  EXPECT_EQ(utf8.encoding, "UTF-8");
  EXPECT_FALSE(utf8.repaired);

  const Decoded utf16 = decode(std::string_view("\xFE\xFF\0a\x20\xAC", 6), "utf-8");
  EXPECT_EQ(utf16.utf8, "a€");
  EXPECT_EQ(utf16.encoding, "UTF-16BE");
}

TEST(Decode, ValidUtf8IsUtf8WhateverItWasCalled) {
  for (const char* declared : {"latin1", "windows-1251", "utf-16", "gbk", "shift_jis", "euc-kr"}) {
    const Decoded decoded = decode("Ministère — “l’été” à Paris", declared);

    EXPECT_EQ(decoded.utf8, "Ministère — “l’été” à Paris") << declared;
    EXPECT_EQ(decoded.encoding, "UTF-8");
    EXPECT_TRUE(decoded.repaired);
  }
}

TEST(Decode, PlainAsciiKeepsItsDeclaredName) {
  const Decoded decoded = decode("plain", "latin1");

  EXPECT_EQ(decoded.encoding, "windows-1252");
  EXPECT_FALSE(decoded.repaired);
  EXPECT_EQ(decode("plain", "").encoding, "UTF-8");
}

TEST(Decode, Utf8CutShortOrWithOneBadByteIsStillUtf8) {
  const Decoded cut = decode("Minist\xC3\xA8re de l\xE2\x80\x99\xC3", "utf-8");
  EXPECT_EQ(cut.utf8, "Ministère de l’\uFFFD");
  EXPECT_EQ(cut.encoding, "UTF-8");
  EXPECT_TRUE(cut.repaired);
}

TEST(Decode, AsUtf8DeclaredLatinIsRecognised) {
  const Decoded decoded = decode("Le minist\xE8re d\xE9l\xE9gu\xE9 \xE0 l\x92\xE9t\xE9", "utf-8");

  EXPECT_EQ(decoded.utf8, "Le ministère délégué à l’été");
  EXPECT_EQ(decoded.encoding, "windows-1252");
  EXPECT_TRUE(decoded.repaired);
}

TEST(Decode, Whatwg_ReplacementEncodingsAreOneReplacementCharacter) {
  const Decoded decoded = decode("\x1B$)C\x0E!!\x0F", "iso-2022-kr");

  EXPECT_EQ(decoded.utf8, "\uFFFD");
  EXPECT_EQ(decoded.encoding, "replacement");
}

TEST(Decode, Utf16WithoutBomOrNameShowsInItsZeroBytes) {
  const std::string_view bytes("p\0l\0a\0i\0n\0 \0t\0e\0x\0t\0", 20);

  const Decoded decoded = decode(bytes, "");

  EXPECT_EQ(decoded.utf8, "plain text");
  EXPECT_EQ(decoded.encoding, "UTF-16LE");
}

}  // namespace
}  // namespace broadsheet::text
