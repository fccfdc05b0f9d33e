// SPDX-License-Identifier: Apache-2.0
// What a store promises while all goes well, and of damaged folders.
#include "kv/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "core/encode.h"
#include "core/file.h"
#include "core/metrics.h"
#include "core/random.h"

namespace broadsheet::kv {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Options two_families() {
  Options options;
  options.families = {{"plain"}, {"prefixed", false, 4}};
  options.name = "test";
  return options;
}

Store open(const fs::path& folder) {
  auto store = Store::open(folder, two_families());
  if (!store.ok()) ADD_FAILURE() << store.fault().text();
  return *std::move(store);
}

void put(Store& store, std::string_view family, std::string_view key, std::string_view value) {
  Batch batch;
  batch.put(family, key, value);
  const auto written = store.write(batch);
  if (!written.ok()) ADD_FAILURE() << written.fault().text();
}

std::vector<std::string> keys(Cursor cursor) {
  std::vector<std::string> out;
  while (cursor.next()) out.emplace_back(cursor.key());
  EXPECT_TRUE(cursor.status().ok());
  return out;
}

TEST(Store, ReadsBackWhatWasWritten) {
  const TemporaryFolder folder;
  Store store = open(folder.path() / "new" / "store");
  const std::string bytes("\0\xff\n", 3);

  put(store, "plain", bytes, bytes);
  put(store, "plain", "", "the empty key");

  EXPECT_EQ(*store.get("plain", bytes), bytes);
  EXPECT_EQ(*store.get("plain", ""), "the empty key");
  EXPECT_EQ(store.get("plain", "absent").fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(store.get("prefixed", bytes).fault().kind, FaultKind::kNotFound);
}

TEST(Store, KeepsAllAcrossAReopen) {
  const TemporaryFolder folder;
  {
    Store store = open(folder.path());
    put(store, "plain", "a", "1");
    Batch batch;
    batch.put("prefixed", "b", "2");
    ASSERT_TRUE(store.write(batch, Durability::kBuffered).ok());
  }

  Store store = open(folder.path());

  EXPECT_EQ(*store.get("plain", "a"), "1");
  EXPECT_EQ(*store.get("prefixed", "b"), "2");
}

TEST(Store, ABatchIsAppliedInItsOrderOverAllFamilies) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  Batch batch;
  batch.put("plain", "a", "1");
  batch.remove("plain", "a");
  batch.put("plain", "a", "2");
  batch.put("prefixed", "a", "3");
  batch.remove("plain", "absent");

  ASSERT_TRUE(store.write(batch).ok());
  ASSERT_TRUE(store.write(Batch()).ok());

  EXPECT_EQ(*store.get("plain", "a"), "2");
  EXPECT_EQ(*store.get("prefixed", "a"), "3");
}

TEST(Store, GetsManyAtOnceInTheOrderAsked) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  put(store, "plain", "a", "1");
  put(store, "plain", "b", "2");

  EXPECT_THAT(*store.get_many("plain", {"b", "x", "a", "b"}),
              ElementsAre("2", std::nullopt, "1", "2"));
  EXPECT_TRUE((*store.get_many("plain", {})).empty());
}

TEST(Store, ScansHalfOpenRangesBothWays) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  for (const char* key : {"a", "b", "ba", "c", "\xff", "\xff\xff"}) put(store, "plain", key, "");

  EXPECT_THAT(keys(store.scan("plain")), ElementsAre("a", "b", "ba", "c", "\xff", "\xff\xff"));
  EXPECT_THAT(keys(store.scan("plain", {"b", "c"})), ElementsAre("b", "ba"));
  EXPECT_THAT(keys(store.scan("plain", {"b", "c", true})), ElementsAre("ba", "b"));
  EXPECT_THAT(keys(store.scan("plain", {"bb", "", true})), ElementsAre("\xff\xff", "\xff", "c"));
  EXPECT_THAT(keys(store.scan("plain", Range::prefix("b"))), ElementsAre("b", "ba"));
  EXPECT_THAT(keys(store.scan("plain", Range::prefix("\xff"))), ElementsAre("\xff", "\xff\xff"));
  EXPECT_THAT(keys(store.scan("plain", {"c", "b"})), ElementsAre());
  EXPECT_THAT(keys(store.scan("plain", {"c", "c", true})), ElementsAre());
}

