// SPDX-License-Identifier: Apache-2.0
// The full-text index of one shard: add, remove, query, count. It is derived from the archive,
// knows how far it has read it (its offset), and can be thrown away and built again at any time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace broadsheet::search {

// Of a snapshot's name: twice the longest URL that the archive takes, and a hash. A URL key, all of
// it, is in a cursor and in the index as one term, which could have 64 KiB.
inline constexpr std::size_t kSnapshotBytesMax = 16 << 10;

// One snapshot as the index knows it. Strings are UTF-8 (bad bytes are replaced), except the opaque
// `snapshot`. What is empty is not indexed; what is beyond 4 MiB of text, 64 KiB of title or
// description, 4 KiB of a name (16 of a URL key), or 1000 authors or keywords is left out.
struct SearchDocument {
  std::string snapshot = {};  // Opaque bytes, unique, 1 to kSnapshotBytesMax: what a hit names.
  std::string url_key = {};
  std::string host = {};      // "news.example.co.uk", without a port
  std::string source = {};    // the id of the source
  std::string language = {};  // BCP 47: "pt-BR" is found by "pt" too
  std::string title = {};
  std::string description = {};
  std::vector<std::string> authors = {};
  std::vector<std::string> keywords = {};
  std::string section = {};
  std::string text = {};  // paragraphs, divided by line ends
  std::optional<Time> published = {};
  Time first_seen = {};
  // When the next version of this URL was first seen; none while this is the newest. When it
  // becomes known, add the document again: it replaces the old one.
  std::optional<Time> superseded = {};
};

// What belongs into one commit of the archive. Removes are done first, then the adds in their
// order.
struct Batch {
  std::vector<SearchDocument> adds = {};  // An add replaces the document with the same `snapshot`.
  std::vector<std::string> removes = {};  // snapshots; unknown ones are ignored
};

struct IndexOptions {
  std::size_t writer_memory = std::size_t{64}
                              << 20;  // Held before a segment is written. At least 16 MiB.
  bool store_text =
      true;  // Needed for snippets in search(); without it use make_snippet. Half the disk.
  bool read_only = false;  // No lock, no apply: for readers beside the process that writes.
  std::uint32_t segment_documents_max = 2'000'000;  // Larger segments are not merged again.
  Duration query_time = std::chrono::seconds(10);   // A query that takes longer is kUnavailable.
};

// [from, until); an open end is no limit.
struct TimeRange {
  std::optional<Time> from = {};
  std::optional<Time> until = {};
};

// All that is set must hold; inside one list any entry may.
struct Filter {
  std::vector<std::string> hosts = {};          // exactly these
  std::vector<std::string> host_suffixes = {};  // "example.com": it and every host below it
  std::vector<std::string> sources = {};
  std::vector<std::string> languages = {};  // "pt" finds "pt-BR" too, "pt-BR" does not find "pt"
  std::vector<std::string> url_keys = {};
  TimeRange published = {};  // what has no published date is not in any range
  TimeRange first_seen = {};
  // The archive as it was then: the versions that were the newest of their URL at that time.
  std::optional<Time> as_of = {};
  bool latest_only = false;  // only the newest version of every URL
};

enum class Order {
  kRelevance,  // BM25, the title counting more
  kNewest,     // by published, or by first seen where that is unknown
  kOldest,
};

struct Query {
  std::string text = {};  // the language of query.h; empty matches everything
  Filter filter = {};
  Order order = Order::kRelevance;
};

struct Page {
  std::size_t size = 20;            // 1 … 1000
  std::string after = {};           // a cursor; empty for the first page
  bool total = true;                // Counting everything costs time: ask on the first page alone.
  std::size_t snippet_bytes = 240;  // about; 0 for none, at most 4096
};

// Bytes of `Snippet::text`, [begin, end).
struct Highlight {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Highlight&) const = default;
};

// A stretch of the text where the words of the query are (its beginning if they are nowhere in it),
// cut between words. Plain text, not HTML. Highlights are in order and do not overlap.
struct Snippet {
  std::string text = {};
  std::vector<Highlight> highlights;
};

