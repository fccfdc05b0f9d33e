// SPDX-License-Identifier: Apache-2.0
// Who has which shard: one record for each shard and address in a compacted topic.
#include "common/shard_directory.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <tuple>

#include "common/topics.h"
#include "core/log.h"
#include "core/wait.h"

namespace broadsheet {

namespace {

constexpr Duration kPatience = std::chrono::milliseconds(100);
constexpr Duration kPause = std::chrono::milliseconds(500);  // while the bus is away
constexpr std::size_t kBatch = 1000;

std::string key_of(int shard, const std::string& address) {
  char number[16];
  std::snprintf(number, sizeof number, "%04d/", shard);
  return (shard < 0 ? std::string("member/") : std::string(number)) + address;
}

// Smaller is better.
auto rank(const records::ShardEndpoint& endpoint, bool fresh, std::uint64_t owner_epoch) {
  const bool owns = !endpoint.standby && !endpoint.former && endpoint.epoch == owner_epoch;
  const int role = owns ? 0 : endpoint.standby ? 1 : 2;
  // Of a log that was made anew, one that began empty may have read more, and has less.
  const auto snapshots = static_cast<std::int64_t>(endpoint.sequence);
  return std::tuple(!fresh, role, -snapshots, -endpoint.offset, endpoint.address);
}

}  // namespace

bus::Record announcement(const records::ShardEndpoint& endpoint) {
  bus::Record record;
  record.key = key_of(endpoint.shard, endpoint.address);
  record.value = records::encode(endpoint);
  return record;
}

bus::Record withdrawal(int shard, const std::string& address) {
  bus::Record record;
  record.key = key_of(shard, address);
  return record;
}

Result<void> announce(bus::Bus& bus, const records::ShardEndpoint& endpoint) {
  return bus.publish(topics::kShards, {announcement(endpoint)});
}

Result<void> withdraw(bus::Bus& bus, int shard, const std::string& address) {
  return bus.publish(topics::kShards, {withdrawal(shard, address)});
}

struct ShardDirectory::Impl {
  Impl(bus::Bus& the_bus, Options the_options) : bus(the_bus), options(std::move(the_options)) {}

  void take(const std::vector<bus::Delivery>& deliveries) {
    const std::scoped_lock lock(mutex);
    for (const auto& [record, position] : deliveries) {
      if (record.value.empty()) {
        entries.erase(record.key);
        continue;
      }
      auto endpoint = records::decode_shard_endpoint(record.value);
      if (endpoint) {
        entries[record.key] = *std::move(endpoint);
      } else {
        log::warning("shards.unreadable", {{"key", record.key}, {"why", endpoint.fault().text()}});
      }
    }
    ++generation;
    changed.notify_all();
  }

  void is_current_now() {
    const std::scoped_lock lock(mutex);
    if (current) return;
    current = true;
    ++generation;
    changed.notify_all();
  }

  [[nodiscard]] bool is_fresh(const records::ShardEndpoint& endpoint) const {
    return options.clock() - endpoint.time <= options.fresh;
  }

  bus::Bus& bus;
  const Options options;
  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  std::map<std::string, records::ShardEndpoint> entries;  // under the mutex, as are these
  bool current = false;
  std::uint64_t generation = 0;
};

ShardDirectory::ShardDirectory(bus::Bus& bus, Options options)
    : impl_(std::make_unique<Impl>(bus, std::move(options))) {}
ShardDirectory::~ShardDirectory() = default;

Result<void> ShardDirectory::run(std::stop_token stop) {
  TRY_LET(inbox, impl_->bus.read({{std::string(topics::kShards), 0, 0}}));
  std::optional<std::int64_t> end;
  while (!stop.stop_requested()) {
    if (!end) {
      const auto ends = impl_->bus.end_offsets(topics::kShards);
      if (ends) end = ends->front();
    }
    const auto polled = inbox->poll(kBatch, kPatience);
    if (!polled && polled.fault().kind != FaultKind::kUnavailable) return polled.fault();
    if (!polled) {
      wait_for(stop, kPause);
      continue;
    }
    if (!polled->empty()) impl_->take(*polled);
    // Silence says nothing: the topic's leader may be away.
    const auto at = inbox->assignment();
    if (end && !at.empty() && at.front().offset >= *end) impl_->is_current_now();
  }
  return {};
}

bool ShardDirectory::is_current() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->current;
}

std::uint64_t ShardDirectory::generation() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->generation;
}

void ShardDirectory::wait(std::uint64_t seen, Duration patience) const {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait_for(lock, patience, [&] { return impl_->generation != seen; });
}

std::vector<records::ShardEndpoint> ShardDirectory::copies(int shard) const {
  std::vector<records::ShardEndpoint> copies;
  {
    const std::scoped_lock lock(impl_->mutex);
    for (auto at = impl_->entries.lower_bound(key_of(shard, ""));
         at != impl_->entries.end() && at->second.shard == shard; ++at) {
      copies.push_back(at->second);
    }
  }
  std::uint64_t epoch = 0;
  for (const auto& copy : copies) {
    if (!copy.standby && !copy.former) epoch = std::max(epoch, copy.epoch);
  }
  for (auto& copy : copies) {
    copy.former = copy.former || (!copy.standby && copy.epoch != epoch);
  }
  std::ranges::sort(copies, {}, [&](const records::ShardEndpoint& copy) {
    return rank(copy, impl_->is_fresh(copy), epoch);
  });
  return copies;
}

std::optional<records::ShardEndpoint> ShardDirectory::owner(int shard) const {
  for (auto& copy : copies(shard)) {
    if (!copy.standby && !copy.former) return std::move(copy);
  }
  return std::nullopt;
}

bool ShardDirectory::is_fresh(const records::ShardEndpoint& endpoint) const {
  return impl_->is_fresh(endpoint);
}

std::vector<std::string> ShardDirectory::members() const {
  const std::scoped_lock lock(impl_->mutex);
  std::vector<std::string> members;
  for (auto at = impl_->entries.lower_bound(key_of(-1, ""));
       at != impl_->entries.end() && at->second.shard < 0; ++at) {
    if (impl_->is_fresh(at->second)) members.push_back(at->second.address);
  }
  return members;
}

}  // namespace broadsheet
