// SPDX-License-Identifier: Apache-2.0
// One code point at a time, for this room's .cpp files: the steps that everything else loops over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace broadsheet::text {

constexpr char32_t kReplacement = 0xFFFD;

struct CodePoint {
  char32_t value = kReplacement;
  std::size_t length = 1;  // bytes; of a bad sequence, its maximal subpart (Unicode §3.9, U+FFFD)
  bool valid = false;
};

inline std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

// The code point that begins at `at` < bytes.size().
inline CodePoint code_point_at(std::string_view bytes, std::size_t at) {
  const std::uint8_t lead = byte_at(bytes, at);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The first continuation byte excludes overlong forms, surrogates and what is above U+10FFFF.
  std::uint8_t lower = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  std::uint8_t upper = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= bytes.size()) return {kReplacement, i, false};
    const std::uint8_t next = byte_at(bytes, at + i);
    if (next < lower || next > upper) return {kReplacement, i, false};
    value = (value << 6) | (next & 0x3FU);
    lower = 0x80;
    upper = 0xBF;
  }
  return {value, length, true};
}

inline void append_utf8(std::string& out, char32_t value) {
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0 | (value >> 6));
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0 | (value >> 12));
    out += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (value >> 18));
    out += static_cast<char>(0x80 | ((value >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (value & 0x3F));
  }
}

// Where the first byte above 0x7F is, from `at` on; the size if there is none.
inline std::size_t ascii_end(std::string_view bytes, std::size_t at = 0) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  while (at + 8 <= bytes.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & kHighBits) != 0) break;
    at += 8;
  }
  while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
  return at;
}

// Where the first bad sequence is, from `at` (a boundary) on; the size if there is none.
inline std::size_t valid_end(std::string_view bytes, std::size_t at = 0) {
  while (at < bytes.size()) {
    at = ascii_end(bytes, at);
    while (at < bytes.size() && byte_at(bytes, at) >= 0x80) {
      const CodePoint point = code_point_at(bytes, at);
      if (!point.valid) return at;
      at += point.length;
    }
  }
  return at;
}

// `bytes` itself where it is valid, else its repair, which `storage` then holds.
std::string_view valid_view(std::string_view bytes, std::string& storage);

}  // namespace broadsheet::text