struct Hit {
  std::string snapshot = {};
  double score = 0;  // 0 unless by relevance
  Time date;         // published, or first seen: what kNewest and kOldest sort by
  Snippet title;     // whole (up to 1 KiB), highlighted
  Snippet snippet;
};

struct Hits {
  std::vector<Hit> hits;
  std::uint64_t total = 0;  // exact; 0 if Page::total was false
  std::string next;         // the cursor of the next page; empty after the last
};

enum class Facet { kPublishedDay, kFirstSeenDay, kHost, kSource, kLanguage };

struct FacetCount {
  // One for each facet asked for; a day is "2026-01-31" (UTC). Empty where it is unknown.
  std::vector<std::string> values;
  std::uint64_t count = 0;
};

struct IndexStats {
  std::uint64_t documents = 0;
  std::uint64_t segments = 0;
  std::uint64_t bytes = 0;  // on disk
};

// Thread safety: one thread at a time may apply and commit; any number may read beside it. Readers
// see whole commits only.
class Index {
 public:
  // Makes the folder if it is absent. kUnavailable: another process writes it. kBroken: it is
  // damaged, or of another format: rebuild it. With read_only, kNotFound if nothing is there.
  static Result<Index> open(const std::filesystem::path& folder, const IndexOptions& options = {});
  // The same, but empty, whatever was in the folder (its files go).
  static Result<Index> rebuild(const std::filesystem::path& folder,
                               const IndexOptions& options = {});

  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();  // What was not committed is gone.

  // Takes the batch in; it is neither durable nor visible before commit(). `offset` (opaque, at
  // most 4 KiB) says how far the archive has been read with this batch. Applying a batch again
  // changes nothing. kUnavailable (a full disk): the index is as the last commit left it; apply
  // what came since then again, later.
  Result<void> apply(const Batch& batch, std::string_view offset);
  // Durable and visible on return, together with the offset of the last apply. kUnavailable as for
  // apply().
  Result<void> commit();
  // Of the last commit, also after a restart or a crash: go on reading the archive from here. Empty
  // at first.
  [[nodiscard]] std::string indexed_offset() const;

  // kBadInput: the query (where = column) or the page (where = field). kUnavailable: out of time.
  [[nodiscard]] Result<Hits> search(const Query& query, const Page& page = {}) const;
  [[nodiscard]] Result<std::uint64_t> count(const Query& query) const;
  // How many there are of each value, or of each pair of values of two facets. The commonest
  // `limit` (1 … 10,000); they come first, or in order of time if the first facet is a day.
  // kBadInput: more than a million pairs.
  [[nodiscard]] Result<std::vector<FacetCount>> facet(const Query& query,
                                                      const std::vector<Facet>& facets,
                                                      std::size_t limit = 100) const;
  [[nodiscard]] Result<bool> contains(std::string_view snapshot) const;
  // Every snapshot in the order of its bytes, after `after`, at most `limit`: for checks against
  // the archive.
  [[nodiscard]] Result<std::vector<std::string>> snapshots(std::string_view after,
                                                           std::size_t limit) const;
  [[nodiscard]] Result<IndexStats> stats() const;

  // For a reader beside the writer's process: sees what has been committed since. commit() does it
  // by itself.
  Result<void> refresh();

 private:
  struct Impl;
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The cursor that search() would give as `next` if `hit` was the last of a page. It is the same for
// every index: who merges the pages of several shards by before() continues all of them with one
// cursor.
std::string cursor_after(const Query& query, const Hit& hit);
// The order of search(); ties are decided by snapshot, so no two hits are equal.
bool before(const Hit& a, const Hit& b, Order order);

// Whether Filter::languages with `wanted` finds an article in `language`: for whoever filters
// without an index.
bool language_matches(std::string_view wanted, std::string_view language);

// What an index refuses for ever: kBadInput as apply() would give it. Today that is a `snapshot`
// without a name or with one that is too long.
Result<void> check_document(const SearchDocument& document);

// Checks the query and its filters without an index: kBadInput as search() would give it.
Result<void> check_query(const Query& query);

// A snippet of any text for a query's words, as search() makes them from stored text.
Result<Snippet> make_snippet(const Query& query, std::string_view text,
                             std::size_t bytes_max = 240);

}  // namespace broadsheet::search
