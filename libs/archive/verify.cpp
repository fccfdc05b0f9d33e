// SPDX-License-Identifier: Apache-2.0
// Reads the whole shard and checks that every row says the truth about every other.
#include <algorithm>
#include <map>

#include "archive/impl.h"
#include "archive/stories.h"
#include "archive/texts.h"
#include "archive/verify_pages.h"
#include "article/content_hash.h"
#include "text/similarity.h"
#include "url/canonical.h"
#include "url/url.h"

namespace broadsheet::archive {

namespace {

constexpr std::size_t kProblemsMax = 1000;
constexpr std::size_t kPagesAtOnce = 1 << 20;  // 33 MB

class Verifier {
 public:
  Verifier(const Shard& shard, const Shard::Impl& impl, const std::function<void(double)>& progress)
      : shard_(shard), impl_(impl), progress_(progress) {}

  Result<VerifyReport> run() {
    TRY(impl_.store.verify_checksums());
    TRY_LET(stored, impl_.counters());
    total_ = std::max<std::uint64_t>(stored.snapshots * 2 + stored.captures + stored.payloads, 1);
    const auto schema = impl_.store.get(kMeta, kSchemaName);
    notes_returns_ = schema && *schema == kSchemaVersion;
    TRY(check_snapshots());
    TRY(check_order());
    TRY(check_returns());
    TRY(check_captures());
    TRY(check_texts());
    TRY(check_stories());
    TRY(check_payloads());
    TRY(find_pages_left_over(impl_, kPagesAtOnce, [&](const Digest& page) {
      problem("a page that nobody has", page.hex());
    }));
    TRY(check_log());
    check_counters(stored);
    return std::move(report_);
  }

 private:
  void problem(std::string what, std::string where) {
    ++report_.problem_count;
    if (report_.problems.size() < kProblemsMax) {
      report_.problems.push_back({std::move(what), std::move(where)});
    }
  }

  void checked() {
    ++report_.checked;
    if (progress_ && report_.checked % 256 == 0) {
      progress_(std::min(1.0, static_cast<double>(report_.checked) / static_cast<double>(total_)));
    }
  }

  void expect(bool truth, const char* what, const std::string& where) {
    if (!truth) problem(what, where);
  }

  bool has(std::string_view family, std::string_view key) const {
    return impl_.store.get(family, key).ok();
  }

  Result<void> check_snapshots() {
    std::string url_key;
    std::vector<records::Snapshot> versions;
    kv::Cursor rows = impl_.store.scan(kSnapshots);
    while (rows.next()) {
      checked();
      auto snapshot = records::decode_snapshot(rows.value());
      if (!snapshot) {
        problem("a snapshot does not decode: " + snapshot.fault().what, std::string(rows.key()));
        continue;
      }
      const std::string name = snapshot->key().name();
      expect(snapshot->key().bytes() == rows.key(), "a snapshot lies under another's key", name);
      check_snapshot(*snapshot, name);
      if (snapshot->url_key != url_key) {
        check_versions(versions);
        versions.clear();
        url_key = snapshot->url_key;
        ++counted_.urls;
      }
      if (snapshot->replaced_by.is_zero()) versions.push_back(*std::move(snapshot));
      ++counted_.snapshots;
    }
    check_versions(versions);
    return rows.status();
  }

  void check_snapshot(const records::Snapshot& snapshot, const std::string& name) {
    const auto key = snapshot.key().bytes();
    check_readings(snapshot, name);
    const auto position = Shard::list_position(snapshot);
    auto row = impl_.store.get(kByTime, position);
    const bool listed = snapshot.replaced_by.is_zero();
    if (listed) {
      expect(row && *row == key, "it is missing in the order of time", name);
      row = impl_.store.get(kBySite, site_prefix(site_of_key(snapshot.url_key)) + position);
      expect(row && *row == key, "it is missing in the order of its site", name);
    } else {
      expect(!row, "it was replaced, and is in the order of time", name);
    }
    row = impl_.store.get(kBySequence, big_endian(snapshot.sequence));
    expect(row && *row == key, "it is missing in the order of sequence", name);
    expect(has(kStories, carrier_prefix(snapshot.text_hash) + key), "copies of it are not found",
           name);
    expect(snapshot.payload_bytes == 0 || may_not_be_kept(snapshot.article) ||
               has(kPayloads, snapshot.payload_digest.view()),
           "its page is missing", name);
    expect(snapshot.first_seen <= snapshot.last_seen && snapshot.sightings > 0,
           "its times or sightings make no sense", name);
    expect(snapshot.log_index + 1 == snapshot.sequence, "its place in the log is wrong", name);
    auto paragraphs = shard_.text(snapshot);
    if (!paragraphs) {
      problem("its text cannot be read: " + paragraphs.fault().text(), name);
      return;
    }
    records::Article article = snapshot.article;
    article.paragraphs = *std::move(paragraphs);
    expect(article::content_hash(article) == snapshot.content_hash,
           "its content is not what its content hash says", name);
    expect(article::text_hash(article) == snapshot.text_hash,
           "its text is not what its text hash says", name);
  }

