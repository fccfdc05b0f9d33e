// SPDX-License-Identifier: Apache-2.0
// Whole pages of our own making, and what must come out of them: tests/golden/<case>/.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "article/extract.h"
#include "core/file.h"
#include "core/json.h"
#include "core/strings.h"

namespace broadsheet::article {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAreArray;

constexpr std::size_t kBytesMax = std::size_t{1} << 20;

// "wordpress-astra-en" for each folder there is.
std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& folder : fs::directory_iterator(BROADSHEET_SOURCE_DIR "/tests/golden")) {
    if (fs::exists(folder.path() / "want.json")) names.push_back(folder.path().filename());
  }
  std::ranges::sort(names);
  return names;
}

struct Golden {
  std::string page;
  Json want;
};

Golden load(const std::string& name) {
  const std::string folder = BROADSHEET_SOURCE_DIR "/tests/golden/" + name;
  auto page = read_file(folder + "/page.html", kBytesMax);
  auto text = read_file(folder + "/want.json", kBytesMax);
  EXPECT_TRUE(page && text) << folder;
  if (!page || !text) return {};
  auto want = parse_json(*text);
  EXPECT_TRUE(want) << folder;
  return {*std::move(page), want ? *std::move(want) : Json()};
}

std::vector<std::string> strings(const Json& list) {
  std::vector<std::string> out;
  for (const auto& one : list.as_array()) out.push_back(one.as_string());
  return out;
}

Extraction extracted(const Golden& golden, records::Hint hint = {}) {
  const Page page{.url = *url::Url::parse(golden.want["url"].as_string()),
                  .body = golden.page,
                  .fetched = *parse_time("2026-11-22T12:00:00Z"),
                  .hint = std::move(hint)};
  return extract(page);
}

std::string day_of(const std::optional<records::Date>& date) {
  return date ? records::format_date(*date).substr(0, 10) : "";
}

std::vector<std::string> notices_of(const records::Article& article) {
  std::vector<std::string> out;
  for (const auto& one : article.paragraphs) {
    if (one.kind == records::ParagraphKind::kNotice) out.push_back(one.text);
  }
  return out;
}

std::string access_of(const records::Article& article) {
  switch (article.access) {
    case records::Access::kFree:
      return "free";
    case records::Access::kPaid:
      return "paid";
    case records::Access::kTeaser:
      return "teaser";
    default:
      return "";
  }
}

std::vector<std::pair<std::string, std::string>> texts_of(const records::Article& article) {
  return {{"kicker", article.kicker},       {"standfirst", article.standfirst},
          {"wire", article.wire},           {"section", article.section},
          {"publisher", article.publisher}, {"lead_image_caption", article.lead_image_caption},
          {"access", access_of(article)},   {"canonical_url", article.canonical_url}};
}

class GoldenTest : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenTest, ThePageGivesWhatIsWanted) {
  const auto golden = load(GetParam());

  const auto extraction = extracted(golden);

  ASSERT_EQ(records::to_string(extraction.outcome), golden.want["outcome"].as_string())
      << extraction.reason;
  if (!extraction.article) return;
  const auto& article = *extraction.article;
  EXPECT_EQ(article.title, golden.want["title"].as_string());
  EXPECT_THAT(records::text_paragraphs(article),
              ElementsAreArray(strings(golden.want["paragraphs"])));
  if (golden.want.has("language")) {
    EXPECT_EQ(article.language, golden.want["language"].as_string());
  }
  if (golden.want.has("authors")) {
    EXPECT_THAT(article.authors, ElementsAreArray(strings(golden.want["authors"])));
  }
  if (golden.want.has("published")) {
    EXPECT_EQ(day_of(article.published), golden.want["published"].as_string());
  }
  if (golden.want.has("modified")) {
    EXPECT_EQ(day_of(article.modified), golden.want["modified"].as_string());
  }
  if (golden.want.has("notices")) {
    EXPECT_THAT(notices_of(article), ElementsAreArray(strings(golden.want["notices"])));
  }
  for (const auto& [name, value] : texts_of(article)) {
    if (!golden.want.has(name)) continue;
    EXPECT_EQ(value, golden.want[name].as_string()) << name;
  }
}

TEST_P(GoldenTest, WhatAFeedSaidOfItDoesNotMakeItLess) {
  const auto golden = load(GetParam());
  records::Hint hint;
  hint.title = golden.want["title"].as_string();
  hint.published = *parse_time("2026-11-20T18:00:00Z");

  const auto extraction = extracted(golden, hint);

  EXPECT_EQ(records::to_string(extraction.outcome), golden.want["outcome"].as_string());
}

std::string name_of(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Pages, GoldenTest, ::testing::ValuesIn(cases()), name_of);

}  // namespace
}  // namespace broadsheet::article
