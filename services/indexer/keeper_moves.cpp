// SPDX-License-Identifier: Apache-2.0
// Shards on their way: opened, brought from who has them, checked against the bus; and let go when
// another has everything.
#include <algorithm>

#include "common/topics.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/wait.h"
#include "indexer/copy_shard.h"
#include "indexer/keeper_impl.h"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr Duration kMovesPause = std::chrono::milliseconds(200);
constexpr Duration kClosePatience = std::chrono::seconds(5);
constexpr Duration kCloseLook = std::chrono::milliseconds(20);
// An index that lacks more changes than this is being built, and does not answer until it is.
constexpr std::uint64_t kIndexBehindMax = 1000;

bool has_store(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "store" / "CURRENT", ignored);
}

Result<void> to_result(const std::error_code& error, const fs::path& path) {
  if (!error) return {};
  return unavailable(error.message(), path.string());
}

// What arrived takes the place of the store; whatever moment the process dies at, one of them is
// there under a name that the next start knows.
Result<void> replace_store(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder / "store.old", error);
  TRY(to_result(error, folder));
  if (fs::exists(folder / "store", error)) {
    fs::rename(folder / "store", folder / "store.old", error);
    TRY(to_result(error, folder));
  }
  // It is derived, from a store that had less.
  fs::remove_all(folder / "index", error);
  TRY(to_result(error, folder));
  fs::rename(folder / "incoming", folder / "store", error);
  TRY(to_result(error, folder));
  fs::remove_all(folder / "store.old", error);
  return to_result(error, folder);
}

// After a death in the midst of replace_store().
void repair(const fs::path& folder) {
  std::error_code ignored;
  if (fs::exists(folder / "store.old", ignored) && !fs::exists(folder / "store", ignored)) {
    fs::rename(folder / "store.old", folder / "store", ignored);
  }
}

}  // namespace

Result<std::shared_ptr<Copy>> Keeper::Impl::open_copy(int shard) const {
  auto copy = std::make_shared<Copy>();
  copy->shard = shard;
  copy->folder = shard_folder(options.folder, shard);
  TRY_LET(unit, open_unit(copy->folder, {shard, false, options.cache_bytes}));
  copy->unit = std::move(unit);
  TRY_LET(stats, copy->unit->shard.stats());
  const std::uint64_t indexed = copy->unit->indexed();
  if (stats.last_change > indexed + kIndexBehindMax) copy->unit->index_goal = stats.last_change;
  copy->api = shard_service(shard, *copy->unit, options.clock);
  TRY_LET(offset, copy->unit->shard.offset(topics::kArticles, shard));
  copy->seen = offset;
  return copy;
}

// All of them at once: others may need what is here.
Result<void> Keeper::Impl::open_what_is_here() {
  for (int shard = 0; shard < partitions; ++shard) {
    const auto folder = shard_folder(options.folder, shard);
    repair(folder);
    if (!has_store(folder)) continue;
    auto copy = open_copy(shard);
    if (!copy && copy.fault().kind == FaultKind::kUnavailable) return copy.fault();
    Place& place = places[shard];
    if (copy) {
      place.copy = *std::move(copy);
    } else {
      place.problem = copy.fault().text();
      log::error("shard.damaged", {{"shard", shard}, {"why", place.problem}});
    }
  }
  return {};
}

// Who keeps a standby is decided by everybody alone, and by all alike: the indexers that are there,
// without the owner, in an order that is another one for each shard.
void Keeper::Impl::plan_standbys() {
  if (options.standbys <= 0) return;
  auto members = directory.members();
  if (std::ranges::find(members, address) == members.end()) {
    members.push_back(address);
  }
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
    place.standby = ours && !place.owned;
    if (!place.owned) place.whole = false;
    place.retry = {};
    place.idle_since.reset();
    ++follow_plan;
    tell();
  }
}

std::vector<int> Keeper::Impl::to_bring() const {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex);
  std::vector<int> shards;
  for (const auto& [shard, place] : places) {
    if (place.wanted() && !(place.copy && place.whole) && now >= place.retry) {
      shards.push_back(shard);
    }
  }
  return shards;
}

// Lets go of the copy, and waits until nobody reads it any more.
Result<void> Keeper::Impl::close_copy(int shard, std::stop_token stop) {
  std::shared_ptr<std::atomic<bool>> closing;
  {
    const std::scoped_lock lock(mutex);
    Place& place = places[shard];
    if (place.copy) place.closing = place.copy->closed;
    place.copy.reset();
    closing = place.closing;
    tell();
  }
  const auto deadline = std::chrono::steady_clock::now() + kClosePatience;
  while (closing && !*closing) {
    if (std::chrono::steady_clock::now() > deadline || wait_for(stop, kCloseLook)) {
      return unavailable("somebody still reads the copy that was here", std::to_string(shard));
    }
  }
  return {};
}

// How far the other copies are: before we are as far, we do not stand for the shard. What a copy
// claims beyond the bus was lost with the bus.
std::int64_t Keeper::Impl::goal_of(int shard, std::int64_t end) const {
  std::int64_t goal = 0;
  for (const auto& copy : directory.copies(shard)) {
    if (copy.address != address) goal = std::max(goal, copy.offset);
  }
  return std::min(goal, end);
}

