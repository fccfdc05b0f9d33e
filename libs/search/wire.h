// SPDX-License-Identifier: Apache-2.0
// The bytes between this room and its engine: little-endian numbers, strings with their length
// before them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace broadsheet::search {

class WireWriter {
 public:
  void u8(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void flag(bool value) { u8(value ? 1 : 0); }
  void u32(std::size_t value) { little_endian(value, 4); }
  void i64(std::int64_t value) { little_endian(static_cast<std::uint64_t>(value), 8); }
  void time(std::optional<Time> value) {
    flag(value.has_value());
    i64(value ? to_micros(*value) : 0);
  }
  void text(std::string_view value) {
    u32(value.size());
    bytes_.append(value);
  }
  void raw(std::string_view value) { bytes_.append(value); }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  void little_endian(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) u8(static_cast<std::uint8_t>(value >> (8 * i)));
  }

  std::string bytes_;
};

// Reads what the engine wrote. Both sides are ours: to read past the end is a CHECK.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(take(1)[0]); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(little_endian(4)); }
  std::uint64_t u64() { return little_endian(8); }
  std::int64_t i64() { return static_cast<std::int64_t>(little_endian(8)); }
  std::string text() { return std::string(take(u32())); }

 private:
  std::string_view take(std::size_t count) {
    CHECK(count <= bytes_.size());
    const auto head = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return head;
  }

  std::uint64_t little_endian(std::size_t count) {
    const auto bytes = take(count);
    std::uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;) {
      value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    }
    return value;
  }

  std::string_view bytes_;
};

}  // namespace broadsheet::search
