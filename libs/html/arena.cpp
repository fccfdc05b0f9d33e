// SPDX-License-Identifier: Apache-2.0
// Chunks of powers of two, kept by the thread that gave them back.
#include "html/arena.h"

#include <array>
#include <bit>

namespace broadsheet::html {
namespace {

// Smaller ones cost malloc nothing; larger ones are of pages that are rare.
constexpr std::size_t kKeptMin = std::size_t{64} << 10;
constexpr std::size_t kKeptMax = std::size_t{1} << 20;
constexpr std::size_t kKeptOfSize = 2;  // buffer and nodes of a page: at most 4 MiB for a thread

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kKeeps = false;  // so that what outlives its page is found
#else
constexpr bool kKeeps = true;
#endif

bool is_kept(std::size_t size) { return kKeeps && size >= kKeptMin && size <= kKeptMax; }

// Statics may end after their thread's store.
thread_local bool store_is_gone = false;

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store() {
    store_is_gone = true;
    for (Shelf& shelf : shelves_) {
      while (shelf.count > 0) delete[] shelf.chunks[--shelf.count];
    }
  }

  // Null if there is none.
  char* take(std::size_t size) {
    Shelf& shelf = shelf_of(size);
    return shelf.count == 0 ? nullptr : shelf.chunks[--shelf.count];
  }
  bool keep(char* data, std::size_t size) {
    Shelf& shelf = shelf_of(size);
    if (shelf.count == kKeptOfSize) return false;
    shelf.chunks[shelf.count++] = data;
    return true;
  }

 private:
  struct Shelf {
    std::array<char*, kKeptOfSize> chunks = {};
    std::size_t count = 0;
  };
  Shelf& shelf_of(std::size_t size) {
    return shelves_[static_cast<std::size_t>(std::bit_width(size / kKeptMin)) - 1];
  }
  std::array<Shelf, std::bit_width(kKeptMax / kKeptMin)> shelves_ = {};
};

Store& store() {
  thread_local Store kept;
  return kept;
}

}  // namespace

Chunk::Chunk(std::size_t bytes_min) : size_(bytes_min) {
  if (is_kept(size_)) size_ = std::bit_ceil(size_);
  if (is_kept(size_) && !store_is_gone) data_ = store().take(size_);
  if (data_ == nullptr) data_ = new char[size_];
}

Chunk::~Chunk() {
  if (data_ != nullptr && is_kept(size_) && !store_is_gone && store().keep(data_, size_)) return;
  delete[] data_;
}

}  // namespace broadsheet::html
