// SPDX-License-Identifier: Apache-2.0
// What stands around a headline, and what the page says of its own address.
#include "article/lead.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "article/extract.h"
#include "article/notices.h"

namespace broadsheet::article {
namespace {

using records::CanonicalVerdict;
using records::ParagraphKind;
using ::testing::Contains;
using ::testing::ElementsAre;

constexpr std::string_view kFirst =
    "The town council approved a new ferry timetable on Tuesday evening, ending a long debate.";
constexpr std::string_view kSecond =
    "The mayor said the first boats will sail at six in the morning, earlier than ever before.";

std::string paragraph(std::string_view text) { return "<p>" + std::string(text) + "</p>"; }

records::Article read(
    const std::string& head, const std::string& above, const std::string& under,
    const std::string& below = "",
    const std::string& address = "https://news.example/politics/new-ferry-timetable") {
  const std::string body =
      "<title>New ferry timetable approved - Example</title><meta property=og:type "
      "content=article>" +
      head + "<body><article>" + above + "<h1>New ferry timetable approved</h1>" + under +
      paragraph(kFirst) + paragraph(kSecond) + paragraph(kSecond.substr(4)) + below + "</article>";
  auto extraction = extract({.url = *url::Url::parse(address), .body = body});
  EXPECT_TRUE(extraction.article) << extraction.reason;
  return extraction.article ? *extraction.article : records::Article{};
}

const records::Provenance* provenance(const records::Article& article, std::string_view field) {
  for (const auto& one : article.provenance) {
    if (one.field == field) return &one;
  }
  return nullptr;
}

TEST(Lead, HasTheKickerOverTheHeadline) {
  const auto article = read("", "<p class='article__kicker'>After the quarrel:</p>", "");

  EXPECT_EQ(article.kicker, "After the quarrel");
  ASSERT_NE(provenance(article, "kicker"), nullptr);
  EXPECT_EQ(provenance(article, "kicker")->source, "class:kicker");
  EXPECT_EQ(read("", "<p class=kicker>Premium</p>", "").kicker, "");
  EXPECT_EQ(read("", "<p class=kicker>22 November 2026</p>", "").kicker, "");
}

TEST(Lead, HasTheStandfirstUnderTheHeadline) {
  EXPECT_EQ(read("", "",
                 "<p class='c-article__standfirst'>For years the council had debated it."
                 "</p>")
                .standfirst,
            "For years the council had debated it.");
  EXPECT_EQ(read("<meta name=description content='For years the council had debated it.'>", "",
                 "<p class=x1>For years the council had debated it.</p>")
                .standfirst,
            "For years the council had debated it.");
  EXPECT_EQ(read("", "", "<p class=byline>For years the council had debated it.</p>").standfirst,
            "");
}

TEST(Lead, HasAStandfirstByItsPlaceAlone) {
  const std::string standfirst = "For years the council had debated it; now the boats will sail.";
  const auto found = [&](const std::string& under) { return read("", "", under).standfirst; };

  EXPECT_EQ(found("<h2>" + standfirst + "</h2><p>By Jane Doe</p>"), standfirst);
  EXPECT_EQ(found("<p>By Jane Doe</p><h2>" + standfirst + "</h2>"), standfirst);
  EXPECT_EQ(found("<p>" + standfirst + "</p><p>By Jane Doe, 20 November 2026</p>"), standfirst);
  EXPECT_EQ(found("<p><strong>" + standfirst + "</strong></p>"), standfirst);
  EXPECT_EQ(found("<h2>What the council decided</h2>"), "");
  EXPECT_EQ(found("<p>" + standfirst + "</p>"), "");
  EXPECT_EQ(found("<p>By Jane Doe</p>"), "");
}

TEST(Lead, HasTheWordsUnderTheMainPicture) {
  const auto article =
      read("<meta property=og:image content='https://news.example/i/harbour-ferry.jpg?w=1200'>", "",
           "<figure><img src='/i/harbour-ferry.jpg?w=300'><figcaption>A ferry in the "
           "harbour.</figcaption></figure>");

  EXPECT_EQ(article.lead_image, "https://news.example/i/harbour-ferry.jpg?w=1200");
  EXPECT_EQ(article.lead_image_caption, "A ferry in the harbour.");
}

TEST(Lead, OfAWireCopyNamesTheAgency) {
  const auto article = read("", "", "<p>By Reuters</p>");

  EXPECT_EQ(article.wire, "Reuters");
  EXPECT_THAT(article.authors, ElementsAre("Reuters"));
  EXPECT_EQ(read("", "", "<p>By Jane Doe</p>", "<p>(AP)</p>").wire, "AP");
}

TEST(Dates, OfTwoNumbersAreReadAsTheCountryOfTheSiteDoes) {
  const auto day = [](const std::string& address) {
    const auto article = read("", "", "<p>By Jane Doe, 03/04/2026</p>", "", address);
    return article.published ? records::format_date(*article.published) : "";
  };

  EXPECT_EQ(day("https://news.example/politics/new-ferry-timetable"), "2026-03-04");
  EXPECT_EQ(day("https://news.example.co.uk/politics/new-ferry-timetable"), "2026-04-03");
}

TEST(Dates, ToldApartByTheirLabels) {
  const auto article = read("", "", "<p>Updated 24 Nov 2026, first published 22 Nov 2026</p>");
  ASSERT_TRUE(article.published && article.modified);
  EXPECT_EQ(records::format_date(*article.published), "2026-11-22");
  EXPECT_EQ(records::format_date(*article.modified), "2026-11-24");

  const auto alone = read("", "", "<p>Last updated: 24 Nov 2026</p>");
  ASSERT_TRUE(alone.published && alone.modified);
  EXPECT_EQ(records::format_date(*alone.published), "2026-11-24");
  EXPECT_LT(alone.published->confidence, alone.modified->confidence);
}

TEST(Canonical, IsJudged) {
  const auto verdict = [](const std::string& href) {
    return read("<link rel=canonical href='" + href + "'>", "", "").canonical_verdict;
  };

  EXPECT_EQ(verdict("https://news.example/politics/new-ferry-timetable"), CanonicalVerdict::kSelf);
  EXPECT_EQ(verdict("https://www.news.example/politics/2026/timetable"),
            CanonicalVerdict::kSameSite);
  EXPECT_EQ(verdict("https://wire.example/a/77"), CanonicalVerdict::kOtherSite);
  EXPECT_EQ(verdict("https://news.example/"), CanonicalVerdict::kFrontPage);
  EXPECT_EQ(read("", "", "").canonical_verdict, CanonicalVerdict::kNone);
  EXPECT_EQ(read("<link rel=canonical href='https://news.example/'>", "", "").canonical_url,
            "https://news.example/politics/new-ferry-timetable");
}

TEST(Notices, AreNotOfTheText) {
  const auto article = read("", "", "",
                            "<p>Correction: An earlier version of this article named the wrong "
                            "harbour. It was the old one.</p>");

  EXPECT_THAT(records::text_paragraphs(article), ElementsAre(kFirst, kSecond, kSecond.substr(4)));
  EXPECT_THAT(article.paragraphs,
              Contains(::testing::Field(&records::Paragraph::kind, ParagraphKind::kNotice)));
}

TEST(Notices, AreKnownInTheLanguagesOfThePress) {
  for (const std::string_view text :
       {"Correction: it was the old harbour.", "[Editor's note: it was the old harbour.]",
        "Anmerkung der Redaktion: Es war der alte Hafen.", "Korrektur – Es war der alte Hafen.",
        "Mise à jour : c'était le vieux port.", "Corrección: era el puerto viejo.",
        "Errata corrige: era il porto vecchio.", "Correção: era o porto velho.",
        "Sprostowanie: to był stary port.", "Исправление: это был старый порт.",
        "訂正：旧港でした。", "This article was updated on Tuesday to name the harbour."}) {
    EXPECT_TRUE(reads_like_notice(text)) << text;
  }
  EXPECT_FALSE(reads_like_notice("Updated rules for the harbour take effect in March."));
  EXPECT_FALSE(reads_like_notice("Corrections officers met on Tuesday."));
}

TEST(Paywall, OfThePageIsReadInItsOwnWords) {
  EXPECT_TRUE(reads_like_paywall("Subscribe to continue reading"));
  EXPECT_TRUE(reads_like_paywall("Il vous reste 80% de cet article à lire."));
  EXPECT_TRUE(reads_like_paywall("Sie möchten weiterlesen? Jetzt Abo abschließen"));
  EXPECT_TRUE(reads_like_paywall("この記事は有料会員限定です。"));
  EXPECT_FALSE(reads_like_paywall("Subscribe to our newsletter"));
}

}  // namespace
}  // namespace broadsheet::article
