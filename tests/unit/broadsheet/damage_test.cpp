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

}  // namespace
}  // namespace broadsheet
