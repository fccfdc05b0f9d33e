// SPDX-License-Identifier: Apache-2.0
// Whole files: all or nothing, and folders that go away.
#include "core/file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace broadsheet {
namespace {

namespace fs = std::filesystem;

auto count_entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

TEST(File, WhatWasWrittenReadsBack) {
  const TemporaryFolder folder;
  const std::string bytes("a\0b\nc", 5);

  ASSERT_TRUE(write_file(folder.path() / "file", bytes).ok());

  EXPECT_EQ(*read_file(folder.path() / "file"), bytes);
  EXPECT_EQ(count_entries(folder.path()), 1);
}

TEST(File, WritingAgainReplacesTheWhole) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "file", std::string(100000, 'x')).ok());

  ASSERT_TRUE(write_file(folder.path() / "file", "").ok());

  EXPECT_EQ(*read_file(folder.path() / "file"), "");
}

TEST(File, AFailedWriteLeavesTheOldFileAndNoOther) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "taken");

  EXPECT_FALSE(write_file(folder.path() / "taken", "x").ok());
  EXPECT_EQ(write_file(folder.path() / "absent" / "file", "x").fault().kind, FaultKind::kNotFound);

  EXPECT_TRUE(fs::is_directory(folder.path() / "taken"));
  EXPECT_EQ(count_entries(folder.path()), 1);
}

TEST(File, AFailedWriteNamesTheFileThatWasAskedFor) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "absent" / "file";

  EXPECT_EQ(write_file(path, "x").fault().where, path.string());
}

TEST(File, FilesAndFoldersAreSyncedAndWhatIsNotThereIsNotFound) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "file", "x").ok());

  EXPECT_TRUE(sync_path(folder.path() / "file").ok());
  EXPECT_TRUE(sync_path(folder.path()).ok());
  EXPECT_TRUE(sync_path(fs::path("bare-name").parent_path()).ok());
  EXPECT_EQ(sync_path(folder.path() / "absent").fault().kind, FaultKind::kNotFound);
}

TEST(File, AnAbsentFileIsNotFound) {
  const TemporaryFolder folder;

  const auto bytes = read_file(folder.path() / "absent");

  EXPECT_EQ(bytes.fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(bytes.fault().where, (folder.path() / "absent").string());
}

TEST(File, AFolderIsNoFile) {
  const TemporaryFolder folder;

  EXPECT_EQ(read_file(folder.path()).fault().kind, FaultKind::kBadInput);
}

TEST(File, AFileAboveTheLimitIsRefusedAndOneAtItIsRead) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "file", "12345").ok());

  EXPECT_EQ(*read_file(folder.path() / "file", 5), "12345");
  EXPECT_EQ(read_file(folder.path() / "file", 4).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(read_file("/dev/zero", 1000).fault().kind, FaultKind::kBadInput);
}

TEST(File, ATemporaryFolderGoesAwayWithAllInIt) {
  fs::path path;
  {
    const TemporaryFolder folder;
    path = folder.path();
    fs::create_directories(path / "a" / "b");
    ASSERT_TRUE(write_file(path / "a" / "b" / "file", "x").ok());
  }

  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace broadsheet
