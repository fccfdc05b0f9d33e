// SPDX-License-Identifier: Apache-2.0
// Fingerprints of texts, so that a copy is found without comparing it with everything.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

// MinHash over folded word 4-shingles (Broder 1997); character 5-shingles where words have no
// spaces. Equal positions estimate the Jaccard resemblance of the shingle sets.
struct Signature {
  static constexpr std::size_t kSize = 128;
  std::array<std::uint32_t, kSize> minima{};
  std::uint32_t shingles = 0;  // how many distinct ones; 0: the text was too short to have any

  bool operator==(const Signature&) const = default;
  [[nodiscard]] std::string bytes() const;  // for storing
  static bool from_bytes(std::string_view bytes, Signature& out);
};

Signature signature(const std::vector<std::string>& paragraphs);

// 0 … 1.
double resemblance(const Signature& a, const Signature& b);

// Bands of the signature as short keys: two texts that resemble each other by 0.5 share at least
// one with probability > 0.99, by 0.2 with < 0.2. Empty for a text without shingles.
std::vector<std::string> bands(const Signature& signature);

}  // namespace broadsheet::text
