// SPDX-License-Identifier: Apache-2.0
// The structures of a ZIP file (APPNOTE 6.3 §4.3).
#include "warc/zip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace broadsheet::warc {
namespace {

constexpr std::uint64_t kMax32 = 0xFFFFFFFF;
constexpr std::uint64_t kMax16 = 0xFFFF;
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kVersion64 = 45;
constexpr std::uint16_t kSizesFollow = 1 << 3;

void put16(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 2; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}
void put32(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}
void put64(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}
void put32_or_all_ones(std::string& out, std::uint64_t value) {
  put32(out, std::min(value, kMax32));
}

// Date and time as MS-DOS had them: from 1980, to two seconds.
std::uint32_t dos_time(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const int year = int(date.year());
  if (year < 1980 || year > 2107) return (1U << 21) | (1U << 16);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return static_cast<std::uint32_t>(year - 1980) << 25 | unsigned(date.month()) << 21 |
         unsigned(date.day()) << 16 | static_cast<std::uint32_t>(clock.hours().count()) << 11 |
         static_cast<std::uint32_t>(clock.minutes().count()) << 5 |
         static_cast<std::uint32_t>(clock.seconds().count()) / 2;
}

std::uint32_t crc_of(std::uint32_t crc, std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace

ZipWriter::ZipWriter(Sink sink, Time time) : sink_(std::move(sink)), dos_time_(dos_time(time)) {}

Result<void> ZipWriter::put(std::string_view bytes) {
  if (broken_) return broken("the file is broken since an earlier write failed");
  auto written = sink_(bytes);
  broken_ = !written;
  position_ += bytes.size();
  return written;
}

// §4.3.7. Of a streamed entry the sizes follow its bytes, 64 bits wide: it may grow past 4 GiB.
std::string ZipWriter::local_header(const ZipEntry& entry) const {
  std::string out;
  put32(out, 0x04034b50);
  put16(out, entry.streamed ? kVersion64 : kVersion);
  put16(out, entry.streamed ? kSizesFollow : 0);
  put16(out, 0);  // stored
  put32(out, dos_time_);
  put32(out, entry.streamed ? 0 : entry.crc);
  put32(out, entry.streamed ? kMax32 : entry.size);
  put32(out, entry.streamed ? kMax32 : entry.size);
  put16(out, entry.name.size());
  put16(out, entry.streamed ? 20 : 0);
  out += entry.name;
  if (entry.streamed) {
    put16(out, 1);  // §4.5.3
    put16(out, 16);
    put64(out, 0);
    put64(out, 0);
  }
  return out;
}

Result<void> ZipWriter::begin(std::string name) {
  CHECK(!open_);
  open_ = true;
  hash_ = Sha256();
  entries_.push_back({.name = std::move(name), .offset = position_, .streamed = true});
  return put(local_header(entries_.back()));
}

Result<void> ZipWriter::write(std::string_view bytes) {
  CHECK(open_);
  ZipEntry& entry = entries_.back();
  entry.size += bytes.size();
  entry.crc = crc_of(entry.crc, bytes);
  hash_.add(bytes);
  return put(bytes);
}

Result<void> ZipWriter::end() {
  CHECK(open_);
  open_ = false;
  ZipEntry& entry = entries_.back();
  entry.sha256 = hash_.finish();
  std::string out;
  put32(out, 0x08074b50);  // §4.3.9
  put32(out, entry.crc);
  put64(out, entry.size);
  put64(out, entry.size);
  return put(out);
}

Result<void> ZipWriter::add(std::string name, std::string_view bytes) {
  CHECK(!open_ && bytes.size() < kMax32);
  entries_.push_back({.name = std::move(name),
                      .offset = position_,
                      .size = bytes.size(),
                      .crc = crc_of(0, bytes),
                      .sha256 = sha256(bytes)});
  TRY(put(local_header(entries_.back())));
  return put(bytes);
}

// §4.3.12.
std::string ZipWriter::directory_entry(const ZipEntry& entry) const {
  std::string wide;
  if (entry.size >= kMax32) {
    put64(wide, entry.size);
    put64(wide, entry.size);
  }
  if (entry.offset >= kMax32) put64(wide, entry.offset);
  std::string out;
  put32(out, 0x02014b50);
  put16(out, 3 << 8 | kVersion64);  // made on Unix
  put16(out, entry.streamed || !wide.empty() ? kVersion64 : kVersion);
  put16(out, entry.streamed ? kSizesFollow : 0);
  put16(out, 0);
  put32(out, dos_time_);
  put32(out, entry.crc);
  put32_or_all_ones(out, entry.size);
  put32_or_all_ones(out, entry.size);
  put16(out, entry.name.size());
  put16(out, wide.empty() ? 0 : wide.size() + 4);
  put16(out, 0);               // comment
  put16(out, 0);               // disk
  put16(out, 0);               // internal attributes
  put32(out, 0100644U << 16);  // a file that all may read
  put32_or_all_ones(out, entry.offset);
  out += entry.name;
  if (!wide.empty()) {
    put16(out, 1);
    put16(out, wide.size());
    out += wide;
  }
  return out;
}

// §4.3.14 to §4.3.16.
Result<void> ZipWriter::finish() {
  CHECK(!open_);
  const std::uint64_t begin = position_;
  for (const ZipEntry& entry : entries_) TRY(put(directory_entry(entry)));
  const std::uint64_t size = position_ - begin;
  const std::uint64_t count = entries_.size();
  std::string out;
  if (begin >= kMax32 || size >= kMax32 || count >= kMax16) {
    const std::uint64_t end64 = position_;
    put32(out, 0x06064b50);
    put64(out, 44);
    put16(out, 3 << 8 | kVersion64);
    put16(out, kVersion64);
    put32(out, 0);
    put32(out, 0);
    put64(out, count);
    put64(out, count);
    put64(out, size);
    put64(out, begin);
    put32(out, 0x07064b50);
    put32(out, 0);
    put64(out, end64);
    put32(out, 1);
  }
  put32(out, 0x06054b50);
  put16(out, 0);
  put16(out, 0);
  put16(out, std::min(count, kMax16));
  put16(out, std::min(count, kMax16));
  put32_or_all_ones(out, size);
  put32_or_all_ones(out, begin);
  put16(out, 0);
  return put(out);
}

}  // namespace broadsheet::warc
