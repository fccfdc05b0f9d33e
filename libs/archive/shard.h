// SPDX-License-Identifier: Apache-2.0
// One shard of the archive: every version of every article, in one RocksDB. `put` twice is `put`
// once; every version ever kept reads back byte for byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/scope.h"
#include "core/hash.h"
#include "core/time.h"
#include "records/article.h"
#include "records/snapshot.h"

namespace broadsheet::archive {

struct Options {
  int shard = 0;
  bool read_only = false;
  std::size_t cache_bytes = std::size_t{64} << 20;
  std::size_t write_buffer_bytes = std::size_t{64} << 20;
};

// Where an event stood on the bus; the last one of each topic is kept with the data.
struct Offset {
  std::string topic;
  int partition = 0;
  std::int64_t next = 0;  // the first record not yet put
};

struct PutReport {
  std::size_t captures = 0;   // new ones
  std::size_t snapshots = 0;  // new versions
  std::size_t sightings = 0;  // of a version that was there
  std::size_t repeated = 0;   // events that were put before, or changed nothing
  std::size_t replaced = 0;   // versions of which the page was read anew, and otherwise
};

// Something about a snapshot changed that an index must know: it is new, it was superseded, or it
// is current again.
struct Change {
  std::uint64_t sequence = 0;  // 1, 2, …
  records::SnapshotKey key;
};

struct Copy {
  records::SnapshotKey key;
  double resemblance = 0;  // 1 for the same text
  bool exact = false;      // the same text hash
};

struct ShardStats {
  std::uint64_t snapshots = 0;
  std::uint64_t urls = 0;  // with at least one snapshot
  std::uint64_t captures = 0;
  std::uint64_t texts = 0;
  std::uint64_t payloads = 0;
  std::uint64_t payload_bytes = 0;         // as served
  std::uint64_t payload_stored_bytes = 0;  // as kept
  std::uint64_t disk_bytes = 0;
  std::uint64_t last_sequence = 0;  // of snapshots
  std::uint64_t last_change = 0;    // Change::sequence
  Time newest = {};                 // last_seen of the newest sighting
};

// Which snapshots list() gives.
struct Listing {
  UrlScope scope = {};
  std::string source = {};
  Time from = Time::min();  // first_seen in [from, to)
  Time to = Time::max();
  bool newest_first = false;
  std::string after = {};  // position of the last one had (opaque bytes), empty: from the start
  std::size_t count_max = 100;
  // However few of the rows are what was asked for, a call looks at no more of them, so that its
  // caller can give up in between: a thousand are some milliseconds.
  std::size_t rows_max = 1000;
};

struct ListPage {
  std::vector<records::Snapshot> snapshots;  // may be none though there is more
  std::vector<std::string> positions;        // of each, for Listing::after
  bool more = false;
  std::string next = {};  // if there is more: for Listing::after, behind what was looked at
};

// Which captures of a URL captures() gives.
struct CaptureRange {
  Time from = Time::min();  // in [from, to)
  Time to = Time::max();
  bool newest_first = false;
  std::size_t count_max = 100;
};

struct VerifyProblem {
  std::string what;
  std::string where;
};
struct VerifyReport {
  std::uint64_t checked = 0;
  std::vector<VerifyProblem> problems;  // the first 1000
  std::uint64_t problem_count = 0;
};

// Thread-safe: one writer at a time inside, readers beside it. Move-only.
class Shard {
 public:
  static Result<Shard> open(const std::filesystem::path& folder, Options options);
  Shard(Shard&&) noexcept;
  Shard& operator=(Shard&&) noexcept;
  ~Shard();

  // All events and `offsets` in one durable batch: all or nothing.
  Result<PutReport> put(const std::vector<records::ArticleEvent>& events,
                        const std::vector<Offset>& offsets);
  // 0 if nothing of it was ever put.
  [[nodiscard]] Result<std::int64_t> offset(std::string_view topic, int partition) const;

  // Without its paragraphs; read them with text(). kNotFound.
  [[nodiscard]] Result<records::Snapshot> get(const records::SnapshotKey& key) const;
  // The version that the newest capture at or before `as_of` saw. kNotFound if there is none.
  [[nodiscard]] Result<records::Snapshot> as_of(std::string_view url_key, Time time) const;
  // All versions of a URL, oldest first; without those that a newer reading of their page replaced.
  [[nodiscard]] Result<std::vector<records::Snapshot>> versions(std::string_view url_key) const;
  [[nodiscard]] Result<ListPage> list(const Listing& listing) const;
  // The position of a snapshot in every list: for whoever merges the lists of several shards.
  static std::string list_position(const records::Snapshot& snapshot);

  // The text paragraphs and captions of a snapshot, with their kinds.
  [[nodiscard]] Result<std::vector<records::Paragraph>> text(
      const records::Snapshot& snapshot) const;
  [[nodiscard]] Result<std::string> payload(const Digest& payload_digest) const;
  // In the order of time; reads no more of them than it gives.
  [[nodiscard]] Result<std::vector<records::CaptureRecord>> captures(
      std::string_view url_key, const CaptureRange& which) const;

  // Snapshots in this shard with this text, or one near it (resemblance >= `least`), best first.
  [[nodiscard]] Result<std::vector<Copy>> copies(const Digest& text_hash,
                                                 std::string_view signature, double least,
                                                 std::size_t count_max) const;
  // text::Signature::bytes of a snapshot's text.
  [[nodiscard]] Result<std::string> signature(const records::SnapshotKey& key) const;

  // When another version was first seen after the last sighting of this one; none while it is
  // current.
  [[nodiscard]] Result<std::optional<Time>> superseded(const records::Snapshot& snapshot) const;
  // URL keys of which a version was seen again after another one, in order, after `after`. There
  // are few.
  [[nodiscard]] Result<std::vector<std::string>> returned(std::string_view after,
                                                          std::size_t count_max) const;
  // In the order of Change::sequence, from the first one after `after`.
  [[nodiscard]] Result<std::vector<Change>> changes(std::uint64_t after,
                                                    std::size_t count_max) const;
  // Snapshots in the order of their keys, from the first one behind the key `after`; also those
  // that a newer reading replaced.
  [[nodiscard]] Result<std::vector<records::Snapshot>> in_order(std::string_view after,
                                                                std::size_t count_max) const;
  // Snapshots in the order they were first put (Snapshot::sequence), for bulk reads.
  [[nodiscard]] Result<std::vector<records::Snapshot>> read_from(std::uint64_t after_sequence,
                                                                 std::size_t count_max) const;
  [[nodiscard]] Result<ShardStats> stats() const;

  // The Merkle log of snapshots (RFC 6962 §2.1).
  [[nodiscard]] Result<std::uint64_t> log_size() const;
  [[nodiscard]] Result<Digest> log_root(std::uint64_t size) const;
  [[nodiscard]] Result<std::vector<Digest>> inclusion_proof(std::uint64_t index,
                                                            std::uint64_t size) const;
  [[nodiscard]] Result<std::vector<Digest>> consistency_proof(std::uint64_t first,
                                                              std::uint64_t second) const;
  // The bytes whose leaf hash stands in the log for a snapshot.
  static std::string log_leaf(const records::Snapshot& snapshot);

  // Reads everything and checks every invariant; `progress` (0 … 1) may be empty.
  [[nodiscard]] Result<VerifyReport> verify(const std::function<void(double)>& progress) const;
  Result<void> checkpoint(const std::filesystem::path& folder) const;

  struct Impl;

 private:
  explicit Shard(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::archive
