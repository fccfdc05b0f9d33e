// SPDX-License-Identifier: Apache-2.0
// A shard and its index on the disk; records into the one, changes of that into the other.
#include "indexer/unit.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "common/growth.h"
#include "core/log.h"
#include "core/metrics.h"
#include "core/strings.h"
#include "records/article.h"
#include "url/url.h"

namespace broadsheet::indexer {

namespace {

constexpr const char* kPartitionsFile = "partitions";
constexpr const char* kLayoutFile = "layout";  // of a data folder, beside its shards

constexpr std::size_t kIndexBatch = 500;  // changes in one commit of an index, at most
// An index that lacks more changes than this is being built, and does not answer until it is.
constexpr std::uint64_t kIndexBehindMax = 1000;
constexpr std::chrono::seconds kIndexRetry(5);  // after it could not be written
constexpr std::size_t kLoggedBytes = 200;       // of a URL key that may be endless

Result<void> expect_partitions(const std::filesystem::path& file, int partitions) {
  TRY_LET(text, read_file(file, 64));
  if (trim(text) == std::to_string(partitions)) return {};
  return bad_input("these shards are of an archive of " + std::string(trim(text)) +
                       " partitions, and there are " + std::to_string(partitions) + " now",
                   file.parent_path().string(),
                   "begin with an empty data folder, or with topics of as many partitions: "
                   "docs/operations.md, \"Growing\" and \"Backup\"");
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

// A checkpoint and a restored folder have no index until they are served.
Result<std::unique_ptr<ShardUnit>> without_index(archive::Shard store) {
  TRY_LET(stats, store.stats());
  auto folder = std::make_unique<TemporaryFolder>();
  TRY_LET(index, open_index(folder->path() / "index", false));
  auto unit =
      std::make_unique<ShardUnit>(ShardUnit{std::move(store), std::move(folder), std::move(index)});
  unit->index_goal = stats.last_change;
  return unit;
}

metrics::Histogram searchable_after() {
  return metrics::seconds("broadsheet_searchable_seconds",
                          "From the fetch of a new version to when a search can find it.");
}

double seconds_between(Time from, Time until) {
  return std::chrono::duration<double>(until - from).count();
}

// A version that was fetched while we were here, and not one that came with an import, a rebuilt
// index or a shard that moved; and not the elder one, of which it says that it is superseded.
bool is_news(const ShardUnit& unit, const search::SearchDocument& document) {
  return document.first_seen >= unit.opened && !document.superseded;
}

void leave_out(const records::SnapshotKey& key, const Fault& fault) {
  static metrics::Counter left_out =
      metrics::counter("broadsheet_index_left_out_total",
                       "Changes of the archive that the full-text index cannot take.");
  left_out.add();
  log::warning("index.left_out", {{"hash", key.content_hash.hex()},
                                  {"url_key", key.url_key.substr(0, kLoggedBytes)},
                                  {"why", fault.text()}});
}

// An index takes a batch whole or not at all: one by one, what it refuses is left out alone.
// `keys` are those of the documents that the batch adds.
Result<void> apply_one_by_one(search::Index& index, const std::vector<records::SnapshotKey>& keys,
                              search::Batch batch, const std::string& offset) {
  const auto apply = [&](const search::Batch& one,
                         const records::SnapshotKey& key) -> Result<void> {
    const auto taken = index.apply(one, offset);
    if (taken || taken.fault().kind != FaultKind::kBadInput) return taken;
    leave_out(key, taken.fault());
    return {};
  };
  for (auto& name : batch.removes) {
    TRY_LET(key, records::SnapshotKey::from_bytes(name));
    search::Batch one;
    one.removes.push_back(std::move(name));
    TRY(apply(one, key));
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    search::Batch one;
    one.adds.push_back(std::move(batch.adds[i]));
    TRY(apply(one, keys[i]));
  }
  return index.apply({}, offset);  // Though nothing of it was taken, it has been read.
}

}  // namespace

std::uint64_t ShardUnit::indexed() const {
  const std::string text = index.indexed_offset();
  std::uint64_t offset = 0;
  std::from_chars(text.data(), text.data() + text.size(), offset);
  return offset;
}

std::uint64_t ShardUnit::unindexed() const {
  const std::uint64_t read = indexed();
  const auto stats = shard.stats();
  return stats ? stats->last_change - std::min(read, stats->last_change) : 1;
}

std::filesystem::path shard_folder(const std::filesystem::path& root, int shard) {
  char name[16];
  std::snprintf(name, sizeof name, "%04d", shard);
  return root / name;
}

Result<void> fix_partitions(const std::filesystem::path& root, int partitions) {
  std::error_code error;
  const auto layout = std::filesystem::absolute(root, error).parent_path() / kLayoutFile;
  if (std::filesystem::exists(layout, error)) TRY(expect_partitions(layout, partitions));
  const auto file = root / kPartitionsFile;
  if (std::filesystem::exists(file, error)) return expect_partitions(file, partitions);
  std::filesystem::create_directories(root, error);
  return write_file(file, std::to_string(partitions) + "\n");
}

Result<std::unique_ptr<ShardUnit>> open_unit(const std::filesystem::path& folder,
                                             const UnitOptions& options) {
  archive::Options shard_options;
  shard_options.shard = options.shard;
  shard_options.read_only = options.read_only;
  shard_options.cache_bytes = options.cache_bytes;
  TRY_LET(store, archive::Shard::open(folder / "store", shard_options));
  auto index = open_index(folder / "index", options.read_only);
  if (index) {
    auto unit =
        std::make_unique<ShardUnit>(ShardUnit{std::move(store), nullptr, *std::move(index)});
    unit->opened = system_now();
    if (options.read_only) return unit;  // Nobody would bring it any further.
    TRY_LET(stats, unit->shard.stats());
    if (stats.last_change > unit->indexed() + kIndexBehindMax) unit->index_goal = stats.last_change;
    return unit;
  }
  const bool derived =
      index.fault().kind == FaultKind::kNotFound || index.fault().kind == FaultKind::kBroken;
  if (!options.read_only || !derived) return index.fault();
  return without_index(std::move(store));
}

Result<archive::PutReport> put_batch(ShardUnit& unit, const std::vector<bus::Delivery>& batch,
                                     std::int64_t next, int partitions) {
  std::vector<records::ArticleEvent> events;
  for (const auto& delivery : batch) {
    if (!topics::is_in_place(delivery, partitions)) continue;
    TRY_LET(event, records::decode_article_event(delivery.record.value));
    events.push_back(std::move(event));
  }
  const bus::Position& at = batch.front().position;
  return unit.shard.put(events, {{at.topic, at.partition, next}});
}

namespace {

// The archive goes on without its index, which catches up when it can.
Result<std::size_t> index_later(ShardUnit& unit, const Fault& fault) {
  if (fault.kind != FaultKind::kUnavailable) return fault;
  static metrics::Counter faults =
      metrics::counter("broadsheet_index_faults_total", "Writes of a full-text index that failed.");
  faults.add();
  unit.index_again = std::chrono::steady_clock::now() + kIndexRetry;
  log::error("index.waits", {{"why", fault.text()}});
  return std::size_t{0};
}

}  // namespace

Result<std::size_t> index_some(ShardUnit& unit, const Clock& clock) {
  if (std::chrono::steady_clock::now() < unit.index_again) return std::size_t{0};
  TRY_LET(changes, unit.shard.changes(unit.indexed(), kIndexBatch));
  if (changes.empty()) return std::size_t{0};
  search::Batch batch;
  std::vector<records::SnapshotKey> added;
  std::vector<Time> fetched;
  for (const auto& change : changes) {
    TRY_LET(snapshot, unit.shard.get(change.key));
    if (!snapshot.replaced_by.is_zero()) {
      batch.removes.push_back(change.key.bytes());
      continue;
    }
    TRY_LET(document, search_document(unit.shard, change.key));
    if (is_news(unit, document) && search::check_document(document)) {
      fetched.push_back(document.first_seen);
    }
    batch.adds.push_back(std::move(document));
    added.push_back(change.key);
  }
  const std::string offset = std::to_string(changes.back().sequence);
  const auto whole = unit.index.apply(batch, offset);
  if (!whole) {
    if (whole.fault().kind != FaultKind::kBadInput) return index_later(unit, whole.fault());
    const auto alone = apply_one_by_one(unit.index, added, std::move(batch), offset);
    if (!alone) return index_later(unit, alone.fault());
  }
  if (const auto kept = unit.index.commit(); !kept) return index_later(unit, kept.fault());
  const Time now = clock();
  for (const Time time : fetched) searchable_after().observe(seconds_between(time, now));
  return changes.size();
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
