// SPDX-License-Identifier: Apache-2.0
// Shards on their way to this indexer: opened, compared with the bus, brought from who has them,
// or begun where nobody can have had them.
#include <algorithm>

#include "common/topics.h"
#include "core/log.h"
#include "core/wait.h"
#include "indexer/copy_shard.h"
#include "indexer/keeper_impl.h"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr Duration kClosePatience = std::chrono::seconds(5);
constexpr Duration kCloseLook = std::chrono::milliseconds(20);
constexpr const char* kWhatToDo =
    "start the indexer that had it, restore a backup (broadsheet restore), or go on without what "
    "is missing: --accept-empty-shard";

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

// How far the shard has been, here or elsewhere: before we are as far, we do not stand for it. What
// anybody claims beyond the end of the bus was lost with the bus.
Result<std::int64_t> Keeper::Impl::goal_of(int shard, std::int64_t end) const {
  TRY_LET(committed, bus.committed(topics::kArticles, options.group));
  std::int64_t goal = committed.at(static_cast<std::size_t>(shard));
  for (const auto& copy : directory.copies(shard)) {
    if (copy.address != address) goal = std::max(goal, copy.offset);
  }
  const std::scoped_lock lock(mutex);
  const auto place = places.find(shard);
  if (place != places.end()) goal = std::max(goal, place->second.claimed);
  return std::clamp<std::int64_t>(goal, 0, end);
}

bool Keeper::Impl::has_settled() const {
  const std::scoped_lock lock(mutex);
  return heard_since && std::chrono::steady_clock::now() - *heard_since >= options.begin_after;
}

// What arrived is of this bus, and has all that ours has.
Result<void> Keeper::Impl::may_take(int shard, const Held& held) const {
  const auto incoming = shard_folder(options.folder, shard) / "incoming";
  TRY_LET(theirs, archive::Shard::open(incoming, {.shard = shard, .read_only = true}));
  TRY_LET(offset, theirs.offset(topics::kArticles, shard));
  TRY_LET(standing, compare_with_bus(bus, theirs, shard, partitions, offset, held));
  if (standing.other_log && held.begin > 0 && !options.accept_empty_shard) {
    return unavailable("its copy has read another log than the one on the bus");
  }
  const auto ours = find(shard);
  if (!ours) return {};
  TRY_LET(nothing_lost, may_replace(ours->unit->shard, theirs, shard, held.begin));
  if (nothing_lost) return {};
  return unavailable("its copy lacks snapshots that are here", {},
                     "keep both and compare them: broadsheet verify");
}

Result<void> Keeper::Impl::fetch(int shard, const Held& held, const std::string& base,
                                 std::stop_token stop) {
  const auto folder = shard_folder(options.folder, shard);
  const std::int64_t least = options.accept_empty_shard ? 0 : held.begin;
  std::optional<Fault> last;
  for (const auto& from : directory.copies(shard)) {
    if (stop.stop_requested()) break;
    if (from.address == address || (!base.empty() && from.address != base)) continue;
    if (directory.is_fresh(from) && from.offset < least) {
      last =
          unavailable("the copy of " + from.address + " stands at " + std::to_string(from.offset));
      continue;
    }
    auto peer = rpc::connect_checkpoints(from.address, options.peers);
    if (!peer) {
      last = peer.fault();
      continue;
    }
    log::info("shard.brought", {{"shard", shard}, {"from", from.address}});
    std::stop_source enough;
    const std::stop_callback ending(stop, [&] { enough.request_stop(); });
    CopyOptions copying;
    copying.offset_min = least;
    copying.progress = [&](std::uint64_t, std::uint64_t) {
      if (!may_go_on(shard)) enough.request_stop();
    };
    Result<void> taken;
    const auto copied = copy_shard(**peer, shard, folder / "incoming", copying, enough.get_token());
    if (!copied) taken = copied.fault();
    if (!copied && enough.stop_requested()) return taken;  // What arrived stays.
    if (taken) taken = may_take(shard, held);
    if (!taken) {
      last = taken.fault();
      log::warning("shard.not_brought",
                   {{"shard", shard}, {"from", from.address}, {"why", last->text()}});
      continue;
    }
    TRY(close_copy(shard, stop));
    return replace_store(folder);
  }
  if (last) return *last;
  return not_found(base.empty() ? "no other indexer has it" : base + " is not there any more");
}

