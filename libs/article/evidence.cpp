// SPDX-License-Identifier: Apache-2.0
// Runs of words, hashed: white space, punctuation and markup differ between the two texts.
#include "article/evidence.h"

#include <functional>
#include <string_view>

#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kRun = 4;             // words
constexpr std::size_t kTellingBytes = 200;  // A shorter articleBody is a teaser.
constexpr std::size_t kBlockLength = 30;    // Shorter blocks stand anywhere by chance.

std::vector<std::size_t> hashes(const std::string& text) {
  std::vector<std::size_t> out;
  const std::string folded = text::fold(text);
  std::size_t begin = 0;
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0;
  };
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    if (i < folded.size() && is_word(folded[i])) continue;
    if (i > begin) out.push_back(std::hash<std::string_view>{}({&folded[begin], i - begin}));
    begin = i + 1;
  }
  return out;
}

std::size_t run(const std::vector<std::size_t>& words, std::size_t at) {
  std::size_t hash = 0;
  for (std::size_t i = 0; i < kRun; ++i) hash = hash * 1'000'003 + words[at + i];
  return hash;
}

}  // namespace

Evidence::Evidence(const std::string& article_body) {
  if (article_body.size() <= kTellingBytes) return;
  const auto words = hashes(article_body);
  for (std::size_t i = 0; i + kRun <= words.size(); ++i) runs_.insert(run(words, i));
}

bool Evidence::confirms(const Block& block) const {
  if (runs_.empty() || block.length < kBlockLength) return false;
  const auto words = hashes(block.text);
  if (words.size() < kRun) return false;
  std::size_t found = 0;
  const std::size_t all = words.size() - kRun + 1;
  for (std::size_t i = 0; i < all; ++i) found += runs_.count(run(words, i));
  return found * 10 >= all * 8;
}

}  // namespace broadsheet::article
