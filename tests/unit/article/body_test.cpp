// SPDX-License-Identifier: Apache-2.0
// What of a page is its text: names that are believed and names that are not, leads, pieces, ends.
#include "article/body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "article/headline.h"
#include "html/parse.h"

namespace broadsheet::article {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kFirst =
    "The town council approved a new ferry timetable on Tuesday evening, ending a long debate.";
const std::string kSecond =
    "The mayor said the first boats will sail at six in the morning, earlier than ever before.";
const std::string kThird =
    "Critics say that the harbour has other needs, and that the boats will be empty in winter.";

std::string p(const std::string& text) { return "<p>" + text + "</p>"; }

std::vector<std::string> text_of(const std::string& body) {
  const std::string page = "<title>New ferry timetable approved - Example</title>" + body;
  const auto document = html::parse(page, {});
  const auto metadata = read_metadata(document);
  const auto* headline = find_headline(document, metadata);
  const auto chosen =
      choose_body(read_blocks(document, headline),
                  {"New ferry timetable approved", headline, "news.example"}, "", false);
  std::vector<std::string> out;
  for (const auto& paragraph : chosen.paragraphs) {
    if (paragraph.kind != records::ParagraphKind::kCaption) out.push_back(paragraph.text);
  }
  return out;
}

const std::string kHeadline = "<h1>New ferry timetable approved</h1>";

TEST(Body, LeavesOutWhatItsNameSaysIsSomethingElse) {
  EXPECT_THAT(text_of("<div class=content>" + kHeadline + p(kFirst) + "<div class=related-posts>" +
                      p(kThird) + "</div>" + p(kSecond) + "</div><div id=comments>" + p(kThird) +
                      p(kThird + " Yes!") + "</div>"),
              ElementsAre(kFirst, kSecond));
}

TEST(Body, DoesNotBelieveANameUnderWhichTheWholePageStands) {
  EXPECT_THAT(text_of("<div class=content-sidebar-wrap>" + kHeadline + "<div>" + p(kFirst) +
                      p(kSecond) + "</div></div>"),
              ElementsAre(kFirst, kSecond));
  EXPECT_THAT(text_of("<form id=aspnet><div>" + p(kFirst) + p(kSecond) + p(kThird) +
                      p(kThird + " So it goes on.") + "</div></form>"),
              ElementsAre(kFirst, kSecond, kThird, kThird + " So it goes on."));
}

TEST(Body, DoesNotBelieveANameThatHoldsALongArticleAndMoreThanAllTheRest) {
  std::string letter;
  for (int i = 0; i < 40; ++i) letter += p(std::to_string(i) + ". " + kFirst);
  std::string rest;
  for (int i = 0; i < 20; ++i) rest += p(std::to_string(i) + ". " + kThird);
  const auto page = [&](const std::string& name) {
    return "<div class=page>" + kHeadline + "</div><div class=" + name + ">" + letter +
           "</div><div class=outro>" + rest + "</div>";
  };

  EXPECT_THAT(text_of(page("newsletter-wrapper")), Contains("39. " + kFirst));
  EXPECT_THAT(text_of(page("related-posts")), Not(Contains("39. " + kFirst)));
}

TEST(Body, TakesTheWidgetsOfAPageBuilderForWhatTheyHold) {
  const auto widget = [](const std::string& kind, const std::string& inside) {
    return "<div class=\"elementor-widget elementor-widget-" + kind +
           "\"><div class=elementor-widget-container>" + inside + "</div></div>";
  };

  EXPECT_THAT(
      text_of(widget("heading", kHeadline) + widget("theme-post-content", p(kFirst) + p(kSecond)) +
              widget("author-box", p("Ellen Brandt writes on boats and lives by the old port.")) +
              widget("post-comments", p(kThird))),
      ElementsAre(kFirst, kSecond));
}

TEST(Body, KnowsOtherArticlesByTheHeadlineTheyDoNotHold) {
  EXPECT_THAT(
      text_of("<main><article>" + kHeadline + "<div>" + p(kFirst) + p(kSecond) +
              "</div></article><article><h2>Another</h2>" + p(kThird) + "</article></main>"),
      ElementsAre(kFirst, kSecond));
}

TEST(Body, BeginsWithTheLeadThatStandsBelowTheHeadline) {
  EXPECT_THAT(text_of("<article><header>" + kHeadline + "<p>" + kThird +
                      "</p></header><div class=entry-content>" + p(kFirst) + p(kSecond) +
                      "</div></article>"),
              ElementsAre(kThird, kFirst, kSecond));
}

TEST(Body, DoesNotBeginWithATeaserThatWasCutOff) {
  EXPECT_THAT(text_of("<article><header>" + kHeadline +
                      "<p>The town council approved a new ferry "
                      "timetable on Tuesday evening, ending a…</p></header>"
                      "<div class=entry-content>" +
                      p(kFirst) + p(kSecond) + "</div></article>"),
              ElementsAre(kFirst, kSecond));
}

TEST(Body, PutsTogetherWhatBoxesCutIntoPieces) {
  EXPECT_THAT(text_of("<main>" + kHeadline + "<div class=a><div class=t>" + p(kFirst) + p(kSecond) +
                      p(kFirst + " Again.") +
                      "</div></div><aside>x</aside><div class=a>"
                      "<div class=t>" +
                      p(kThird) + "</div></div></main>"),
              ElementsAre(kFirst, kSecond, kFirst + " Again.", kThird));
}

TEST(Body, KeepsHeadingsOverTextAndNoOthers) {
  EXPECT_THAT(text_of(kHeadline + "<div class=entry-content><h2>What is new</h2>" + p(kFirst) +
                      "<h2>Related</h2><ul><li><a href=/1>Library reopens</a></ul>" + p(kSecond) +
                      "<h2>Share this</h2></div>"),
              ElementsAre("What is new", kFirst, kSecond));
}

TEST(Body, KeepsListsAndQuotesInTheirOrder) {
  EXPECT_THAT(text_of(kHeadline + "<div class=entry-content>" + p(kFirst) +
                      "<ul><li>Two new boats</li><li>Longer piers</li></ul><blockquote><p>We are "
                      "glad.</p></blockquote>" +
                      p(kSecond) + "</div>"),
              ElementsAre(kFirst, "Two new boats", "Longer piers", "We are glad.", kSecond));
}

TEST(Body, LeavesOutWhatNobodySees) {
  EXPECT_THAT(
      text_of(kHeadline + "<div class=entry-content>" + p(kFirst) + "<p style='display: none'>" +
              kThird +
              "</p><p>See the <a href=/x>plan<span class=screen-reader-text> (opens in a new "
              "tab)</span></a>, which has all the stops of the new line on one page.</p>"
              "</div>"),
      ElementsAre(kFirst,
                  "See the plan, which has all the stops of the new line on one "
                  "page."));
}

TEST(Body, KeepsASentenceThatIsMostlyLinks) {
  const std::string sentence =
      "The <a href=/1>council of the harbour town</a> and the <a href=/2>finance office in the "
      "capital</a> still disagree.";

  EXPECT_THAT(text_of(kHeadline + "<div class=entry-content>" + p(kFirst) + p(sentence) +
                      "<p><b>Also Read:</b> <a href=/3>Library reopens after two years of work</a>"
                      "</p></div>"),
              ElementsAre(kFirst,
                          "The council of the harbour town and the finance office in the "
                          "capital still disagree."));
}

TEST(Body, ReadsARowOfATableAsOneLine) {
  EXPECT_THAT(
      text_of(
          "<div class=content>" + kHeadline + p(kFirst) +
          "<table><tr><th>Pier</th><th>Boats</th></tr><tr><td>North</td><td>12</td></tr></table>" +
          p(kSecond) + "</div>"),
      ElementsAre(kFirst, "Pier | Boats", "North | 12", kSecond));
}

TEST(Body, ReadsWhatAScriptWouldUncover) {
  EXPECT_THAT(text_of("<div hidden id=S:0><article>" + kHeadline + p(kFirst) + p(kSecond) +
                      p(kThird) + p(kFirst + " Again.") + p(kSecond + " Again.") +
                      p(kThird + " Again.") + p(kThird + " And again.") + "</article></div>"),
              ElementsAre(kFirst, kSecond, kThird, kFirst + " Again.", kSecond + " Again.",
                          kThird + " Again.", kThird + " And again."));
}

TEST(Body, TakesNoStyleForAName) {
  EXPECT_THAT(text_of("<main class=\"[&_figcaption]:mt-2 md:sidebar\">" + kHeadline + p(kFirst) +
                      p(kSecond) + "</main>"),
              ElementsAre(kFirst, kSecond));
}

TEST(Body, KeepsWhatStandsWithAPictureApart) {
  EXPECT_THAT(text_of("<article>" + kHeadline + p(kFirst) +
                      "<div class=article-image><img src=a.jpg><p>The harbour on Tuesday evening, "
                      "with a boat that nobody uses any more.</p></div>" +
                      p(kSecond) + "</article>"),
              ElementsAre(kFirst, kSecond));
}

TEST(Body, KeepsALinkedHeadingOverTextButNoTeaser) {
  EXPECT_THAT(
      text_of("<article>" + kHeadline + p(kFirst) +
              "<h2><a href=https://boats.example/one>The Northern Star</a></h2>" + p(kSecond) +
              "<a href=/two><h4>Harbour master resigns</h4></a>" + p(kThird) + "</article>"),
      ElementsAre(kFirst, "The Northern Star", kSecond, kThird));
}

TEST(Body, LeavesOutWhatAFrameSaysAgainAndAgain) {
  const std::string frame = "<div>You must be a member to use this function.</div>";
  EXPECT_THAT(text_of("<article>" + kHeadline + p(kFirst) + frame + frame + p(kSecond) + frame +
                      frame + "</article>"),
              ElementsAre(kFirst, kSecond));
}

TEST(Body, TakesWhatJsonLdSaysWhereThePageShowsNextToNothing) {
  const auto document =
      html::parse("<body><h1>New ferry timetable approved</h1><div id=app></div>", {});
  const std::string said = kFirst + "\n\n<p>" + kSecond + "</p><p>" + kThird + " " + kFirst + " " +
                           kSecond + " " + kThird + " " + kFirst + "</p>";

  const auto body = choose_body(read_blocks(document, nullptr), {}, said, false);

  EXPECT_TRUE(body.said);
  ASSERT_EQ(body.paragraphs.size(), 3U);
  EXPECT_EQ(body.paragraphs[1].text, kSecond);
}

TEST(Body, IsEmptyWhereThereIsNone) {
  EXPECT_THAT(text_of(""), IsEmpty());
  EXPECT_THAT(text_of("<nav>" + p(kFirst) + "</nav>"), IsEmpty());
}

TEST(Body, LeavesOutATeaserThatIsCutFromItsFirstParagraph) {
  const std::string cut = "The town council approved a new ferry timetable on Tuesday evening…";

  EXPECT_THAT(text_of("<main>" + kHeadline + "<div class=intro>" + p(cut) + "</div><div>" +
                      p(kFirst) + p(kSecond) + p(kThird) + "</div></main>"),
              ElementsAre(kFirst, kSecond, kThird));
}

TEST(Body, TakesNoClockForText) {
  EXPECT_THAT(text_of("<article>" + kHeadline + p(kFirst) + "<p>17:05</p>" + p(kSecond) +
                      "<p>* * *</p>" + p(kThird) + "</article>"),
              ElementsAre(kFirst, kSecond, kThird));
}

TEST(Body, LeavesNoResidueThatStandsInBareParagraphs) {
  EXPECT_THAT(text_of("<main>" + kHeadline + p(kFirst) + p(kSecond) + p(kThird) +
                      "<p>Leave a Comment</p><p>Your email address will not be published. "
                      "Required fields are marked *</p></main><p>Deine E-Mail-Adresse wird nicht "
                      "veröffentlicht.</p><p>Scroll to Top</p>"),
              ElementsAre(kFirst, kSecond, kThird));
}

}  // namespace
}  // namespace broadsheet::article
