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

struct Page {
  const char* encoding;
  const char* bytes;
  const char* text;
};

// A paragraph of a newspaper in the encoding it would have been in.
constexpr Page kPages[] = {
    {"Shift_JIS",
     "\216s\213c\211\357\202\315\211\316\227j\223\372\201A\217t\202\334\202\305\213\264"
     "\202\360\225\302\215\275\202\265\202\304\217C\227\235\202\267\202\351\202\261\202\306\202\360"
     "\214\210\202\337\202\275\201B\217Z\226\257\202\315\223n\202\265\221D\202\360\213\201"
     "\202\337\202\304\202\242\202\275\202\252\201A\216s\202\315\227\134\216Z\202\252\202\310"
     "\202\242\202\306\220\340\226\276\202\265\202\275\201B",
     "市議会は火曜日、春まで橋を閉鎖して修理することを決めた。住民は渡し船を求めていたが、市は予算"
     "がないと説明した。"},
    {"EUC-JP",
     "\273\324\265\304\262\361\244\317\262\320\315\313\306\374\241\242\275\325\244\336\244\307\266"
     "\266"
     "\244\362\312\304\272\277\244\267\244\306\275\244\315\375\244\271\244\353\244\263\244\310\244"
     "\362"
     "\267\350\244\341\244\277\241\243\275\273\314\261\244\317\305\317\244\267\301\245\244\362\265"
     "\341"
     "\244\341\244\306\244\244\244\277\244\254\241\242\273\324\244\317\315\275\273\273\244\254\244"
     "\312"
     "\244\244\244\310\300\342\314\300\244\267\244\277\241\243",
     "市議会は火曜日、春まで橋を閉鎖して修理することを決めた。住民は渡し船を求めていたが、市は予算"
     "がないと説明した。"},
    {"EUC-KR",
     "\275\303\300\307\310\270\264\302 \310\255\277\344\300\317 \272\275\261\356\301\366 \264"
     "\331\270\256\270\246 \306\363\274\342\307\317\260\355 \272\270\274\366\307\317\261\342\267"
     "\316 \260\341\301\244\307\337\264\331. \301\326\271\316\265\351\300\272 \263\252\267"
     "\355\271\350\270\246 \277\344\261\270\307\337\301\366\270\270 \275\303\264\302 \277\271"
     "\273\352\300\314 \276\370\264\331\260\355 \271\340\307\373\264\331.",
     "시의회는 화요일 봄까지 다리를 폐쇄하고 보수하기로 결정했다. 주민들은 나룻배를 요구했지만 "
     "시는 예산이 없다고 밝혔다."},
    {"gb18030",
     "\312\320\322\351\273\341\320\307\306\332\266\376\276\366\266\250\271\330\261\325\264\363\307"
     "\305"
     "\275\370\320\320\316\254\320\336\243\254\326\261\265\275\303\367\304\352\264\272\314\354\243"
     "\254"
     "\276\241\271\334\276\323\303\361\322\252\307\363\314\341\271\251\266\311\302\326\267\376\316"
     "\361"
     "\243\254\265\253\312\320\325\376\270\256\261\355\312\276\303\273\323\320\324\244\313\343\241"
     "\243",
     "市议会星期二决定关闭大桥进行维修，直到明年春天，尽管居民要求提供渡轮服务，但市政府表示没有预"
     "算。"},
    {"Big5",
     "\245\253\304\263\267|\254P\264\301\244G\250M\251w\303\366\263\254\244j\276\364"
     "\266i\246\346\272\373\255\327\241A\252\275\250\354\251\372\246~\254K\244\321\241A"
     "\276\250\272\336\251~\245\301\255n\250D\264\243\250\321\264\347\275\374\252A\260\310"
     "\241A\246\375\245\253\254F\251\262\252\355\245\334\250S\246\263\271w\272\342\241C",
     "市議會星期二決定關閉大橋進行維修，直到明年春天，儘管居民要求提供渡輪服務，但市政府表示沒有預"
     "算。"},
    {"windows-1251",
     "\303\356\360\356\344\361\352\356\351 \361\356\342\345\362 \342\356 \342\362\356\360\355"
     "\350\352 \360\345\370\350\353 \347\340\352\360\373\362\374 \354\356\361\362 \355\340"
     " \360\345\354\356\355\362 \344\356 \342\345\361\355\373, \365\356\362\377 \346"
     "\350\362\345\353\350 \357\360\356\361\350\353\350 \357\363\361\362\350\362\374 \357\340"
     "\360\356\354.",
     "Городской совет во вторник решил закрыть мост на ремонт до весны, хотя жители просили "
     "пустить паром."},
    {"KOI8-R",
     "\347\317\322\317\304\323\313\317\312 \323\317\327\305\324 \327\317 \327\324\317\322\316"
     "\311\313 \322\305\333\311\314 \332\301\313\322\331\324\330 \315\317\323\324 \316\301"
     " \322\305\315\317\316\324 \304\317 \327\305\323\316\331, \310\317\324\321 \326"
     "\311\324\305\314\311 \320\322\317\323\311\314\311 \320\325\323\324\311\324\330 \320\301"
     "\322\317\315.",
     "Городской совет во вторник решил закрыть мост на ремонт до весны, хотя жители просили "
     "пустить паром."},
    {"windows-1252",
     "Le conseil municipal a d"
     "\351cid\351 mardi de fermer le"
     " pont jusqu\222au printemps"
     ", alors que les riverain"
     "s r\351clamaient un bac \340 p"
     "\351age.",
     "Le conseil municipal a décidé mardi de fermer le pont jusqu’au printemps, alors que les "
     "riverains réclamaient un bac à péage."},
    {"windows-1250",
     "Rada miejska we wtorek z"
     "decydowa\263a o zamkni\352ciu "
     "mostu do wiosny, cho\346 mi"
     "eszka\361cy prosili o prom,"
     " a w\263adze m\363wi\271, \277e nie "
     "maj\271 \234rodk\363w \226 \204nie ma p"
     "ieni\352dzy\224.",
     "Rada miejska we wtorek zdecydowała o zamknięciu mostu do wiosny, choć mieszkańcy prosili o "
     "prom, a władze mówią, że nie mają środków – „nie ma pieniędzy”."},
    {"windows-1253",
     "\324\357 \344\347\354\357\364\351\352\374 \363\365\354\342\357\375\353\351\357 \341\360"
     "\357\366\334\363\351\363\345 \364\347\355 \324\361\337\364\347 \355\341 \352\353\345"
     "\337\363\345\351 \364\347 \343\335\366\365\361\341 \343\351\341 \345\360\351\363\352"
     "\345\365\335\362 \354\335\367\361\351 \364\347\355 \334\355\357\351\356\347 \226 "
     "\253\344\345\355 \365\360\334\361\367\357\365\355 \367\361\336\354\341\364\341\273.",
     "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει τη γέφυρα για επισκευές μέχρι την "
     "άνοιξη – «δεν υπάρχουν χρήματα»."},
};

TEST(Decode, UndeclaredBytesAreDetected) {
  for (const Page& page : kPages) {
    const Decoded decoded = decode(page.bytes, "");

    EXPECT_EQ(decoded.encoding, page.encoding);
    EXPECT_EQ(decoded.utf8, page.text);
    EXPECT_FALSE(decoded.repaired);
  }
}

TEST(Decode, BytesThatContradictTheirDeclarationAreRepaired) {
  for (const Page& page : kPages) {
    if (std::string_view(page.encoding).starts_with("windows") ||
        std::string_view(page.encoding).starts_with("KOI8")) {
      continue;  // of a single-byte encoding any bytes are some text
    }
    for (const char* declared : {"utf-8", "shift_jis"}) {
      const Decoded decoded = decode(page.bytes, declared);
      if (encoding_name(declared) == page.encoding) continue;

      EXPECT_EQ(decoded.encoding, page.encoding) << declared;
      EXPECT_TRUE(decoded.repaired) << declared;
    }
  }
}

}  // namespace
}  // namespace broadsheet::text
