// SPDX-License-Identifier: Apache-2.0
// Batches and ranges: the values of the room, which know no RocksDB.
#include "kv/store.h"

namespace broadsheet::kv {

void Batch::put(std::string_view family, std::string_view key, std::string_view value) {
  bytes_ += key.size() + value.size();
  operations_.push_back({Kind::kPut, std::string(family), std::string(key), std::string(value)});
}

void Batch::remove(std::string_view family, std::string_view key) {
  bytes_ += key.size();
  operations_.push_back({Kind::kRemove, std::string(family), std::string(key), {}});
}

void Batch::remove_range(std::string_view family, std::string_view begin, std::string_view end) {
  if (!end.empty() && end <= begin) return;
  bytes_ += begin.size() + end.size();
  operations_.push_back(
      {Kind::kRemoveRange, std::string(family), std::string(begin), std::string(end)});
}

void Batch::clear() {
  operations_.clear();
  bytes_ = 0;
}

Range Range::prefix(std::string_view prefix) { return {std::string(prefix), prefix_end(prefix)}; }

std::string prefix_end(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

}  // namespace broadsheet::kv
