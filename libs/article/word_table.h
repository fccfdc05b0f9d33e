// SPDX-License-Identifier: Apache-2.0
// Words with a value each. Inside article only.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/strings.h"

namespace broadsheet::article {

// Nearly every word that is asked for is none of ours, and a few of its letters say so. What is
// added outlives the table.
class WordTable {
 public:
  // Bits for the words of each list, which are parted by spaces; words of several have them all.
  explicit WordTable(const std::vector<std::pair<std::string_view, std::uint32_t>>& lists) {
    constexpr std::size_t kRoom = 8;  // slots for a word, so that most are free
    std::vector<Slot> words;
    for (const auto& [list, bits] : lists) {
      for (const auto word : split(list, ' ')) {
        if (!word.empty()) words.push_back({word, bits});
      }
    }
    slots_.resize(std::bit_ceil(words.size() * kRoom + 1));
    for (const auto& one : words) {
      Slot& slot = slots_[place_of(one.word)];
      slot.word = one.word;
      slot.bits |= one.bits;
    }
  }

  // `word` is not empty; 0: it is in no list.
  [[nodiscard]] std::uint32_t of(std::string_view word) const {
    return slots_[place_of(word)].bits;
  }

 private:
  struct Slot {
    std::string_view word = {};
    std::uint32_t bits = 0;
  };

  // Where it stands, or would.
  [[nodiscard]] std::size_t place_of(std::string_view word) const {
    const auto byte = [&](std::size_t i) {
      return std::size_t{static_cast<unsigned char>(word[i])};
    };
    const std::size_t last = word.size() - 1;
    const std::size_t letters =
        byte(0) | byte(last / 2) << 8 | byte(last) << 16 | byte(last / 4) << 24 | last << 32;
    std::size_t at = letters * 0x9e3779b97f4a7c15U >> 32;
    for (;; ++at) {
      const Slot& slot = slots_[at & (slots_.size() - 1)];
      if (slot.word.empty() || slot.word == word) return at & (slots_.size() - 1);
    }
  }

  std::vector<Slot> slots_;
};

}  // namespace broadsheet::article
