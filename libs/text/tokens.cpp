// SPDX-License-Identifier: Apache-2.0
// Tokens for the word diff.
#include "text/tokens.h"

#include <algorithm>

#include "text/unicode.h"

namespace broadsheet::text {
namespace {

constexpr std::string_view kSpaces = " \t\n\r\f\v";

// `between` is what stands between two words: punctuation, split where there is space within.
void add_between(std::string_view between, std::vector<Token>& tokens) {
  while (!between.empty()) {
    const std::size_t mark_end = std::min(between.find_first_of(kSpaces), between.size());
    const std::size_t space_end =
        std::min(between.find_first_not_of(kSpaces, mark_end), between.size());
    const std::string_view space = between.substr(mark_end, space_end - mark_end);
    if (mark_end == 0 && !tokens.empty() && tokens.back().space.empty()) {
      tokens.back().space = space;
    } else {
      tokens.push_back({.text = between.substr(0, mark_end), .space = space});
    }
    between.remove_prefix(space_end);
  }
}

}  // namespace

TokenText tokenise(std::string_view paragraph, Vocabulary& vocabulary) {
  TokenText out;
  std::size_t at = 0;
  for (const Span& word : words(paragraph)) {
    add_between(paragraph.substr(at, word.begin - at), out.tokens);
    out.tokens.push_back(
        {.text = paragraph.substr(word.begin, word.end - word.begin), .word = true});
    at = word.end;
  }
  add_between(paragraph.substr(at), out.tokens);

  out.numbers.reserve(out.tokens.size());
  for (const Token& token : out.tokens) {
    out.numbers.push_back(vocabulary.number_of(token.text));
    if (token.word) out.sorted_words.push_back(out.numbers.back());
  }
  std::sort(out.sorted_words.begin(), out.sorted_words.end());
  return out;
}

double similarity(const TokenText& a, const TokenText& b) {
  const std::size_t both = a.sorted_words.size() + b.sorted_words.size();
  if (both == 0) return 0;
  std::size_t shared = 0;
  auto left = a.sorted_words.begin();
  auto right = b.sorted_words.begin();
  while (left != a.sorted_words.end() && right != b.sorted_words.end()) {
    if (*left == *right) {
      ++shared;
      ++left;
      ++right;
    } else if (*left < *right) {
      ++left;
    } else {
      ++right;
    }
  }
  return 2.0 * static_cast<double>(shared) / static_cast<double>(both);
}

}  // namespace broadsheet::text