TEST(Store, APrefixFilterHidesNothing) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  for (const char* key : {"abcd", "abcd1", "abcd2", "abce", "ab", "abd", "zzzz9"}) {
    put(store, "prefixed", key, "");
  }
  ASSERT_TRUE(store.compact().ok());

  EXPECT_THAT(keys(store.scan("prefixed", Range::prefix("abcd"))),
              ElementsAre("abcd", "abcd1", "abcd2"));
  EXPECT_THAT(keys(store.scan("prefixed", Range::prefix("ab"))),
              ElementsAre("ab", "abcd", "abcd1", "abcd2", "abce", "abd"));
  EXPECT_THAT(keys(store.scan("prefixed", {"abcd1", "abcd3"})), ElementsAre("abcd1", "abcd2"));
  EXPECT_THAT(keys(store.scan("prefixed", {"abcd1", "abd"})),
              ElementsAre("abcd1", "abcd2", "abce"));
  EXPECT_THAT(keys(store.scan("prefixed", {"abcd", "abce", true})),
              ElementsAre("abcd2", "abcd1", "abcd"));
  EXPECT_THAT(keys(store.scan("prefixed", Range::prefix("none"))), ElementsAre());
}

TEST(Store, RemovesRanges) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  for (const char* key : {"a", "b", "c", "d", "\xff\xff"}) put(store, "plain", key, "");
  Batch batch;
  batch.remove_range("plain", "b", "d");
  ASSERT_TRUE(store.write(batch).ok());
  EXPECT_THAT(keys(store.scan("plain")), ElementsAre("a", "d", "\xff\xff"));

  batch.clear();
  batch.remove_range("plain", "b", "");
  ASSERT_TRUE(store.write(batch).ok());
  EXPECT_THAT(keys(store.scan("plain")), ElementsAre("a"));

  EXPECT_TRUE(store.write(batch).ok());
}

TEST(Store, DroppingARangeGivesTheDiskBack) {
  const TemporaryFolder folder;
  Options options = two_families();
  options.write_buffer_bytes = 4 << 20;
  Store store = *Store::open(folder.path(), options);
  Random random(1);
  for (std::uint64_t at = 0; at < 100; ++at) {
    std::string value;
    while (value.size() < 50000) value += big_endian(random.next());
    put(store, "prefixed", big_endian(at), value);
  }
  ASSERT_TRUE(store.compact().ok());
  const auto full = store.disk_bytes();

  ASSERT_TRUE(store.drop_range("prefixed", "", big_endian(99)).ok());
  ASSERT_TRUE(store.compact().ok());

  EXPECT_THAT(keys(store.scan("prefixed")), ElementsAre(big_endian(99)));
  EXPECT_GT(full, 4'900'000U);
  EXPECT_LT(store.disk_bytes(), full / 2);
}

TEST(Store, ACursorAndAViewSeeTheStoreAsItWas) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  put(store, "plain", "a", "1");
  Cursor cursor = store.scan("plain");
  const View view(store);

  put(store, "plain", "a", "2");
  put(store, "prefixed", "b", "2");

  EXPECT_TRUE(cursor.next());
  EXPECT_EQ(cursor.value(), "1");
  EXPECT_FALSE(cursor.next());
  EXPECT_FALSE(cursor.next());
  EXPECT_EQ(*view.get("plain", "a"), "1");
  EXPECT_FALSE(view.get("prefixed", "b").ok());
  EXPECT_THAT(keys(view.scan("prefixed")), ElementsAre());
  EXPECT_THAT(keys(store.scan("prefixed")), ElementsAre("b"));
}

TEST(Store, HasOneWriter) {
  const TemporaryFolder folder;
  Store store = open(folder.path());

  const auto second = Store::open(folder.path(), two_families());

  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.fault().kind, FaultKind::kUnavailable);
  EXPECT_THAT(second.fault().text(), HasSubstr("another process"));
}

