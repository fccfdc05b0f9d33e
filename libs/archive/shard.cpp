// SPDX-License-Identifier: Apache-2.0
// Opening and reading a shard.
#include "archive/shard.h"

#include <algorithm>
#include <cstdio>

#include "archive/impl.h"
#include "archive/stories.h"
#include "archive/texts.h"
#include "core/json.h"
#include "core/metrics.h"
#include "url/canonical.h"

namespace broadsheet::archive {

namespace {

std::vector<kv::Family> families() {
  std::vector<kv::Family> families;
  for (const auto name : kFamilies) {
    // Texts and pages are compressed by us, one by one.
    families.push_back({std::string(name), name != kTexts && name != kPayloads});
  }
  return families;
}

// What the schema before did not note, and the new version, in one batch.
Result<void> note_returns(kv::Store& store) {
  kv::Batch batch;
  std::vector<records::Snapshot> versions;  // of one URL
  const auto note = [&] {
    std::ranges::sort(versions, {}, &records::Snapshot::version);
    if (has_return(versions)) batch.put(kReturns, versions.front().url_key, "");
    versions.clear();
  };
  kv::Cursor rows = store.scan(kSnapshots);
  while (rows.next()) {
    TRY_LET(snapshot, records::decode_snapshot(rows.value()));
    if (!versions.empty() && versions.front().url_key != snapshot.url_key) note();
    if (!snapshot.replaced_by.is_zero()) continue;
    snapshot.article = {};
    versions.push_back(std::move(snapshot));
  }
  TRY(rows.status());
  note();
  batch.put(kMeta, kSchemaName, kSchemaVersion);
  return store.write(batch);
}

Result<void> check_schema(kv::Store& store, bool read_only, const std::string& folder) {
  const auto schema = store.get(kMeta, kSchemaName);
  if (schema && *schema == kSchemaVersion) return {};
  if (schema && *schema == kSchemaBefore) return read_only ? Result<void>() : note_returns(store);
  if (schema) {
    return bad_input(
        "the archive has schema " + *schema + ", this program knows " + std::string(kSchemaVersion),
        folder, "use the program that wrote it");
  }
  if (schema.fault().kind != FaultKind::kNotFound) return schema.fault();
  if (read_only) return not_found("there is no archive here", folder);
  kv::Batch batch;
  batch.put(kMeta, kSchemaName, kSchemaVersion);
  return store.write(batch);
}

}  // namespace

Result<Shard> Shard::open(const std::filesystem::path& folder, Options options) {
  kv::Options store_options;
  store_options.families = families();
  char name[32];
  std::snprintf(name, sizeof name, "shard-%04d", options.shard);
  store_options.name = name;
  store_options.read_only = options.read_only;
  store_options.cache_bytes = options.cache_bytes;
  store_options.write_buffer_bytes = options.write_buffer_bytes;
  TRY_LET(store, kv::Store::open(folder, std::move(store_options)));
  TRY(check_schema(store, options.read_only, folder.string()));
  auto impl = std::make_unique<Impl>(std::move(store));
  impl->options = options;
  return Shard(std::move(impl));
}

Shard::Shard(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Shard::Shard(Shard&&) noexcept = default;
Shard& Shard::operator=(Shard&&) noexcept = default;
Shard::~Shard() = default;

Result<Counters> Shard::Impl::counters() const {
  auto row = store.get(kMeta, kCountersName);
  if (!row && row.fault().kind == FaultKind::kNotFound) return Counters{};
  if (!row) return row.fault();
  return Counters::decode(*row);
}

Result<records::Snapshot> Shard::Impl::get(const records::SnapshotKey& key) const {
  auto row = store.get(kSnapshots, key.bytes());
  if (!row && row.fault().kind == FaultKind::kNotFound) {
    return not_found("there is no such snapshot", key.name());
  }
  if (!row) return row.fault();
  return records::decode_snapshot(*row);
}

Result<std::vector<records::Snapshot>> Shard::Impl::versions(std::string_view url_key) const {
  std::vector<records::Snapshot> versions;
  kv::Cursor rows = store.scan(kSnapshots, kv::Range::prefix(url_prefix(url_key)));
  while (rows.next()) {
    TRY_LET(snapshot, records::decode_snapshot(rows.value()));
    if (snapshot.replaced_by.is_zero()) versions.push_back(std::move(snapshot));
  }
  TRY(rows.status());
  std::ranges::sort(versions, {}, &records::Snapshot::version);
  return versions;
}

Result<StoredPayload> Shard::Impl::stored_payload(const Digest& digest) const {
  auto row = store.get(kPayloads, digest.view());
  if (!row && row.fault().kind == FaultKind::kNotFound) {
    return not_found("no page is kept under this digest", digest.hex());
  }
  if (!row) return row.fault();
  return StoredPayload::decode(*row);
}

Result<std::optional<Sighting>> newest_sighting(const kv::Store& store, std::string_view url_key,
                                                const std::vector<records::Snapshot>& versions,
                                                Time time) {
  // Most captures of a feed, a hub or a wall saw nothing, and there may be very many: we begin
  // where a version is known to have been seen.
  std::optional<Time> last;
  for (const auto& version : versions) {
    if (version.first_seen > time) continue;
    last = std::max(last, std::optional(std::min(version.last_seen, time)));
  }
  if (!last) return std::optional<Sighting>();
  const std::string end = *last == Time::max() ? kv::prefix_end(url_prefix(url_key))
                                               : capture_key(url_key, *last + Duration(1));
  kv::Cursor rows = store.scan(kCaptures, {url_prefix(url_key), end, true});
  while (rows.next()) {
    TRY_LET(record, records::decode_capture_record(rows.value()));
    if (record.content_hash.is_zero()) continue;
    return std::optional(
        Sighting{capture_time(rows.key()), record.content_hash, record.payload_digest});
  }
  TRY(rows.status());
  return std::optional<Sighting>();
}

Result<records::Snapshot> Shard::get(const records::SnapshotKey& key) const {
  return impl_->get(key);
}

Result<records::Snapshot> Shard::as_of(std::string_view url_key, Time time) const {
  TRY_LET(versions, impl_->versions(url_key));
  TRY_LET(sighting, newest_sighting(impl_->store, url_key, versions, time));
  if (!sighting) {
    return not_found(time == Time::max() ? "the archive has no version of this URL"
                                         : "the archive has no version of this URL at that time",
                     "url");
  }
  return impl_->get({std::string(url_key), sighting->content_hash});
}

Result<std::vector<records::Snapshot>> Shard::versions(std::string_view url_key) const {
  return impl_->versions(url_key);
}

Result<std::optional<Time>> Shard::superseded(const records::Snapshot& snapshot) const {
  // Another reading of the same page has been in its place from the beginning.
  if (!snapshot.replaced_by.is_zero()) return std::optional(snapshot.first_seen);
  TRY_LET(versions, impl_->versions(snapshot.url_key));
  const auto later = [&](const auto& version) { return version.last_seen > snapshot.last_seen; };
  if (std::ranges::none_of(versions, later)) return std::optional<Time>();
  const std::string begin = capture_key(snapshot.url_key, snapshot.last_seen + Duration(1));
  kv::Cursor rows =
      impl_->store.scan(kCaptures, {begin, kv::prefix_end(url_prefix(snapshot.url_key)), false});
  while (rows.next()) {
    TRY_LET(record, records::decode_capture_record(rows.value()));
    if (!record.content_hash.is_zero()) return std::optional(capture_time(rows.key()));
  }
  TRY(rows.status());
  return std::optional<Time>();
}

Result<std::vector<records::Paragraph>> Shard::text(const records::Snapshot& snapshot) const {
  auto row = impl_->store.get(kTexts, snapshot.text_hash.view());
  if (!row && row.fault().kind == FaultKind::kNotFound) {
    return broken("the text of a snapshot is missing", snapshot.key().name());
  }
  if (!row) return row.fault();
  TRY_LET(text, decode_text(*row));
  return put_text_back(snapshot, std::move(text));
}

Result<std::string> Shard::payload(const Digest& payload_digest) const {
  TRY_LET(stored, impl_->stored_payload(payload_digest));
  return unpack(stored, [&](const Digest& digest) { return impl_->stored_payload(digest); });
}

Result<std::vector<records::CaptureRecord>> Shard::captures(std::string_view url_key,
                                                            const CaptureRange& which) const {
  const std::string prefix = url_prefix(url_key);
  kv::Range range;
  range.begin = which.from == Time::min() ? prefix : capture_key(url_key, which.from);
  range.end = which.to == Time::max() ? kv::prefix_end(prefix) : capture_key(url_key, which.to);
  range.descending = which.newest_first;
  std::vector<records::CaptureRecord> captures;
  if (range.end <= range.begin) return captures;
  kv::Cursor rows = impl_->store.scan(kCaptures, range);
  while (captures.size() < which.count_max && rows.next()) {
    TRY_LET(record, records::decode_capture_record(rows.value()));
    captures.push_back(std::move(record));
  }
  TRY(rows.status());
  return captures;
}

bool has_return(const std::vector<records::Snapshot>& versions) {
  const auto later = [](const records::Snapshot& a, const records::Snapshot& b) {
    return a.last_seen > b.first_seen;
  };
  // If it reaches beyond any later one, it reaches beyond the next.
  return std::ranges::adjacent_find(versions, later) != versions.end();
}

Result<std::vector<std::string>> Shard::returned(std::string_view after,
                                                 std::size_t count_max) const {
  std::vector<std::string> url_keys;
  const std::string begin = after.empty() ? std::string() : std::string(after) + '\0';
  kv::Cursor rows = impl_->store.scan(kReturns, {begin, "", false});
  while (url_keys.size() < count_max && rows.next()) url_keys.emplace_back(rows.key());
  TRY(rows.status());
  return url_keys;
}

Result<std::vector<Change>> Shard::changes(std::uint64_t after, std::size_t count_max) const {
  std::vector<Change> changes;
  kv::Cursor rows = impl_->store.scan(kChanges, {big_endian(after + 1), "", false});
  while (changes.size() < count_max && rows.next()) {
    TRY_LET(key, records::SnapshotKey::from_bytes(rows.value()));
    changes.push_back({from_big_endian(rows.key()), std::move(key)});
  }
  TRY(rows.status());
  return changes;
}

Result<std::vector<records::Snapshot>> Shard::read_from(std::uint64_t after_sequence,
                                                        std::size_t count_max) const {
  std::vector<records::Snapshot> snapshots;
  kv::Cursor rows = impl_->store.scan(kBySequence, {big_endian(after_sequence + 1), "", false});
  while (snapshots.size() < count_max && rows.next()) {
    TRY_LET(key, records::SnapshotKey::from_bytes(rows.value()));
    TRY_LET(snapshot, impl_->get(key));
    snapshots.push_back(std::move(snapshot));
  }
  TRY(rows.status());
  return snapshots;
}

Result<std::vector<records::Snapshot>> Shard::in_order(std::string_view after,
                                                       std::size_t count_max) const {
  std::vector<records::Snapshot> snapshots;
  // The next key at all is the same with a zero byte behind it.
  const std::string begin = after.empty() ? std::string() : std::string(after) + '\0';
  kv::Cursor rows = impl_->store.scan(kSnapshots, {begin, "", false});
  while (snapshots.size() < count_max && rows.next()) {
    TRY_LET(snapshot, records::decode_snapshot(rows.value()));
    snapshots.push_back(std::move(snapshot));
  }
  TRY(rows.status());
  return snapshots;
}

Result<std::int64_t> Shard::offset(std::string_view topic, int partition) const {
  auto row = impl_->store.get(kMeta, offset_name(topic, partition));
  if (!row && row.fault().kind == FaultKind::kNotFound) return std::int64_t{0};
  if (!row) return row.fault();
  return static_cast<std::int64_t>(from_big_endian(*row));
}

Result<ShardStats> Shard::stats() const {
  TRY_LET(counters, impl_->counters());
  ShardStats stats;
  stats.snapshots = counters.snapshots;
  stats.urls = counters.urls;
  stats.captures = counters.captures;
  stats.texts = counters.texts;
  stats.payloads = counters.payloads;
  stats.payload_bytes = counters.payload_bytes;
  stats.payload_stored_bytes = counters.payload_stored_bytes;
  stats.disk_bytes = impl_->store.disk_bytes();
  stats.last_sequence = counters.snapshots;
  stats.last_change = counters.changes;
  stats.newest = counters.newest;
  return stats;
}

Result<Digest> Shard::Impl::log_node(const LogNode& node) const {
  auto row = store.get(kLog, log_key(node));
  if (!row) return broken("the log of snapshots lacks a hash", std::to_string(node.index));
  return Digest::from_bytes(*row);
}

Result<std::uint64_t> Shard::log_size() const {
  TRY_LET(counters, impl_->counters());
  return counters.snapshots;
}

Result<Digest> Shard::log_root(std::uint64_t size) const {
  TRY_LET(most, log_size());
  if (size > most)
    return bad_input("the log has only " + std::to_string(most) + " leaves", "tree_size");
  return tree_root(size, [&](const LogNode& node) { return impl_->log_node(node); });
}

Result<std::vector<Digest>> Shard::inclusion_proof(std::uint64_t index, std::uint64_t size) const {
  TRY_LET(most, log_size());
  if (size > most)
    return bad_input("the log has only " + std::to_string(most) + " leaves", "tree_size");
  return inclusion_path(index, size, [&](const LogNode& node) { return impl_->log_node(node); });
}

Result<std::vector<Digest>> Shard::consistency_proof(std::uint64_t first,
                                                     std::uint64_t second) const {
  TRY_LET(most, log_size());
  if (second > most) {
    return bad_input("the log has only " + std::to_string(most) + " leaves", "second_tree_size");
  }
  return consistency_path(first, second,
                          [&](const LogNode& node) { return impl_->log_node(node); });
}

std::string Shard::log_leaf(const records::Snapshot& snapshot) {
  Json json;
  json.set("content_hash", snapshot.content_hash.hex());
  json.set("first_seen", format_time(snapshot.logged));
  json.set("payload", snapshot.logged_payload.value_or(snapshot.payload_digest).hex());
  json.set("text_hash", snapshot.text_hash.hex());
  json.set("url_key", snapshot.url_key);
  return json.dump();
}

Result<void> Shard::checkpoint(const std::filesystem::path& folder) const {
  return impl_->store.checkpoint(folder);
}

}  // namespace broadsheet::archive
