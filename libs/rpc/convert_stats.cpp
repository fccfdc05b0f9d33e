// SPDX-License-Identifier: Apache-2.0
// What the shards hold, in numbers, on the wire.
#include "rpc/convert_parts.h"

namespace broadsheet::rpc {
namespace {

// Sums, for those who do not ask by shard.
ShardStats total_of(const std::vector<ShardStats>& shards) {
  ShardStats total{.shard = static_cast<int>(shards.size())};
  for (const auto& shard : shards) {
    total.snapshots += shard.snapshots;
    total.urls += shard.urls;
    total.texts += shard.texts;
    total.captures += shard.captures;
    total.payloads += shard.payloads;
    total.payload_bytes += shard.payload_bytes;
    total.stored_bytes += shard.stored_bytes;
    total.sequence += shard.sequence;
    total.log_size += shard.log_size;
    total.searchable += shard.searchable;
    if (shard.oldest && (!total.oldest || *shard.oldest < *total.oldest))
      total.oldest = shard.oldest;
    if (shard.newest && (!total.newest || *shard.newest > *total.newest))
      total.newest = shard.newest;
  }
  return total;
}

}  // namespace

void to_wire(const ShardStats& stats, v1::ShardStats* message) {
  message->set_shard(stats.shard);
  message->set_address(utf8(stats.address));
  message->set_snapshots(signed_of(stats.snapshots));
  message->set_urls(signed_of(stats.urls));
  message->set_texts(signed_of(stats.texts));
  message->set_captures(signed_of(stats.captures));
  message->set_payloads(signed_of(stats.payloads));
  message->set_payload_bytes(signed_of(stats.payload_bytes));
  message->set_stored_bytes(signed_of(stats.stored_bytes));
  message->set_sequence(signed_of(stats.sequence));
  message->set_log_size(signed_of(stats.log_size));
  message->set_searchable_sequence(signed_of(stats.searchable));
  if (stats.oldest) to_wire(*stats.oldest, message->mutable_oldest_time());
  if (stats.newest) to_wire(*stats.newest, message->mutable_newest_time());
}

Result<ShardStats> from_wire(const v1::ShardStats& message) {
  ShardStats stats{.shard = message.shard(), .address = message.address()};
  stats.snapshots = unsigned_of(message.snapshots());
  stats.urls = unsigned_of(message.urls());
  stats.texts = unsigned_of(message.texts());
  stats.captures = unsigned_of(message.captures());
  stats.payloads = unsigned_of(message.payloads());
  stats.payload_bytes = unsigned_of(message.payload_bytes());
  stats.stored_bytes = unsigned_of(message.stored_bytes());
  stats.sequence = unsigned_of(message.sequence());
  stats.log_size = unsigned_of(message.log_size());
  stats.searchable = unsigned_of(message.searchable_sequence());
  if (message.has_oldest_time()) {
    TRY_LET(oldest, from_wire(message.oldest_time(), "oldest_time"));
    stats.oldest = oldest;
  }
  if (message.has_newest_time()) {
    TRY_LET(newest, from_wire(message.newest_time(), "newest_time"));
    stats.newest = newest;
  }
  return stats;
}

void to_wire(const StatsReply& reply, const v1::GetStatsRequest&, v1::GetStatsResponse* message) {
  to_wire(total_of(reply.shards), message->mutable_total());
  for (const auto& shard : reply.shards) to_wire(shard, message->add_shards());
  errors_to_wire(reply.shard_errors, message->mutable_shard_errors());
}

Result<StatsReply> from_wire(const v1::GetStatsResponse& message) {
  StatsReply reply;
  for (const auto& added : message.shards()) {
    TRY_LET(shard, from_wire(added));
    reply.shards.push_back(shard);
  }
  reply.shard_errors = errors_from_wire(message.shard_errors());
  return reply;
}

}  // namespace broadsheet::rpc
