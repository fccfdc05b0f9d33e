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
  for (const auto& shard : std::filesystem::directory_iterator(data_ / "shards")) {
    std::filesystem::remove_all(shard.path() / "index");
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
  for (const auto& shard : std::filesystem::directory_iterator(data_ / "shards")) {
    ASSERT_TRUE(write_file(shard.path() / "index" / "meta.json", "{").ok());
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