// Where a copy goes on; found out once in its life. What it has, it has; the rest comes.
Result<std::int64_t> Keeper::Impl::offset_on_this_bus(int shard, Copy& copy, const Held& held) {
  auto& archived = copy.unit->shard;
  TRY_LET(offset, archived.offset(topics::kArticles, shard));
  if (copy.compared) return copy.other_log ? 0 : offset;
  TRY_LET(standing, compare_with_bus(bus, archived, shard, partitions, offset, held));
  if (standing.other_log || standing.offset < offset) {
    log::warning(standing.other_log ? "shard.reads_anew" : "shard.goes_back",
                 {{"shard", shard},
                  {"had_read_to", offset},
                  {"goes_on_at", standing.offset},
                  {"bus_begins_at", held.begin},
                  {"bus_ends_at", held.end}});
  }
  const std::scoped_lock writing(copy.writing);
  if (standing.other_log && held.begin > 0) {
    // Its offset stays what it is: there is a gap, whatever it is compared with.
    copy.other_log = true;
  } else if (standing.other_log) {
    TRY_LET(size, archived.log_size());
    TRY(archived.put({},
                     {{std::string(topics::kArticles), shard, 0}, snapshots_before(shard, size)}));
    copy.reads_anew = size > 0;
    copy.seen = 0;
  } else if (standing.offset < offset) {
    TRY(archived.put({}, {{std::string(topics::kArticles), shard, standing.offset},
                          snapshots_before(shard, std::nullopt)}));
    copy.seen = standing.offset;
  }
  copy.compared = true;
  return standing.offset;
}

// Copies that nobody wants here are compared too: others must know what they are worth.
void Keeper::Impl::compare_what_is_here() {
  for (const auto& copy : copies()) {
    if (copy->compared) continue;
    const auto begins = bus.begin_offsets(topics::kArticles);
    const auto ends = bus.end_offsets(topics::kArticles);
    if (!begins || !ends) return;
    const auto number = static_cast<std::size_t>(copy->shard);
    const auto offset =
        offset_on_this_bus(copy->shard, *copy, {begins->at(number), ends->at(number)});
    if (offset) continue;
    log::debug("shard.not_compared", {{"shard", copy->shard}, {"why", offset.fault().text()}});
    return;
  }
}

bool Keeper::Impl::somebody_else_has(int shard) const {
  return std::ranges::any_of(directory.copies(shard), [&](const auto& copy) {
    return copy.address != address && directory.is_fresh(copy);
  });
}

// Where nobody has it: whether it may begin, or go on, without what is missing.
Result<void> Keeper::Impl::may_begin(int shard, const Held& held, const Fault& not_fetched) const {
  const auto ours = find(shard);
  bool owned = false;
  std::string damage;
  {
    const std::scoped_lock lock(mutex);
    const Place& place = places.at(shard);
    owned = place.owned;
    damage = place.damage;
  }
  if (!damage.empty()) {
    return unavailable("it is damaged: " + damage, {}, "restore a backup (broadsheet restore)");
  }
  if (!owned) return not_fetched;  // Who stands by has an owner to have it from.
  const bool somebody = not_fetched.kind != FaultKind::kNotFound && somebody_else_has(shard);
  if (options.accept_empty_shard && has_settled()) {
    if (somebody) return not_fetched;
    return {};
  }
  if (held.begin > 0) {
    std::string what = "nobody has it";
    if (ours && ours->other_log) what = "it has read another log than the one on the bus";
    if (ours && !ours->other_log) {
      TRY_LET(offset, ours->unit->shard.offset(topics::kArticles, shard));
      what = "it was read up to " + std::to_string(offset);
    }
    return unavailable(what + ", and the bus begins at " + std::to_string(held.begin) + " (" +
                           not_fetched.text() + ")",
                       {}, kWhatToDo);
  }
  if (!has_settled()) {
    return unavailable("nobody has said yet that it has it: it is waited for (" +
                       not_fetched.text() + ")");
  }
  if (somebody) return not_fetched;
  const std::string older = what_is_older(shard, held.end);
  if (older.empty()) return {};
  return unavailable("nobody has it, and " + older, {}, kWhatToDo);
}

// From here on nothing is missing that may not be.
Result<void> Keeper::Impl::begin_here(int shard, Copy& copy, const Held& held) {
  auto& archived = copy.unit->shard;
  TRY_LET(offset, archived.offset(topics::kArticles, shard));
  const std::scoped_lock writing(copy.writing);
  if (held.begin == 0) {
    TRY_LET(size, archived.log_size());
    TRY(archived.put({}, {snapshots_before(shard, size)}));
  } else {
    log::error("shard.begins_with_a_gap",
               {{"shard", shard}, {"from", copy.other_log ? 0 : offset}, {"to", held.begin}});
    TRY(archived.put({}, {{std::string(topics::kArticles), shard, held.begin},
                          snapshots_before(shard, std::nullopt)}));
    copy.seen = held.begin;
  }
  copy.other_log = false;
  copy.compared = true;
  return {};
}

// What took the place of a copy of ours may lack what only ours had, such as a record that killed
// its process each time. The bus has everything, and what is archived already is put once.
Result<void> Keeper::Impl::read_all_again(int shard, Copy& copy) {
  const std::scoped_lock writing(copy.writing);
  TRY(copy.unit->shard.put({}, {{std::string(topics::kArticles), shard, 0}}));
  copy.seen = 0;
  return {};
}

