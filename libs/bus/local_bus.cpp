// SPDX-License-Identifier: Apache-2.0
// Topics, publishing and groups within one process.
#include "bus/local_bus.h"

#include <algorithm>

#include "bus/local_inbox.h"
#include "core/log.h"
#include "core/metrics.h"
#include "core/wait.h"

namespace broadsheet::bus {
namespace {

constexpr auto kCleanEvery = std::chrono::seconds(60);

}  // namespace

Result<std::unique_ptr<Bus>> LocalBus::make(std::unique_ptr<Log> log, const Options& options) {
  TRY_LET(topics, log->topics());
  std::unique_ptr<LocalBus> bus(new LocalBus(std::move(log), options));
  for (auto& topic : topics) bus->topics_.emplace(topic.name, topic);
  bus->cleaner_ =
      std::jthread([raw = bus.get()](const std::stop_token& stop) { raw->clean_for_ever(stop); });
  return std::unique_ptr<Bus>(std::move(bus));
}

LocalBus::LocalBus(std::unique_ptr<Log> log, const Options& options)
    : log_(std::move(log)), options_(options) {}

LocalBus::~LocalBus() = default;

void LocalBus::clean_for_ever(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const Result<void> cleaned = log_->clean();
    if (!cleaned.ok()) log::warning("bus.clean_failed", {{"why", cleaned.fault().text()}});
    wait_for(stop, kCleanEvery);
  }
}

Result<void> LocalBus::create_topic(const Topic& topic) {
  TRY(check_topic(topic));
  const std::scoped_lock lock(mutex_);
  const auto found = topics_.find(topic.name);
  if (found != topics_.end() && found->second.partitions != topic.partitions) {
    return bad_input("it has " + std::to_string(found->second.partitions) + " partitions, not " +
                         std::to_string(topic.partitions),
                     topic.name, "keys would move between partitions: use another topic");
  }
  TRY(log_->put_topic(topic));
  topics_[topic.name] = topic;
  return {};
}

Result<Topic> LocalBus::describe_topic(std::string_view topic) const {
  const std::scoped_lock lock(mutex_);
  const auto found = topics_.find(topic);
  if (found == topics_.end()) return no_such_topic(topic);
  return found->second;
}

Result<void> LocalBus::alter_topic(const Topic& topic) {
  TRY(describe_topic(topic.name));
  return create_topic(topic);
}

Result<void> LocalBus::publish(std::string_view topic, std::vector<Record> records) {
  TRY_LET(described, describe_topic(topic));
  return publish_placed(described, place_by_key(described, std::move(records)));
}

Result<void> LocalBus::publish_to(std::string_view topic, int partition,
                                  std::vector<Record> records) {
  TRY_LET(described, describe_topic(topic));
  TRY_LET(placed, place_in(described, partition, std::move(records)));
  return publish_placed(described, std::move(placed));
}

Result<void> LocalBus::publish_placed(const Topic& topic, std::vector<Placed> records) {
  if (records.empty()) return {};
  const Time now = options_.clock();
  for (auto& placed : records) {
    TRY(check_record(topic, placed.record));
    if (placed.record.time == Time{}) placed.record.time = now;
  }
  const auto count = static_cast<double>(records.size());
  TRY(log_->append(topic.name, std::move(records)));
  metrics::counter("broadsheet_bus_published_total", "Records published", {{"topic", topic.name}})
      .add(count);
  tell();
  return {};
}

Result<std::unique_ptr<Inbox>> LocalBus::subscribe(const std::vector<std::string>& topics,
                                                   std::string_view group, Listener listener) {
  TRY(check_group(group));
  for (const auto& topic : topics) TRY(describe_topic(topic));
  std::uint64_t member = 0;
  {
    const std::scoped_lock lock(mutex_);
    member = ++last_member_;
    Group& joined = groups_[std::string(group)];
    joined.members.push_back({member, topics});
    rebalance(joined);
  }
  return std::unique_ptr<Inbox>(
      std::make_unique<LocalInbox>(*this, std::string(group), member, std::move(listener)));
}

