// SPDX-License-Identifier: Apache-2.0
// The single-byte encodings, UTF-16 and the odd ones of the Encoding Standard (§9, §14).
#include "text/legacy.h"

#include <array>
#include <cstdint>

#include "core/result.h"
#include "text/single_byte.h"

namespace broadsheet::text {
namespace {

// The characters of the bytes 0x80 to 0xFF.
using UpperHalf = std::array<char32_t, 128>;

UpperHalf unpack(std::string_view characters) {
  UpperHalf upper{};
  std::size_t at = 0;
  for (char32_t& character : upper) {
    const CodePoint point = code_point_at(characters, at);
    CHECK(point.valid);
    character = point.value;
    at += point.length;
  }
  CHECK(at == characters.size());
  return upper;
}

const UpperHalf& upper_half(std::string_view name) {
  static const auto kUpperHalves = [] {
    std::array<UpperHalf, kSingleByteIndexes.size()> halves{};
    for (std::size_t i = 0; i < halves.size(); ++i) {
      halves[i] = unpack(kSingleByteIndexes[i].characters);
    }
    return halves;
  }();
  // The two differ in the order of the text on the line, which is the page's affair.
  if (name == "ISO-8859-8-I") name = "ISO-8859-8";
  for (std::size_t i = 0; i < kSingleByteIndexes.size(); ++i) {
    if (kSingleByteIndexes[i].name == name) return kUpperHalves[i];
  }
  CHECK(name == "one of the standard");
  return kUpperHalves[0];
}

LegacyText decode_single_byte(std::string_view bytes, const UpperHalf& upper) {
  LegacyText out;
  out.utf8.reserve(bytes.size() + bytes.size() / 4);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = ascii_end(bytes, at);
    out.utf8.append(bytes, at, end - at);
    for (at = end; at < bytes.size() && byte_at(bytes, at) >= 0x80; ++at) {
      const char32_t character = upper[byte_at(bytes, at) - 0x80U];
      if (character == kReplacement) {
        out.error();
      } else {
        out.emit(character);
      }
    }
  }
  return out;
}

LegacyText decode_user_defined(std::string_view bytes) {
  LegacyText out;
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    out.emit(byte < 0x80 ? byte : 0xF700U + byte);
  }
  return out;
}

LegacyText decode_utf16(std::string_view bytes, bool big_endian) {
  const auto unit_at = [&](std::size_t at) -> char32_t {
    const char32_t first = byte_at(bytes, at);
    const char32_t second = byte_at(bytes, at + 1);
    return big_endian ? (first << 8) | second : (second << 8) | first;
  };
  LegacyText out;
  out.utf8.reserve(bytes.size());
  std::size_t at = 0;
  while (at + 1 < bytes.size()) {
    const char32_t unit = unit_at(at);
    at += 2;
    if (unit < 0xD800 || unit > 0xDFFF) {
      out.emit(unit);
      continue;
    }
    const char32_t next = unit < 0xDC00 && at + 1 < bytes.size() ? unit_at(at) : 0;
    if (next < 0xDC00 || next > 0xDFFF) {
      out.error();
      // With the odd byte behind it, it is one error.
      if (unit < 0xDC00 && at + 1 == bytes.size()) return out;
      continue;
    }
    out.emit(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
    at += 2;
  }
  if (at < bytes.size()) out.error();
  return out;
}

}  // namespace

LegacyText decode_legacy(std::string_view bytes, std::string_view name) {
  if (is_multibyte(name)) return decode_multibyte(bytes, name);
  if (name == "UTF-16LE" || name == "UTF-16BE") return decode_utf16(bytes, name == "UTF-16BE");
  if (name == "x-user-defined") return decode_user_defined(bytes);
  if (name == "replacement") {
    LegacyText out;
    if (!bytes.empty()) out.error();
    return out;
  }
  return decode_single_byte(bytes, upper_half(name));
}

}  // namespace broadsheet::text
