// SPDX-License-Identifier: Apache-2.0
// Whole files, and folders that go away.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet {

// kNotFound if absent, kBadInput above `size_max` or for a folder, kUnavailable for what the
// system may do better another time. "-" is standard input.
Result<std::string> read_file(const std::filesystem::path& path,
                              std::size_t size_max = std::size_t{1} << 30);

// All or nothing, and durable on return: a temporary file, fsync, rename, fsync of the folder.
// kNotFound if the folder is absent, kUnavailable if the disk refuses; it names `path`.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

// What a file holds, or which names a folder has, is durable on return. An empty path, as the
// parent_path() of a bare name is, means the folder we are in.
Result<void> sync_path(const std::filesystem::path& path);

// An empty folder that is removed, with all in it, at the end of the object's life.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace broadsheet