Result<void> Keeper::Impl::fetch(int shard, std::int64_t begin, std::stop_token stop) {
  const auto folder = shard_folder(options.folder, shard);
  std::optional<Fault> last;
  for (const auto& from : directory.copies(shard)) {
    if (stop.stop_requested()) break;
    if (from.address == address) continue;
    auto peer = rpc::connect_checkpoints(from.address, options.peers);
    if (!peer) {
      last = peer.fault();
      continue;
    }
    log::info("shard.brought", {{"shard", shard}, {"from", from.address}});
    const auto copied = copy_shard(**peer, shard, folder / "incoming", {.offset_min = begin}, stop);
    if (!copied) {
      last = copied.fault();
      log::warning("shard.not_brought",
                   {{"shard", shard}, {"from", from.address}, {"why", last->text()}});
      continue;
    }
    TRY(close_copy(shard, stop));
    return replace_store(folder);
  }
  if (last) return *last;
  return not_found("no other indexer has it");
}

// Where a copy goes on; at the start, if it has read another log than the one that is there now: a
// restored shard, or a bus that was made anew. What it has, it has; the rest comes.
Result<std::int64_t> Keeper::Impl::offset_on_this_bus(int shard, Copy& copy, const Held& held) {
  auto& archived = copy.unit->shard;
  TRY_LET(offset, archived.offset(topics::kArticles, shard));
  if (copy.compared) return offset;
  TRY_LET(same, has_read_this_log(bus, archived, shard, partitions, offset, held));
  copy.compared = true;
  if (same) return offset;
  log::warning("shard.reads_anew", {{"shard", shard},
                                    {"had_read_to", offset},
                                    {"bus_begins_at", held.begin},
                                    {"bus_ends_at", held.end}});
  const std::scoped_lock writing(copy.writing);
  TRY(archived.put({}, {{std::string(topics::kArticles), shard, 0}}));
  copy.seen = 0;
  return std::int64_t{0};
}

Result<void> Keeper::Impl::bring(int shard, std::stop_token stop) {
  TRY_LET(begins, bus.begin_offsets(topics::kArticles));
  TRY_LET(ends, bus.end_offsets(topics::kArticles));
  const std::int64_t begin = begins.at(static_cast<std::size_t>(shard));
  const auto folder = shard_folder(options.folder, shard);
  auto copy = find(shard);
  std::optional<Fault> damaged;
  if (!copy && has_store(folder)) {
    TRY(close_copy(shard, stop));
    auto opened = open_copy(shard);
    if (!opened && opened.fault().kind == FaultKind::kUnavailable) return opened.fault();
    if (opened) copy = *opened;
    if (!opened) damaged = opened.fault();
  }
  std::int64_t offset = 0;
  if (copy) {
    const Held held{begin, ends.at(static_cast<std::size_t>(shard))};
    TRY_LET(own, offset_on_this_bus(shard, *copy, held));
    offset = own;
  }
  if (!copy || offset < begin) {
    const bool had = copy != nullptr;
    copy.reset();
    const auto fetched = fetch(shard, begin, stop);
    if (!fetched) {
      log::info("shard.not_fetched", {{"shard", shard}, {"why", fetched.fault().text()}});
      bool may_begin = false;
      {
        const std::scoped_lock lock(mutex);
        may_begin = begin == 0 || (options.accept_empty_shard && places[shard].owned);
      }
      if (damaged) {
        return unavailable("it is damaged: " + damaged->text(), {},
                           "restore a backup (broadsheet restore)");
      }
      if (!may_begin) {
        return unavailable(
            std::string(had ? "it was read up to " + std::to_string(offset)
                            : std::string("nobody has it")) +
                ", and the bus begins at " + std::to_string(begin) + " (" + fetched.fault().text() +
                ")",
            {},
            "start the indexer that had it, restore a backup (broadsheet restore), or go on "
            "without what is missing: --accept-empty-shard");
      }
      if (begin > 0) {
        log::error("shard.begins_with_a_gap", {{"shard", shard}, {"from", offset}, {"to", begin}});
      }
    }
    copy = find(shard);
    if (!copy) {
      TRY(close_copy(shard, stop));
      TRY_LET(opened, open_copy(shard));
      copy = opened;
    }
  }
  const std::int64_t goal = goal_of(shard, ends.at(static_cast<std::size_t>(shard)));
  const std::scoped_lock lock(mutex);
  Place& place = places[shard];
  place.copy = copy;
  place.goal = goal;
  place.whole = true;
  place.problem.clear();
  ++follow_plan;
  tell();
  log::info("shard.ready", {{"shard", shard}, {"owned", place.owned}});
  return {};
}

// Others have everything that ours has, and say so.
bool Keeper::Impl::is_needed(int shard, const Copy& copy) const {
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
    if (impl.directory.is_current()) {
      impl.plan_standbys();
      for (const int shard : impl.to_bring()) {
        if (stop.stop_requested()) break;
        const auto brought = impl.bring(shard, stop);
        if (brought) continue;
        if (brought.fault().kind == FaultKind::kBroken) return brought.fault();
        const std::scoped_lock lock(impl.mutex);
        Place& place = impl.places[shard];
        if (place.problem != brought.fault().text()) {
          log::error("shard.waits", {{"shard", shard}, {"why", brought.fault().text()}});
        }
        place.problem = brought.fault().text();
        place.retry = std::chrono::steady_clock::now() + impl.options.retry;
      }
      impl.retire(stop);
    }
    std::unique_lock lock(impl.mutex);
    impl.changed.wait_for(lock, kMovesPause, [&] { return impl.follow_plan != seen; });
  }
  return {};
}

}  // namespace broadsheet::indexer
