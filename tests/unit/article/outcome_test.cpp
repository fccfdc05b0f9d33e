// SPDX-License-Identifier: Apache-2.0
// What a page is: the walls, the hubs, and the article that says nothing of itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "article/extract.h"

namespace broadsheet::article {
namespace {

using records::Outcome;
using ::testing::ElementsAre;

constexpr std::string_view kFirst =
    "The town council approved a new ferry timetable on Tuesday evening, ending a long debate.";
constexpr std::string_view kSecond =
    "The mayor said the first boats will sail at six in the morning, earlier than ever before.";

Extraction read(const std::string& body,
                Page page = {
                    .url = *url::Url::parse("https://news.example/politics/ferry-timetable"),
                    .body = {}}) {
  page.body = body;
  return extract(page);
}

std::string paragraph(std::string_view text) { return "<p>" + std::string(text) + "</p>"; }

std::string short_article() {
  return "<title>New ferry timetable approved - Example</title><body><article><h1>New ferry "
         "timetable approved</h1>" +
         paragraph(kFirst) + paragraph(kSecond) + "</article>";
}

TEST(Outcome, AShortArticleWithoutMetadataIsAnArticle) {
  const auto got = read(short_article());

  ASSERT_EQ(got.outcome, Outcome::kArticle) << got.reason;
  EXPECT_EQ(got.article->title, "New ferry timetable approved");
  EXPECT_THAT(records::text_paragraphs(*got.article), ElementsAre(kFirst, kSecond));
}

TEST(Outcome, WhatAFeedDatedIsAnArticleEvenWithoutMarkup) {
  Page page{.url = *url::Url::parse("https://news.example/p/77"), .body = {}};
  page.hint.published = *parse_time("2026-11-22T10:00:00Z");
  page.hint.title = "New ferry timetable approved";

  const auto got = read(
      "<title>New ferry timetable approved</title><h1>New ferry timetable "
      "approved</h1><div><p>" +
          std::string(kFirst) + "</p><p>" + std::string(kSecond) + "</p></div>",
      page);

  ASSERT_EQ(got.outcome, Outcome::kArticle) << got.reason;
  EXPECT_EQ(got.article->published->source, "feed");
}

TEST(Outcome, AListOfHeadlinesIsAHub) {
  std::string body = "<title>Politics - Example</title><h1>Politics</h1>";
  for (int i = 0; i < 20; ++i) {
    body += "<h2><a href=/a" + std::to_string(i) +
            ">The council approved another thing today</a></h2><p>" + std::string(kFirst) + "</p>";
  }

  EXPECT_EQ(read(body).outcome, Outcome::kHub);
}

TEST(Outcome, WhatAThemeCallsAListIsAHub) {
  std::string body = "<title>Politics Archives - Example</title><body class='archive category'>";
  for (int i = 0; i < 3; ++i) {
    body += "<article class=hentry><h2><a href=/" + std::to_string(i) + ">One</a></h2>" +
            paragraph(kFirst) + paragraph(kSecond) + "</article>";
  }

  EXPECT_EQ(read(body).outcome, Outcome::kHub);
}

TEST(Outcome, WhatAThemeCallsAnErrorIsASoft404) {
  EXPECT_EQ(read("<title>Hoppla</title><body class=error404><h1>Hoppla!</h1>" + paragraph(kFirst))
                .outcome,
            Outcome::kSoft404);
}

TEST(Outcome, WhatSaysThatItIsAProductIsNoArticle) {
  const auto got =
      read("<script type=application/ld+json>{\"@type\":\"Product\",\"name\":\"A boat\"}</script>" +
           short_article());

  EXPECT_EQ(got.outcome, Outcome::kNotArticle);
  EXPECT_EQ(got.reason, "it says that it is: Product");
}

TEST(Outcome, WhatIsNoArticleIsReadLikeOneIfItIsWanted) {
  const std::string body =
      "<title>Ferry model - Example</title><script type=application/ld+json>{\"@type\":\"Product\"}"
      "</script><h1>Ferry model</h1>" +
      paragraph(kFirst) + paragraph(kSecond);
  const Page page{.url = *url::Url::parse("https://shop.example/ferry"), .body = body};

  EXPECT_FALSE(extract(page).article);
  const auto got = extract(page, {.any_outcome = true});
  EXPECT_EQ(got.outcome, Outcome::kNotArticle);
  ASSERT_TRUE(got.article);
  EXPECT_THAT(records::text_paragraphs(*got.article), ElementsAre(kFirst, kSecond));
}

TEST(Outcome, SaysByWhatAPageWasJudged) {
  const std::string body = short_article();
  const Page page{.url = *url::Url::parse("https://news.example/politics/ferry"), .body = body};

  EXPECT_TRUE(extract(page).signs.empty());
  EXPECT_FALSE(extract(page, {.explain = true}).signs.empty());
}

TEST(Outcome, AChallengeIsBlocked) {
  EXPECT_EQ(read("<title>Just a moment...</title><h1>Checking your browser</h1><p>Enable "
                 "JavaScript and cookies to continue</p>")
                .outcome,
            Outcome::kBlocked);
}

TEST(Outcome, ANoticeOnCookiesIsNoWall) {
  const auto got = read(
      "<title>New ferry timetable approved - Example</title><article class=hentry><h1>New "
      "ferry timetable approved</h1><time datetime=2026-11-20>20 November</time>"
      "<div class=entry-content>" +
      paragraph(std::string(kFirst) + " " + std::string(kSecond)) +
      "</div></article><div class=cky-consent-bar><p>We value your privacy</p><p>We use "
      "cookies to enhance your browsing experience and analyse our traffic.</p>"
      "<button>Accept All</button></div>");

  ASSERT_EQ(got.outcome, Outcome::kArticle) << got.reason;
  EXPECT_EQ(records::text_paragraphs(*got.article).size(), 1U);
}

TEST(Outcome, AnArticleAboutChallengesIsAnArticle) {
  std::string body =
      "<title>How the captcha was won - Example</title><article><h1>How the captcha "
      "was won</h1>";
  for (int i = 0; i < 6; ++i) {
    body += paragraph("A captcha asks whether you are a robot, said number " + std::to_string(i) +
                      " of the people we met on a long day in the old harbour.");
  }

  EXPECT_EQ(read(body).outcome, Outcome::kArticle);
}

TEST(Outcome, ATitleThatFindsNothingIsASoft404) {
  EXPECT_EQ(read("<title>Page not found – Example</title><h1>Page not found</h1><p>Nothing was "
                 "found at this location. Try a search?</p>")
                .outcome,
            Outcome::kSoft404);
}

TEST(Outcome, AnArticleOnANumberIsNoSoft404) {
  std::string body = short_article();
  body.replace(body.find("New ferry"), 9, "404 ferry");

  EXPECT_EQ(read(body).outcome, Outcome::kArticle);
}

TEST(Outcome, WhatIsNotFreeAndShortIsPaywalled) {
  const auto got = read(
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"New ferry "
      "timetable approved\",\"isAccessibleForFree\":false}</script>" +
      short_article());

  EXPECT_EQ(got.outcome, Outcome::kPaywalled);
}

TEST(Outcome, WhatSaysThatTheRestIsForSubscribersIsPaywalled) {
  std::string body = short_article();
  body.replace(body.find("</article>"), 10, "<p>Subscribe to continue reading</p></article>");

  const auto got = read(body);

  ASSERT_EQ(got.outcome, Outcome::kPaywalled) << got.reason;
  EXPECT_EQ(got.article->access, records::Access::kTeaser);
}

TEST(Outcome, APlayerWithAFewWordsIsAGallery) {
  EXPECT_EQ(read("<script type=application/ld+json>{\"@type\":\"VideoObject\",\"name\":\"Ferry "
                 "sails\"}</script>" +
                 short_article())
                .outcome,
            Outcome::kGallery);
}

TEST(Outcome, WhatItsMarkupCallsALiveBlogIsOne) {
  std::string body = short_article();
  std::string entries;
  for (int i = 0; i < 5; ++i)
    entries += "<div class=live-blog-entry>" + paragraph(kFirst) + "</div>";
  body.replace(body.find("</article>"), 10, entries + "</article>");

  EXPECT_EQ(read(body).outcome, Outcome::kLiveBlog);
}

TEST(Outcome, WhatItsServerSaysIsGoneIsGone) {
  Page page{.url = *url::Url::parse("https://news.example/politics/ferry-timetable"), .body = {}};
  page.status = 410;

  EXPECT_EQ(read(short_article(), page).outcome, Outcome::kGone);
}

// Each element asks for the text or the names around it: what nests must not multiply.
TEST(Outcome, HostileNestingIsReadInTime) {
  std::string nested;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "author date updated related-" + std::to_string(i);
    nested += "<div rel=author itemprop=author class='" + name + "'><h1>";
  }
  for (int i = 0; i < 2'000; ++i) nested += paragraph(kFirst);

  const auto begin = std::chrono::steady_clock::now();
  (void)read(nested);

  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(Outcome, NoBytesAreUnreadable) {
  EXPECT_EQ(read("").outcome, Outcome::kUnreadable);
  EXPECT_EQ(read("<script>1</script>").outcome, Outcome::kUnreadable);
}

TEST(Outcome, ADateBehindTheCaptureIsNotBelieved) {
  Page page{.url = *url::Url::parse("https://news.example/politics/ferry"), .body = {}};
  page.fetched = *parse_time("2026-11-22T10:00:00Z");

  const auto got =
      read("<meta property=article:published_time content=2027-01-01T00:00:00Z>" + short_article(),
           page);

  ASSERT_TRUE(got.article);
  EXPECT_FALSE(got.article->published);
}

}  // namespace
}  // namespace broadsheet::article