  void check_readings(const records::Snapshot& snapshot, const std::string& name) {
    for (const auto& other : {snapshot.reading_of, snapshot.replaced_by}) {
      if (other.is_zero()) continue;
      expect(has(kSnapshots, records::SnapshotKey{snapshot.url_key, other}.bytes()),
             "another reading of its page is not there", name);
    }
    if (!snapshot.replaced_by.is_zero()) ++replaced_;
  }

  void check_versions(std::vector<records::Snapshot>& versions) {
    std::ranges::sort(versions, {}, &records::Snapshot::version);
    Digest previous;
    std::uint32_t number = 0;
    Time seen = Time::min();
    for (const auto& snapshot : versions) {
      const std::string name = snapshot.key().name();
      expect(snapshot.version == ++number, "versions are not numbered 1, 2, …", name);
      expect(snapshot.previous == previous, "it names another version as the one before", name);
      expect(snapshot.first_seen >= seen, "versions are not in the order of time", name);
      previous = snapshot.content_hash;
      seen = snapshot.first_seen;
    }
    if (!notes_returns_ || !has_return(versions)) return;
    ++returns_;
    expect(has(kReturns, versions.front().url_key), "that a version came back is not noted",
           versions.front().url_key);
  }

  // None but those that were found with the snapshots.
  Result<void> check_returns() {
    std::uint64_t count = 0;
    kv::Cursor rows = impl_.store.scan(kReturns);
    while (rows.next()) ++count;
    TRY(rows.status());
    expect(count == returns_, "versions are noted to have come back that have not", "returns");
    return {};
  }

  // The orders hold as many rows as there are snapshots, those of time without the ones that were
  // replaced; each snapshot was found in all.
  Result<void> check_order() {
    for (const auto family : {kByTime, kBySite, kBySequence}) {
      std::uint64_t count = 0;
      kv::Cursor rows = impl_.store.scan(family);
      while (rows.next()) {
        ++count;
        expect(has(kSnapshots, rows.value()), "an order names a snapshot that is not there",
               std::string(family));
      }
      TRY(rows.status());
      const auto wanted = counted_.snapshots - (family == kBySequence ? 0 : replaced_);
      expect(count == wanted, "an order has rows too many or too few", std::string(family));
    }
    kv::Cursor changes = impl_.store.scan(kChanges);
    while (changes.next()) {
      ++counted_.changes;
      expect(from_big_endian(changes.key()) == counted_.changes, "changes have a gap",
             std::to_string(counted_.changes));
      expect(has(kSnapshots, changes.value()), "a change names a snapshot that is not there",
             std::to_string(counted_.changes));
    }
    return changes.status();
  }

  // What the captures of a URL say of one of its snapshots.
  struct Seen {
    std::uint64_t count = 0;
    Time first = Time::max();
    Time last = Time::min();
  };

  Result<void> check_captures() {
    std::map<std::string, Seen> sightings;  // of one URL's snapshots
    std::string url_key;
    kv::Cursor rows = impl_.store.scan(kCaptures);
    while (rows.next()) {
      checked();
      ++counted_.captures;
      const std::string key(rows.key());
      auto record = records::decode_capture_record(rows.value());
      if (!record) {
        problem("a capture does not decode: " + record.fault().what, key);
        continue;
      }
      const std::string of_url = key.substr(0, key.find('\0'));
      const auto url = url::Url::parse(record->url);
      expect(url && url::url_key(*url) == of_url, "a capture lies under another URL's key",
             record->url);
      expect(capture_time(key) == record->time, "a capture lies under another time", record->url);
      if (of_url != url_key) {
        check_sightings(sightings);
        sightings.clear();
        url_key = of_url;
      }
      check_feed(*record);
      if (record->content_hash.is_zero()) continue;
      auto& seen = sightings[records::SnapshotKey{of_url, record->content_hash}.bytes()];
      ++seen.count;
      seen.first = std::min(seen.first, record->time);
      seen.last = std::max(seen.last, record->time);
    }
    check_sightings(sightings);
    return rows.status();
  }

  // Of them, every one is kept that may be.
  void check_feed(const records::CaptureRecord& record) {
    const bool feed =
        record.outcome == records::Outcome::kFeed || record.outcome == records::Outcome::kSitemap;
    if (!feed || record.payload_bytes == 0 || record.payload_digest.is_zero()) return;
    expect(has(kPayloads, record.payload_digest.view()), "the file of a feed is missing",
           record.url);
  }

