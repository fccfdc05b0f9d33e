// SPDX-License-Identifier: Apache-2.0
// The page of a version, read by another extractor. What it makes of it is the version from then
// on, with the times of the captures that saw it: the publisher changed nothing. What the former
// one made of it keeps its name, its text and its leaf in the log, and leaves the lists.
#include <algorithm>
#include <charconv>
#include <utility>

#include "archive/put.h"
#include "archive/texts.h"
#include "url/canonical.h"

namespace broadsheet::archive {

namespace {

// Everything of it that does not come out of the page itself.
void take_place_of(const records::Snapshot& old, records::Snapshot& reading) {
  reading.first_seen = std::min(old.first_seen, reading.first_seen);
  reading.last_seen = std::max(old.last_seen, reading.last_seen);
  reading.sightings += old.sightings;
  reading.reading_of = old.content_hash;
}

// Of the two, who reads with the elder rules. They are numbered; of others nobody knows.
bool is_older(std::string_view reader, std::string_view other) {
  const auto number = [](std::string_view text) -> std::optional<unsigned> {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  const auto a = number(reader);
  const auto b = number(other);
  return a && b && *a < *b;
}

// The same text under the name that it has, with the place in the log that it has.
records::Snapshot under_its_name(const records::Snapshot& former, records::Snapshot reading) {
  take_text(reading);
  reading.sequence = former.sequence;
  reading.log_index = former.log_index;
  reading.logged = former.logged;
  reading.logged_payload = former.logged_payload.value_or(former.payload_digest);
  if (reading.logged_payload == reading.payload_digest) reading.logged_payload.reset();
  return reading;
}

bool same_article(const records::Snapshot& a, const records::Snapshot& b) {
  return a.article == b.article && a.paragraph_kinds == b.paragraph_kinds &&
         a.outcome == b.outcome && a.words == b.words;
}

}  // namespace

// A reading that is there and was replaced; none if it was not.
Result<std::optional<records::Snapshot>> Writer::replaced_reading(
    const records::SnapshotKey& key) const {
  TRY_LET(found, row(kSnapshots, key.bytes()));
  if (!found) return std::optional<records::Snapshot>();
  TRY_LET(snapshot, records::decode_snapshot(*found));
  if (snapshot.replaced_by.is_zero()) return std::optional<records::Snapshot>();
  return std::optional(std::move(snapshot));
}

Result<Digest> Writer::current_reading(const std::string& url_key, const UrlState& state,
                                       Digest hash) const {
  while (true) {
    const auto is_it = [&](const auto& version) { return version.content_hash == hash; };
    if (std::ranges::any_of(state.versions, is_it)) return hash;
    TRY_LET(replaced, replaced_reading({url_key, hash}));
    if (!replaced) return hash;
    hash = replaced->replaced_by;
  }
}

Result<std::optional<records::Snapshot>> Writer::published_again(const records::ArticleEvent& event,
                                                                 const records::SnapshotKey& key,
                                                                 const UrlState& state) const {
  if (!event.article || !records::has_article(event.outcome)) {
    return std::optional<records::Snapshot>();
  }
  TRY_LET(former, replaced_reading(key));
  if (!former) return former;
  TRY_LET(instead, current_reading(key.url_key, state, key.content_hash));
  const auto now = std::ranges::find(state.versions, instead, &records::Snapshot::content_hash);
  if (now == state.versions.end()) return std::optional<records::Snapshot>();
  const std::string& reader = event.article->extractor_version;
  // To such a one, this page is as good as the former: nothing new was published, for all it knows.
  const bool behind =
      is_older(reader, now->article.extractor_version) ||
      (reader == former->article.extractor_version && reader != now->article.extractor_version);
  if (behind) former.reset();
  return former;
}

Result<void> Writer::bring_back(const records::Snapshot& former, const records::ArticleEvent& event,
                                const Digest& instead, UrlState& state) {
  TRY(point_readings(former.url_key, former.content_hash, instead));
  records::Snapshot snapshot = under_its_name(former, version_of(event, former.url_key));
  put_in_time(snapshot);
  note_change(snapshot.key());
  ++report_.snapshots;
  state.versions.push_back(std::move(snapshot));
  return {};
}

Result<void> Writer::point_readings(const std::string& url_key, const Digest& from,
                                    const Digest& to) {
  TRY_LET(rows, rows_of(kSnapshots, url_key));
  for (const auto& [key, value] : rows) {
    TRY_LET(snapshot, records::decode_snapshot(value));
    if (snapshot.replaced_by != from) continue;
    snapshot.replaced_by = to;
    set(kSnapshots, key, records::encode(snapshot));
  }
  return {};
}

void Writer::leave_lists(const records::Snapshot& snapshot) {
  const std::string position = time_key(snapshot.first_seen, snapshot.sequence);
  batch_.remove(kByTime, position);
  batch_.remove(kBySite, site_prefix(site_of_key(snapshot.url_key)) + position);
}

Result<void> Writer::read_again(const records::ArticleEvent& event, const std::string& url_key) {
  TRY_LET(state, state_of(url_key));
  const auto old = std::ranges::find(state->versions, event.capture.reading_of,
                                     &records::Snapshot::content_hash);
  // Replaced already, or of another shard's life, or since then published by another page; and a
  // page in which there is no article for this extractor does not take away the one that another
  // found in it.
  if (old == state->versions.end() || old->payload_digest != event.capture.payload_digest ||
      !event.article || !records::has_article(event.outcome) || event.content_hash.is_zero()) {
    ++report_.repeated;
    return {};
  }
  if (event.content_hash == old->content_hash) {
    refresh(*old, event, *state);
    return {};
  }
  return replace(*old, event, *state);
}

// The same text: its headline's provenance, its dates, its authors may be better.
void Writer::refresh(const records::Snapshot& old, const records::ArticleEvent& event,
                     UrlState& state) {
  records::Snapshot fresh = old;
  fresh.article = *event.article;
  fresh.outcome = event.outcome;
  fresh.words = version_of(event, old.url_key).words;
  fresh.paragraph_kinds.clear();
  take_text(fresh);
  if (same_article(old, fresh)) {
    ++report_.repeated;
    return;
  }
  *std::ranges::find(state.versions, old.content_hash, &records::Snapshot::content_hash) = fresh;
  note_change(fresh.key());
  renumber(state, fresh.content_hash);
}

// An extractor before the last one read it so, too: this page, or another one.
Result<records::Snapshot> Writer::enter_again(const records::Snapshot& former,
                                              records::Snapshot reading,
                                              const records::Snapshot& old, const UrlState& state) {
  TRY_LET(instead, current_reading(old.url_key, state, former.content_hash));
  if (instead != old.content_hash) {
    TRY(point_readings(old.url_key, former.content_hash, instead));
  }
  records::Snapshot snapshot = under_its_name(former, std::move(reading));
  put_in_time(snapshot);
  note_change(snapshot.key());
  return snapshot;
}

Result<void> Writer::replace(records::Snapshot old, const records::ArticleEvent& event,
                             UrlState& state) {
  const Digest hash = event.content_hash;
  const auto there = std::ranges::find(state.versions, hash, &records::Snapshot::content_hash);
  TRY_LET(former, replaced_reading({old.url_key, hash}));
  if (there != state.versions.end()) {
    // A later capture has been read so already: it never was an edit.
    leave_lists(*there);
    take_place_of(old, *there);
    put_in_time(*there);
    note_change(there->key());
  } else {
    records::Snapshot reading = version_of(event, old.url_key);
    reading.first_seen = old.first_seen;
    reading.last_seen = old.last_seen;
    reading.sightings = 0;
    reading.payload_type = old.payload_type;
    reading.payload_bytes = old.payload_bytes;
    reading.payload_digest = old.payload_digest;
    take_place_of(old, reading);
    TRY_LET(entered, former ? enter_again(*former, std::move(reading), old, state)
                            : enter(std::move(reading), event));
    state.versions.push_back(std::move(entered));
  }
  std::erase_if(state.versions,
                [&](const auto& version) { return version.content_hash == old.content_hash; });
  leave_lists(old);
  old.replaced_by = hash;
  set(kSnapshots, old.key().bytes(), records::encode(old));
  note_change(old.key());
  TRY(point_captures(old.url_key, old.content_hash, hash));
  if (state.newest && state.newest->content_hash == old.content_hash) {
    state.newest->content_hash = hash;
  }
  for (auto& [time, sighting] : state.seen) {
    if (sighting.content_hash == old.content_hash) sighting.content_hash = hash;
  }
  renumber(state, hash);
  // What seemed to have come back may be one and the same now.
  if (!has_return(state.versions)) batch_.remove(kReturns, old.url_key);
  ++report_.replaced;
  return {};
}

Result<std::map<std::string, std::string>> Writer::rows_of(std::string_view family,
                                                           const std::string& url_key) const {
  const std::string prefix = url_prefix(url_key);
  std::map<std::string, std::string> found;
  kv::Cursor rows = shard_.store.scan(family, kv::Range::prefix(prefix));
  while (rows.next()) found.emplace(rows.key(), rows.value());
  TRY(rows.status());
  for (auto at = pending_.lower_bound({std::string(family), prefix}); at != pending_.end(); ++at) {
    if (at->first.first != family || !at->first.second.starts_with(prefix)) break;
    found.insert_or_assign(at->first.second, at->second);
  }
  return found;
}

Result<void> Writer::point_captures(const std::string& url_key, const Digest& from,
                                    const Digest& to) {
  TRY_LET(rows, rows_of(kCaptures, url_key));
  for (const auto& [key, value] : rows) {
    TRY_LET(record, records::decode_capture_record(value));
    if (record.content_hash != from) continue;
    record.content_hash = to;
    set(kCaptures, key, records::encode(record));
  }
  return {};
}

}  // namespace broadsheet::archive
