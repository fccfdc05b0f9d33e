// SPDX-License-Identifier: Apache-2.0
// What a code point does to a word boundary, looked up fast: for this room's .cpp files.
#pragma once

#include <array>
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

// The classes of all code points. One for the process, made on first use.
class WordClasses {
 public:
  WordClasses();

  [[nodiscard]] WordClass of(char32_t c) const {
    if (c < kLowEnd) return low_[c];
    if (c >= 0xAC00 && c <= 0xD7A3) return WordClass::kHangul;
    if (c >= 0x4E00 && c <= 0x9FFF) return WordClass::kIdeograph;
    if (c >= kHighBegin && c < kHighEnd) return high_[c - kHighBegin];
    return of_rare(c);
  }

 private:
  static WordClass of_rare(char32_t c);

  static constexpr char32_t kLowEnd = 0x3400;
  static constexpr char32_t kHighBegin = 0xF900;  // compatibility ideographs, full-width forms
  static constexpr char32_t kHighEnd = 0x10000;
  std::array<WordClass, kLowEnd> low_;
  std::array<WordClass, kHighEnd - kHighBegin> high_;
};

const WordClasses& word_classes();

}  // namespace broadsheet::text
