// SPDX-License-Identifier: Apache-2.0
// Class and id names as words: "share-bar", "shareBar" and "share" all have the word share in them.
// Inside article only.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "core/strings.h"

namespace broadsheet::article {

inline constexpr std::size_t kNameWordMax = 40;

// "md:hidden", "[&_figcaption]:mt-2": how something looks, not what it is.
inline bool is_style(std::string_view name) {
  return std::ranges::any_of(name, [](char c) { return c == ':' || c == '['; });
}

// Calls `see` with each word in lower case and the word before it, until it returns true.
template <typename See>
bool any_word_of(std::string_view names, See see) {
  // Longer words are cut; none of ours is as long.
  std::array<std::array<char, kNameWordMax>, 2> words;
  std::size_t now = 0;
  std::size_t size = 0;
  std::size_t size_before = 0;
  char last = ' ';
  const auto done = [&] {
    if (size == 0) return false;
    const bool found = see(std::string_view(words[now].data(), size),
                           std::string_view(words[1 - now].data(), size_before));
    now = 1 - now;
    size_before = std::exchange(size, 0);
    return found;
  };
  for (const char c : names) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    const bool turn = upper && last >= 'a' && last <= 'z';
    if ((turn || !(upper || lower)) && done()) return true;
    if (c == ' ' || c == '\t' || c == '\n') size_before = 0;
    if ((upper || lower) && size < kNameWordMax) {
      words[now][size++] = static_cast<char>(upper ? c - 'A' + 'a' : c);
    }
    last = c;
  }
  return done();
}

template <typename See>
bool any_word(std::string_view names, See see) {
  if (!is_style(names)) return any_word_of(names, see);
  return std::ranges::any_of(split(names, ' '), [&](std::string_view name) {
    return !is_style(name) && any_word_of(name, see);
  });
}

}  // namespace broadsheet::article
