// SPDX-License-Identifier: Apache-2.0
// Small work on text: what words.h, grammar.h and dates.h promise.
#include "newsroom/words.h"

#include <gtest/gtest.h>

#include "newsroom/dates.h"
#include "newsroom/grammar.h"
#include "newsroom/world.h"

namespace broadsheet::newsroom {
namespace {

TEST(Words, ASlugIsPlainAscii) {
  EXPECT_EQ(slug("Fate of the Old Bridge: £5 million, at last"),
            "fate-of-the-old-bridge-5-million-at");
  EXPECT_EQ(slug("Österreich: Größe übt Ärger"), "oesterreich-groesse-uebt-aerger");
  EXPECT_EQ(slug("Łódź świętuje"), "lodz-swietuje");
  EXPECT_EQ(slug("市議会"), "");
}

TEST(Words, AnEncodedSlugSpeaksItsOwnScript) {
  EXPECT_EQ(percent_decoded(encoded_slug("بعد العاصفة")), "بعد-العاصفة");
}

TEST(Words, CapitalsAreKnownInThreeAlphabets) {
  EXPECT_EQ(capitalised("the end"), "The end");
  EXPECT_EQ(capitalised("école"), "École");
  EXPECT_EQ(capitalised("łódź"), "Łódź");
  EXPECT_EQ(capitalised("здание"), "Здание");
  EXPECT_EQ(capitalised("το λιμάνι"), "Το λιμάνι");
  EXPECT_EQ(capitalised("市"), "市");
}

TEST(Words, Windows1252HasItsQuotesAndRefersToTheRest) {
  EXPECT_EQ(to_windows_1252("“é” – €"), "\x93\xe9\x94 \x96 \x80");
  EXPECT_EQ(to_windows_1252("ł"), "&#322;");
}

TEST(Words, ATemplateIsFilledAsItIs) {
  EXPECT_EQ(filled("<b>{{x}}</b>{{y}}", {{"x", "&"}, {"y", "{{x}}"}}), "<b>&</b>{{x}}");
}

TEST(Words, WhatIsCutEndsAtASpace) {
  EXPECT_EQ(shortened("one two three", 9), "one two…");
  EXPECT_EQ(shortened("one", 9), "one");
}

TEST(Grammar, ChoicesNestAndSlotsKeepTheirFacts) {
  const auto& lang = language("en");
  Random random(7);
  const Facts facts(lang, lang.topics.front(), random);

  const auto text = expand("[a|[b|c]] {city} {city}", facts, random);

  const auto& city = facts.value("city");
  EXPECT_TRUE(text == "a " + city + " " + city || text == "b " + city + " " + city ||
              text == "c " + city + " " + city)
      << text;
}

TEST(Grammar, EveryPatternOfEveryLanguageExpands) {
  for (const auto& lang : languages()) {
    for (const auto& topic : lang.topics) {
      Random random(3);
      const Facts facts(lang, topic, random);
      for (const auto* lines :
           {&topic.headlines, &topic.leads, &topic.bodies, &topic.quotes, &topic.closings,
            &lang.updates, &lang.live_notes, &lang.captions, &lang.corrections}) {
        ASSERT_FALSE(lines->empty()) << lang.code;
        for (const auto pattern : *lines) {
          const auto text = sentence(pattern, facts, random);
          EXPECT_EQ(text.find_first_of("[]{}|"), std::string::npos) << lang.code << ": " << text;
        }
      }
    }
  }
}

TEST(Grammar, EveryLanguageHasAllItsLabels) {
  for (const auto& lang : languages()) {
    const auto* labels = reinterpret_cast<const std::string_view*>(&lang.labels);
    for (std::size_t i = 0; i < sizeof(Labels) / sizeof(std::string_view); ++i) {
      EXPECT_FALSE(labels[i].empty()) << lang.code << " label " << i;
    }
  }
}

TEST(Dates, AreWrittenInTheZoneOfTheHouse) {
  const auto time = default_epoch() + std::chrono::hours(16);  // midnight in UTC

  EXPECT_EQ(iso_time(time, 60), "2026-03-03T01:00:00+01:00");
  EXPECT_EQ(rss_time(time, -300), "Mon, 02 Mar 2026 19:00:00 -0500");
  EXPECT_EQ(long_date(language("de"), time, 60), "3. März 2026");
  EXPECT_EQ(long_date(language("ja"), time, 540), "2026年3月3日");
  EXPECT_EQ(path_date(time, 0), "2026/03/03");
}

}  // namespace
}  // namespace broadsheet::newsroom
