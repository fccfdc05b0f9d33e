// SPDX-License-Identifier: Apache-2.0
// The directory of a ZIP file, as far as WACZ needs it (PKWARE's APPNOTE 6.3.10 §4.3).
#include <algorithm>
#include <fstream>
#include <optional>

#include "warc/wacz.h"

namespace broadsheet::warc {

namespace {

constexpr std::uint64_t kCommentMax = 65535;
constexpr std::uint64_t kEndBytes = 22;  // of the end of the directory, without its comment
constexpr std::uint64_t kEntryBytes = 46;
constexpr std::uint64_t kDirectoryBytesMax = std::uint64_t{64} << 20;  // a million files
constexpr std::uint32_t kMany = 0xFFFFFFFF;                            // see the 64-bit fields

Fault damaged(const std::filesystem::path& path) {
  return bad_input("this ZIP file is damaged", path.string());
}

// Little endian, from inside `bytes`.
std::uint64_t number(std::string_view bytes, std::size_t at, int size) {
  std::uint64_t value = 0;
  for (int i = size - 1; i >= 0; --i) {
    value = (value << 8) | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  }
  return value;
}

class Zip {
 public:
  explicit Zip(const std::filesystem::path& path)
      : path_(path), in_(path, std::ios::binary | std::ios::ate) {
    if (in_) size_ = static_cast<std::uint64_t>(in_.tellg());
  }

  Result<std::vector<WaczMember>> members() {
    std::vector<WaczMember> members;
    const auto magic = read(0, 4);
    if (!magic || (*magic != "PK\x03\x04" && *magic != "PK\x05\x06")) return members;
    TRY_LET(directory, read_directory());
    for (std::size_t at = 0; at + kEntryBytes <= directory.size();) {
      if (directory.substr(at, 4) != "PK\x01\x02") return damaged(path_);
      const auto name_size = number(directory, at + 28, 2);
      const auto extra_size = number(directory, at + 30, 2);
      const auto comment_size = number(directory, at + 32, 2);
      const auto next = at + kEntryBytes + name_size + extra_size + comment_size;
      if (next > directory.size()) return damaged(path_);
      TRY_LET(member, member_of(directory, at, name_size, extra_size));
      if (member) members.push_back(*std::move(member));
      at = next;
    }
    if (members.empty()) {
      return bad_input("there is no WARC file in this ZIP file", path_.string(),
                       "a WACZ has them in its folder archive/");
    }
    return members;
  }

 private:
  std::optional<std::string> read(std::uint64_t offset, std::uint64_t length) {
    if (offset > size_ || length > size_ - offset) return std::nullopt;
    std::string bytes(length, '\0');
    in_.clear();
    in_.seekg(static_cast<std::streamoff>(offset));
    in_.read(bytes.data(), static_cast<std::streamsize>(length));
    if (!in_) return std::nullopt;
    return bytes;
  }

  Result<std::string> read_directory() {
    const auto tail_size = std::min(size_, kEndBytes + kCommentMax);
    const auto tail = read(size_ - tail_size, tail_size);
    const auto end = tail ? tail->rfind("PK\x05\x06") : std::string::npos;
    if (end == std::string::npos || end + kEndBytes > tail->size()) return damaged(path_);
    std::uint64_t length = number(*tail, end + 12, 4);
    std::uint64_t offset = number(*tail, end + 16, 4);
    const auto end_offset = size_ - tail_size + end;
    if (offset == kMany || length == kMany || number(*tail, end + 10, 2) == 0xFFFF) {
      const auto locator = end_offset < 20 ? std::nullopt : read(end_offset - 20, 20);
      if (!locator || !locator->starts_with("PK\x06\x07")) return damaged(path_);
      const auto end64 = read(number(*locator, 8, 8), 56);
      if (!end64 || !end64->starts_with("PK\x06\x06")) return damaged(path_);
      length = number(*end64, 40, 8);
      offset = number(*end64, 48, 8);
    }
    const auto directory = length > kDirectoryBytesMax ? std::nullopt : read(offset, length);
    if (!directory) return damaged(path_);
    return *directory;
  }

  // None for another file.
  Result<std::optional<WaczMember>> member_of(std::string_view directory, std::size_t at,
                                              std::uint64_t name_size, std::uint64_t extra_size) {
    const std::string name(directory.substr(at + kEntryBytes, name_size));
    const bool is_warc = name.ends_with(".warc") || name.ends_with(".warc.gz");
    if (!is_warc) return std::optional<WaczMember>();
    if (number(directory, at + 10, 2) != 0) {
      return bad_input("it has compressed " + name + " once more", path_.string(),
                       "unpack it, and import the WARC files");
    }
    std::uint64_t length = number(directory, at + 20, 4);
    std::uint64_t offset = number(directory, at + 42, 4);
    const auto extra = directory.substr(at + kEntryBytes + name_size, extra_size);
    read_long_sizes(extra, number(directory, at + 24, 4) == kMany, length, offset);
    // The file's own header has a name and extra fields of other lengths.
    const auto local = read(offset, 30);
    if (!local || !local->starts_with("PK\x03\x04")) return damaged(path_);
    const auto begin = offset + 30 + number(*local, 26, 2) + number(*local, 28, 2);
    if (begin > size_ || length > size_ - begin) return damaged(path_);
    return std::optional(WaczMember{name, begin, length});
  }

  // Zip64: those that did not fit, in this order: size, compressed size, offset.
  static void read_long_sizes(std::string_view extra, bool has_size, std::uint64_t& length,
                              std::uint64_t& offset) {
    for (std::size_t at = 0; at + 4 <= extra.size();) {
      const auto kind = number(extra, at, 2);
      const auto size = number(extra, at + 2, 2);
      if (size > extra.size() - at - 4) return;
      std::size_t field = at + 4 + (has_size ? 8 : 0);
      const std::size_t end = at + 4 + size;
      if (kind == 1 && length == kMany && field + 8 <= end) {
        length = number(extra, field, 8);
        field += 8;
      }
      if (kind == 1 && offset == kMany && field + 8 <= end) offset = number(extra, field, 8);
      at = end;
    }
  }

  const std::filesystem::path path_;
  std::ifstream in_;
  std::uint64_t size_ = 0;
};

}  // namespace

Result<std::vector<WaczMember>> wacz_members(const std::filesystem::path& path) {
  return Zip(path).members();
}

}  // namespace broadsheet::warc
