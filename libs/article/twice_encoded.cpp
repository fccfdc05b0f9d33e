// SPDX-License-Identifier: Apache-2.0
// Letters that stand for bytes, and make characters together, were bytes. One of them alone is a
// letter.
#include "article/twice_encoded.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace broadsheet::article {

namespace {

constexpr std::size_t kTelling = 3;  // "été »" looks like one such character
constexpr std::size_t kShare = 4;    // times as many as letters that stand alone

// What windows-1252 has at 0x80 to 0x9f; 0: the byte stands for itself.
constexpr std::array<std::uint16_t, 32> kSpecial = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

struct Char {
  std::size_t size = 0;  // bytes; 0: no character begins here
  int byte = -1;         // that it stood for; -1: none above 0x7f
};

Char char_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const auto first = byte(0);
  std::uint32_t code = 0;
  std::size_t size = 0;
  if (first >= 0xc2 && first <= 0xdf && (byte(1) & 0xc0U) == 0x80) {
    size = 2;
    code = (first & 0x1fU) << 6 | (byte(1) & 0x3fU);
  } else if (first >= 0xe0 && first <= 0xef && (byte(1) & 0xc0U) == 0x80 &&
             (byte(2) & 0xc0U) == 0x80) {
    size = 3;
    code = (first & 0x0fU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU);
  } else {
    return {};
  }
  if (code >= 0x80 && code <= 0xff) return {size, static_cast<int>(code)};
  const auto special = std::ranges::find(kSpecial, static_cast<std::uint16_t>(code));
  if (code < 0x100 || code > 0xffff || special == kSpecial.end()) return {size, -1};
  return {size, 0x80 + static_cast<int>(special - kSpecial.begin())};
}

// The bytes that the letters at `at` stood for, if they make one character; `size` of them in text.
struct Sequence {
  std::array<char, 4> bytes = {};
  std::size_t count = 0;
  std::size_t size = 0;
};

Sequence sequence_at(std::string_view text, std::size_t at) {
  Sequence found;
  const Char lead = char_at(text, at);
  if (lead.byte < 0xc2 || lead.byte > 0xf4) return {};
  const std::size_t wanted = lead.byte < 0xe0 ? 2 : (lead.byte < 0xf0 ? 3 : 4);
  found.bytes[found.count++] = static_cast<char>(lead.byte);
  found.size = lead.size;
  while (found.count < wanted) {
    const Char next = char_at(text, at + found.size);
    if (next.byte < 0x80 || next.byte > 0xbf) return {};
    // Overlong forms and surrogates are no characters.
    const bool second = found.count == 1;
    if (second && lead.byte == 0xe0 && next.byte < 0xa0) return {};
    if (second && lead.byte == 0xed && next.byte > 0x9f) return {};
    if (second && lead.byte == 0xf0 && next.byte < 0x90) return {};
    if (second && lead.byte == 0xf4 && next.byte > 0x8f) return {};
    found.bytes[found.count++] = static_cast<char>(next.byte);
    found.size += next.size;
  }
  return found;
}

// Calls `letter` at each first byte of a letter from U+00C0 to U+00FF that begins no sequence, and
// `twice` with the place of each sequence, in order.
template <typename Letter, typename Twice>
void walk(std::string_view page, Letter letter, Twice twice) {
  for (std::size_t at = 0; at < page.size();) {
    // Every lead is U+00C2 to U+00F4; U+00C2 is C3 82.
    const void* next = std::memchr(page.data() + at, 0xc3, page.size() - at);
    if (next == nullptr) return;
    at = static_cast<std::size_t>(static_cast<const char*>(next) - page.data());
    const Sequence found = sequence_at(page, at);
    if (found.count == 0) {
      letter();
      ++at;
      continue;
    }
    twice(at, found);
    at += found.size;
  }
}

}  // namespace

std::optional<std::string> undo_second_encoding(std::string_view page) {
  std::size_t sequences = 0;
  std::size_t letters = 0;
  walk(
      page, [&] { ++letters; }, [&](std::size_t, const Sequence&) { ++sequences; });
  if (sequences < kTelling || sequences < letters * kShare) return std::nullopt;
  std::string out;
  out.reserve(page.size());
  std::size_t from = 0;
  walk(
      page, [] {},
      [&](std::size_t at, const Sequence& found) {
        out.append(page, from, at - from);
        out.append(found.bytes.data(), found.count);
        from = at + found.size;
      });
  out.append(page, from);
  return out;
}

}  // namespace broadsheet::article
