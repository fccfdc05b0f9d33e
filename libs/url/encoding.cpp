// SPDX-License-Identifier: Apache-2.0
// Percent-encoding and UTF-8 as the WHATWG URL and Encoding Standards have them.
#include "url/encoding.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/encode.h"

namespace broadsheet::url {

namespace {

constexpr ByteSet c0_controls() {
  ByteSet set{};
  for (std::size_t i = 0; i < set.size(); ++i) set[i] = i <= 0x1F || i > 0x7E;
  return set;
}

constexpr ByteSet with(ByteSet set, std::string_view more) {
  for (const char c : more) set[static_cast<unsigned char>(c)] = true;
  return set;
}

constexpr ByteSet everything() {
  ByteSet set{};
  for (auto& member : set) member = true;
  return set;
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr char kDigits[] = "0123456789ABCDEF";

// What a UTF-8 lead byte asks for: how many bytes follow, and the range of the first of them.
struct Lead {
  int more = -1;  // -1: no lead byte
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
};

Lead lead_of(std::uint8_t byte) {
  if (byte < 0x80) return {0};
  if (byte >= 0xC2 && byte <= 0xDF) return {1};
  if (byte == 0xE0) return {2, 0xA0};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2};
  if (byte == 0xF0) return {3, 0x90};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  if (byte >= 0xF1 && byte <= 0xF3) return {3};
  return {};
}

}  // namespace

constexpr ByteSet kC0ControlSet = c0_controls();
constexpr ByteSet kFragmentSet = with(kC0ControlSet, " \"<>`");
constexpr ByteSet kQuerySet = with(kC0ControlSet, " \"#<>");
constexpr ByteSet kSpecialQuerySet = with(kQuerySet, "'");
constexpr ByteSet kPathSet = with(kQuerySet, "?^`{}");
constexpr ByteSet kUserinfoSet = with(kPathSet, "/:;=@[\\]|");
constexpr ByteSet kEverySet = everything();

void percent_encode(std::string_view bytes, const ByteSet& set, std::string& out) {
  out.reserve(out.size() + bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!set[byte]) {
      out += c;
      continue;
    }
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  std::size_t i = 0;
  while (i < bytes.size()) {
    const auto lead = lead_of(static_cast<std::uint8_t>(bytes[i]));
    std::size_t length = 1;
    int missing = lead.more;
    auto low = lead.low;
    auto high = lead.high;
    while (missing > 0 && i + length < bytes.size()) {
      const auto next = static_cast<std::uint8_t>(bytes[i + length]);
      if (next < low || next > high) break;
      low = 0x80;
      high = 0xBF;
      --missing;
      ++length;
    }
    out += missing == 0 ? bytes.substr(i, length) : kReplacement;
    i += length;
  }
  return out;
}

}  // namespace broadsheet::url
