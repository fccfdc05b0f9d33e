// SPDX-License-Identifier: Apache-2.0
// The language of a text.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "text/unicode.h"

namespace broadsheet::text {
namespace {

struct Sample {
  const char* code;
  const char* text;
};

class LanguageOf : public ::testing::TestWithParam<Sample> {};

TEST_P(LanguageOf, AParagraphIsKnown) {
  const Language language = detect_language(GetParam().text);

  EXPECT_EQ(language.code, GetParam().code);
  EXPECT_GT(language.confidence, 0.6);
}

INSTANTIATE_TEST_SUITE_P(
    ThePress, LanguageOf,
    ::testing::Values(
        Sample{"en",
               "The council voted on Tuesday to close the bridge for repairs until spring, "
               "although residents had asked for a ferry in the meantime."},
        Sample{"de",
               "Der Stadtrat hat am Dienstag beschlossen, die Brücke bis zum Frühjahr zu "
               "sperren, obwohl die Anwohner eine Fähre verlangt hatten."},
        Sample{"fr",
               "Le conseil municipal a décidé mardi de fermer le pont jusqu'au printemps, "
               "alors que les riverains demandaient un bac."},
        Sample{"pt",
               "A câmara municipal decidiu na terça-feira encerrar a ponte até à primavera, "
               "embora os moradores tivessem pedido uma balsa."},
        Sample{"ru",
               "Городской совет во вторник решил закрыть мост на ремонт до весны, хотя "
               "жители просили пустить паром."},
        Sample{"uk",
               "Міська рада у вівторок вирішила закрити міст на ремонт до весни, хоча "
               "мешканці просили запустити пором."},
        Sample{"ar",
               "قرر المجلس البلدي يوم الثلاثاء إغلاق الجسر حتى الربيع رغم مطالبة السكان "
               "بتوفير عبارة."},
        Sample{"he",
               "מועצת העיר החליטה ביום שלישי לסגור את הגשר עד האביב אף שהתושבים ביקשו מעבורת"},
        Sample{"zh", "市议会星期二决定关闭大桥进行维修，直到明年春天，尽管居民要求提供渡轮服务。"},
        Sample{"zh-Hant",
               "市議會星期二決定關閉大橋進行維修，直到明年春天，儘管居民要求提供渡輪服務。"},
        Sample{
            "ja",
            "市議会は火曜日、春まで橋を閉鎖して修理することを決めた。住民は渡し船を求めていた。"},
        Sample{"ko",
               "시의회는 화요일 봄까지 다리를 폐쇄하고 보수하기로 결정했다. 주민들은 나룻배를 "
               "요구했다."},
        Sample{"th", "สภาเทศบาลมีมติเมื่อวันอังคารให้ปิดสะพานเพื่อซ่อมแซมจนถึงฤดูใบไม้ผลิ"},
        Sample{"el", "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει τη γέφυρα."}),
    [](const auto& sample) {
      std::string name = sample.param.code;
      name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
      return name;
    });

TEST(DetectLanguage, SaysNothingOfNothing) {
  EXPECT_EQ(detect_language("").code, "");
  EXPECT_EQ(detect_language("12 34 — !").code, "");
  EXPECT_EQ(detect_language("", "en").code, "");
}

TEST(DetectLanguage, AHintDoesNotTurnAClearText) {
  const std::string english =
      "The council voted on Tuesday to close the bridge for repairs until spring.";

  EXPECT_EQ(detect_language(english, "de-DE").code, "en");
  EXPECT_EQ(detect_language(english, "en-GB").code, "en");
}

TEST(DetectLanguage, IsLessSureOfAWordThanOfAParagraph) {
  EXPECT_LT(detect_language("Hello").confidence, 0.5);
}

}  // namespace
}  // namespace broadsheet::text
