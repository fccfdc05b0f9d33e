// SPDX-License-Identifier: Apache-2.0
// Names out of bylines.
#include "article/authors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::article {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Authors, LoseTheWordBeforeThem) {
  EXPECT_THAT(names_in("By Jane Doe"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names_in("Von Petra Lindner"), ElementsAre("Petra Lindner"));
  EXPECT_THAT(names_in("Par Julien Maret"), ElementsAre("Julien Maret"));
  EXPECT_THAT(names_in("Por: Marta Quiroga"), ElementsAre("Marta Quiroga"));
  EXPECT_THAT(names_in("Автор: Иван Громов"), ElementsAre("Иван Громов"));
  EXPECT_THAT(names_in("بواسطة سامر خوري"), ElementsAre("سامر خوري"));
}

TEST(Authors, AreCutWhereTheyAreJoined) {
  EXPECT_THAT(names_in("By Jane Doe and John Roe"), ElementsAre("Jane Doe", "John Roe"));
  EXPECT_THAT(names_in("Jane Doe, John Roe & Max Poe"),
              ElementsAre("Jane Doe", "John Roe", "Max Poe"));
  EXPECT_THAT(names_in("Eva Alt und Uwe Neu"), ElementsAre("Eva Alt", "Uwe Neu"));
  EXPECT_THAT(names_in("Ana Sol y Luis Mar"), ElementsAre("Ana Sol", "Luis Mar"));
  EXPECT_THAT(names_in("Jane Doe / John Roe"), ElementsAre("Jane Doe", "John Roe"));
}

