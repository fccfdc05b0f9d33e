// SPDX-License-Identifier: Apache-2.0
// Two loops: the archive follows the bus, the index follows the archive.
#include "indexer/indexer.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>

#include "common/topics.h"
#include "core/log.h"
#include "core/metrics.h"
#include "records/article.h"
#include "stage/stage.h"
#include "url/url.h"

namespace broadsheet::indexer {

namespace {

constexpr std::size_t kIndexBatch = 500;  // changes in one commit of an index, at most
constexpr Duration kIndexPatience = std::chrono::milliseconds(300);
constexpr Duration kLastIndexing = std::chrono::seconds(10);  // after a stop, at most

std::uint64_t parse_offset(const std::string& text) {
  std::uint64_t offset = 0;
  std::from_chars(text.data(), text.data() + text.size(), offset);
  return offset;
}

std::filesystem::path shard_folder(const Options& options, int shard) {
  char name[16];
  std::snprintf(name, sizeof name, "%04d", shard);
  return options.folder / name;
}

Result<search::Index> open_index(const std::filesystem::path& folder, bool read_only) {
  search::IndexOptions options;
  options.read_only = read_only;
  options.writer_memory = std::size_t{32} << 20;
  auto index = search::Index::open(folder, options);
  if (index || index.fault().kind != FaultKind::kBroken || read_only) return index;
  log::warning("index.rebuilt", {{"folder", folder.string()}, {"why", index.fault().text()}});
  return search::Index::rebuild(folder, options);
}

}  // namespace

struct Indexer::Impl {
  Options options;
  std::vector<std::unique_ptr<ShardUnit>> units;
  std::vector<std::unique_ptr<rpc::ShardApi>> apis;
  std::mutex mutex;
  std::condition_variable grown;  // the archive took something, or ended
  std::uint64_t generation = 0;
  bool archiving = false;

  Result<std::size_t> index_some(int shard);
};

Indexer::Indexer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Indexer::~Indexer() = default;

Result<std::unique_ptr<Indexer>> Indexer::open(Options options) {
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  for (int shard = 0; shard < impl->options.shards; ++shard) {
    const auto folder = shard_folder(impl->options, shard);
    archive::Options shard_options;
    shard_options.shard = shard;
    shard_options.read_only = impl->options.read_only;
    shard_options.cache_bytes = impl->options.cache_bytes;
    TRY_LET(store, archive::Shard::open(folder / "store", shard_options));
    TRY_LET(index, open_index(folder / "index", impl->options.read_only));
    impl->units.push_back(
        std::make_unique<ShardUnit>(ShardUnit{std::move(store), std::move(index)}));
    impl->apis.push_back(shard_service(shard, *impl->units.back(), impl->options.clock));
  }
  return std::unique_ptr<Indexer>(new Indexer(std::move(impl)));
}

int Indexer::shards() const { return static_cast<int>(impl_->units.size()); }
ShardUnit& Indexer::unit(int shard) { return *impl_->units.at(static_cast<std::size_t>(shard)); }
rpc::ShardApi& Indexer::api(int shard) { return *impl_->apis.at(static_cast<std::size_t>(shard)); }

std::uint64_t Indexer::unindexed() const {
  std::uint64_t sum = 0;
  for (const auto& unit : impl_->units) {
    const std::uint64_t indexed = parse_offset(unit->index.indexed_offset());
    const auto stats = unit->shard.stats();
    // What cannot be read is not known to be done.
    sum += stats ? stats->last_change - std::min(indexed, stats->last_change) : 1;
  }
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
    std::vector<records::ArticleEvent> events;
    for (const auto& delivery : batch) {
      TRY_LET(event, records::decode_article_event(delivery.record.value));
      events.push_back(std::move(event));
    }
    const bus::Position& at = batch.front().position;
    archive::Shard& shard = unit(at.partition).shard;
    TRY_LET(report, shard.put(events, {{at.topic, at.partition, next}}));
    tally.archived(report.captures + report.repeated, report.snapshots);
    std::scoped_lock lock(impl_->mutex);
    ++impl_->generation;
    impl_->grown.notify_all();
    return {};
  };
  const auto set_archiving = [&](bool archiving) {
    std::scoped_lock lock(impl_->mutex);
    impl_->archiving = archiving;
    impl_->grown.notify_all();
  };
  set_archiving(true);
  auto ended = stage::sink(bus, options, sink, stop);
  set_archiving(false);
  return ended;
}

// How many changes were taken into the index.
Result<std::size_t> Indexer::Impl::index_some(int shard) {
  ShardUnit& unit = *units[static_cast<std::size_t>(shard)];
  const std::uint64_t indexed = parse_offset(unit.index.indexed_offset());
  TRY_LET(changes, unit.shard.changes(indexed, kIndexBatch));
  if (changes.empty()) return std::size_t{0};
  search::Batch batch;
  for (const auto& change : changes) {
    TRY_LET(document, search_document(unit.shard, change.key));
    batch.adds.push_back(std::move(document));
  }
  TRY(unit.index.apply(batch, std::to_string(changes.back().sequence)));
  TRY(unit.index.commit());
  return changes.size();
}

Result<void> Indexer::run_index(std::stop_token stop) {
  const auto indexed = metrics::counter("broadsheet_indexed_changes_total",
                                        "Changes of the archive taken into the full-text index.");
  std::optional<std::chrono::steady_clock::time_point> deadline;  // once stopped
  while (true) {
    bool archiving = false;
    std::uint64_t seen = 0;
    {
      const std::scoped_lock lock(impl_->mutex);
      archiving = impl_->archiving;
      seen = impl_->generation;
    }
    std::size_t taken = 0;
    for (int shard = 0; shard < shards(); ++shard) {
      TRY_LET(count, impl_->index_some(shard));
      taken += count;
    }
    metrics::Counter(indexed).add(static_cast<double>(taken));
    if (stop.stop_requested()) {
      const auto now = std::chrono::steady_clock::now();
      if (!deadline) deadline = now + kLastIndexing;
      if ((taken == 0 && !archiving) || now > *deadline) return {};
    }
    if (taken > 0) continue;
    std::unique_lock lock(impl_->mutex);
    impl_->grown.wait_for(lock, kIndexPatience, [&] {
      return impl_->generation != seen || impl_->archiving != archiving;
    });
  }
}

Result<search::SearchDocument> search_document(const archive::Shard& shard,
                                               const records::SnapshotKey& key) {
  TRY_LET(snapshot, shard.get(key));
  TRY_LET(paragraphs, shard.text(snapshot));
  TRY_LET(superseded, shard.superseded(snapshot));
  search::SearchDocument document;
  document.snapshot = key.bytes();
  document.url_key = key.url_key;
  if (const auto url = url::Url::parse(snapshot.article.url)) document.host = url->host();
  document.source = snapshot.source;
  document.language = snapshot.article.language;
  document.title = snapshot.article.title;
  document.description = snapshot.article.description;
  document.authors = snapshot.article.authors;
  document.keywords = snapshot.article.keywords;
  document.section = snapshot.article.section;
  for (const auto& paragraph : paragraphs) document.text += paragraph.text + "\n";
  if (snapshot.article.published) document.published = snapshot.article.published->time;
  document.first_seen = snapshot.first_seen;
  document.superseded = superseded;
  return document;
}

}  // namespace broadsheet::indexer
