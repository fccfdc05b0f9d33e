// SPDX-License-Identifier: Apache-2.0
// Records for running the system: who serves a shard, and what could not be processed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time.h"

namespace broadsheet::records {

// Who has a copy of a shard. One that neither `standby` nor `former` is true of owns it.
struct ShardEndpoint {
  int shard = 0;               // -1: says only that the indexer at `address` is there
  std::string address;         // host:port of its ShardService
  bool standby = false;        // follows the bus beside the owner
  std::uint64_t sequence = 0;  // how far it is: of its last snapshot
  Time time = {};              // when this was said
  bool former = false;         // had it; takes nothing new, and goes when the owner has everything
  std::int64_t offset = 0;     // how far it is: the next record of `articles`
  std::uint64_t epoch = 0;     // of owners; where two say so, the higher one is
  std::string unknown_fields = {};

  bool operator==(const ShardEndpoint&) const = default;
};

std::string encode(const ShardEndpoint& endpoint);
Result<ShardEndpoint> decode_shard_endpoint(std::string_view bytes);

struct DeadLetter {
  std::string stage;  // "extractor"
  std::string topic;
  int partition = 0;
  std::int64_t offset = 0;
  std::string key;
  std::string value;  // the original bytes
  std::string reason;
  std::uint32_t attempts = 0;
  Time time = {};
  std::string trace = {};
  std::string unknown_fields = {};

  bool operator==(const DeadLetter&) const = default;
};

std::string encode(const DeadLetter& letter);
Result<DeadLetter> decode_dead_letter(std::string_view bytes);

}  // namespace broadsheet::records
