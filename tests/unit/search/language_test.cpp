// SPDX-License-Identifier: Apache-2.0
// What counts as a word, and as the same word, in the world's scripts.
#include "unit/search/shelf.h"

namespace broadsheet::search {
namespace {

struct Case {
  std::string text;
  std::vector<std::string> found_by;
  std::vector<std::string> not_by;
};

const std::vector<Case> kCases = {
    Case{"東京都知事が2020年に発表した",
         {"東京", "東京都", "京都", "知事", "\"東京都知事\"", "都", "東", "た", "2020年",
          "2020年に", "発表*", "東京 発表", "東京 NEAR/8 2020"},
         {"東知", "知東京", "\"東京 知事\"", "大", "202", "2020月", "事東"}},
    Case{"国务院总理李强在北京会见", {"总理", "李强", "北京会见", "国"}, {"总李", "京北"}},
    Case{"ｶﾞﾗｽとガーデン", {"ガラス", "がーでん OR ガーデン", "ガラスと"}, {"カラス"}},
    Case{"대통령이 오늘 발표했다", {"대통령", "발표", "대통령이 오늘"}, {"통대", "통령발"}},
    Case{"นายกรัฐมนตรีเดินทางไปเชียงใหม่", {"นายก", "รัฐมนตรี", "เชียงใหม่"}, {"กรุงเทพ"}},
    Case{"Die Bundesstraße in Köln",
         {"bundesstrasse", "BUNDESSTRASSE", "koln", "Köln", "KÖLN", "Ko\u0308ln"},
         {"koeln", "bundes"}},
    Case{"L’économie de l'été, déjà-vu",
         {"economie", "ete", "l'été", "\"déjà vu\"", "deja-vu"},
         {"leconomie"}},
    Case{"Łódź, Ørsted, Æther, Þór, İstanbul, Đorđe",
         {"lodz", "orsted", "aether", "thor", "istanbul", "dorde"},
         {}},
    Case{"Ёлка и Йод", {"елка", "ЁЛКА", "йод", "иод"}, {}},
    Case{"Ο Αθηναίος πολίτης", {"αθηναιος", "ΑΘΗΝΑΙΟΣ", "πολιτης"}, {}},
    Case{"مُحَمَّد في القاهرة أمس", {"محمد", "القاهرة", "امس"}, {}},
    Case{"שָׁלוֹם עולם", {"שלום"}, {}},
    Case{"हिन्दी समाचार", {"हिन्दी", "समाचार"}, {"हनद"}},
    Case{"می\u200Cخواهم", {"می\u200Cخواهم", "میخواهم"}, {}},
    Case{
        "Biden's visit to the U.S. and U.K.", {"biden", "Biden's", "us", "U.S.", "UK"}, {"bidens"}},
    Case{"It rose 3.14 percent to 1,000,000 (COVID-19)",
         {"3.14", "1,000,000", "covid", "COVID-19", "19"},
         {"3", "000"}},
    Case{"the end.Then it began", {"end", "then"}, {"endthen"}},
    Case{"soft\u00ADhyphen col·lecció", {"softhyphen", "colleccio"}, {}},
    Case{"ＦＵＬＬ ﬁne №5", {"full", "fine"}, {}},
    Case{"#MeToo by @user at AT&T, C++", {"metoo", "#MeToo", "user", "AT&T"}, {}},
    Case{"東京タワーTokyo Tower",
         {"東京タワー", "タワー", "tokyo", "\"タワーtokyo\""},
         {"京tokyo"}}};

TEST(Language, EveryTextIsFoundByItsWordsAndByNoOthers) {
  Shelf shelf;
  std::vector<SearchDocument> documents;
  for (const auto& one : kCases) documents.push_back(article(one.text, "", one.text));
  shelf.put(documents);
  const auto finds = [&](const std::string& query, const std::string& text) {
    return testing::Value(shelf.find(query), testing::Contains(text));
  };

  for (const auto& [text, found_by, not_by] : kCases) {
    for (const auto& query : found_by) EXPECT_TRUE(finds(query, text)) << query << " in " << text;
    for (const auto& query : not_by) EXPECT_FALSE(finds(query, text)) << query << " in " << text;
  }
}

TEST(Language, OfWordsTooLongForWordsKeepsTheirPlace) {
  Shelf shelf;
  shelf.put({article("a", "", "before " + std::string(500, 'x') + " after")});

  EXPECT_TRUE(shelf.find("\"before after\"").empty());
  EXPECT_EQ(shelf.find("before NEAR/2 after").size(), 1U);
}

}  // namespace
}  // namespace broadsheet::search
