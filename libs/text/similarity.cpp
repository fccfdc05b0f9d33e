// SPDX-License-Identifier: Apache-2.0
// MinHash. Nothing here may ever change its result: signatures are kept, and compared for years.
#include "text/similarity.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <limits>

#include "text/segment.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

constexpr std::size_t kWordsPerShingle = 4;
constexpr std::size_t kCharactersPerShingle = 5;
// The paragraphs after so many characters are left out: longer than any article, and the work stays
// bounded.
constexpr std::size_t kTokensMax = std::size_t{1} << 19;

// SplitMix64's finaliser.
constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

// FNV-1a's step.
constexpr std::uint64_t kFnvBasis = 0xcbf29ce484222325ULL;
constexpr std::uint64_t add_byte(std::uint64_t hash, unsigned char byte) {
  return (hash ^ byte) * 0x100000001b3ULL;
}

// Scripts whose words only a dictionary finds; a dictionary changes, so we take characters.
bool is_unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||  // Thai, Lao, Myanmar
         (c >= 0x1780 && c <= 0x17FF) ||                                  // Khmer
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) ||  // kana
         (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||  // Han
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_of_word(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return (U_MASK(u_charType(static_cast<UChar32>(c))) &
          (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0;
}

// Calls word(hash) for each run of letters, marks and digits of folded text, and character(c) for
// each character of one: the quotes and dashes of a house's style are neither.
template <typename Word, typename Character>
void each_token(std::string_view folded, Word word, Character character) {
  std::uint64_t hash = kFnvBasis;
  const auto end_word = [&] {
    if (hash != kFnvBasis) word(mix(hash));
    hash = kFnvBasis;
  };
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint point = code_point_at(folded, at);
    if (is_of_word(point.value)) {
      for (std::size_t i = 0; i < point.length; ++i) hash = add_byte(hash, byte_at(folded, at + i));
      character(point.value);
    } else {
      end_word();
    }
    at += point.length;
  }
  end_word();
}

struct Tokens {
  std::vector<std::uint64_t> hashes;  // of words, or of characters
  std::size_t per_shingle = 0;
};

// Words, or the characters of words where most of them are of scripts without spaces.
Tokens tokens_of(const std::vector<std::string>& paragraphs) {
  std::vector<std::string> folded;
  for (const std::string& paragraph : paragraphs) folded.push_back(fold(paragraph));
  Tokens tokens{.hashes = {}, .per_shingle = kWordsPerShingle};
  std::size_t characters = 0;
  std::size_t unspaced = 0;
  for (const std::string& text : folded) {
    if (characters >= kTokensMax) break;
    each_token(
        text, [&](std::uint64_t hash) { tokens.hashes.push_back(hash); },
        [&](char32_t c) {
          ++characters;
          unspaced += is_unspaced(c);
        });
  }
  if (unspaced * 2 <= characters) return tokens;
  tokens = {.hashes = {}, .per_shingle = kCharactersPerShingle};
  for (const std::string& text : folded) {
    if (tokens.hashes.size() >= kTokensMax) break;
    each_token(
        text, [](std::uint64_t) {}, [&](char32_t c) { tokens.hashes.push_back(mix(c)); });
  }
  return tokens;
}

// A set of 64-bit hashes with open addressing; 0 is no member.
class HashSet {
 public:
  explicit HashSet(std::size_t size_max) {
    std::size_t capacity = 16;
    while (capacity < size_max * 2) capacity *= 2;
    slots_.resize(capacity);
  }
  // Whether it was not there.
  bool insert(std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      if (slots_[at] == hash) return false;
      if (slots_[at] == 0) {
        slots_[at] = hash;
        return true;
      }
    }
  }

 private:
  std::vector<std::uint64_t> slots_;
};

std::vector<std::uint64_t> distinct_shingles(const std::vector<std::uint64_t>& tokens,
                                             std::size_t size) {
  std::vector<std::uint64_t> shingles;
  if (tokens.size() < size) return shingles;
  shingles.reserve(tokens.size() - size + 1);
  HashSet seen(tokens.size());
  for (std::size_t i = 0; i + size <= tokens.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t j = 0; j < size; ++j) hash = mix(hash * 31 + tokens[i + j] + j);
    hash |= 1;
    if (seen.insert(hash)) shingles.push_back(hash);
  }
  return shingles;
}

