// SPDX-License-Identifier: Apache-2.0
// Who has which shard: what indexers say of themselves on the topic `shards`, followed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "bus/bus.h"
#include "core/time.h"
#include "records/operations.h"

namespace broadsheet {

// What announce() and withdraw() publish, for who has more to say at once.
bus::Record announcement(const records::ShardEndpoint& endpoint);
bus::Record withdrawal(int shard, const std::string& address);

// Says, durably, that `endpoint.address` has a copy of a shard; or, with shard -1, that it is
// there.
Result<void> announce(bus::Bus& bus, const records::ShardEndpoint& endpoint);
// It has none any more.
Result<void> withdraw(bus::Bus& bus, int shard, const std::string& address);

// Thread-safe.
class ShardDirectory {
 public:
  struct Options {
    // Who has said nothing for so long is not there any more. Indexers speak several times in it.
    Duration fresh = std::chrono::seconds(30);
    Clock clock = system_now;
  };

  ShardDirectory(bus::Bus& bus, Options options);
  ~ShardDirectory();

  // Reads the topic and follows it, until `stop`.
  Result<void> run(std::stop_token stop);
  // Everything that was said before run() began is known.
  [[nodiscard]] bool is_current() const;
  // Waits until the directory is current or has changed since `seen` (see generation), `patience`
  // at most.
  void wait(std::uint64_t seen, Duration patience) const;
  [[nodiscard]] std::uint64_t generation() const;

  // The copies of a shard, best first: the owner, then standbys, then those that had it; among
  // those alike, who has more. Of two that say they own it, the one with the lower epoch is one
  // that had it. Who is not there any more comes last.
  [[nodiscard]] std::vector<records::ShardEndpoint> copies(int shard) const;
  // The first of them, if it owns the shard.
  [[nodiscard]] std::optional<records::ShardEndpoint> owner(int shard) const;
  [[nodiscard]] bool is_fresh(const records::ShardEndpoint& endpoint) const;
  // Addresses of the indexers that are there, in order.
  [[nodiscard]] std::vector<std::string> members() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet
