// SPDX-License-Identifier: Apache-2.0
// Sources and sinks: memory and files.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include "warc/warc.h"

namespace broadsheet::warc {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// std::function copies what it holds, so the file has as many owners as there are copies.
using File = std::shared_ptr<std::FILE>;

Result<File> open(const std::filesystem::path& path, const char* mode) {
  std::FILE* file = std::fopen(path.c_str(), mode);
  if (file != nullptr) return File(file, CloseFile());
  const std::string why = std::strerror(errno);
  return errno == ENOENT ? not_found(why, path.string()) : unavailable(why, path.string());
}

}  // namespace

Source memory_source(std::string_view bytes) {
  return [bytes](char* out, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(size, bytes.size());
    std::copy_n(bytes.data(), count, out);
    bytes.remove_prefix(count);
    return count;
  };
}

Result<Source> file_source(const std::filesystem::path& path) {
  TRY_LET(file, open(path, "rb"));
  return Source([file, path](char* out, std::size_t size) -> Result<std::size_t> {
    const std::size_t count = std::fread(out, 1, size, file.get());
    if (count == 0 && std::ferror(file.get()) != 0) {
      return unavailable(std::strerror(errno), path.string());
    }
    return count;
  });
}

Result<Source> file_source(const std::filesystem::path& path, std::uint64_t offset,
                           std::uint64_t length) {
  TRY_LET(file, open(path, "rb"));
  if (fseeko(file.get(), static_cast<off_t>(offset), SEEK_SET) != 0) {
    return unavailable(std::strerror(errno), path.string());
  }
  return Source([file, path, length](char* out, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t count = std::fread(out, 1, std::min<std::uint64_t>(size, length), file.get());
    if (count == 0 && std::ferror(file.get()) != 0) {
      return unavailable(std::strerror(errno), path.string());
    }
    length -= count;
    return count;
  });
}

Sink string_sink(std::string& out) {
  return [&out](std::string_view bytes) -> Result<void> {
    out += bytes;
    return {};
  };
}

Result<Sink> file_sink(const std::filesystem::path& path) {
  TRY_LET(file, open(path, "wb"));
  return Sink([file, path](std::string_view bytes) -> Result<void> {
    // Flushed at once: a full disk is told where it can still be handled.
    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() ||
        std::fflush(file.get()) != 0) {
      return unavailable(std::strerror(errno), path.string());
    }
    return {};
  });
}

}  // namespace broadsheet::warc
