// SPDX-License-Identifier: Apache-2.0
// What a shard has counted, in one row that changes with the data. Inside archive only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time.h"

namespace broadsheet::archive {

struct Counters {
  std::uint64_t snapshots = 0;  // also the last sequence, and the size of the log
  std::uint64_t urls = 0;
  std::uint64_t captures = 0;
  std::uint64_t texts = 0;
  std::uint64_t payloads = 0;
  std::uint64_t payload_bytes = 0;
  std::uint64_t payload_stored_bytes = 0;
  std::uint64_t changes = 0;  // also the last change sequence
  Time newest = {};

  bool operator==(const Counters&) const = default;
  [[nodiscard]] std::string encode() const;
  static Result<Counters> decode(std::string_view row);
};

}  // namespace broadsheet::archive