TEST(Store, AReaderBesideAWriterHasAFixedView) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  put(store, "plain", "a", "1");
  Options options = two_families();
  options.read_only = true;
  options.families.push_back({"later"});

  Store reader = *Store::open(folder.path(), options);
  put(store, "plain", "a", "2");
  ASSERT_TRUE(store.compact().ok());

  EXPECT_EQ(*reader.get("plain", "a"), "1");
  EXPECT_THAT(keys(reader.scan("later")), ElementsAre());
  EXPECT_EQ(reader.get("later", "a").fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(reader.estimate_count("later"), 0U);
  Batch batch;
  batch.put("plain", "a", "3");
  EXPECT_EQ(reader.write(batch).fault().kind, FaultKind::kBadInput);
}

TEST(Store, ThereIsNothingToReadInAnEmptyFolder) {
  const TemporaryFolder folder;
  Options options = two_families();
  options.read_only = true;

  EXPECT_EQ(Store::open(folder.path(), options).fault().kind, FaultKind::kNotFound);
}

TEST(Store, AnOlderProgramOpensWhatANewerOneMade) {
  const TemporaryFolder folder;
  put(*std::make_unique<Store>(open(folder.path())), "prefixed", "a", "1");
  Options options;
  options.families = {{"plain"}};

  { Store store = *Store::open(folder.path(), options); }

  EXPECT_EQ(*open(folder.path()).get("prefixed", "a"), "1");
}

TEST(Store, ACheckpointIsACopyOfItsOwn) {
  const TemporaryFolder folder;
  Store store = open(folder.path() / "store");
  put(store, "plain", "a", "1");

  ASSERT_TRUE(store.checkpoint(folder.path() / "copy").ok());
  put(store, "plain", "a", "2");

  Store copy = open(folder.path() / "copy");
  EXPECT_EQ(*copy.get("plain", "a"), "1");
  put(copy, "plain", "a", "3");
  EXPECT_EQ(*store.get("plain", "a"), "2");
  EXPECT_EQ(store.checkpoint(folder.path() / "copy").fault().kind, FaultKind::kBadInput);
}

fs::path first_file(const fs::path& folder, std::string_view extension) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension && entry.file_size() > 0) return entry.path();
  }
  ADD_FAILURE() << "no " << extension;
  return {};
}

void damage(const fs::path& file, std::size_t at) {
  std::string bytes = *read_file(file);
  ASSERT_LT(at, bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
  ASSERT_TRUE(write_file(file, bytes).ok());
}

TEST(Store, DamageInATableIsAnErrorThatNamesTheFile) {
  const TemporaryFolder folder;
  {
    Store store = open(folder.path());
    put(store, "plain", "a", std::string(100, 'v'));
    ASSERT_TRUE(store.compact().ok());
    ASSERT_TRUE(store.verify_checksums().ok());
  }
  const fs::path table = first_file(folder.path(), ".sst");
  damage(table, 5);

  Store store = open(folder.path());

  const auto value = store.get("plain", "a");
  ASSERT_FALSE(value.ok());
  EXPECT_EQ(value.fault().kind, FaultKind::kBroken);
  EXPECT_EQ(value.fault().where, table.string());
  Cursor cursor = store.scan("plain");
  EXPECT_FALSE(cursor.next());
  EXPECT_EQ(cursor.status().fault().kind, FaultKind::kBroken);
  EXPECT_EQ(store.verify_checksums().fault().kind, FaultKind::kBroken);
}

TEST(Store, AFolderIsCheckedWithoutKnowingItsFamilies) {
  const TemporaryFolder folder;
  {
    Store store = open(folder.path());
    put(store, "prefixed", "abcd", std::string(100, 'v'));
    ASSERT_TRUE(store.compact().ok());
    for (int at = 0; at < 20; ++at) put(store, "plain", std::to_string(at), std::string(500, 'v'));
  }
  EXPECT_TRUE(verify_folder(folder.path()).ok());
  EXPECT_EQ(verify_folder(folder.path() / "none").fault().kind, FaultKind::kNotFound);

  for (const auto& file : {first_file(folder.path(), ".sst"), first_file(folder.path(), ".log")}) {
    damage(file, 20);
    const auto found = verify_folder(folder.path());
    ASSERT_FALSE(found.ok()) << file;
    EXPECT_EQ(found.fault().kind, FaultKind::kBroken);
    EXPECT_THAT(found.fault().where, HasSubstr(folder.path().string()));
    damage(file, 20);
  }
  EXPECT_TRUE(verify_folder(folder.path()).ok());
}

TEST(Store, DamageInTheMiddleOfTheLogIsAnErrorToo) {
  const TemporaryFolder folder;
  {
    Store store = open(folder.path());
    for (int at = 0; at < 20; ++at) put(store, "plain", std::to_string(at), std::string(500, 'v'));
  }
  const fs::path log = first_file(folder.path(), ".log");
  damage(log, 3000);

  const auto store = Store::open(folder.path(), two_families());

  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.fault().kind, FaultKind::kBroken) << store.fault().text();
  EXPECT_EQ(store.fault().where, log.string());
}

