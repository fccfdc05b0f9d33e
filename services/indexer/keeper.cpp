// SPDX-License-Identifier: Apache-2.0
// A keeper between the bus, its shards and those who ask.
#include "indexer/keeper.h"

#include <algorithm>

#include "common/topics.h"
#include "core/log.h"
#include "core/wait.h"
#include "indexer/keeper_impl.h"
#include "indexer/lane.h"
#include "stage/stage.h"

namespace broadsheet::indexer {

namespace {

constexpr Duration kFollowPause = std::chrono::milliseconds(200);

std::string topic_of_articles() { return std::string(topics::kArticles); }

}  // namespace

Copy::~Copy() {
  api.reset();
  unit.reset();
  std::error_code error;
  if (remove) std::filesystem::remove_all(folder, error);
  if (error) {
    log::warning("shard.not_removed", {{"folder", folder.string()}, {"why", error.message()}});
  }
  *closed = true;
}

Keeper::Impl::Impl(bus::Bus& the_bus, const ShardDirectory& the_directory,
                   KeeperOptions the_options)
    : bus(the_bus),
      directory(the_directory),
      options(std::move(the_options)),
      checkpoints({.folder = options.folder / "checkpoints"}) {}

Keeper::Keeper(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Keeper::~Keeper() = default;

void Keeper::is_reached_at(const std::string& address) { impl_->address = address; }

Result<std::unique_ptr<Keeper>> Keeper::open(bus::Bus& bus, const ShardDirectory& directory,
                                             KeeperOptions options) {
  auto impl = std::make_unique<Impl>(bus, directory, std::move(options));
  TRY_LET(topic, bus.describe_topic(topics::kArticles));
  impl->partitions = topic.partitions;
  TRY(fix_partitions(impl->options.folder, topic.partitions));
  TRY(impl->open_what_is_here());
  return std::unique_ptr<Keeper>(new Keeper(std::move(impl)));
}

std::shared_ptr<Copy> Keeper::Impl::find(int shard) const {
  const std::scoped_lock lock(mutex);
  const auto place = places.find(shard);
  return place == places.end() ? nullptr : place->second.copy;
}

std::vector<std::shared_ptr<Copy>> Keeper::Impl::copies() const {
  const std::scoped_lock lock(mutex);
  std::vector<std::shared_ptr<Copy>> copies;
  for (const auto& [shard, place] : places) {
    if (place.copy) copies.push_back(place.copy);
  }
  return copies;
}

// The group gave it to us; it begins as soon as it is here and whole.
Result<std::int64_t> Keeper::Impl::start(int shard) {
  std::shared_ptr<Copy> copy;
  {
    const std::scoped_lock lock(mutex);
    Place& place = places[shard];
    if (!place.owned) {
      place.owned = true;
      place.whole = false;
      place.base.clear();
      place.epoch = 0;
      place.retry = {};
      place.idle_since.reset();
      ++follow_plan;
      tell();
      assigned = true;
      log::info("shard.assigned", {{"shard", shard}});
    }
    if (place.copy && place.whole) copy = place.copy;
  }
  if (!copy) return unavailable("the shard is not here yet", std::to_string(shard));
  const std::scoped_lock lock(copy->writing);
  TRY_LET(offset, copy->unit->shard.offset(topics::kArticles, shard));
  copy->seen = offset;
  copy->begun = true;
  log::info("shard.begins", {{"shard", shard}, {"offset", offset}});
  return offset;
}

void Keeper::Impl::give_up(const std::vector<bus::Position>& positions) {
  const std::scoped_lock lock(mutex);
  for (const auto& position : positions) {
    Place& place = places[position.partition];
    place.owned = false;
    place.whole = false;
    place.moved = false;
    place.base.clear();
    place.problem.clear();
    log::info("shard.given_up", {{"shard", position.partition}});
  }
  ++follow_plan;
  tell();
}

std::vector<bus::Position> Keeper::Impl::moved() {
  std::vector<bus::Position> moved;
  const std::scoped_lock lock(mutex);
  for (auto& [shard, place] : places) {
    if (place.moved) moved.push_back({topic_of_articles(), shard, 0});
    place.moved = false;
  }
  return moved;
}

// Under copy.writing.
Result<archive::PutReport> Keeper::Impl::put(Copy& copy, const std::vector<bus::Delivery>& batch,
                                             std::int64_t next) {
  const std::int64_t first = batch.front().position.offset;
  if (first > copy.seen) {
    // Control records and dead letters leave gaps too; only what the bus dropped is missing.
    TRY_LET(begins, bus.begin_offsets(topics::kArticles));
    if (begins.at(static_cast<std::size_t>(copy.shard)) > copy.seen) {
      return broken("the bus has dropped articles that shard " + std::to_string(copy.shard) +
                        " has not read: from " + std::to_string(copy.seen),
                    {}, "start again: it is brought from another indexer, or says what it needs");
    }
  }
  copy.seen = std::max(copy.seen, next);
  return put_batch(*copy.unit, batch, next, partitions);
}

Result<void> Keeper::Impl::take_owned(Tally& tally, const std::vector<bus::Delivery>& batch,
                                      std::int64_t next) {
  const int shard = batch.front().position.partition;
  const auto copy = find(shard);
  // Another copy takes its place: the reader is about to ask where that one begins.
  if (!copy || !copy->begun) return {};
  const std::scoped_lock writing(copy->writing);
  TRY_LET(report, put(*copy, batch, next));
  tally.archived(report.captures + report.repeated, report.snapshots);
  const std::scoped_lock lock(mutex);
  tell();
  return {};
}

// What went to dead letters is read, as far as others have to know.
Result<void> Keeper::Impl::pass_over(const bus::Position& next) {
  const auto copy = find(next.partition);
  if (!copy || !copy->begun) return {};
  const std::scoped_lock writing(copy->writing);
  copy->seen = std::max(copy->seen, next.offset);
  TRY(copy->unit->shard.put({}, {{next.topic, next.partition, next.offset}}));
  return {};
}

// `copy` is the one for whose offset the batch was read.
Result<void> Keeper::Impl::take_beside(const std::shared_ptr<Copy>& copy,
                                       const std::vector<bus::Delivery>& batch, std::int64_t next) {
  const int shard = copy->shard;
  const std::scoped_lock writing(copy->writing);
  {
    // It may have become ours meanwhile: then it is the group's reader that writes.
    const std::scoped_lock lock(mutex);
    const Place& place = places[shard];
    if (place.owned || !place.standby || !place.whole || place.copy != copy) return {};
  }
  const auto report = put(*copy, batch, next);
  const std::scoped_lock lock(mutex);
  if (!report && report.fault().kind == FaultKind::kBroken) {
    // A copy that is no good any more is brought again: the owner has what it lacks.
    log::warning("shard.left_behind", {{"shard", shard}, {"why", report.fault().text()}});
    places[shard].whole = false;
    ++follow_plan;
    tell();
    return {};
  }
  TRY(report);
  tell();
  return {};
}

Result<void> Keeper::run_archive(Tally& tally, std::stop_token stop) {
  stage::Options options;
  options.name = "indexer";
  options.topics = {topic_of_articles()};
  options.group = impl_->options.group;
  options.batch_max = impl_->options.batch_max;
  options.crash_marks = impl_->options.crash_marks;
  options.clock = impl_->options.clock;
  stage::Sink sink;
  sink.start = [&](const bus::Position& position) { return impl_->start(position.partition); };
  sink.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t next) {
    return impl_->take_owned(tally, batch, next);
  };
  sink.buried = [&](const bus::Position& next) { return impl_->pass_over(next); };
  sink.moved = [&] { return impl_->moved(); };
  sink.given_up = [&](const auto& positions) { impl_->give_up(positions); };
  {
    const std::scoped_lock lock(impl_->mutex);
    impl_->archiving_since = std::chrono::steady_clock::now();
  }
  impl_->set_archiving(true);
  auto ended = stage::sink(impl_->bus, options, sink, stop);
  impl_->set_archiving(false);
  return ended;
}

Result<void> Keeper::run_backfill(std::stop_token stop) {
  return indexer::run_backfill(impl_->bus, impl_->options.group, std::move(stop));
}

std::map<int, std::shared_ptr<Copy>> Keeper::Impl::followed() const {
  const std::scoped_lock lock(mutex);
  std::map<int, std::shared_ptr<Copy>> copies;
  for (const auto& [shard, place] : places) {
    if (place.standby && !place.owned && place.whole && place.copy) copies[shard] = place.copy;
  }
  return copies;
}

namespace {

std::vector<bus::Position> where_they_go_on(const std::map<int, std::shared_ptr<Copy>>& copies) {
  std::vector<bus::Position> from;
  for (const auto& [shard, copy] : copies) {
    const std::scoped_lock writing(copy->writing);
    const auto offset = copy->unit->shard.offset(topics::kArticles, shard);
    if (!offset) continue;
    copy->seen = *offset;
    from.push_back({topic_of_articles(), shard, *offset});
  }
  return from;
}

}  // namespace

// Reads with another inbox whenever other shards are to be followed.
Result<void> Keeper::run_standbys(std::stop_token stop) {
  stage::Options options;
  options.name = "standby";
  options.batch_max = impl_->options.batch_max;
  if (!impl_->options.crash_marks.empty()) {
    options.crash_marks = impl_->options.crash_marks.string() + ".standby";
  }
  options.clock = impl_->options.clock;
  std::map<int, std::shared_ptr<Copy>> copies;
  stage::Sink sink;
  sink.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t next) {
    return impl_->take_beside(copies.at(batch.front().position.partition), batch, next);
  };
  while (!stop.stop_requested()) {
    std::uint64_t plan = 0;
    {
      const std::scoped_lock lock(impl_->mutex);
      plan = impl_->follow_plan;
    }
    const auto is_old = [&] { return impl_->follow_plan != plan; };
    copies = impl_->followed();
    const auto from = where_they_go_on(copies);
    std::stop_source replan;
    const std::stop_callback ending(stop, [&] { replan.request_stop(); });
    std::jthread watch([&](const std::stop_token& enough) {
      std::unique_lock lock(impl_->mutex);
      while (!enough.stop_requested() && !stop.stop_requested() && !is_old()) {
        impl_->changed.wait_for(lock, kFollowPause);
      }
      lock.unlock();
      replan.request_stop();
    });
    if (from.empty()) {
      wait_for(replan.get_token(), std::chrono::hours(1));
    } else {
      TRY(stage::follow(impl_->bus, options, from, sink, replan.get_token()));
    }
    copies.clear();  // Who waits for one of them to be free must not wait for us.
  }
  return {};
}

