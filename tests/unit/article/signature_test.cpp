// SPDX-License-Identifier: Apache-2.0
// Who wrote it, where sources do not agree.
#include "article/signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "article/byline.h"
#include "article/headline.h"
#include "article/person.h"
#include "html/parse.h"

namespace broadsheet::article {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> authors_of(std::string_view page, std::string_view host = "") {
  const auto document = html::parse(page, {});
  auto metadata = read_metadata(document);
  const auto* headline = find_headline(document, metadata);
  const auto blocks = read_blocks(document, headline);
  read_byline(blocks, "Council approves new timetable", headline, metadata);
  return choose_authors(metadata, {}, host).names;
}

std::string page_of(const std::string& head, const std::string& above, const std::string& below) {
  return "<title>Council approves new timetable</title>" + head +
         "<article><h1>Council approves new timetable</h1>" + above +
         "<p>The town council approved a new ferry timetable on Tuesday evening, ending a debate "
         "that had run since the spring of last year.</p>" +
         below + "</article>";
}

std::string said(const std::string& author) {
  return "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":\"" + author +
         "\"}</script>";
}

TEST(Signature, OfAPersonWinsOverThatOfAnAccount) {
  EXPECT_THAT(authors_of(page_of(said("jdoe"), "<p class=author>Jane Doe</p>", "")),
              ElementsAre("Jane Doe"));
  EXPECT_THAT(authors_of(page_of(said("jdoe77"), "", "")), IsEmpty());
}

TEST(Signature, OfAPersonWinsOverThatOfATeam) {
  EXPECT_THAT(authors_of(page_of(said("Example Staff"), "<p>By Jane Doe</p>", "")),
              ElementsAre("Jane Doe"));
  EXPECT_THAT(authors_of(page_of(said("Example Staff"), "", "")), ElementsAre("Example Staff"));
}

TEST(Signature, OfThePublisherComesLast) {
  EXPECT_THAT(authors_of(page_of("<meta property=og:site_name content='County Courier'>" +
                                     said("County Courier"),
                                 "<p>By Jane Doe</p>", ""),
                         "www.county-courier.example"),
              ElementsAre("Jane Doe"));
  EXPECT_THAT(authors_of(page_of(said("courier.example"), "", ""), "www.courier.example"),
              ElementsAre("courier.example"));
}

TEST(Signature, IsNoButtonThatIsCalledLikeOne) {
  EXPECT_THAT(authors_of(page_of(said("Jane Doe"), "<a class=author-link>Sign In</a>", "")),
              ElementsAre("Jane Doe"));
  EXPECT_THAT(authors_of(page_of("",
                                 "<i class=author-avatar>JD</i><b class=author-name>Jane "
                                 "Doe</b>",
                                 "")),
              ElementsAre("Jane Doe"));
}

TEST(Signature, MayStandBesideTheDate) {
  EXPECT_THAT(authors_of(page_of("", "<p>Jane Doe | Senior Writer | July 2, 2026</p>", "")),
              ElementsAre("Jane Doe"));
  EXPECT_THAT(authors_of(page_of("", "<div>Jane Doe</div><div>July 2, 2026</div>", "")),
              ElementsAre("Jane Doe"));
}

TEST(Signature, MayStandBelowTheText) {
  EXPECT_THAT(authors_of(page_of("", "", "<p>Written by</p><p>Jane Doe</p>")),
              ElementsAre("Jane Doe"));
  EXPECT_THAT(authors_of(page_of("", "", "<p>Geschrieben von Jana Muster</p>")),
              ElementsAre("Jana Muster"));
  EXPECT_THAT(authors_of(page_of("", "", "<p>Written by hand and in a hurry.</p>")), IsEmpty());
}

TEST(Signature, MayBeALinkToTheAuthor) {
  EXPECT_THAT(authors_of(page_of("",
                                 "<div class=x1><a href=/author/jane-doe>Jane Doe</a> <a "
                                 "href=/author/john-roe>John Roe</a></div>",
                                 "<div class=x2><p><a href=/author/max-poe>Max Poe</a></p></div>")),
              ElementsAre("Jane Doe", "John Roe"));
  EXPECT_THAT(authors_of(page_of("", "<a href=/author/all>All authors</a>", "")), IsEmpty());
}

TEST(Signature, IsNoOrnament) {
  EXPECT_THAT(authors_of(page_of("", "<span class=author>•</span>", "")), IsEmpty());
  EXPECT_THAT(authors_of(page_of("", "<span class=author-link>Link</span>", "")), IsEmpty());
}

TEST(Signature, OfALibraryHasTheGivenNameFirst) {
  EXPECT_THAT(authors_of(page_of("<meta name=citation_author content='Doe, Jane'><meta "
                                 "name=citation_author content='Roe, John'>",
                                 "", "")),
              ElementsAre("Jane Doe", "John Roe"));
}

std::string dated(Candidates metadata, std::string_view language = "en") {
  const auto date = choose_date(metadata, FieldKind::kPublished, language, {});
  return date ? records::format_date(*date) : "";
}

TEST(Date, OfTwoNumbersIsWhatTheRestOfThePageSays) {
  const Candidate written{FieldKind::kPublished, "class:date", "02-12-2026", 0.6};

  EXPECT_EQ(dated({written}), "2026-02-12");
  EXPECT_EQ(dated({written}, "de"), "2026-12-02");
  EXPECT_EQ(dated({written, {FieldKind::kPublished, "time", "2026-12-02", 0.5}}), "2026-12-02");
  EXPECT_EQ(dated({written, {FieldKind::kModified, "time", "12 February 2026", 0.5}}, "de"),
            "2026-02-12");
}

TEST(Date, OfAMomentIsInTheZoneThatThePageShows) {
  EXPECT_EQ(dated({{FieldKind::kPublished, "meta:article:published_time",
                    "2026-12-19T03:05:00+00:00", 0.9},
                   {FieldKind::kPublished, "time", "2026-12-18T19:05:00-08:00", 0.5}}),
            "2026-12-18T19:05:00-08:00");
}

TEST(Date, MayStandUnderTheStandfirstOrOverTheHeadline) {
  const std::string standfirst =
      "<p>For years the council had debated whether the boats should sail earlier, and never "
      "found a majority for it.</p>";
  const auto read = [](const std::string& page) {
    const auto document = html::parse(page, {});
    auto metadata = read_metadata(document);
    const auto* headline = find_headline(document, metadata);
    read_byline(read_blocks(document, headline), "Council approves new timetable", headline,
                metadata);
    return dated(metadata);
  };

  EXPECT_EQ(read(page_of("", standfirst + "<p>Jane Doe•Oct 20, 2026</p>", "")), "2026-10-20");
  EXPECT_EQ(read("<title>Council approves new timetable</title><p>October 20, "
                 "2026</p><h1>Council approves new timetable</h1>" +
                 standfirst),
            "2026-10-20");
}

TEST(Person, HasCapitalsWhereTheScriptHasThem) {
  EXPECT_TRUE(is_person_like("Petra von Arx"));
  EXPECT_TRUE(is_person_like("Øystein Åsen"));
  EXPECT_TRUE(is_person_like("Иван Громов"));
  EXPECT_TRUE(is_person_like("Γιώργος Παππάς"));
  EXPECT_TRUE(is_person_like("山田太郎"));
  EXPECT_TRUE(is_person_like("سامر خوري"));
  EXPECT_FALSE(is_person_like("editorial policies"));
  EXPECT_FALSE(is_person_like("Sign In"));
  EXPECT_FALSE(is_person_like("Jane"));
  EXPECT_TRUE(is_account("jane.doe"));
  EXPECT_FALSE(is_account("Jane"));
}

}  // namespace
}  // namespace broadsheet::article
