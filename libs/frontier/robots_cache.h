// SPDX-License-Identifier: Apache-2.0
// robots.txt of each origin: kept in the store, parsed in memory. Inside frontier only.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/time.h"
#include "frontier/rules.h"
#include "kv/store.h"
#include "records/capture.h"
#include "robots/robots.h"

namespace broadsheet::frontier {

struct RobotsEntry {
  Time fetched = {};
  Time expires = {};
  int status = 0;  // 0: no answer
  robots::Access access = robots::Access::kDisallowAll;
  unsigned failures = 0;  // unreachable in a row
  robots::Robots robots = {};
  std::size_t body_bytes = 0;  // of the file; about what it takes in memory, parsed
};

// Not thread-safe: the frontier's lock covers it.
class RobotsCache {
 public:
  // A file is 3 KiB as a rule, but may be 500. In memory are so many bytes of them, and 20,000
  // files, at most.
  static constexpr std::size_t kBodyBytesMax = 32 << 20;

  RobotsCache(kv::Store& store, const Rules& rules, std::size_t body_bytes_max = kBodyBytesMax)
      : store_(store), rules_(rules), body_bytes_max_(body_bytes_max) {}

  // Null if it was never fetched. The pointer is good until the next call.
  const RobotsEntry* find(const std::string& origin);

  // What was answered; adds the row to `batch`.
  const RobotsEntry& put(const std::string& origin, int status, std::string_view body, Time now,
                         kv::Batch& batch);
  // A row as another owner had it, unless ours is newer.
  void adopt(const std::string& origin, const std::string& row, kv::Batch& batch);

  [[nodiscard]] std::size_t body_bytes() const { return body_bytes_; }

 private:
  const RobotsEntry& keep(const std::string& origin, RobotsEntry entry);
  void forget(const std::string& origin);

  kv::Store& store_;
  const Rules& rules_;
  const std::size_t body_bytes_max_;
  std::unordered_map<std::string, RobotsEntry> entries_;
  std::size_t body_bytes_ = 0;  // of all entries
};

// The verdict on a URL, with words for people.
records::RobotsVerdict robots_verdict(const RobotsEntry& entry, std::string_view product_token,
                                      const url::Url& url);

}  // namespace broadsheet::frontier