Result<void> Keeper::run_index(std::stop_token stop) {
  const auto take_some = [&]() -> Result<std::size_t> {
    const auto copies = impl_->copies();  // Held as long as they are worked on.
    std::vector<ShardUnit*> units;
    for (const auto& copy : copies) units.push_back(copy->unit.get());
    return index_all(units);
  };
  return index_until_stopped(*impl_, take_some, stop);
}

std::uint64_t Keeper::unindexed() const {
  std::uint64_t sum = 0;
  for (const auto& copy : impl_->copies()) sum += copy->unit->unindexed();
  return sum;
}

std::vector<archive::ShardStats> Keeper::stats() const {
  std::vector<archive::ShardStats> all;
  for (const auto& copy : impl_->copies()) {
    const auto stats = copy->unit->shard.stats();
    if (stats) all.push_back(*stats);
  }
  return all;
}

std::vector<KeptShard> Keeper::shards() const {
  std::vector<KeptShard> kept;
  std::vector<std::shared_ptr<Copy>> copies;
  {
    const std::scoped_lock lock(impl_->mutex);
    for (const auto& [shard, place] : impl_->places) {
      if (!place.wanted() && !place.copy) continue;
      kept.push_back({shard, place.owned, place.standby, place.copy != nullptr,
                      place.wanted() && place.whole, 0, place.problem});
      copies.push_back(place.copy);
    }
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!copies[i]) continue;
    kept[i].offset = copies[i]->unit->shard.offset(topics::kArticles, kept[i].shard).value_or(0);
  }
  return kept;
}

