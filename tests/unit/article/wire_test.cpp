// SPDX-License-Identifier: Apache-2.0
// Agencies, as the press credits them.
#include "article/wire.h"

#include <gtest/gtest.h>

namespace broadsheet::article {
namespace {

using records::Paragraph;
using records::ParagraphKind;

std::string credited(const std::vector<std::string>& bylines,
                     const std::vector<std::string>& texts) {
  std::vector<Paragraph> paragraphs;
  for (const auto& text : texts) paragraphs.push_back({ParagraphKind::kText, text});
  const auto credit = find_wire_credit(bylines, paragraphs);
  return credit ? credit->agency + " by " + credit->source : "";
}

TEST(Wire, IsNamedInTheByline) {
  EXPECT_EQ(credited({"Reuters"}, {}), "Reuters by byline");
  EXPECT_EQ(credited({"sid", "dpa"}, {}), "SID by byline");
  EXPECT_EQ(credited({"Jane Doe", "AFP"}, {}), "AFP by byline");
  EXPECT_EQ(credited({"Agence France-Presse (AFP)"}, {}), "AFP by byline");
  EXPECT_EQ(credited({"Интерфакс"}, {}), "Interfax by byline");
  EXPECT_EQ(credited({"共同通信"}, {}), "Kyodo by byline");
  EXPECT_EQ(credited({"연합뉴스"}, {}), "Yonhap by byline");
}

TEST(Wire, StandsInTheDateline) {
  EXPECT_EQ(credited({}, {"PARIS (AFP) — The council met on Tuesday."}), "AFP by dateline");
  EXPECT_EQ(credited({}, {"Berlin/Hamburg (dpa/lno) - Der Rat tagte am Dienstag."}),
            "dpa by dateline");
  EXPECT_EQ(credited({}, {"(Reuters) - The council met on Tuesday."}), "Reuters by dateline");
  EXPECT_EQ(credited({}, {"МОСКВА, 3 марта. /ТАСС/. Совет собрался во вторник."}),
            "TASS by dateline");
  EXPECT_EQ(credited({}, {"新华社北京3月1日电 会议星期二举行。"}), "Xinhua by dateline");
}

TEST(Wire, StandsAtTheEnd) {
  EXPECT_EQ(credited({}, {"The council met.", "It will meet again. (AP)"}), "AP by end mark");
  EXPECT_EQ(credited({}, {"Der Rat tagte.", "Quelle: dpa"}), "dpa by end mark");
  EXPECT_EQ(credited({}, {"Il consiglio si è riunito.", "© ANSA"}), "ANSA by end mark");
  EXPECT_EQ(credited({}, {"会议举行。", "来源：新华社"}), "Xinhua by end mark");
  EXPECT_EQ(credited({}, {"The council met.", "(c) AFP 2026"}), "AFP by end mark");
}

TEST(Wire, IsNoWordThatOnlyLooksLikeOne) {
  EXPECT_EQ(agency_in("pa"), "");
  EXPECT_EQ(agency_in("Spa"), "");
  EXPECT_EQ(credited({"Jane Doe"}, {"The council (which met on Tuesday) approved it."}), "");
  EXPECT_EQ(credited({}, {"The report, seen by Reuters, says so.", "Nobody said more."}), "");
  EXPECT_EQ(credited({}, {}), "");
}

}  // namespace
}  // namespace broadsheet::article
