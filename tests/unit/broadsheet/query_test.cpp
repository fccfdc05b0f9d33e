// SPDX-License-Identifier: Apache-2.0
// Questions about one article: its last edit, all its fetches, its copies page by page.
#include <gmock/gmock.h>

#include "core/json.h"
#include "unit/broadsheet/archive_folder.h"
#include "unit/broadsheet/program.h"

namespace broadsheet {
namespace {

using ::testing::HasSubstr;

class QueryTest : public ArchiveFolder {
 protected:
  Ran ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data_.string()});
    return run(words);
  }
  Json ask_json(std::vector<std::string> words) {
    words.emplace_back("--json");
    const auto ran = ask(std::move(words));
    EXPECT_EQ(ran.code, 0) << ran.output;
    const auto json = parse_json(ran.output);
    EXPECT_TRUE(json.ok()) << ran.output;
    return json ? *json : Json();
  }
};

TEST_F(QueryTest, ADiffOfAUrlIsTheLastEditAlsoWhereAVersionCameBack) {
  const Time later = system_now() + std::chrono::hours(1);
  put(*open(), "The flood", later);

  const auto two = ask({"diff", kUrl});
  EXPECT_EQ(two.code, 0) << two.output;
  EXPECT_THAT(two.output, HasSubstr("version 1"));
  EXPECT_THAT(two.output, HasSubstr("→ version 2"));
  put(*open(), "The flood is over", later + std::chrono::hours(1));
  put(*open(), "The flood recedes", later + std::chrono::hours(2));

  const auto diff = ask_json({"diff", kUrl});
  EXPECT_EQ(diff["before"]["title"].as_string(), "The flood recedes");
  EXPECT_EQ(diff["after"]["title"].as_string(), "The flood is over");
}

TEST_F(QueryTest, ADiffOfTheFirstVersionSaysThatNoneIsBeforeIt) {
  const auto first = ask_json({"history", kUrl})["versions"].as_array().front();

  const auto ran = ask({"diff", first["name"].as_string()});

  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.output, HasSubstr("this is the first version: there is none before it"));
}

TEST_F(QueryTest, HistoryShowsEveryFetchOrSaysThatThereAreMore) {
  constexpr std::size_t kFetches = 1200;  // more than a page has
  {
    const auto pipeline = open();
    std::vector<records::ArticleEvent> events;
    for (std::size_t i = 2; i < kFetches; ++i) {
      events.push_back(
          event_of("The flood recedes", system_now() + std::chrono::seconds(static_cast<int>(i))));
    }
    put(*pipeline, events);
  }

  EXPECT_EQ(ask_json({"history", kUrl, "--captures"})["captures"].as_array().size(), kFetches);
  const auto some = ask_json({"history", kUrl, "--captures", "--limit", "1100"});
  EXPECT_EQ(some["captures"].as_array().size(), 1100u);
  EXPECT_TRUE(some["more"].as_bool());
  const auto table = ask({"history", kUrl, "--captures", "-n", "3"});
  EXPECT_EQ(std::ranges::count(table.output, '\n'), 5) << table.output;
  EXPECT_THAT(table.output, HasSubstr("… and more before these"));
}

TEST_F(QueryTest, CopiesComePageByPage) {
  {
    const auto pipeline = open();
    std::vector<records::ArticleEvent> events;
    for (int i = 0; i < 5; ++i) {
      auto event = event_of("The flood recedes", system_now() + std::chrono::minutes(i));
      event.capture.url = event.article->url = "https://news" + std::to_string(i) + ".example/copy";
      events.push_back(std::move(event));
    }
    put(*pipeline, events);
  }
  std::vector<std::string> urls;
  std::string token;

  do {
    std::vector<std::string> words = {"copies", kUrl, "-n", "2"};
    if (!token.empty()) words.insert(words.end(), {"--page-token", token});
    const auto page = ask_json(words);
    for (const auto& copy : page["copies"].as_array()) urls.push_back(copy["url"].as_string());
    token = page["next_page_token"].as_string();
    if (!token.empty()) {
      EXPECT_THAT(ask(words).output, HasSubstr("more with --page-token " + token));
    }
  } while (!token.empty() && urls.size() < 100);

  EXPECT_EQ(urls.size(), 5u);
  EXPECT_EQ(std::set<std::string>(urls.begin(), urls.end()).size(), 5u);
  const auto wrong = ask({"copies", kUrl, "--page-token", "\xff!"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.output, HasSubstr("--page-token"));
}

}  // namespace
}  // namespace broadsheet
