// SPDX-License-Identifier: Apache-2.0
// A ZIP file written in one pass, nothing compressed: for this room's .cpp files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "core/result.h"
#include "core/time.h"
#include "warc/warc.h"

namespace broadsheet::warc {

struct ZipEntry {
  std::string name;  // ASCII
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  Digest sha256 = {};
  bool streamed = false;  // its size was not known when it began
};

// PKWARE's APPNOTE 6.3, method 0, with the 64-bit extensions where they are needed. Every entry is
// begun, written and ended before the next. After a fault it refuses.
class ZipWriter {
 public:
  ZipWriter(Sink sink, Time time);

  Result<void> begin(std::string name);
  Result<void> write(std::string_view bytes);
  Result<void> end();
  // An entry whose bytes are all there.
  Result<void> add(std::string name, std::string_view bytes);
  // The directory; the file is whole.
  Result<void> finish();

  [[nodiscard]] const std::vector<ZipEntry>& entries() const { return entries_; }

 private:
  Result<void> put(std::string_view bytes);
  [[nodiscard]] std::string local_header(const ZipEntry& entry) const;
  [[nodiscard]] std::string directory_entry(const ZipEntry& entry) const;

  Sink sink_;
  std::uint32_t dos_time_ = 0;
  std::uint64_t position_ = 0;
  bool broken_ = false;
  bool open_ = false;
  Sha256 hash_;
  std::vector<ZipEntry> entries_;
};

}  // namespace broadsheet::warc