Result<void> Keeper::Impl::bring(int shard, std::stop_token stop) {
  TRY_LET(begins, bus.begin_offsets(topics::kArticles));
  TRY_LET(ends, bus.end_offsets(topics::kArticles));
  const auto number = static_cast<std::size_t>(shard);
  const Held held{begins.at(number), ends.at(number)};
  TRY(open_if_it_is_here(shard, stop));
  TRY_LET(wanted, what_to_fetch(shard, held, stop));
  if (wanted) {
    const auto fetched = fetch(shard, held, wanted->base, stop);
    if (!fetched) {
      log::info("shard.not_fetched", {{"shard", shard}, {"why", fetched.fault().text()}});
      if (stop.stop_requested()) return fetched.fault();
      if (!wanted->base.empty() && !options.accept_empty_shard) {
        return unavailable(wanted->base + " has snapshots of it that are not here (" +
                               fetched.fault().text() + ")",
                           {}, kWhatToDo);
      }
      if (wanted->base.empty()) TRY(may_begin(shard, held, fetched.fault()));
    }
    auto copy = find(shard);
    if (!copy) {
      TRY(close_copy(shard, stop));
      TRY_LET(opened, open_copy(shard));
      copy = opened;
    }
    std::int64_t offset = 0;
    if (fetched || !wanted->base.empty()) {
      TRY_LET(own, offset_on_this_bus(shard, *copy, held));
      offset = own;
    }
    if (fetched && !wanted->base.empty() && held.begin == 0) {
      TRY(read_all_again(shard, *copy));
      offset = 0;
    }
    const bool begins_here = !fetched && wanted->base.empty();
    if (begins_here || offset < held.begin) TRY(begin_here(shard, *copy, held));
    const std::scoped_lock lock(mutex);
    places[shard].copy = copy;
  }
  TRY_LET(goal, goal_of(shard, held.end));
  const std::scoped_lock lock(mutex);
  Place& place = places[shard];
  place.goal = goal;
  place.whole = place.copy != nullptr;
  place.base.clear();
  place.problem.clear();
  ++follow_plan;
  tell();
  log::info("shard.ready", {{"shard", shard}, {"owned", place.owned}});
  return {};
}

// The copy that is here is open, or there is none.
Result<void> Keeper::Impl::open_if_it_is_here(int shard, std::stop_token stop) {
  if (find(shard) || !has_store(shard_folder(options.folder, shard))) return {};
  TRY(close_copy(shard, stop));
  auto opened = open_copy(shard);
  if (!opened && opened.fault().kind == FaultKind::kUnavailable) return opened.fault();
  const std::scoped_lock lock(mutex);
  Place& place = places[shard];
  place.damage = opened ? std::string() : opened.fault().text();
  if (opened) place.copy = *std::move(opened);
  return {};
}

bool Keeper::Impl::is_at(int shard, const std::string& where) const {
  const auto copies = directory.copies(shard);
  return std::ranges::find(copies, where, &records::ShardEndpoint::address) != copies.end();
}

// nullopt: what is here is as good as any.
Result<std::optional<Keeper::Impl::Fetch>> Keeper::Impl::what_to_fetch(int shard, const Held& held,
                                                                       std::stop_token stop) {
  Fetch fetch;
  bool owned = false;
  {
    const std::scoped_lock lock(mutex);
    fetch.base = places[shard].base;
    owned = places[shard].owned;
  }
  const auto copy = find(shard);
  if (copy && !fetch.base.empty() && !is_at(shard, fetch.base)) {
    // What it had, somebody else may have by now. If not, who owns the shard waits for it.
    TRY_LET(more, who_has_more(*copy, held.begin, stop));
    if (!more.empty() || !owned) fetch.base = more;
    const std::scoped_lock lock(mutex);
    places[shard].base = fetch.base;
  }
  if (!copy || !fetch.base.empty()) return std::optional(fetch);
  TRY_LET(offset, offset_on_this_bus(shard, *copy, held));
  if (offset < held.begin) return std::optional(fetch);
  if (!copy->reads_anew) return std::optional<Fetch>();
  // Kafka was made anew, or this came from a backup: others may have more of it.
  if (!has_settled() && !options.accept_empty_shard) {
    return unavailable(
        "it has read another log than the one on the bus: who has more of it is "
        "waited for");
  }
  TRY_LET(more, who_has_more(*copy, held.begin, stop));
  copy->reads_anew = false;
  if (more.empty()) return std::optional<Fetch>();
  fetch.base = more;
  const std::scoped_lock lock(mutex);
  places[shard].base = more;
  return std::optional(fetch);
}

}  // namespace broadsheet::indexer
