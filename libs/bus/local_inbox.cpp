// SPDX-License-Identifier: Apache-2.0
// Reading fairly from the partitions that the group gave us, and giving them up when it asks.
#include "bus/local_inbox.h"

#include <algorithm>

#include "core/log.h"

namespace broadsheet::bus {
namespace {

// A patience that would overflow the clock is one of a year.
std::chrono::steady_clock::time_point deadline_after(Duration patience) {
  constexpr Duration kYear = std::chrono::hours(24 * 365);
  return std::chrono::steady_clock::now() + std::clamp(patience, Duration{0}, kYear);
}

Slot slot_of(const Position& position) { return {position.topic, position.partition}; }

}  // namespace

LocalInbox::LocalInbox(LocalBus& bus, std::string group, std::uint64_t member, Listener listener)
    : bus_(bus), group_(std::move(group)), member_(member), listener_(std::move(listener)) {}

LocalInbox::LocalInbox(LocalBus& bus, const std::vector<Position>& from) : bus_(bus) {
  for (const auto& position : from) readings_[slot_of(position)].next = position.offset;
}

LocalInbox::~LocalInbox() {
  if (!group_) return;
  std::vector<Slot> all;
  for (const auto& [slot, reading] : readings_) all.push_back(slot);
  if (!all.empty()) give_up(all);
  bus_.leave(*group_, member_);
}

Result<std::vector<Delivery>> LocalInbox::poll(std::size_t count_max, Duration patience) {
  const auto deadline = deadline_after(patience);
  for (;;) {
    // Before we look, so that what comes while we look is not slept over.
    const std::uint64_t seen = bus_.news();
    TRY(take_part());
    TRY_LET(taken, take(count_max));
    if (!taken.empty() || std::chrono::steady_clock::now() >= deadline) return taken;
    bus_.wait_for_news(seen, deadline);
  }
}

Result<void> LocalInbox::take_part() {
  if (!group_) return {};
  const auto lost = bus_.to_release(*group_, member_);
  if (!lost.empty()) give_up(lost);
  const auto gained = bus_.acquire(*group_, member_);
  if (gained.empty()) return {};
  const Result<void> taken = take_on(gained);
  if (!taken.ok()) bus_.release(*group_, member_, gained);
  return taken;
}

void LocalInbox::give_up(const std::vector<Slot>& slots) {
  if (listener_.revoked) listener_.revoked(positions(slots));
  for (const auto& slot : slots) readings_.erase(slot);
  bus_.release(*group_, member_, slots);
}

Result<void> LocalInbox::take_on(const std::vector<Slot>& slots) {
  std::map<Slot, Reading> gained;
  for (const auto& slot : slots) {
    TRY_LET(committed, bus_.log().committed(*group_, slot.topic, slot.partition));
    gained[slot].next = committed.value_or(bus_.log().bounds(slot.topic, slot.partition).begin);
  }
  readings_.merge(gained);
  if (listener_.assigned) listener_.assigned(positions(slots));
  return {};
}

Result<std::vector<Delivery>> LocalInbox::take(std::size_t count_max) {
  std::vector<Delivery> out;
  std::size_t bytes = 0;
  // Once around, beginning behind who was last: nobody starves.
  auto at = readings_.upper_bound(last_);
  for (std::size_t left = readings_.size(); left > 0; --left, ++at) {
    if (at == readings_.end()) at = readings_.begin();
    if (at->second.paused) continue;
    if (out.size() >= count_max || bytes >= bus_.options().poll_bytes_max) break;
    TRY(read_into(out, bytes, count_max, at->first, at->second));
  }
  return out;
}

Result<void> LocalInbox::read_into(std::vector<Delivery>& out, std::size_t& bytes,
                                   std::size_t count_max, const Slot& slot, Reading& reading) {
  const Bounds there = bus_.log().bounds(slot.topic, slot.partition);
  if (reading.next < there.begin || reading.next > there.end) {
    // Retention was faster than we, or an owner asked for what never was.
    if (reading.next > 0) {
      log::warning("bus.position_gone", {{"topic", slot.topic},
                                         {"partition", slot.partition},
                                         {"position", reading.next},
                                         {"begin", there.begin},
                                         {"end", there.end}});
    }
    reading.next = there.begin;
  }
  if (reading.next == there.end) return {};
  TRY_LET(read, bus_.log().read({slot.topic, slot.partition, reading.next}, count_max - out.size(),
                                bus_.options().poll_bytes_max - bytes));
  if (read.empty()) {
    // All that was there was compacted away.
    reading.next = std::max(reading.next, there.end);
    return {};
  }
  reading.next = read.back().position.offset + 1;
  reading.done = reading.next;
  last_ = slot;
  metrics::counter("broadsheet_bus_delivered_total", "Records delivered",
                   {{"topic", slot.topic}, {"group", group_.value_or("")}})
      .add(static_cast<double>(read.size()));
  for (auto& delivery : read) {
    bytes += size_of(delivery.record);
    out.push_back(std::move(delivery));
  }
  return {};
}

Result<void> LocalInbox::commit(const std::vector<Position>& positions) {
  if (!group_) return bad_input("an inbox without a group has nothing to commit to");
  for (const auto& position : positions) {
    if (!readings_.contains(slot_of(position))) {
      return unavailable("the partition is not ours to commit",
                         position.topic + "/" + std::to_string(position.partition));
    }
  }
  if (positions.empty()) return {};
  TRY(bus_.log().commit(*group_, positions));
  for (const auto& position : positions) {
    Reading& reading = readings_.at(slot_of(position));
    if (reading.done == position.offset) reading.done.reset();
  }
  return {};
}

Result<void> LocalInbox::commit() {
  std::vector<Position> done;
  for (const auto& [slot, reading] : readings_) {
    if (reading.done) done.push_back({slot.topic, slot.partition, *reading.done});
  }
  return commit(done);
}

Result<void> LocalInbox::seek(const Position& position) {
  const auto reading = readings_.find(slot_of(position));
  if (reading == readings_.end()) {
    return bad_input("the partition is not ours",
                     position.topic + "/" + std::to_string(position.partition));
  }
  reading->second.next = position.offset;
  reading->second.done.reset();
  return {};
}

Result<void> LocalInbox::pause(const std::vector<Position>& partitions) {
  return set_paused(partitions, true);
}

Result<void> LocalInbox::resume(const std::vector<Position>& partitions) {
  return set_paused(partitions, false);
}

Result<void> LocalInbox::set_paused(const std::vector<Position>& partitions, bool paused) {
  for (const auto& position : partitions) {
    const auto reading = readings_.find(slot_of(position));
    // It went to another member meanwhile: nothing to pause.
    if (reading != readings_.end()) reading->second.paused = paused;
  }
  return {};
}

std::vector<Position> LocalInbox::assignment() const {
  std::vector<Position> out;
  for (const auto& [slot, reading] : readings_) {
    out.push_back({slot.topic, slot.partition, reading.next});
  }
  return out;
}

Result<std::int64_t> LocalInbox::lag() const {
  std::int64_t lag = 0;
  for (const auto& [slot, reading] : readings_) {
    const Bounds there = bus_.log().bounds(slot.topic, slot.partition);
    lag += there.end - std::clamp(reading.next, there.begin, there.end);
  }
  return lag;
}

std::vector<Position> LocalInbox::positions(const std::vector<Slot>& slots) const {
  std::vector<Position> out;
  for (const auto& slot : slots) {
    const auto reading = readings_.find(slot);
    if (reading != readings_.end()) {
      out.push_back({slot.topic, slot.partition, reading->second.next});
    }
  }
  return out;
}

}  // namespace broadsheet::bus
