// SPDX-License-Identifier: Apache-2.0
// Who asks a data folder changes nothing in it; and who asks for none gets none.
#include <gmock/gmock.h>

#include "unit/broadsheet/archive_folder.h"
#include "unit/broadsheet/program.h"

namespace broadsheet {
namespace {

using ::testing::HasSubstr;

class FolderTest : public ArchiveFolder {
 protected:
  // The folder as it stays: threads of the index may still merge what was written a moment ago.
  Tree settled() {
    Tree before;
    for (int round = 0; round < 50; ++round) {
      Tree now = tree_of(folder_.path());
      if (now == before) return now;
      before = std::move(now);
      EXPECT_EQ(run({"stats", "--data", data_.string()}).code, 0);
    }
    ADD_FAILURE() << "the folder changes and changes";
    return before;
  }

  [[nodiscard]] std::vector<std::vector<std::string>> questions() const {
    const std::string data = data_.string();
    return {
        {"search", "--data", data, "flood"},
        {"search", "--data", data, "--json", "water", "--sort", "newest"},
        {"get", kUrl, "--data", data},
        {"get", kUrl, "--data", data, "--page"},
        {"history", kUrl, "--data", data},
        {"history", kUrl, "--data", data, "--captures"},
        {"diff", kUrl, "--data", data},
        {"copies", kUrl, "--data", data},
        {"stats", "--data", data},
        {"export", "--data", data},
        {"export", "--data", data, "--format", "warc"},
        {"explain", "https://news.example/", "--data", data},
        {"explain", "news.example", "--data", data},
        {"explain", "--kind", "source", "news", "--data", data, "--json"},
        {"verify", "--data", data},
    };
  }
};

// No index takes a name of that length; what it leaves out is no damage.
TEST_F(FolderTest, AnArticleWithAnEndlessUrlIsKeptAndVerified) {
  auto event = event_of("The flood at length", system_now());
  event.capture.url = event.article->url = std::string(kUrl) + "?q=" + std::string(20'000, 'x');
  {
    const auto pipeline = open();
    put(*pipeline, {event});
    std::stop_source stop;
    auto indexing = std::async(std::launch::async,
                               [&] { return pipeline->indexer().run_index(stop.get_token()); });
    while (pipeline->indexer().unindexed() > 0 &&
           indexing.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      std::this_thread::yield();
    }
    stop.request_stop();
    const auto indexed = indexing.get();
    ASSERT_TRUE(indexed.ok()) << indexed.fault().text();
  }

  const auto ran = run({"verify", "--data", data_.string(), "--json"});
  EXPECT_EQ(ran.code, 0) << ran.output;
  EXPECT_NE(ran.output.find("\"not_indexable\":1"), std::string::npos) << ran.output;
}

TEST_F(FolderTest, AskingChangesNothing) {
  const Tree before = settled();

  for (const auto& question : questions()) {
    const auto ran = run(question);
    EXPECT_EQ(ran.code, 0) << question.front() << ": " << ran.output;
    EXPECT_FALSE(ran.output.empty()) << question.front();
  }

  const Tree after = tree_of(folder_.path());
  for (const auto& [name, file] : after) {
    ASSERT_TRUE(before.contains(name)) << name << " is new";
    EXPECT_EQ(before.at(name).first, file.first) << name << " has other bytes";
    EXPECT_EQ(before.at(name).second, file.second) << name << " was written";
  }
  EXPECT_EQ(before.size(), after.size());
}

TEST_F(FolderTest, AskingFindsWhatIsThere) {
  const std::string data = data_.string();

  EXPECT_THAT(run({"search", "--data", data, "flood"}).output, HasSubstr("The flood recedes"));
  EXPECT_THAT(run({"history", kUrl, "--data", data}).output, HasSubstr("The flood recedes"));
  EXPECT_THAT(run({"explain", "https://news.example/", "--data", data}).output,
              HasSubstr("next: a fetch at"));
  EXPECT_THAT(run({"explain", "--kind", "source", "none", "--data", data}).output,
              HasSubstr("there is no source \"none\""));
}

TEST_F(FolderTest, AFolderThatIsNotThereIsNotMade) {
  const auto none = folder_.path() / "none";
  for (auto question : questions()) {
    for (auto& word : question) {
      if (word == data_.string()) word = none.string();
    }
    const auto ran = run(question);
    EXPECT_EQ(ran.code, 1) << question.front();
    EXPECT_EQ(ran.output, "broadsheet: " + none.string() +
                              ": there is no such folder (name the --data folder of a crawl)\n");
    EXPECT_FALSE(std::filesystem::exists(none)) << question.front();
  }
}

TEST_F(FolderTest, AFolderWithoutAnArchiveStaysAsItIs) {
  const auto empty = folder_.path() / "empty";
  std::filesystem::create_directory(empty);
  const auto ran = run({"search", "--data", empty.string(), "flood"});

  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.output, HasSubstr("there is no archive in this folder"));
  EXPECT_TRUE(std::filesystem::is_empty(empty));
}

TEST_F(FolderTest, AFolderThatIsServedIsToBeAskedThroughItsServer) {
  const auto serving = open();
  for (const auto& question : questions()) {
    const auto ran = run(question);
    EXPECT_EQ(ran.code, 1) << question.front() << ": " << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("another process serves this folder"));
    EXPECT_THAT(ran.output, HasSubstr("--server"));
  }
}

TEST_F(FolderTest, ALimitOutOfBoundsIsRefusedBeforeAnythingIsOpened) {
  for (const char* command : {"search", "copies"}) {
    const auto ran = run({command, kUrl, "--data", data_.string(), "--limit", "-1"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.output, "broadsheet: --limit: must be 1 to 1000, got -1\n");
  }
}

}  // namespace
}  // namespace broadsheet
