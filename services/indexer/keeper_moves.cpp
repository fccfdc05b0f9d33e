// SPDX-License-Identifier: Apache-2.0
// Which shards are to be here, and which others go because somebody has everything that they have.
#include <algorithm>

#include "common/topics.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/wait.h"
#include "indexer/keeper_impl.h"

namespace broadsheet::indexer {

namespace {

constexpr Duration kMovesPause = std::chrono::milliseconds(200);

}  // namespace

// Who keeps a standby is decided by everybody alone, and by all alike: the indexers that are there,
// without the owner, in an order that is another one for each shard.
void Keeper::Impl::plan_standbys() {
  if (options.standbys <= 0) return;
  auto there = directory.members();
  const auto now = std::chrono::steady_clock::now();
  if (there != members) {
    members = std::move(there);
    members_since = now;
  }
  // What we say of ourselves does not come back: nor does what others say.
  if (std::ranges::find(members, address) == members.end()) return;
  const bool settled = now - members_since >= options.standbys_after;
  for (int shard = 0; shard < partitions; ++shard) {
    const auto owner = directory.owner(shard);
    if (!owner) continue;  // It is on its way: what is, stays.
    auto others = members;
    std::erase(others, owner->address);
    std::ranges::sort(others, {}, [&](const std::string& other) {
      return std::pair(hash64(other, static_cast<std::uint64_t>(shard)), other);
    });
    others.resize(std::min(others.size(), static_cast<std::size_t>(options.standbys)));
    const bool ours = std::ranges::find(others, address) != others.end();
    const std::scoped_lock lock(mutex);
    Place& place = places[shard];
    if (place.standby == (ours && !place.owned)) continue;
    // To follow with what is here costs nothing.
    if (!settled && !place.owned && !(ours && place.copy)) continue;
    place.standby = ours && !place.owned;
    if (!place.owned) {
      place.whole = false;
      place.base.clear();
    }
    place.retry = {};
    place.idle_since.reset();
    ++follow_plan;
    tell();
  }
}

namespace {

bool waits(const Place& place, SteadyTime now) {
  return place.wanted() && !(place.copy && place.whole) && now >= place.retry;
}

}  // namespace

// Those that are ours come first: nobody else writes them.
std::optional<int> Keeper::Impl::next_to_bring(const std::set<int>& tried) const {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex);
  std::optional<int> next;
  for (const auto& [shard, place] : places) {
    if (!waits(place, now) || tried.contains(shard)) continue;
    if (place.owned) return shard;
    if (!next) next = shard;
  }
  return next;
}

// A shard that is on its way is still wanted, and none that is more urgent waits.
bool Keeper::Impl::may_go_on(int shard) const {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex);
  const Place& place = places.at(shard);
  if (place.owned || !place.standby) return place.owned;
  // One that failed waits for a person, or for another process.
  return std::ranges::none_of(places, [&](const auto& entry) {
    return entry.second.owned && entry.second.problem.empty() && waits(entry.second, now);
  });
}

Result<void> Keeper::Impl::bring_all(std::stop_token stop) {
  std::set<int> tried;
  while (!stop.stop_requested()) {
    const auto shard = next_to_bring(tried);
    if (!shard) break;
    tried.insert(*shard);
    const auto brought = bring(*shard, stop);
    if (brought) continue;
    if (brought.fault().kind == FaultKind::kBroken) return brought.fault();
    const std::string why = brought.fault().text();
    const std::scoped_lock lock(mutex);
    Place& place = places[*shard];
    place.retry = std::chrono::steady_clock::now() + options.retry;
    if (!place.wanted()) continue;
    if (place.problem != why) log::error("shard.waits", {{"shard", *shard}, {"why", why}});
    place.problem = why;
  }
  return {};
}

// Others have everything that ours has, and say so.
bool Keeper::Impl::is_needed(int shard, const Copy& copy) const {
  if (!copy.compared || copy.other_log) return true;
  const auto offset = copy.unit->shard.offset(topics::kArticles, shard);
  if (!offset) return true;
  std::size_t others = 0;
  bool owned = false;
  for (const auto& other : directory.copies(shard)) {
    if (other.address == address || other.former || !directory.is_fresh(other)) continue;
    if (other.offset < *offset) continue;
    ++others;
    owned = owned || !other.standby;
  }
  const std::size_t wanted = std::min(static_cast<std::size_t>(std::max(options.standbys, 0)) + 1,
                                      std::max<std::size_t>(directory.members().size(), 1));
  return !owned || others < wanted;
}

// That the owner's log of snapshots begins with ours, before ours goes.
Result<void> Keeper::Impl::compare_with_owner(int shard, const Copy& copy,
                                              std::stop_token stop) const {
  TRY_LET(size, copy.unit->shard.log_size());
  if (size == 0) return {};
  const auto owner = directory.owner(shard);
  if (!owner) return unavailable("nobody owns it");
  TRY_LET(api, rpc::connect_shard(owner->address, options.peers, shard));
  rpc::CallContext call = rpc::call_within(std::chrono::seconds(30));
  call.stop = stop;
  TRY_LET(theirs, api->consistency_proof({shard, size, 0}, call));
  TRY_LET(root, copy.unit->shard.log_root(size));
  if (theirs.first_root == root) return {};
  return broken("the owner's log of snapshots is not ours, up to " + std::to_string(size),
                owner->address, "keep both copies and compare them: broadsheet verify");
}

void Keeper::Impl::retire(std::stop_token stop) {
  for (const auto& copy : copies()) {
    const int shard = copy->shard;
    {
      const std::scoped_lock lock(mutex);
      if (places[shard].wanted()) continue;
    }
    const bool needed = is_needed(shard, *copy);
    const auto now = std::chrono::steady_clock::now();
    {
      const std::scoped_lock lock(mutex);
      Place& place = places[shard];
      if (needed) place.idle_since.reset();
      if (!needed && !place.idle_since) place.idle_since = now;
      if (needed || now - *place.idle_since < options.retire_after || now < place.retry) continue;
    }
    const auto same = compare_with_owner(shard, *copy, stop);
    const std::scoped_lock lock(mutex);
    Place& place = places[shard];
    if (!same) {
      place.retry = now + options.retry;
      const bool differs = same.fault().kind == FaultKind::kBroken;
      if (differs)
        log::error("shard.copies_differ", {{"shard", shard}, {"why", same.fault().text()}});
      continue;
    }
    if (place.wanted() || place.copy != copy) continue;
    copy->remove = true;
    place.closing = copy->closed;
    place.copy.reset();
    place.idle_since.reset();
    tell();
    log::info("shard.retired", {{"shard", shard}});
  }
}

Result<void> Keeper::run_moves(std::stop_token stop) {
  Impl& impl = *impl_;
  while (!stop.stop_requested()) {
    std::uint64_t seen = 0;
    {
      const std::scoped_lock lock(impl.mutex);
      seen = impl.follow_plan;
    }
    impl.hear_what_we_said();
    if (impl.directory.is_current()) {
      impl.plan_standbys();
      // Before what may take hours: others wait to hear what ours is worth.
      impl.compare_what_is_here();
      TRY(impl.bring_all(stop));
      impl.compare_what_is_here();
      impl.look_for_more(stop);
      impl.retire(stop);
    }
    std::unique_lock lock(impl.mutex);
    impl.changed.wait_for(lock, kMovesPause, [&] { return impl.follow_plan != seen; });
  }
  return {};
}

}  // namespace broadsheet::indexer
