// SPDX-License-Identifier: Apache-2.0
// Character references as HTML has them.
#include "feed/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace broadsheet::feed {

namespace {

struct Named {
  std::string_view name;
  std::uint32_t code_point;
};

constexpr Named kNamed[] = {
#include "feed/entities.inc"
};

constexpr std::size_t kNameMax = 10;  // "thetasym" has eight, "#x10FFFF" too
constexpr std::uint32_t kReplacement = 0xFFFD;

// What browsers make of &#128; to &#159; (HTML Standard §13.2.5.80).
constexpr std::array<std::uint32_t, 32> kWindows1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

}  // namespace

std::uint32_t named_character(std::string_view name) {
  if (name == "apos") return '\'';  // XML's own, not in HTML 4
  const auto* found = std::lower_bound(
      std::begin(kNamed), std::end(kNamed), name,
      [](const Named& entry, std::string_view wanted) { return entry.name < wanted; });
  return found != std::end(kNamed) && found->name == name ? found->code_point : 0;
}

std::uint32_t numeric_character(std::string_view digits) {
  if (!digits.starts_with('#')) return 0;
  digits.remove_prefix(1);
  const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  if (hexadecimal) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value, hexadecimal ? 16 : 10);
  if (digits.empty() || read.ptr != end) return 0;
  if (read.ec != std::errc() || value > 0x10FFFF) return kReplacement;
  if (value >= 0x80 && value <= 0x9F) return kWindows1252[value - 0x80];
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  const bool control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
  return surrogate || control || (value & 0xFFFE) == 0xFFFE ? kReplacement : value;
}

void append_utf8(std::uint32_t code_point, std::string& out) {
  const auto tail = [code_point](int shift) {
    return static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
  };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | code_point >> 6);
    out += tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | code_point >> 12);
    out += tail(6);
    out += tail(0);
  } else {
    out += static_cast<char>(0xF0 | code_point >> 18);
    out += tail(12);
    out += tail(6);
    out += tail(0);
  }
}

Reference reference_at(std::string_view text) {
  const auto end = text.substr(0, kNameMax + 2).find(';');
  if (end == std::string_view::npos || end < 2) return {};
  const auto name = text.substr(1, end - 1);
  if (const auto code_point = numeric_character(name)) return {end + 1, code_point, true};
  if (const auto code_point = named_character(name)) return {end + 1, code_point, false};
  return {};
}

}  // namespace broadsheet::feed
