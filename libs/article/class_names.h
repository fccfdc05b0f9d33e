// SPDX-License-Identifier: Apache-2.0
// Class and id names as words: "share-bar", "shareBar" and "share" all have the word share in them.
// Inside article only.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "core/strings.h"

namespace broadsheet::article {

inline constexpr std::size_t kNameWordMax = 40;

// "md:hidden", "[&_figcaption]:mt-2": how something looks, not what it is.
inline bool is_style(std::string_view name) {
  return name.find(':') != std::string_view::npos || name.find('[') != std::string_view::npos;
}

// Letters in lower case; 0: none. Words end at what is no letter, names at white space.
inline constexpr std::array<char, 256> kNameLetters = [] {
  std::array<char, 256> letters = {};
  for (unsigned c = 'a'; c <= 'z'; ++c) {
    letters[c] = letters[c - 'a' + 'A'] = static_cast<char>(c);
  }
  return letters;
}();

// Calls `see` with each word in lower case and the word before it, until it returns true.
template <typename See>
bool any_word_of(std::string_view names, See see) {
  // Longer words are cut; none of ours is as long.
  std::array<std::array<char, kNameWordMax>, 2> words;
  std::size_t now = 0;
  std::size_t size_before = 0;
  for (std::size_t at = 0; at < names.size();) {
    const char first = names[at];
    if (kNameLetters[static_cast<unsigned char>(first)] == 0) {
      if (first == ' ' || first == '\t' || first == '\n') size_before = 0;
      ++at;
      continue;
    }
    std::size_t size = 0;
    bool small = false;  // the letter before
    for (; at < names.size(); ++at) {
      const char c = names[at];
      const char lower = kNameLetters[static_cast<unsigned char>(c)];
      const bool capital = lower != c;
      if (lower == 0 || (capital && small)) break;
      small = !capital;
      if (size < kNameWordMax) words[now][size++] = lower;
    }
    if (see(std::string_view(words[now].data(), size),
            std::string_view(words[1 - now].data(), size_before))) {
      return true;
    }
    now = 1 - now;
    size_before = size;
  }
  return false;
}

template <typename See>
bool any_word(std::string_view names, See see) {
  if (!is_style(names)) return any_word_of(names, see);
  return std::ranges::any_of(split(names, ' '), [&](std::string_view name) {
    return !is_style(name) && any_word_of(name, see);
  });
}

}  // namespace broadsheet::article
