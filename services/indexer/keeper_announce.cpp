// SPDX-License-Identifier: Apache-2.0
// What others hear of a keeper's shards.
#include <algorithm>

#include "common/topics.h"
#include "core/log.h"
#include "core/wait.h"
#include "indexer/keeper_impl.h"

namespace broadsheet::indexer {

namespace {

constexpr Duration kLook = std::chrono::milliseconds(100);
// Who has said nothing for so long is taken out of the topic: who comes back says so.
constexpr Duration kForgotten = std::chrono::hours(24);

bool same_role(const records::ShardEndpoint& a, const records::ShardEndpoint& b) {
  return a.standby == b.standby && a.former == b.former && a.epoch == b.epoch;
}

}  // namespace

// Without the mutex: it reads the shard, and the directory.
std::optional<records::ShardEndpoint> Keeper::Impl::to_say(int shard, const Place& place) const {
  if (!place.copy) return std::nullopt;
  const auto snapshots = place.copy->unit->shard.log_size();
  const auto offset = place.copy->unit->shard.offset(topics::kArticles, shard);
  if (!snapshots || !offset) return place.said;  // What cannot be read now is as it was.
  records::ShardEndpoint say;
  say.shard = shard;
  say.address = address;
  say.offset = place.copy->other_log ? 0 : *offset;
  say.sequence = *snapshots;
  say.time = options.clock();
  const auto others = directory.copies(shard);
  const bool others_are_there = std::ranges::any_of(others, [&](const auto& other) {
    return other.address != address && directory.is_fresh(other);
  });
  const bool searchable = place.copy->unit->indexed() >= place.copy->unit->index_goal;
  // Who stands for a shard is as far as those who did, and finds as much, or is alone.
  const bool complete = place.whole && *offset >= place.goal && (searchable || !others_are_there);
  // Once said, it holds for as long as it is ours.
  const bool owns_already =
      place.said && !place.said->standby && !place.said->former && place.epoch > 0;
  if (place.owned && place.whole && (complete || owns_already)) {
    say.epoch = owns_already ? place.epoch : 0;
    // Two that began at once have the same: one of them goes on.
    // And one that is gone may have left a higher one.
    const bool disputed = std::ranges::any_of(others, [&](const auto& other) {
      if (other.address == address || other.standby || other.former) return false;
      const bool fresh = directory.is_fresh(other);
      return fresh ? other.epoch == say.epoch && other.address < address : other.epoch > say.epoch;
    });
    if (say.epoch == 0 || disputed) {
      for (const auto& other : others) say.epoch = std::max(say.epoch, other.epoch);
      ++say.epoch;
    }
  } else if (place.standby && !place.owned && complete) {
    say.standby = true;
  } else {
    say.former = true;
  }
  return say;
}

// Before anything that is not true any more is taken back.
void Keeper::Impl::hear_what_we_said() {
  if (!directory.is_current()) return;
  const std::scoped_lock lock(mutex);
  if (heard_since) return;
  heard_since = std::chrono::steady_clock::now();
  for (int shard = 0; shard < partitions; ++shard) {
    for (const auto& copy : directory.copies(shard)) {
      if (copy.address == address) places[shard].claimed = copy.offset;
    }
  }
}

void Keeper::Impl::announce_all(bool last) {
  std::map<int, Place> now;
  {
    const std::scoped_lock lock(mutex);
    now = places;
  }
  const auto time = std::chrono::steady_clock::now();
  // A life before this one may have said more than is true now.
  for (int shard = 0; shard < partitions; ++shard) {
    if (now.contains(shard) && now.at(shard).copy) continue;
    const auto copies = directory.copies(shard);
    const bool said =
        std::ranges::any_of(copies, [&](const auto& copy) { return copy.address == address; });
    if (said) now[shard];
  }
  std::vector<bus::Record> news;
  std::map<int, std::optional<records::ShardEndpoint>> told;
  bool changes = false;
  for (const auto& [shard, place] : now) {
    // Nobody knows yet what it is worth.
    if (!last && place.copy && !place.copy->compared) continue;
    const auto say = last ? std::nullopt : to_say(shard, place);
    const bool had = place.said.has_value() ||
                     std::ranges::any_of(directory.copies(shard),
                                         [&](const auto& copy) { return copy.address == address; });
    if (!say && !had) continue;
    const bool beat = time - place.said_at >= options.heartbeat;
    const bool same = say && place.said && same_role(*say, *place.said);
    if (same && !beat) continue;
    if (!say && !last && !place.said && !beat) continue;
    news.push_back(say ? announcement(*say) : withdrawal(shard, address));
    told[shard] = say;
    changes = changes || !same;
  }
  if (news.empty()) return;
  if (auto done = bus.publish(topics::kShards, std::move(news)); !done) {
    log::warning("shards.not_announced", {{"why", done.fault().text()}});
    return;
  }
  const std::scoped_lock lock(mutex);
  for (const auto& [shard, say] : told) {
    Place& place = places[shard];
    place.said = say;
    place.said_at = time;
    const bool owns = say && !say->standby && !say->former;
    // Unless it was given up and came back meanwhile: then it wants a new one.
    if (!owns) place.epoch = 0;
    if (owns && place.epoch == now.at(shard).epoch) place.epoch = say->epoch;
  }
  if (changes) tell();
}

void Keeper::Impl::forget_the_dead() {
  std::vector<int> owned;
  {
    const std::scoped_lock lock(mutex);
    for (const auto& [shard, place] : places) {
      if (place.owned && place.epoch > 0) owned.push_back(shard);
    }
  }
  for (const int shard : owned) {
    for (const auto& copy : directory.copies(shard)) {
      if (copy.address == address || options.clock() - copy.time < kForgotten) continue;
      if (auto gone = withdraw(bus, shard, copy.address); !gone) return;
      log::info("shard.forgotten", {{"shard", shard}, {"address", copy.address}});
    }
  }
}

Result<void> Keeper::run_announcements(std::stop_token stop) {
  Impl& impl = *impl_;
  SteadyTime beat = {};
  while (!stop.stop_requested()) {
    const auto now = std::chrono::steady_clock::now();
    if (now - beat >= impl.options.heartbeat) {
      records::ShardEndpoint here;
      here.shard = -1;
      here.address = impl.address;
      here.time = impl.options.clock();
      if (announce(impl.bus, here)) beat = now;
    }
    impl.hear_what_we_said();
    if (impl.directory.is_current()) {
      impl.announce_all(false);
      impl.forget_the_dead();
    }
    wait_for(stop, kLook);
  }
  impl.announce_all(true);
  return {};
}

}  // namespace broadsheet::indexer