  void check_sightings(const std::map<std::string, Seen>& sightings) {
    for (const auto& [key, seen] : sightings) {
      const auto parsed = records::SnapshotKey::from_bytes(key);
      const auto snapshot = parsed ? impl_.get(*parsed) : parsed.fault();
      if (!snapshot) {
        problem("captures saw a snapshot that is not there", key);
        continue;
      }
      counted_newest_ = std::max(counted_newest_, snapshot->last_seen);
      const std::string name = snapshot->key().name();
      expect(snapshot->replaced_by.is_zero(), "captures saw it, though it was replaced", name);
      expect(snapshot->sightings == seen.count, "its sightings are not the captures that saw it",
             name);
      expect(snapshot->first_seen == seen.first && snapshot->last_seen == seen.last,
             "its times are not those of the captures that saw it", name);
    }
  }

  Result<void> check_texts() {
    kv::Cursor rows = impl_.store.scan(kTexts);
    while (rows.next()) {
      ++counted_.texts;
      const auto hash = Digest::from_bytes(rows.key());
      if (!hash) {
        problem("a text lies under no hash", std::string(rows.key()));
        continue;
      }
      const auto carriers = impl_.carriers(*hash, 1);
      expect(carriers && !carriers->empty(), "a text that no snapshot has", hash->hex());
      const auto row = impl_.store.get(kStories, signature_key(*hash));
      text::Signature signature;
      if (!row || !text::Signature::from_bytes(*row, signature)) {
        problem("a text without its signature", hash->hex());
        continue;
      }
      for (const auto& band : text::bands(signature)) {
        ++bands_;
        expect(has(kStories, band_key(band, *hash)), "near copies of it are not found",
               hash->hex());
      }
    }
    return rows.status();
  }

  // None but those that were found with the texts and snapshots.
  Result<void> check_stories() {
    std::map<char, std::uint64_t> counts;
    kv::Cursor rows = impl_.store.scan(kStories);
    while (rows.next()) {
      if (!rows.key().empty()) ++counts[rows.key().front()];
    }
    TRY(rows.status());
    expect(counts['b'] == bands_, "near copies are looked for where there is no such text",
           "stories");
    expect(counts['s'] == counted_.texts, "there are signatures too many or too few", "stories");
    expect(counts['t'] == counted_.snapshots, "there are copies too many or too few", "stories");
    return {};
  }

  Result<void> check_payloads() {
    kv::Cursor rows = impl_.store.scan(kPayloads);
    while (rows.next()) {
      checked();
      ++counted_.payloads;
      counted_.payload_stored_bytes += rows.value().size();
      const auto digest = Digest::from_bytes(rows.key());
      auto page = digest ? shard_.payload(*digest) : digest.fault();
      if (!page) {
        problem("a page cannot be read: " + page.fault().text(), to_hex(rows.key()));
        continue;
      }
      counted_.payload_bytes += page->size();
      expect(sha256(*page) == *digest, "a page is not what its digest says", digest->hex());
    }
    return rows.status();
  }

  // Every leaf again from its snapshot, every inner hash from the two below it.
  Result<void> check_log() {
    const auto read = [&](const LogNode& node) { return impl_.log_node(node); };
    const auto compare = [&](const LogNode& node, const Digest& hash) {
      const auto stored = impl_.log_node(node);
      expect(stored && *stored == hash, "the log has another hash", std::to_string(node.index));
    };
    kv::Cursor rows = impl_.store.scan(kBySequence);
    std::uint64_t index = 0;
    while (rows.next()) {
      checked();
      expect(from_big_endian(rows.key()) == index + 1, "sequences have a gap",
             std::to_string(index));
      const auto key = records::SnapshotKey::from_bytes(rows.value());
      const auto snapshot = key ? impl_.get(*key) : key.fault();
      if (snapshot) {
        const auto grown = append_leaf(index, leaf_hash(Shard::log_leaf(*snapshot)), read, compare);
        if (!grown) problem("the log: " + grown.fault().text(), std::to_string(index));
      }
      ++index;
    }
    return rows.status();
  }

  void check_counters(const Counters& stored) {
    counted_.newest = counted_newest_;
    expect(stored == counted_, "the counters are not what was counted",
           stored.encode() + " / " + counted_.encode());
  }

  const Shard& shard_;
  const Shard::Impl& impl_;
  const std::function<void(double)>& progress_;
  std::uint64_t total_ = 1;
  bool notes_returns_ = true;
  std::uint64_t returns_ = 0;  // URLs of which a version came back
  std::uint64_t bands_ = 0;
  std::uint64_t replaced_ = 0;  // snapshots of which the page was read anew, and otherwise
  VerifyReport report_;
  Counters counted_;
  Time counted_newest_ = {};
};

}  // namespace

Result<VerifyReport> Shard::verify(const std::function<void(double)>& progress) const {
  return Verifier(*this, *impl_, progress).run();
}

}  // namespace broadsheet::archive
