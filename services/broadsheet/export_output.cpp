// SPDX-License-Identifier: Apache-2.0
// The output of an export, and the file of its cursor:
//   CURSOR
//   bytes 12345 of /data/all.jsonl
#include "broadsheet/export_output.h"

#include <cerrno>
#include <charconv>
#include <iostream>
#include <system_error>

#include "core/file.h"
#include "core/strings.h"

namespace broadsheet {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPointBytesMax = 64 << 10;  // a cursor has some bytes for each shard
constexpr std::string_view kBytes = "bytes ";
constexpr std::string_view kOf = " of ";

std::string whole_path(const std::string& name) {
  std::error_code error;
  const fs::path path = fs::absolute(name, error);
  return error ? name : path.lexically_normal().string();
}

std::uint64_t size_of(const std::string& name) {
  std::error_code error;
  if (!fs::is_regular_file(name, error)) return 0;
  const auto size = fs::file_size(name, error);
  return error ? 0 : size;
}

Fault cannot(const std::string& verb, const std::string& name, int error) {
  return unavailable("cannot " + verb + ": " + std::generic_category().message(error), name);
}

Result<void> check_same(const ExportPoint& from, const std::string& name, std::uint64_t size) {
  if (from.output != whole_path(name)) {
    if (size == 0) return {};  // A new file for what is new.
    return bad_input("the cursor file is of another output, " + from.output, name,
                     "say that one, or a file that is not there; with --cursor instead, this one "
                     "is gone on with as it is");
  }
  if (size >= from.bytes) return {};
  return bad_input("the output has " + std::to_string(size) + " bytes, and had " +
                       std::to_string(from.bytes) + " when the cursor was kept",
                   name,
                   "bring it back; or say another --output for what is new; or remove the cursor "
                   "file to begin anew");
}

}  // namespace

Result<std::optional<ExportPoint>> read_point(const fs::path& file) {
  const auto saved = read_file(file, kPointBytesMax);
  if (!saved && saved.fault().kind == FaultKind::kNotFound) return std::optional<ExportPoint>();
  if (!saved) return saved.fault();
  std::string_view rest = *saved;
  const auto line = rest.substr(0, rest.find('\n'));
  ExportPoint point;
  point.cursor = std::string(trim(line));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  if (point.cursor.empty()) return std::optional<ExportPoint>();
  if (rest.empty()) return std::optional(point);
  const auto of = rest.find(kOf);
  const auto damaged = bad_input("this is no file of a cursor", file.string());
  if (!rest.starts_with(kBytes) || !rest.ends_with('\n') || of == rest.npos || of < kBytes.size())
    return damaged;
  const char* end = rest.data() + of;
  const auto number = std::from_chars(rest.data() + kBytes.size(), end, point.bytes);
  if (number.ec != std::errc() || number.ptr != end) return damaged;
  rest.remove_prefix(of + kOf.size());
  point.output = std::string(rest.substr(0, rest.size() - 1));
  return std::optional(point);
}

Result<void> write_point(const fs::path& file, const ExportPoint& point) {
  std::string text = point.cursor + "\n";
  if (!point.output.empty()) {
    text +=
        std::string(kBytes) + std::to_string(point.bytes) + std::string(kOf) + point.output + "\n";
  }
  return write_file(file, text);
}

Result<void> ExportOutput::open(const std::optional<ExportPoint>& from) {
  if (is_stdout()) return {};
  std::uint64_t size = size_of(name_);
  if (from && !from->output.empty()) {
    TRY(check_same(*from, name_, size));
    std::error_code error;
    if (size > from->bytes) fs::resize_file(name_, from->bytes, error);
    if (error) return cannot("cut back", name_, error.value());
    size = size_of(name_);
  }
  file_.open(name_, std::ios::binary | (from ? std::ios::app : std::ios::trunc));
  if (!file_) return cannot("write", name_, errno);
  std::error_code error;
  regular_ = fs::is_regular_file(name_, error);
  bytes_ = from ? size : 0;
  if (!regular_) return {};
  // Its name is as durable as what points to it.
  return sync_path(fs::path(whole_path(name_)).parent_path());
}

std::ostream& ExportOutput::stream() { return is_stdout() ? std::cout : file_; }

Result<void> ExportOutput::flush() {
  stream().flush();
  if (!stream()) return unavailable("the output cannot be written", name_, "is the disk full?");
  if (regular_) bytes_ = size_of(name_);
  return {};
}

Result<ExportPoint> ExportOutput::point(const std::string& cursor) {
  if (!regular_) return ExportPoint{cursor};
  TRY(sync_path(name_));
  return ExportPoint{cursor, whole_path(name_), bytes_};
}

void ExportOutput::cut_back() {
  if (!regular_) return;
  file_.close();
  std::error_code error;  // The file is worse than it could be, and no worse than it was.
  fs::resize_file(name_, bytes_, error);
}

}  // namespace broadsheet