// h(x) = (a x + b) >> 32: multiply-shift, which is universal (Dietzfelbinger 1996); a odd.
struct Permutation {
  std::uint64_t a = 1;
  std::uint64_t b = 0;
};

constexpr std::array<Permutation, Signature::kSize> make_permutations() {
  std::array<Permutation, Signature::kSize> out{};
  std::uint64_t state = 0x62726f6164736865ULL;  // "broadshe"
  const auto next = [&] { return mix(state += 0x9e3779b97f4a7c15ULL); };
  for (Permutation& permutation : out) {
    permutation.a = next() | 1;
    permutation.b = next();
  }
  return out;
}

void put_u32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xFF);
}

std::uint32_t get_u32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | byte_at(bytes, at + i);
  return value;
}

}  // namespace

Signature signature(const std::vector<std::string>& paragraphs) {
  const Tokens tokens = tokens_of(paragraphs);
  const auto shingles = distinct_shingles(tokens.hashes, tokens.per_shingle);
  static constexpr auto kPermutations = make_permutations();
  Signature out;
  out.shingles = static_cast<std::uint32_t>(shingles.size());
  if (shingles.empty()) return out;
  out.minima.fill(std::numeric_limits<std::uint32_t>::max());
  for (const std::uint64_t shingle : shingles) {
    for (std::size_t i = 0; i < Signature::kSize; ++i) {
      const std::uint64_t product = kPermutations[i].a * shingle + kPermutations[i].b;
      out.minima[i] = std::min(out.minima[i], static_cast<std::uint32_t>(product >> 32));
    }
  }
  return out;
}

std::string Signature::bytes() const {
  std::string out;
  out.reserve(4 + kSize * 4);
  put_u32(out, shingles);
  for (const std::uint32_t minimum : minima) put_u32(out, minimum);
  return out;
}

bool Signature::from_bytes(std::string_view bytes, Signature& out) {
  if (bytes.size() != 4 + kSize * 4) return false;
  out.shingles = get_u32(bytes, 0);
  for (std::size_t i = 0; i < kSize; ++i) out.minima[i] = get_u32(bytes, 4 + i * 4);
  return true;
}

double resemblance(const Signature& a, const Signature& b) {
  if (a.shingles == 0 || b.shingles == 0) return 0;
  std::size_t same = 0;
  for (std::size_t i = 0; i < Signature::kSize; ++i) same += a.minima[i] == b.minima[i];
  return static_cast<double>(same) / static_cast<double>(Signature::kSize);
}

// 96 bands of four: with s⁴ for one, P(none at 0.5) = 0.7 % and P(any at 0.2) = 14 % (simulated).
// The minima are a table of four rows and 32 columns; a band takes one of each row, 0, 1 or 2
// columns to the right from row to row, so that no two bands share more than one minimum.
std::vector<std::string> bands(const Signature& signature) {
  constexpr std::size_t kColumns = Signature::kSize / 4;
  constexpr std::size_t kSlopes = 3;
  constexpr int kHashBytes = 6;
  std::vector<std::string> out;
  if (signature.shingles == 0) return out;
  for (std::size_t band = 0; band < kSlopes * kColumns; ++band) {
    std::uint64_t hash = band;
    for (std::size_t row = 0; row < 4; ++row) {
      const std::size_t column = (band % kColumns + band / kColumns * row) % kColumns;
      hash = mix(hash * 31 + signature.minima[row * kColumns + column]);
    }
    std::string key(1, static_cast<char>(band));
    for (int i = 0; i < kHashBytes; ++i) key += static_cast<char>((hash >> (8 * i)) & 0xFF);
    out.push_back(std::move(key));
  }
  return out;
}

}  // namespace broadsheet::text