Result<std::unique_ptr<Inbox>> LocalBus::read(const std::vector<Position>& from) {
  for (const auto& position : from) {
    TRY_LET(topic, describe_topic(position.topic));
    if (position.partition < 0 || position.partition >= topic.partitions) {
      return no_such_partition(position.topic, position.partition);
    }
  }
  return std::unique_ptr<Inbox>(std::make_unique<LocalInbox>(*this, from));
}

Result<std::vector<std::int64_t>> LocalBus::end_offsets(std::string_view topic) const {
  TRY_LET(described, describe_topic(topic));
  std::vector<std::int64_t> out;
  for (int partition = 0; partition < described.partitions; ++partition) {
    out.push_back(log_->bounds(described.name, partition).end);
  }
  return out;
}

Result<std::vector<std::int64_t>> LocalBus::begin_offsets(std::string_view topic) const {
  TRY_LET(described, describe_topic(topic));
  std::vector<std::int64_t> out;
  for (int partition = 0; partition < described.partitions; ++partition) {
    out.push_back(log_->bounds(described.name, partition).begin);
  }
  return out;
}

Result<std::vector<std::int64_t>> LocalBus::committed(std::string_view topic,
                                                      std::string_view group) const {
  TRY_LET(described, describe_topic(topic));
  std::vector<std::int64_t> out;
  for (int partition = 0; partition < described.partitions; ++partition) {
    TRY_LET(offset, log_->committed(group, described.name, partition));
    out.push_back(offset.value_or(-1));
  }
  return out;
}

void LocalBus::rebalance(Group& group) {
  std::map<std::string, int> partitions;
  for (const auto& member : group.members) {
    for (const auto& topic : member.topics)
      partitions[topic] = topics_.find(topic)->second.partitions;
  }
  group.targets = assign(group.members, partitions, group.owners);
  ++news_;
  changed_.notify_all();
}

std::vector<Slot> LocalBus::to_release(const std::string& group, std::uint64_t member) const {
  const std::scoped_lock lock(mutex_);
  const Group& joined = groups_.at(group);
  std::vector<Slot> out;
  for (const auto& [slot, owner] : joined.owners) {
    if (owner != member) continue;
    const auto target = joined.targets.find(slot);
    if (target == joined.targets.end() || target->second != member) out.push_back(slot);
  }
  return out;
}

void LocalBus::release(const std::string& group, std::uint64_t member,
                       const std::vector<Slot>& slots) {
  const std::scoped_lock lock(mutex_);
  Owners& owners = groups_.at(group).owners;
  for (const auto& slot : slots) {
    const auto owner = owners.find(slot);
    if (owner != owners.end() && owner->second == member) owners.erase(owner);
  }
  ++news_;
  changed_.notify_all();
}

std::vector<Slot> LocalBus::acquire(const std::string& group, std::uint64_t member) {
  const std::scoped_lock lock(mutex_);
  Group& joined = groups_.at(group);
  std::vector<Slot> out;
  for (const auto& [slot, target] : joined.targets) {
    if (target != member || joined.owners.contains(slot)) continue;
    joined.owners[slot] = member;
    out.push_back(slot);
  }
  return out;
}

void LocalBus::leave(const std::string& group, std::uint64_t member) {
  const std::scoped_lock lock(mutex_);
  Group& joined = groups_.at(group);
  std::erase_if(joined.owners, [&](const auto& entry) { return entry.second == member; });
  std::erase_if(joined.members, [&](const Member& other) { return other.id == member; });
  rebalance(joined);
  if (joined.members.empty()) groups_.erase(group);
}

void LocalBus::tell() {
  const std::scoped_lock lock(mutex_);
  ++news_;
  changed_.notify_all();
}

std::uint64_t LocalBus::news() const {
  const std::scoped_lock lock(mutex_);
  return news_;
}

void LocalBus::wait_for_news(std::uint64_t seen,
                             std::chrono::steady_clock::time_point deadline) const {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, deadline, [&] { return news_ != seen; });
}

}  // namespace broadsheet::bus
