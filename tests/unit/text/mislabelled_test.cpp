// SPDX-License-Identifier: Apache-2.0
// Pages of the world's press in the encodings that they were written in, under the right name,
// under none and under a wrong one.
#include <gtest/gtest.h>
#include <iconv.h>

#include <cstdint>
#include <string>
#include <vector>

#include "text/encoding.h"

namespace broadsheet::text {
namespace {

std::string encoded(std::string text, const char* as) {
  iconv_t converter = iconv_open(as, "UTF-8");
  EXPECT_NE(reinterpret_cast<std::intptr_t>(converter), -1) << as;
  std::string out(text.size() * 4 + 16, '\0');
  char* from = text.data();
  char* to = out.data();
  std::size_t left = text.size();
  std::size_t room = out.size();
  EXPECT_NE(iconv(converter, &from, &left, &to, &room), static_cast<std::size_t>(-1)) << as;
  iconv(converter, nullptr, nullptr, &to, &room);
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

struct Paper {
  const char* encoding;  // as the standard calls it
  const char* iconv;
  const char* text;
};

constexpr const char* kJapanese =
    "市議会は火曜日、春まで橋を閉鎖して修理することを決めた。住民は渡し船を求めていたが、市は予算が"
    "ないと説明した。";
constexpr const char* kRussian =
    "Городской совет во вторник решил закрыть мост на ремонт до весны, хотя жители просили пустить "
    "паром. Мэр сообщил, что денег в бюджете города на это нет.";

const std::vector<Paper>& papers() {
  static const std::vector<Paper> kPapers = {
      {"Shift_JIS", "CP932", kJapanese},
      {"EUC-JP", "EUC-JP", kJapanese},
      {"ISO-2022-JP", "ISO-2022-JP", kJapanese},
      {"gb18030", "GB18030",
       "市议会星期二决定关闭大桥进行维修，直到明年春天，尽管居民要求提供渡轮服务，但市政府表示没有"
       "预"
       "算。"},
      {"Big5", "BIG5",
       "市議會星期二決定關閉大橋進行維修，直到明年春天，儘管居民要求提供渡輪服務，但市政府表示沒有"
       "預"
       "算。"},
      {"EUC-KR", "EUC-KR",
       "시의회는 화요일 봄까지 다리를 폐쇄하고 보수하기로 결정했다. 주민들은 나룻배를 요구했지만 "
       "시는 예산이 없다고 밝혔다."},
      {"KOI8-R", "KOI8-R", kRussian},
      {"windows-1251", "CP1251", kRussian},
      {"windows-1252", "CP1252",
       "Le conseil municipal a décidé mardi de fermer le pont jusqu’au printemps, alors que les "
       "riverains réclamaient un bac à péage."},
      {"windows-1253", "CP1253",
       "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει τη γέφυρα για επισκευές μέχρι την "
       "άνοιξη – «δεν υπάρχουν χρήματα»."},
      {"windows-1254", "CP1254",
       "Belediye meclisi salı günü köprünün ilkbahara kadar onarım için kapatılmasına karar verdi; "
       "mahalle sakinleri ise vapur seferlerinin başlamasını istiyordu, ancak bütçe yok denildi."},
      {"windows-1255", "CP1255",
       "מועצת העיר החליטה ביום שלישי לסגור את הגשר לתיקונים עד האביב, אף על פי שהתושבים ביקשו "
       "להפעיל מעבורת. ראש העיר אמר כי אין לכך תקציב."},
      {"windows-1256", "CP1256",
       "قرر المجلس البلدي يوم الثلاثاء إغلاق الجسر للصيانة حتى الربيع، على الرغم من أن السكان "
       "طلبوا "
       "تشغيل العبارة، وقال رئيس البلدية إنه لا توجد أموال لذلك."},
      {"windows-874", "CP874",
       "สภาเมืองมีมติเมื่อวันอังคารให้ปิดสะพานเพื่อซ่อมแซมจนถึงฤดูใบไม้ผลิ แม้ว่าชาวบ้านจะขอให้เปิดเรือข้ามฟาก "
       "นายกเทศมนตรีกล่าวว่าไม่มีงบประมาณ"},
      {"ISO-8859-2", "ISO-8859-2",
       "Rada miejska we wtorek zdecydowała o zamknięciu mostu do wiosny, choć mieszkańcy prosili o "
       "prom, a władze mówią, że nie mają środków i że nie ma pieniędzy na ten cel."},
  };
  return kPapers;
}

// As a page has it: in the midst of ASCII.
std::string page_of(const std::string& bytes) {
  return "<html><head><title>Example</title></head><body class=\"article\"><p>" + bytes +
         "</p><p>" + bytes + "</p></body></html>";
}

std::string text_of(const std::string& page) {
  return page.substr(page.find("<p>") + 3, page.find("</p>") - page.find("<p>") - 3);
}

TEST(Papers, AreReadUnderTheirName) {
  for (const auto& [encoding, iconv, text] : papers()) {
    const Decoded decoded = decode(page_of(encoded(text, iconv)), encoding);
    EXPECT_EQ(text_of(decoded.utf8), text) << encoding;
    EXPECT_FALSE(decoded.repaired) << encoding;
  }
}

TEST(Papers, AreKnownWithoutAName) {
  for (const auto& [encoding, iconv, text] : papers()) {
    EXPECT_EQ(text_of(decode(page_of(encoded(text, iconv)), "").utf8), text) << encoding;
  }
}

TEST(Papers, CalledUtf8AreKnown) {
  for (const auto& [encoding, iconv, text] : papers()) {
    if (std::string_view(encoding) == "ISO-2022-JP") continue;  // it is ASCII, and so UTF-8
    const Decoded decoded = decode(page_of(encoded(text, iconv)), "utf-8");
    EXPECT_EQ(text_of(decoded.utf8), text) << encoding;
    EXPECT_TRUE(decoded.repaired) << encoding;
  }
}

// What servers say who were never told.
TEST(Papers, CalledLatinThoughTheyAreNotAreKnown) {
  for (const auto& [encoding, iconv, text] : papers()) {
    const std::string_view name = encoding;
    const bool latin = name == "windows-1252" || name == "windows-1254" || name == "ISO-8859-2" ||
                       name == "ISO-2022-JP";
    if (latin) continue;
    const Decoded decoded = decode(page_of(encoded(text, iconv)), "iso-8859-1");
    EXPECT_EQ(text_of(decoded.utf8), text) << encoding;
    EXPECT_TRUE(decoded.repaired) << encoding;
  }
}

TEST(Papers, InCyrillicAreKnownUnderEachOthersNames) {
  EXPECT_EQ(text_of(decode(page_of(encoded(kRussian, "KOI8-R")), "windows-1251").utf8), kRussian);
  EXPECT_EQ(text_of(decode(page_of(encoded(kRussian, "CP1251")), "koi8-r").utf8), kRussian);
  EXPECT_EQ(text_of(decode(page_of(encoded(kRussian, "CP1251")), "windows-1251").utf8), kRussian);
}

TEST(Papers, InLatinKeepTheirNameHoweverManyAccentsTheyHave) {
  const std::string french = "ÉLYSÉE : « À MÊME L’ÉTÉ », DÉCLARÉ-T-IL À L’ÂGE OÙ ÇA ÉTAIT ÉCRIT.";
  const Decoded decoded = decode(page_of(encoded(french, "CP1252")), "iso-8859-1");

  EXPECT_EQ(text_of(decoded.utf8), french);
  EXPECT_FALSE(decoded.repaired);
}

TEST(Papers, InUtf16AreReadWithAndWithoutAMark) {
  const std::string page = page_of(kRussian);
  for (const char* order : {"UTF-16LE", "UTF-16BE"}) {
    const std::string bytes = encoded(page, order);
    const std::string mark = order == std::string_view("UTF-16LE") ? "\xFF\xFE" : "\xFE\xFF";
    for (const char* declared : {"", "utf-16", "utf-8", "windows-1251"}) {
      EXPECT_EQ(decode(mark + bytes, declared).utf8, page) << order << " as " << declared;
    }
    for (const char* declared : {"", "utf-8", "windows-1251"}) {
      EXPECT_EQ(decode(bytes, declared).utf8, page) << order << " as " << declared;
    }
    EXPECT_EQ(decode(bytes, order).utf8, page) << order;
  }
}

TEST(Papers, CalledUtf16ThatHaveNoZeroByteAreNot) {
  const std::string page = page_of(encoded(kRussian, "CP1251"));
  EXPECT_EQ(text_of(decode(page, "utf-16").utf8), kRussian);
}

}  // namespace
}  // namespace broadsheet::text
