// SPDX-License-Identifier: Apache-2.0
// Where an export writes, and how far it came: whenever it is killed, it goes on from what was
// whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>
#include <string>

#include "core/result.h"

namespace broadsheet {

// What a cursor file keeps: everything before the cursor is in the first `bytes` of the output, on
// the disk.
struct ExportPoint {
  std::string cursor = {};
  std::string output = {};  // its whole path; empty if unknown: it is no file, or an old point
  std::uint64_t bytes = 0;
  bool operator==(const ExportPoint&) const = default;
};

// None if there is no file.
Result<std::optional<ExportPoint>> read_point(const std::filesystem::path& file);
// All or nothing, and durable on return.
Result<void> write_point(const std::filesystem::path& file, const ExportPoint& point);

class ExportOutput {
 public:
  // "-" is standard output.
  explicit ExportOutput(std::string name) : name_(std::move(name)) {}

  // Goes on from `from`, without what was written behind it; begins anew if there is none.
  // kBadInput, with nothing changed, if the file is not the one that the point is of.
  Result<void> open(const std::optional<ExportPoint>& from);
  [[nodiscard]] bool is_stdout() const { return name_ == "-"; }
  [[nodiscard]] std::ostream& stream();
  // What was written is on its way: the kernel has it.
  Result<void> flush();
  // It is on the disk, if this is a file: `cursor` may be kept.
  Result<ExportPoint> point(const std::string& cursor);
  // Takes away what was written since the last flush that went well.
  void cut_back();

 private:
  const std::string name_;
  std::ofstream file_;
  bool regular_ = false;
  std::uint64_t bytes_ = 0;  // at the last flush
};

}  // namespace broadsheet
