// SPDX-License-Identifier: Apache-2.0
// A folder that lacks something, or is damaged: what can be said is said, and the rest by name.
#include <gmock/gmock.h>

#include <fstream>

#include "core/json.h"
#include "unit/broadsheet/archive_folder.h"
#include "unit/broadsheet/program.h"

namespace broadsheet {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DamageTest : public ArchiveFolder {
 protected:
  Ran ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data_.string()});
    return run(words);
  }
  static std::filesystem::path longest_file(const std::filesystem::path& folder,
                                            std::string_view extension) {
    std::filesystem::path longest;
    std::uintmax_t size = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != extension || entry.file_size() <= size) continue;
      longest = entry.path();
      size = entry.file_size();
    }
    EXPECT_GT(size, 20u) << "no " << extension << " in " << folder;
    return longest;
  }
  static void flip_byte(const std::filesystem::path& file) {
    auto bytes = *read_file(file);
    ASSERT_GT(bytes.size(), 20u);
    bytes[20] = static_cast<char>(bytes[20] ^ 1);
    ASSERT_TRUE(write_file(file, bytes).ok());
  }
  std::vector<std::filesystem::path> shards() {
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(data_ / "shards")) {
      if (entry.is_directory()) folders.push_back(entry.path());
    }
    return folders;
  }
  // Of the shard that has something.
  std::filesystem::path table() {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data_ / "shards")) {
      if (entry.path().extension() == ".sst") return entry.path();
    }
    ADD_FAILURE() << "the store has no table";
    return {};
  }
};

TEST_F(DamageTest, WithoutAnIndexEverythingIsAnsweredButSearches) {
  for (const auto& shard : shards()) {
    std::filesystem::remove_all(shard / "index");
  }

  EXPECT_THAT(ask({"history", kUrl}).output, HasSubstr("The flood recedes"));
  EXPECT_THAT(ask({"get", kUrl}).output, HasSubstr("the water stands at the bridge"));
  EXPECT_THAT(ask({"export"}).output, HasSubstr("The flood recedes"));
  const auto stats = parse_json(ask({"stats", "--json"}).output);
  ASSERT_TRUE(stats.ok());
  EXPECT_EQ((*stats)["snapshots"].as_int(), 2);
  EXPECT_EQ((*stats)["searchable"].as_int(), 0);
  const auto search = ask({"search", "flood"});
  EXPECT_THAT(search.output, HasSubstr("has no full-text index"));
  EXPECT_THAT(search.output, HasSubstr("broadsheet up"));
}

TEST_F(DamageTest, ADamagedIndexIsInNobodysWayAndVerifyNamesIt) {
  for (const auto& shard : shards()) {
    ASSERT_TRUE(write_file(shard / "index" / "meta.json", "{").ok());
  }

  EXPECT_THAT(ask({"history", kUrl}).output, HasSubstr("The flood recedes"));
  const auto verify = ask({"verify"});
  EXPECT_EQ(verify.code, 1);
  EXPECT_THAT(verify.output, HasSubstr("/index: "));
  EXPECT_THAT(verify.output, HasSubstr("in 2 shards: 2 problems"));
}

TEST_F(DamageTest, VerifyReportsADamagedFileByItsNameAndGoesOn) {
  const auto file = table();
  {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekp(20);
    bytes << std::string(40, 'x');
  }

  const auto ran = run_line("cd " + quoted(folder_.path().string()) + " && " +
                            line_of({"verify", "--data", "data", "--json"}) + " 2>/dev/null");

  EXPECT_EQ(ran.code, 1);
  const auto report = parse_json(ran.output);
  ASSERT_TRUE(report.ok()) << ran.output;
  EXPECT_FALSE((*report)["ok"].as_bool());
  ASSERT_EQ((*report)["problems"].as_array().size(), 1u) << ran.output;
  EXPECT_EQ((*report)["problems"].as_array().front()["where"].as_string(),
            file.lexically_relative(folder_.path()).string());
}

TEST_F(DamageTest, ADamagedFrontierIsFoundByVerifyAndACrawlSaysWhatToDo) {
  const records::Source another{.id = "another", .homepage = "https://another.example/"};
  ASSERT_TRUE(open()->put_sources({another}).ok());
  const auto log = longest_file(data_ / "frontier", ".log");
  const auto good = *read_file(log);
  flip_byte(log);

  const auto verify = ask({"verify"});
  EXPECT_EQ(verify.code, 1) << verify.output;
  EXPECT_THAT(verify.output, HasSubstr("/frontier"));
  EXPECT_THAT(verify.output, HasSubstr("move this folder away"));
  const auto crawl = ask({"crawl", "--for", "1s", "--resolve", "*=127.0.0.1:1"});
  EXPECT_EQ(crawl.code, 1);
  EXPECT_THAT(crawl.output, HasSubstr("move this folder away")) << crawl.output;
  EXPECT_THAT(ask({"get", kUrl}).output, HasSubstr("the water stands")) << "the archive answers";

  ASSERT_TRUE(write_file(log, good).ok());
  EXPECT_EQ(ask({"verify"}).code, 0);
}

TEST_F(DamageTest, ADamagedBusIsFoundByVerify) {
  flip_byte(longest_file(data_ / "bus", ".sst"));

  const auto verify = ask({"verify"});

  EXPECT_EQ(verify.code, 1) << verify.output;
  EXPECT_THAT(verify.output, HasSubstr("/bus"));
  EXPECT_THAT(verify.output, HasSubstr("move this folder away"));
}

TEST_F(DamageTest, AnIndexThatIsOfAnotherArchiveIsFound) {
  const auto other = folder_.path() / "other";
  std::filesystem::copy(data_, other, std::filesystem::copy_options::recursive);
  {
    const auto pipeline = open();
    auto event = event_of("The flood is over", system_now());
    event.capture.url = event.article->url = std::string(kUrl) + "-2";
    put(*pipeline, {event});
    std::stop_source stop;
    auto indexing = std::async(std::launch::async,
                               [&] { return pipeline->indexer().run_index(stop.get_token()); });
    while (pipeline->indexer().unindexed() > 0) std::this_thread::yield();
    stop.request_stop();
    ASSERT_TRUE(indexing.get().ok());
  }
  EXPECT_EQ(ask({"verify"}).code, 0);
  for (const auto& shard : shards()) {
    const auto there = other / "shards" / shard.filename() / "index";
    std::filesystem::remove_all(there);
    std::filesystem::copy(shard / "index", there, std::filesystem::copy_options::recursive);
  }

  const auto verify = run({"verify", "--data", other.string()});

  EXPECT_EQ(verify.code, 1);
  EXPECT_THAT(verify.output, HasSubstr("the index has one that the archive has not"));
}

TEST_F(DamageTest, AShardThatIsMissingIsAProblemOfMany) {
  std::filesystem::remove_all(data_ / "shards" / "0001");

  const auto verify = ask({"verify"});

  EXPECT_EQ(verify.code, 1);
  EXPECT_THAT(verify.output, HasSubstr("shards/0001/store: there is no store here"));
  EXPECT_THAT(verify.output, HasSubstr("in 2 shards: 1 problems"));
}

TEST_F(DamageTest, AFolderThatCannotBeLookedIntoIsNotSaidToBeEmpty) {
  const auto loop = folder_.path() / "loop";
  std::filesystem::create_symlink(loop, loop);

  const auto ran = run({"stats", "--data", loop.string()});

  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.output, HasSubstr("cannot look into it: "));
  EXPECT_THAT(ran.output, Not(HasSubstr("there is no")));
}

}  // namespace
}  // namespace broadsheet