std::string Keeper::waiting_for() const {
  const Impl& impl = *impl_;
  const std::scoped_lock lock(impl.mutex);
  if (!impl.directory.is_current()) return "the topic of shards is being read";
  const auto now = std::chrono::steady_clock::now();
  const bool patient =
      !impl.archiving_since || now - *impl.archiving_since < impl.options.assigned_within;
  if (!impl.assigned && patient) return "the group has given it no shards yet";
  std::string missing;
  for (const auto& [shard, place] : impl.places) {
    // Who is started again is ready when others could be: a roll over all must not leave a shard
    // without a warm copy. What is planned later holds nothing up.
    const bool counts = place.owned || (place.standby && !impl.was_ready);
    if (!counts || (place.copy && place.whole)) continue;
    if (!missing.empty()) missing += ", ";
    missing += (place.owned ? "shard " : "the standby of shard ") + std::to_string(shard) + ": " +
               (place.problem.empty() ? "it is being opened" : place.problem);
  }
  if (missing.empty()) impl.was_ready = true;
  return missing;
}

Result<void> Keeper::with_shard(int shard, const std::function<Result<void>(rpc::ShardApi&)>& use) {
  const auto copy = impl_->find(shard);
  if (copy) return use(*copy->api);
  return unavailable("shard " + std::to_string(shard) + " is not here");
}

Result<rpc::OpenedCheckpoint> Keeper::open_checkpoint(int shard, const rpc::CallContext&) {
  const auto copy = impl_->find(shard);
  if (copy) return impl_->checkpoints.open(shard, copy->unit->shard);
  return unavailable("shard " + std::to_string(shard) + " is not here");
}

Result<Digest> Keeper::read_checkpoint_file(const std::string& checkpoint, const std::string& file,
                                            std::uint64_t from, const rpc::CallContext& call,
                                            const rpc::BytesSink& sink) {
  return impl_->checkpoints.read(checkpoint, file, from, call, sink);
}

Result<void> Keeper::close_checkpoint(const std::string& checkpoint, const rpc::CallContext&) {
  return impl_->checkpoints.close(checkpoint);
}

}  // namespace broadsheet::indexer