TEST(Authors, LoseTheirOffices) {
  EXPECT_THAT(names_in("By Jane Doe, Political Editor"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names_in("Jane Doe (Berlin)"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names_in("Jane Doe | Staff Writer"), ElementsAre("Jane Doe"));
}

TEST(Authors, AreNamedOnce) {
  EXPECT_THAT(names_in("Jane Doe, Jane Doe"), ElementsAre("Jane Doe"));
}

TEST(Authors, AreNotAddressesNumbersOrAccounts) {
  EXPECT_THAT(names_in("https://news.example/author/jane"), IsEmpty());
  EXPECT_THAT(names_in("jane@news.example"), IsEmpty());
  EXPECT_THAT(names_in("3 minutes read"), IsEmpty());
  EXPECT_THAT(names_in("admin"), IsEmpty());
  EXPECT_THAT(names_in(""), IsEmpty());
}

TEST(Authors, KeepNamesThatOnlyLookLikeRoles) {
  EXPECT_THAT(names_in("Anna Readman"), ElementsAre("Anna Readman"));
  EXPECT_THAT(names_in("Petra Von Arx"), ElementsAre("Petra Von Arx"));
}

TEST(Authors, AreFoundInALineThatHasMore) {
  EXPECT_EQ(before_date("Jane Doe on November 22, 2026"), "Jane Doe");
  EXPECT_EQ(before_date("Theresa May"), "Theresa May");
  EXPECT_EQ(before_date("22 November"), "");
  EXPECT_EQ(signature_in("Posted on Friday by Jane Doe"), "by Jane Doe");
  EXPECT_EQ(signature_in("Nobody signs this"), "");
}

TEST(Authors, LoseWhatStandsBesideAWholeName) {
  EXPECT_THAT(names_in("Jane Doe, Berlin"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names_in("Jane Doe, MD, PhD"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names_in("Jane Doe, EXAMPLE RADIO Stand:"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names_in("Quelle: sid/dpa"), ElementsAre("sid", "dpa"));
  EXPECT_THAT(names_in("山田太郎、佐藤花子"), ElementsAre("山田太郎", "佐藤花子"));
}

TEST(Authors, LoseADateThatIsGluedToThem) {
  EXPECT_EQ(before_date("By Jane DoeNovember 24, 2026"), "By Jane Doe");
  EXPECT_EQ(before_date("Jane Doe on Friday December 4"), "Jane Doe");
  EXPECT_THAT(names_in("ByJane Doe"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names_in("Byron Bay Council"), ElementsAre("Byron Bay Council"));
}

TEST(Authors, OfATeamAreTakenWhereTheyAreWanted) {
  EXPECT_THAT(names_in("Example Editorial Team"), IsEmpty());
  EXPECT_THAT(names_in("Example Editorial Team", true), ElementsAre("Example Editorial Team"));
}

struct Line {
  const char* said;
  std::vector<std::string> names;
};

TEST(Authors, OfTheWorldsBylines) {
  const Line kLines[] = {
      {"BY JANE DOE AND JOHN ROE", {"JANE DOE", "JOHN ROE"}},
      {"Words by Jane Doe; photos by John Roe", {"Jane Doe"}},
      {"Text: Jane Doe Foto: John Roe", {"Jane Doe"}},
      {"Photos: John Roe | Text: Jane Doe", {"Jane Doe"}},
      {"Reporting by Jane Doe; Editing by John Roe and Max Poe", {"Jane Doe"}},
      {"Jane Doe Political Correspondent", {"Jane Doe"}},
      {"Senior Reporter Jane Doe", {"Jane Doe"}},
      {"Chefredakteurin Petra Lindner", {"Petra Lindner"}},
      {"By Jane Doe, Chief Political Correspondent, Example News", {"Jane Doe"}},
      {"By Jane Doe in Berlin", {"Jane Doe"}},
      {"By Jane Doe for The Daily Example", {"Jane Doe"}},
      {"Analysis by Jane Doe", {"Jane Doe"}},
      {"Ein Kommentar von Petra Lindner", {"Petra Lindner"}},
      {"Ein Gastbeitrag von Petra Lindner und Uwe Neu", {"Petra Lindner", "Uwe Neu"}},
      {"Jane Doe @janedoe", {"Jane Doe"}},
      {"Jane Doe jane.doe@news.example", {"Jane Doe"}},
      {"Jane Doe is a writer from Leeds", {"Jane Doe"}},
      {"Written by Jane Doe Reviewed by John Roe", {"Jane Doe"}},
      {"Jane Doe 22 November 2026", {"Jane Doe"}},
      {"Jane Doe and John Roe and Max Poe", {"Jane Doe", "John Roe", "Max Poe"}},
      {"Publié par Julien Maret", {"Julien Maret"}},
      {"Propos recueillis par Julien Maret", {"Julien Maret"}},
      {"Łukasz Żak oraz Żaneta Łyś", {"Łukasz Żak", "Żaneta Łyś"}},
      {"Nguyễn Ái Ước", {"Nguyễn Ái Ước"}},
      {"Omar al-Said and Jeanne d’Arc", {"Omar al-Said", "Jeanne d’Arc"}},
      {"Ayşe Kaya ve Ali Demir", {"Ayşe Kaya", "Ali Demir"}},
      {"Oleh: Budi Santoso", {"Budi Santoso"}},
      {"Reporter: Budi Santoso | Editor: Dewi Lestari", {"Budi Santoso"}},
      {"Автор: Иван Громов, корреспондент", {"Иван Громов"}},
      {"Текст: Анна Белова Фото: Пётр Серов", {"Анна Белова"}},
      {"מאת: דנה לוי", {"דנה לוי"}},
      {"بقلم: سامر خوري", {"سامر خوري"}},
      {"홍길동 기자", {"홍길동"}},
      {"山田太郎記者", {"山田太郎"}},
      {"文・山田太郎", {"山田太郎"}},
      {"ジョン・スミス", {"ジョン・スミス"}},
      {"記者王小明／台北報導", {"王小明"}},
      {"本报记者 王小明", {"王小明"}},
      {"作者：王小明　编辑：李四", {"王小明"}},
  };
  for (const auto& [line, names] : kLines) EXPECT_EQ(names_in(line), names) << line;
}

TEST(Authors, AreNotInOtherPeoplesWork) {
  for (const char* line : {"Photos by Jane Doe", "Edited by John Roe", "编辑：李四", "Follow Jane",
                           "View all posts", "5 min read"}) {
    EXPECT_THAT(names_in(line), IsEmpty()) << line;
  }
}

}  // namespace
}  // namespace broadsheet::article
