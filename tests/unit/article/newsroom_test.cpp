// SPDX-License-Identifier: Apache-2.0
// Every article of a simulated news web, in every layout and language, extracts to its ground
// truth.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "article/extract.h"
#include "core/strings.h"
#include "newsroom/truth.h"
#include "newsroom/world.h"

namespace broadsheet::article {
namespace {

using newsroom::TrueArticle;
using newsroom::World;
using records::Outcome;

// Six hours in: there have been edits, live blogs have grown, pieces have been withdrawn.
Time now() { return newsroom::default_epoch() + std::chrono::hours(6); }

const World& world() {
  static const World kWorld([] {
    newsroom::Options options;
    options.outlets = 28;
    options.articles = 4;
    options.history = std::chrono::hours(48);
    return options;
  }());
  return kWorld;
}

const std::vector<TrueArticle>& everything() {
  static const auto kAll = newsroom::truth(world(), now());
  return kAll;
}

newsroom::Reply served(const url::Url& url) {
  newsroom::Request request;
  request.host = url.host();
  request.target = url.path();
  if (!url.query().empty()) request.target += "?" + std::string(url.query());
  return world().respond(request, now());
}

Extraction read(const std::string& address, const newsroom::Reply& reply) {
  Page page{.url = *url::Url::parse(address), .body = reply.body};
  page.status = reply.status;
  page.headers.emplace_back("Content-Type", std::string(reply.headers.get("Content-Type")));
  page.fetched = now();
  return extract(page);
}

bool is_served(const TrueArticle& article) {
  return !article.withdrawn && article.wall != "consent" && article.wall != "challenge";
}

// What differs from the truth, in words; empty if nothing does.
std::string difference(const TrueArticle& truth, const Extraction& got) {
  const auto& version = truth.versions.back();
  if (!got.article) {
    return std::string(records::to_string(got.outcome)) + ": " + got.reason;
  }
  const auto& article = *got.article;
  const auto paragraphs = records::text_paragraphs(article);
  if (article.title != version.title) return "title: " + article.title + " ≠ " + version.title;
  for (std::size_t i = 0; i < std::max(paragraphs.size(), version.paragraphs.size()); ++i) {
    const std::string mine = i < paragraphs.size() ? paragraphs[i] : "(none)";
    const std::string theirs = i < version.paragraphs.size() ? version.paragraphs[i] : "(none)";
    if (mine != theirs) return "paragraph " + std::to_string(i) + ": " + mine + " ≠ " + theirs;
  }
  if (!truth.authors.empty() && article.authors != truth.authors) {
    return "authors: " + join(article.authors, ";") + " ≠ " + join(truth.authors, ";");
  }
  if (!article.published) return "no date";
  const auto day = [](Time time) { return std::chrono::floor<std::chrono::days>(time); };
  const bool whole_day = article.published->precision == records::Precision::kDay;
  const auto off = article.published->time - truth.published;
  if (whole_day ? std::chrono::abs(day(article.published->time) - day(truth.published)) >
                      std::chrono::days(1)
                : std::chrono::abs(off) >= std::chrono::minutes(1)) {
    return "date: " + records::format_date(*article.published) + " by " + article.published->source;
  }
  if (article.language != truth.language) return "language: " + article.language;
  return {};
}

class NewsroomTest : public ::testing::TestWithParam<std::string> {};

TEST_P(NewsroomTest, EveryArticleOfTheLayoutIsItsGroundTruth) {
  std::size_t read_so_far = 0;
  std::size_t wrong = 0;
  for (const auto& truth : everything()) {
    if (truth.layout != GetParam() || !is_served(truth)) continue;
    const auto reply = served(*url::Url::parse(truth.url));
    if (reply.status != 200 || reply.body.empty()) continue;  // A trial of the fetcher.
    const auto got = read(truth.url, reply);
    ++read_so_far;
    const auto why = difference(truth, got);
    if (why.empty()) continue;
    if (++wrong <= 4) ADD_FAILURE() << truth.url << " (" << truth.language << ")\n" << why;
  }
  EXPECT_EQ(wrong, 0U) << "of " << read_so_far;
  EXPECT_GT(read_so_far, 0U);
}

INSTANTIATE_TEST_SUITE_P(Layouts, NewsroomTest,
                         ::testing::Values("wordpress", "publisher", "tables", "amp", "live",
                                           "plain", "microdata"),
                         [](const auto& layout) { return layout.param; });

TEST(Newsroom, AnAmpTwinIsTheSameArticle) {
  for (const auto& truth : everything()) {
    if (truth.amp_url.empty() || !is_served(truth)) continue;

    const auto got = read(truth.amp_url, served(*url::Url::parse(truth.amp_url)));

    EXPECT_EQ(difference(truth, got), "") << truth.amp_url;
    ASSERT_TRUE(got.article);
    EXPECT_EQ(got.article->canonical_url, truth.url);
  }
}

TEST(Newsroom, NoWallIsTakenForAnArticle) {
  std::size_t walls = 0;
  for (const auto& truth : everything()) {
    if (truth.wall != "consent" && truth.wall != "challenge") continue;
    const auto reply = served(*url::Url::parse(truth.url));
    if (reply.status >= 300 && reply.status < 400) continue;

    const auto got = read(truth.url, reply);

    EXPECT_EQ(got.outcome, truth.wall == "consent" ? Outcome::kConsentWall : Outcome::kBlocked)
        << truth.url << " " << got.reason;
    ++walls;
  }
  EXPECT_GT(walls, 0U);
}

TEST(Newsroom, ALiveBlogAndAPaywalledBeginningAreCalledSo) {
  std::size_t live = 0;
  std::size_t paid = 0;
  for (const auto& truth : everything()) {
    if (!is_served(truth) || (!truth.live && truth.wall != "paywall")) continue;

    const auto got = read(truth.url, served(*url::Url::parse(truth.url)));

    EXPECT_EQ(got.outcome, truth.live ? Outcome::kLiveBlog : Outcome::kPaywalled) << truth.url;
    ++(truth.live ? live : paid);
  }
  EXPECT_GT(live, 0U);
  EXPECT_GT(paid, 0U);
}

TEST(Newsroom, AFrontPageIsAHub) {
  for (const auto& outlet : world().catalogue().outlets()) {
    if (outlet.is_trial()) continue;
    const std::string address = "http://" + outlet.host + "/";

    const auto got = read(address, served(*url::Url::parse(address)));

    EXPECT_EQ(got.outcome, Outcome::kHub) << address << " " << got.reason;
    EXPECT_FALSE(got.links.empty());
  }
}

TEST(Newsroom, WhatIsNotThereIsASoft404WhereItIsAnswered200) {
  for (const auto& outlet : world().catalogue().outlets()) {
    if (!outlet.soft_not_found || outlet.is_trial()) continue;
    const std::string address = "http://" + outlet.host + "/2026/01/01/never-was-here.html";
    const auto reply = served(*url::Url::parse(address));
    if (reply.status != 200) continue;

    const auto got = read(address, reply);

    EXPECT_EQ(got.outcome, Outcome::kSoft404) << address << " " << got.reason;
  }
}

}  // namespace
}  // namespace broadsheet::article
