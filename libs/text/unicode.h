// SPDX-License-Identifier: Apache-2.0
// Unicode for the press: normalisation, folding, words, sentences, language. UTF-8 throughout.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

// Any bytes → valid UTF-8, each bad sequence one U+FFFD (WHATWG "replacement").
std::string to_valid_utf8(std::string_view bytes);
bool is_valid_utf8(std::string_view bytes);

// NFC; every run of white space (also NBSP, thin and zero-width spaces, line ends) one space; soft
// hyphens, bidirectional marks and other controls gone; no space at the ends. What a reader sees.
std::string normalise(std::string_view utf8);

// For comparison only: NFKC case folding, then diacritics of Latin, Greek and Cyrillic removed.
std::string fold(std::string_view utf8);

struct Span {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  auto operator<=>(const Span&) const = default;
};

// Words by UAX #29 (dictionaries for Thai, Lao, Khmer, Chinese, Japanese), letters or digits only.
std::vector<Span> words(std::string_view utf8);
std::vector<Span> sentences(std::string_view utf8);
// How many words() would give; for Chinese and Japanese, characters over two.
std::size_t count_words(std::string_view utf8);
// Code points.
std::size_t length(std::string_view utf8);
// At most `bytes_max` bytes, cut between grapheme clusters, "…" at the end where it was cut.
std::string shorten(std::string_view utf8, std::size_t bytes_max);

struct Language {
  std::string code;       // BCP 47: "en", "pt", "zh-Hant"; empty if unknown
  double confidence = 0;  // 0 … 1
};
// Of the text itself; `hint` (BCP 47, from the page) only decides between near equals.
Language detect_language(std::string_view utf8, std::string_view hint = {});

}  // namespace broadsheet::text
