// SPDX-License-Identifier: Apache-2.0
// Numbers for things: the same for equal ones, from 0 on, as they come. Inside article only.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace broadsheet::article {

// One hash of several.
inline std::size_t mixed(std::size_t hash, std::size_t more) {
  return (hash ^ more) * 0x9e3779b97f4a7c15U ^ hash >> 29;
}

inline std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

// `Key` has a hash_of; what it views must outlive this.
template <typename Key>
class Numbers {
 public:
  // Room for `usual` keys at first; it grows.
  explicit Numbers(std::size_t usual) : slots_(std::bit_ceil(usual * 2 + 1), 0) {
    keys_.reserve(usual);
  }

  std::uint32_t of(const Key& key) {
    const std::size_t hash = hash_of(key);
    for (std::size_t at = hash;; ++at) {
      std::uint32_t& slot = slots_[at & (slots_.size() - 1)];
      if (slot == 0) {
        keys_.push_back({hash, key});
        slot = static_cast<std::uint32_t>(keys_.size());
        if (keys_.size() * 2 > slots_.size()) grow();
        return static_cast<std::uint32_t>(keys_.size() - 1);
      }
      const auto& known = keys_[slot - 1];
      if (known.hash == hash && known.key == key) return slot - 1;
    }
  }
  [[nodiscard]] std::size_t size() const { return keys_.size(); }

 private:
  struct Known {
    std::size_t hash;
    Key key;
  };

  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      std::size_t at = keys_[i].hash;
      while (slots_[at & (slots_.size() - 1)] != 0) ++at;
      slots_[at & (slots_.size() - 1)] = static_cast<std::uint32_t>(i + 1);
    }
  }

  std::vector<std::uint32_t> slots_;  // number + 1; 0: free
  std::vector<Known> keys_;
};

}  // namespace broadsheet::article
