// SPDX-License-Identifier: Apache-2.0
// Two loops: the archive follows the bus, the index follows the archive.
#include "indexer/indexer.h"

#include "common/topics.h"
#include "indexer/index_loop.h"
#include "indexer/lane.h"
#include "stage/stage.h"

namespace broadsheet::indexer {

struct Indexer::Impl : Growth {
  Options options;
  std::vector<std::unique_ptr<ShardUnit>> units;
  std::vector<std::unique_ptr<rpc::ShardApi>> apis;
};

Indexer::Indexer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Indexer::~Indexer() = default;

Result<std::unique_ptr<Indexer>> Indexer::open(Options options) {
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  for (int shard = 0; shard < impl->options.shards; ++shard) {
    TRY_LET(unit, open_unit(shard_folder(impl->options.folder, shard),
                            {shard, impl->options.read_only, impl->options.cache_bytes}));
    impl->units.push_back(std::move(unit));
    impl->apis.push_back(shard_service(shard, *impl->units.back(), impl->options.clock));
  }
  return std::unique_ptr<Indexer>(new Indexer(std::move(impl)));
}

int Indexer::shards() const { return static_cast<int>(impl_->units.size()); }
ShardUnit& Indexer::unit(int shard) { return *impl_->units.at(static_cast<std::size_t>(shard)); }
rpc::ShardApi& Indexer::api(int shard) { return *impl_->apis.at(static_cast<std::size_t>(shard)); }

std::uint64_t Indexer::unindexed() const {
  std::uint64_t sum = 0;
  for (const auto& unit : impl_->units) sum += unit->unindexed();
  return sum;
}

Result<void> Indexer::run_archive(bus::Bus& bus, Tally& tally, std::stop_token stop) {
  stage::Options options;
  options.name = "indexer";
  options.topics = {std::string(topics::kArticles)};
  options.group = impl_->options.group;
  options.batch_max = impl_->options.batch_max;
  options.crash_marks = impl_->options.crash_marks;
  options.clock = impl_->options.clock;
  stage::Sink sink;
  sink.start = [&](const bus::Position& position) {
    return unit(position.partition).shard.offset(position.topic, position.partition);
  };
  sink.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t next) -> Result<void> {
    TRY_LET(report, put_batch(unit(batch.front().position.partition), batch, next, shards()));
    tally.archived(report.captures + report.repeated, report.snapshots);
    const std::scoped_lock lock(impl_->mutex);
    impl_->tell();
    return {};
  };
  impl_->set_archiving(true);
  auto ended = stage::sink(bus, options, sink, stop);
  impl_->set_archiving(false);
  return ended;
}

Result<void> Indexer::run_backfill(bus::Bus& bus, std::stop_token stop) {
  return indexer::run_backfill(bus, impl_->options.group, std::move(stop));
}

Result<void> Indexer::run_index(std::stop_token stop) {
  std::vector<ShardUnit*> units;
  for (int shard = 0; shard < shards(); ++shard) units.push_back(&unit(shard));
  return index_until_stopped(
      *impl_, [&] { return index_all(units); }, stop);
}

}  // namespace broadsheet::indexer
