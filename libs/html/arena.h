// SPDX-License-Identifier: Apache-2.0
// The memory of one page: a bump allocator over a few growing chunks, freed as a whole. What pages
// take and give back again and again stays with the thread, up to some megabytes: fresh memory
// costs as much as a good part of the parsing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace broadsheet::html {

// Memory from the thread's store, or fresh; goes back to the store of whichever thread ends it.
class Chunk {
 public:
  explicit Chunk(std::size_t bytes_min);
  ~Chunk();
  Chunk(Chunk&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Chunk& operator=(Chunk&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;

  [[nodiscard]] char* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
};

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  // The size of the next chunk, where that is known better than by growth.
  void expect(std::size_t bytes) { chunk_bytes_ = std::clamp(bytes, kChunkMin, kChunkMax); }

  char* bytes(std::size_t size, std::size_t alignment = 1) {
    std::uintptr_t at = (cursor_ + alignment - 1) & ~(std::uintptr_t{alignment} - 1);
    if (at + size > end_) {
      grow(size + alignment);
      at = (cursor_ + alignment - 1) & ~(std::uintptr_t{alignment} - 1);
    }
    cursor_ = at + size;
    return reinterpret_cast<char*>(at);
  }

  // Nothing here is ever destroyed.
  template <typename T, typename... Arguments>
  T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (bytes(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
  }

  template <typename T>
  T* array(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    return reinterpret_cast<T*>(bytes(count * sizeof(T), alignof(T)));
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* place = bytes(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  [[nodiscard]] std::size_t bytes_reserved() const { return reserved_; }

 private:
  static constexpr std::size_t kChunkMin = std::size_t{4} << 10;
  static constexpr std::size_t kChunkMax = std::size_t{1} << 20;

  void grow(std::size_t need) {
    const Chunk& chunk = chunks_.emplace_back(std::max(need, chunk_bytes_));
    chunk_bytes_ = std::clamp(chunk_bytes_ * 2, kChunkMin, kChunkMax);
    reserved_ += chunk.size();
    cursor_ = reinterpret_cast<std::uintptr_t>(chunk.data());
    end_ = cursor_ + chunk.size();
  }

  std::uintptr_t cursor_ = 0;
  std::uintptr_t end_ = 0;
  std::size_t chunk_bytes_ = kChunkMin;
  std::size_t reserved_ = 0;
  std::vector<Chunk> chunks_;
};

}  // namespace broadsheet::html