TEST(Store, ATornLastWriteIsForgottenAndTheRestIsKept) {
  const TemporaryFolder folder;
  {
    Store store = open(folder.path());
    put(store, "plain", "whole", "1");
    put(store, "plain", "torn", std::string(500, 'v'));
  }
  const fs::path log = first_file(folder.path(), ".log");
  fs::resize_file(log, fs::file_size(log) - 100);

  Store store = open(folder.path());

  EXPECT_EQ(*store.get("plain", "whole"), "1");
  EXPECT_FALSE(store.get("plain", "torn").ok());
}

TEST(Store, AMissingTableIsAnErrorAtOpen) {
  const TemporaryFolder folder;
  {
    Store store = open(folder.path());
    put(store, "plain", "a", "1");
    ASSERT_TRUE(store.compact().ok());
  }
  fs::remove(first_file(folder.path(), ".sst"));

  EXPECT_EQ(Store::open(folder.path(), two_families()).fault().kind, FaultKind::kBroken);
}

TEST(Store, ManyThreadsWriteAndRead) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&store, thread] {
        for (int at = 0; at < 50; ++at) {
          const std::string key = std::to_string(thread) + "/" + std::to_string(at);
          Batch batch;
          batch.put("plain", key, key);
          EXPECT_TRUE(store.write(batch, Durability::kBuffered).ok());
          EXPECT_EQ(*store.get("plain", key), key);
        }
      });
    }
  }
  ASSERT_TRUE(store.sync().ok());

  EXPECT_EQ(keys(store.scan("plain")).size(), 200U);
  EXPECT_EQ(store.estimate_count("plain"), 200U);
  EXPECT_GT(store.disk_bytes(), 0U);
}

TEST(Store, ShowsItsStatistics) {
  const TemporaryFolder folder;
  Store store = open(folder.path());
  put(store, "plain", "a", "1");

  const std::string text = metrics::exposition();

  EXPECT_THAT(text, HasSubstr("broadsheet_kv_write_seconds_count{store=\"test\"}"));
  EXPECT_THAT(text, HasSubstr("broadsheet_kv_memtable_bytes{store=\"test\"}"));
  EXPECT_THAT(text, HasSubstr("broadsheet_kv_cache_bytes{store=\"test\"}"));
}

TEST(Store, AReadOnlyStoreLeavesNoSeriesBehind) {
  const TemporaryFolder folder;
  { Store store = open(folder.path() / "checkpoint-17"); }

  Options options = two_families();
  options.read_only = true;
  options.name = "checkpoint-17";
  const auto reader = Store::open(folder.path() / "checkpoint-17", options);

  ASSERT_TRUE(reader.ok()) << reader.fault().text();
  EXPECT_THAT(metrics::exposition(), Not(HasSubstr("checkpoint-17")));
}

TEST(StoreDeathTest, AFamilyThatWasNotNamedIsOurMistake) {
  const TemporaryFolder folder;
  Store store = open(folder.path());

  EXPECT_DEATH((void)store.get("other", "a"), "store.cpp");
}

}  // namespace
}  // namespace broadsheet::kv
