// SPDX-License-Identifier: Apache-2.0
// What a code point does to a word boundary, looked up fast: for this room's .cpp files.
#pragma once

#include <cstdint>

namespace broadsheet::text {

// Word_Break of UAX #29 as far as our own scanner goes.
enum class WordClass : std::uint8_t {
  kOther,      // breaks on both sides
  kLetter,     // ALetter
  kHangul,     // syllables of Korean: a word among themselves only, as in ICU
  kDigit,      // Numeric
  kConnector,  // ExtendNumLet: _
  kMidLetter,  // between letters only
  kMidDigit,   // between digits only
  kMidBoth,    // MidNumLet and the apostrophe
  kExtend,     // Extend, Format, ZWJ: belongs to what is before
  kSpace,      // ASCII space, tab, line end, @: always a boundary
  kIdeograph,  // Han, Hiragana, Katakana: words by dictionary, counted by characters
  kHard,       // the rest: dictionaries, Hebrew, emoji, anything that takes all the rules
};

WordClass word_class(char32_t c);

}  // namespace broadsheet::text
