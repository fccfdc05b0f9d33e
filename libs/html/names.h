// SPDX-License-Identifier: Apache-2.0
// Filters over names: a few bits that say that something is surely not there, and cost one test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace broadsheet::html {

// One bit of 32 for the name of an attribute.
constexpr std::uint32_t name_bit(std::string_view name) {
  if (name.empty()) return 0;
  const auto first = static_cast<unsigned char>(name.front());
  const auto last = static_cast<unsigned char>(name.back());
  return std::uint32_t{1} << ((first * 5U + last * 11U + name.size()) & 31U);
}

// One bit of 64 for each pair of neighbours in `text`, in whatever case.
constexpr std::uint64_t letter_pairs(std::string_view text) {
  std::uint64_t pairs = 0;
  unsigned before = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned now = static_cast<unsigned char>(text[i]) | 0x20U;
    if (i > 0) pairs |= std::uint64_t{1} << ((before * 37U + now * 101U) >> 2 & 63U);
    before = now;
  }
  return pairs;
}

// A part of a name that is asked for: a literal, its filter made when compiling.
struct NamePart {
  std::string_view text;
  std::uint64_t pairs;

  // NOLINTNEXTLINE(google-explicit-constructor): a literal is one.
  consteval NamePart(const char* literal) : text(literal), pairs(letter_pairs(literal)) {}
};

}  // namespace broadsheet::html
