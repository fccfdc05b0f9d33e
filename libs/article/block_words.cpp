// SPDX-License-Identifier: Apache-2.0
// One look at each byte.
#include "article/block_words.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace broadsheet::article {

namespace {

// Four counters in one word, each with room for as many bytes as are counted at once.
constexpr unsigned kCounterBits = 16;
constexpr std::size_t kAtOnce = (std::size_t{1} << kCounterBits) - 1;

enum Counter : unsigned { kLower, kUpper, kDigits, kPoints };

constexpr std::array<std::uint64_t, 256> kCounts = [] {
  std::array<std::uint64_t, 256> counts = {};
  const auto count = [&](unsigned char c, Counter counter) {
    counts[c] = std::uint64_t{1} << (counter * kCounterBits);
  };
  for (unsigned char c = 'a'; c <= 'z'; ++c) count(c, kLower);
  for (unsigned char c = 'A'; c <= 'Z'; ++c) count(c, kUpper);
  for (unsigned char c = '0'; c <= '9'; ++c) count(c, kDigits);
  for (const unsigned char c : {',', '.', ';'}) count(c, kPoints);
  return counts;
}();

std::size_t counted(std::uint64_t counts, Counter counter) {
  return static_cast<std::size_t>(counts >> (counter * kCounterBits) & kAtOnce);
}

// What a mark may begin with.
constexpr std::array<unsigned char, 256> kMarks = [] {
  std::array<unsigned char, 256> marks = {};
  marks[0xc2] = 4;  // U+00A9 is C2 A9
  marks['|'] = 3;
  marks['@'] = marks['h'] = marks['w'] = 2;
  return marks;
}();

std::size_t kind_of(char c) {
  if (c >= 'a' && c <= 'z') return 0;
  if (c >= 'A' && c <= 'Z') return 1;
  if (c >= '0' && c <= '9') return 2;
  return static_cast<signed char>(c) < 0 ? 4 : 3;
}

}  // namespace

Letters letters_of(std::string_view text) {
  Letters letters;
  if (!text.empty()) letters.first = kind_of(text.front());
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), kAtOnce))) {
    std::uint64_t counts = 0;
    for (const char c : text.substr(0, kAtOnce)) counts += kCounts[static_cast<unsigned char>(c)];
    letters.lower += counted(counts, kLower);
    letters.upper += counted(counts, kUpper);
    letters.digits += counted(counts, kDigits);
    letters.points += counted(counts, kPoints);
  }
  return letters;
}

std::size_t marks_of(std::string_view text) {
  std::size_t most = text.ends_with("…") || text.ends_with("...") ? 1 : 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const unsigned char mark = kMarks[static_cast<unsigned char>(text[at])];
    if (mark <= most) continue;
    const auto rest = text.substr(at);
    const bool said = mark == 3 || text[at] == '@' || rest.starts_with("\xc2\xa9") ||
                      rest.starts_with("http") || rest.starts_with("www.");
    if (said) most = mark;
  }
  return most;
}

}  // namespace broadsheet::article
