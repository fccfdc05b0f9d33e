// SPDX-License-Identifier: Apache-2.0
// A paragraph as words and punctuation, numbered, so that two can be compared: for diff's .cpp
// files.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadsheet::text {

// A word, or a run of what is between two words, and the white space behind it.
struct Token {
  std::string_view text = {};   // without the space
  std::string_view space = {};  // may be empty
  bool word = false;
};

struct TokenText {
  std::vector<Token> tokens;
  std::vector<std::uint32_t> numbers;       // one a token; equal texts have equal numbers
  std::vector<std::uint32_t> sorted_words;  // the numbers of the words, for similarity
};

// Numbers texts in the order in which they are first seen.
class Vocabulary {
 public:
  std::uint32_t number_of(std::string_view text) {
    return numbers_.emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;  // views of what is compared
};

// The tokens view `paragraph`; white space before the first word is a token of its own.
TokenText tokenise(std::string_view paragraph, Vocabulary& vocabulary);

// Of the words of two paragraphs, how many they share: 0 … 1 (Dice).
double similarity(const TokenText& a, const TokenText& b);

}  // namespace broadsheet::text
