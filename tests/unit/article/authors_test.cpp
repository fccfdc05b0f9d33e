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

}  // namespace
}  // namespace broadsheet::article
