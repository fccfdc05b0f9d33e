// SPDX-License-Identifier: Apache-2.0
// What a capture changes. An event that was put before is recognised by its capture's key and
// changes nothing, so that a replay of the bus is harmless.
#include "archive/put.h"

#include <algorithm>
#include <utility>

#include "archive/stories.h"
#include "archive/texts.h"
#include "text/similarity.h"
#include "text/unicode.h"
#include "url/canonical.h"
#include "url/url.h"

namespace broadsheet::archive {

namespace {

using records::Outcome;

constexpr std::size_t kTextForWordsMax = std::size_t{4} << 20;

bool keeps_payload(const records::ArticleEvent& event) {
  if (event.capture.payload.empty() || event.capture.payload_digest.is_zero()) return false;
  if (event.outcome == Outcome::kFeed || event.outcome == Outcome::kSitemap) return true;
  if (!event.article) return false;
  return !may_not_be_kept(*event.article);
}

std::uint32_t words_of(const records::Article& article) {
  std::size_t words = 0;
  for (const auto& paragraph : article.paragraphs) {
    if (!is_text(paragraph.kind) || paragraph.text.size() > kTextForWordsMax) continue;
    words += text::count_words(paragraph.text);
  }
  return static_cast<std::uint32_t>(words);
}

}  // namespace

Result<std::optional<std::string>> Writer::row(std::string_view family,
                                               const std::string& key) const {
  const auto pending = pending_.find({std::string(family), key});
  if (pending != pending_.end()) return std::optional(pending->second);
  auto row = shard_.store.get(family, key);
  if (row) return std::optional(*std::move(row));
  if (row.fault().kind == FaultKind::kNotFound) return std::optional<std::string>();
  return row.fault();
}

Result<bool> Writer::has(std::string_view family, const std::string& key) const {
  TRY_LET(found, row(family, key));
  return found.has_value();
}

void Writer::set(std::string_view family, const std::string& key, std::string value) {
  batch_.put(family, key, value);
  pending_[{std::string(family), key}] = std::move(value);
}

Result<Writer::UrlState*> Writer::state_of(const std::string& url_key) {
  const auto found = urls_.find(url_key);
  if (found != urls_.end()) return &found->second;
  UrlState state;
  TRY_LET(versions, shard_.versions(url_key));
  state.versions = std::move(versions);
  TRY_LET(newest, newest_sighting(shard_.store, url_key, state.versions, Time::max()));
  state.newest = newest;
  state.stored = !state.versions.empty();
  return &(urls_[url_key] = std::move(state));
}

Result<void> Writer::put(const records::ArticleEvent& event) {
  const auto url = url::Url::parse(event.capture.url);
  if (!url) return bad_input("the event's URL does not parse: " + url.fault().what, "capture.url");
  const std::string url_key = url::url_key(*url);
  if (!event.capture.reading_of.is_zero()) return read_again(event, url_key);
  const std::string key = capture_key(url_key, event.capture.time);
  TRY_LET(known, has(kCaptures, key));
  if (known) {
    ++report_.repeated;
    return {};
  }
  TRY_LET(state, state_of(url_key));
  records::CaptureRecord record = records::record_of(event);
  if (keeps_payload(event)) TRY(keep_payload(event, *state));
  TRY_LET(seen, see(event, url_key, *state));
  record.content_hash = seen;
  set(kCaptures, key, records::encode(record));
  ++counters_.captures;
  ++report_.captures;
  return {};
}

Result<std::optional<Sighting>> Writer::sighting_before(const std::string& url_key,
                                                        const UrlState& state, Time time) const {
  if (!state.newest || time >= state.newest->time) return state.newest;
  std::optional<Sighting> before;
  if (state.stored) {
    TRY_LET(stored, newest_sighting(shard_.store, url_key, state.versions, time));
    before = stored;
  }
  const auto later = state.seen.upper_bound(time);
  if (later == state.seen.begin()) return before;
  const Sighting& pending = std::prev(later)->second;
  if (!before || pending.time > before->time) return std::optional(pending);
  return before;
}

Result<Digest> Writer::see(const records::ArticleEvent& event, const std::string& url_key,
                           UrlState& state) {
  const Time time = event.capture.time;
  TRY_LET(before, sighting_before(url_key, state, time));
  if (before) {
    // The row on the disk may be of before this batch.
    TRY_LET(current, current_reading(url_key, state, before->content_hash));
    before->content_hash = current;
  }
  Digest seen;
  if (event.article && records::has_article(event.outcome)) {
    seen = event.content_hash;
    if (seen.is_zero()) return bad_input("an article without a content hash", "content_hash");
  } else if (event.outcome == Outcome::kUnchanged && before &&
             before->payload == event.capture.payload_digest) {
    // The page that is still there is the one that showed this version. A page between them (a
    // wall, a soft 404) may be the one that did not change.
    seen = before->content_hash;
  }
  if (seen.is_zero()) return seen;
  TRY_LET(current, current_reading(url_key, state, seen));
  TRY_LET(former, published_again(event, {url_key, seen}, state));
  // Else an extractor that is older than the one that replaced this reading still runs somewhere.
  if (!former) seen = current;
  const auto known = std::ranges::find(state.versions, seen, &records::Snapshot::content_hash);
  const bool was_there = known != state.versions.end();
  bool moved = false;
  if (was_there) {
    moved = see_again(*known, time);
    ++report_.sightings;
  } else if (former) {
    TRY(bring_back(*former, event, current, state));
  } else {
    TRY(add_version(event, url_key, state));
  }
  const Sighting now{time, seen, event.capture.payload_digest};
  note_changes(url_key, state, before, now, was_there, moved);
  if (!state.newest || time >= state.newest->time) state.newest = now;
  state.seen.insert_or_assign(time, now);
  counters_.newest = std::max(counters_.newest, time);
  renumber(state, seen);
  return seen;
}

// An import may bring a sighting from between others: then the version before it ends earlier, and
// its own begins earlier or ends later.
void Writer::note_changes(const std::string& url_key, const UrlState& state,
                          const std::optional<Sighting>& before, const Sighting& now,
                          bool was_there, bool moved) {
  const bool newest = !state.newest || now.time >= state.newest->time;
  const bool replaces = before && before->content_hash != now.content_hash;
  if (replaces) note_change({url_key, before->content_hash});
  // A version that was there before is current again, or was for longer than we knew.
  if (was_there && (replaces || (moved && !newest))) note_change({url_key, now.content_hash});
}

bool Writer::see_again(records::Snapshot& snapshot, Time time) {
  const bool moved = time < snapshot.first_seen || time > snapshot.last_seen;
  if (time < snapshot.first_seen) {
    const std::string site = site_prefix(site_of_key(snapshot.url_key));
    const std::string before = time_key(snapshot.first_seen, snapshot.sequence);
    batch_.remove(kByTime, before);
    batch_.remove(kBySite, site + before);
    snapshot.first_seen = time;
    put_in_time(snapshot);
  }
  snapshot.last_seen = std::max(snapshot.last_seen, time);
  ++snapshot.sightings;
  return moved;
}

records::Snapshot Writer::version_of(const records::ArticleEvent& event,
                                     const std::string& url_key) {
  records::Snapshot snapshot;
  snapshot.url_key = url_key;
  snapshot.content_hash = event.content_hash;
  snapshot.text_hash = event.text_hash;
  snapshot.article = *event.article;
  snapshot.source = event.capture.source;
  snapshot.first_seen = snapshot.last_seen = event.capture.time;
  snapshot.sightings = 1;
  snapshot.outcome = event.outcome;
  snapshot.payload_digest = event.capture.payload_digest;
  snapshot.payload_type = std::string(records::header(event.capture.headers, "content-type"));
  snapshot.payload_bytes = event.capture.payload.size();
  snapshot.words = words_of(*event.article);
  return snapshot;
}

Result<records::Snapshot> Writer::enter(records::Snapshot snapshot,
                                        const records::ArticleEvent& event) {
  snapshot.logged = snapshot.first_seen;
  snapshot.log_index = counters_.snapshots;
  snapshot.sequence = ++counters_.snapshots;
  TRY(keep_text(event, snapshot.key()));
  take_text(snapshot);
  TRY(append_to_log(snapshot));
  put_in_time(snapshot);
  batch_.put(kBySequence, big_endian(snapshot.sequence), snapshot.key().bytes());
  note_change(snapshot.key());
  ++report_.snapshots;
  return snapshot;
}

Result<void> Writer::add_version(const records::ArticleEvent& event, const std::string& url_key,
                                 UrlState& state) {
  TRY_LET(snapshot, enter(version_of(event, url_key), event));
  if (state.versions.empty()) ++counters_.urls;
  state.versions.push_back(std::move(snapshot));
  return {};
}

void Writer::put_in_time(const records::Snapshot& snapshot) {
  const std::string key = snapshot.key().bytes();
  const std::string position = time_key(snapshot.first_seen, snapshot.sequence);
  batch_.put(kByTime, position, key);
  batch_.put(kBySite, site_prefix(site_of_key(snapshot.url_key)) + position, key);
}

// In the order of first seen: an import may bring versions from before those that are there.
void Writer::renumber(UrlState& state, const Digest& touched) {
  std::ranges::sort(state.versions, [](const auto& a, const auto& b) {
    return std::pair(a.first_seen, a.sequence) < std::pair(b.first_seen, b.sequence);
  });
  Digest previous;
  std::uint32_t number = 0;
  for (auto& snapshot : state.versions) {
    const bool moved = snapshot.version != ++number || snapshot.previous != previous;
    snapshot.version = number;
    snapshot.previous = std::exchange(previous, snapshot.content_hash);
    if (!moved && snapshot.content_hash != touched) continue;
    set(kSnapshots, snapshot.key().bytes(), records::encode(snapshot));
  }
  // It stays so, as a version's times only grow apart, unless one of them is replaced.
  if (has_return(state.versions)) batch_.put(kReturns, state.versions.front().url_key, "");
}

void Writer::note_change(const records::SnapshotKey& key) {
  batch_.put(kChanges, big_endian(++counters_.changes), key.bytes());
}

Result<void> Writer::keep_text(const records::ArticleEvent& event,
                               const records::SnapshotKey& key) {
  const std::string hash(event.text_hash.view());
  batch_.put(kStories, carrier_prefix(event.text_hash) + key.bytes(), "");
  TRY_LET(known, has(kTexts, hash));
  if (known) return {};
  const auto paragraphs = records::text_paragraphs(*event.article);
  set(kTexts, hash, encode_text(paragraphs));
  ++counters_.texts;
  const auto signature = text::signature(paragraphs);
  batch_.put(kStories, signature_key(event.text_hash), signature.bytes());
  for (const auto& band : text::bands(signature)) {
    batch_.put(kStories, band_key(band, event.text_hash), "");
  }
  return {};
}

Result<std::optional<Base>> Writer::base_for(const UrlState& state) const {
  if (state.versions.empty()) return std::optional<Base>();
  const Digest digest = state.versions.back().payload_digest;
  auto stored = shard_.stored_payload(digest);
  if (!stored) return std::optional<Base>();  // Not kept, or made in this very batch: then alone.
  TRY_LET(page, unpack(*stored, [&](const Digest& base) { return shard_.stored_payload(base); }));
  return std::optional(Base{digest, page, stored->depth});
}

Result<void> Writer::keep_payload(const records::ArticleEvent& event, const UrlState& state) {
  if (event.article) {
    // Once per snapshot: the page of the first capture that saw it.
    const auto known =
        std::ranges::find(state.versions, event.content_hash, &records::Snapshot::content_hash);
    if (known != state.versions.end()) return {};
  }
  const std::string digest(event.capture.payload_digest.view());
  TRY_LET(kept, has(kPayloads, digest));
  if (kept) return {};
  TRY_LET(base, base_for(state));
  const StoredPayload stored = pack(event.capture.payload, base);
  std::string row = stored.encode();
  ++counters_.payloads;
  counters_.payload_bytes += stored.size;
  counters_.payload_stored_bytes += row.size();
  set(kPayloads, digest, std::move(row));
  return {};
}

Result<void> Writer::append_to_log(const records::Snapshot& snapshot) {
  const auto read = [&](const LogNode& node) -> Result<Digest> {
    const auto pending = pending_.find({std::string(kLog), log_key(node)});
    if (pending != pending_.end()) return Digest::from_bytes(pending->second);
    return shard_.log_node(node);
  };
  const auto write = [&](const LogNode& node, const Digest& hash) {
    set(kLog, log_key(node), std::string(hash.view()));
  };
  return append_leaf(snapshot.log_index, leaf_hash(Shard::log_leaf(snapshot)), read, write);
}

void Writer::put_offset(const Offset& offset) {
  batch_.put(kMeta, offset_name(offset.topic, offset.partition),
             big_endian(static_cast<std::uint64_t>(offset.next)));
}

kv::Batch Writer::finish() {
  batch_.put(kMeta, kCountersName, counters_.encode());
  return std::move(batch_);
}

Result<PutReport> Shard::put(const std::vector<records::ArticleEvent>& events,
                             const std::vector<Offset>& offsets) {
  std::scoped_lock lock(impl_->writing);
  TRY_LET(counters, impl_->counters());
  Writer writer(*impl_, counters);
  for (const auto& event : events) TRY(writer.put(event));
  for (const auto& offset : offsets) writer.put_offset(offset);
  TRY(impl_->store.write(writer.finish()));
  return writer.report();
}

}  // namespace broadsheet::archive
