// SPDX-License-Identifier: Apache-2.0
// What a researcher may ask the archive, as plain values: ArchiveService without gRPC.
//
// The gateway implements ArchiveApi; rpc/server.h serves it, and rpc/client.h gives the same
// interface to a remote one. What is generic is checked before an implementation sees a request:
// limits, names, URLs, ranges, page sizes and page tokens.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/hash.h"
#include "core/result.h"
#include "core/time.h"
#include "records/snapshot.h"
#include "rpc/call.h"
#include "text/diff.h"
#include "url/url.h"

namespace broadsheet::rpc {

// From `from`, up to and without `until`.
struct TimeRange {
  std::optional<Time> from = {};
  std::optional<Time> until = {};
  bool operator==(const TimeRange&) const = default;
};

// One page of a list. `position` is the implementation's own: what it said as `next_position`,
// empty for the first page. On the wire it is sealed into a page token that fits the same request
// only; treat it as foreign bytes all the same.
struct Page {
  static constexpr int kDefault = 50;
  static constexpr int kMax = 1000;
  static constexpr int kMaxWithText =
      100;              // so that a reply stays below the 4 MB that clients take
  int size = kDefault;  // 1 … kMax when an implementation sees it
  std::string position = {};
  bool operator==(const Page&) const = default;
};

// Which snapshot is meant: exactly one of `key` and `url` is there. With a URL: the version that
// was current at `as_of` (the one that the last sighting at or before it saw), or the newest.
struct SnapshotRef {
  std::optional<records::SnapshotKey> key = {};
  std::optional<url::Url> url = {};
  std::optional<Time> as_of = {};
  bool operator==(const SnapshotRef&) const = default;
};

// Part of the archive did not answer: what came is right, and less than all.
struct ShardError {
  int shard = 0;
  Fault fault = {};
};

// Snapshots in replies are records::Snapshot; `article.paragraphs` is filled only where the request
// says `with_text`.

struct GetSnapshotRequest {
  SnapshotRef of = {};
  bool with_text = true;
};
struct GetSnapshotReply {
  records::Snapshot snapshot = {};
  std::uint32_t versions = 0;  // of its URL
  // Content hashes of the neighbours among the versions of its URL; none at the ends.
  std::optional<Digest> previous = {};
  std::optional<Digest> next = {};
  std::optional<Digest> first = {};
  std::optional<Digest> last = {};
};

enum class UrlMatch {
  kAll,     // every URL; `pattern` is empty
  kUrl,     // versions of one URL
  kPrefix,  // URLs that begin with a URL
  kHost,    // one host name
  kDomain,  // a host name and all under it
};

struct SnapshotFilter {
  UrlMatch match = UrlMatch::kAll;
  std::string pattern = {};  // a URL for kUrl and kPrefix, a host name for kHost and kDomain
  std::string source = {};   // id
  std::vector<std::string> languages = {};
  TimeRange first_seen = {};
  bool operator==(const SnapshotFilter&) const = default;
};

enum class TimeOrder { kNewestFirst, kOldestFirst };  // by first seen

struct ListSnapshotsRequest {
  SnapshotFilter filter = {};
  TimeOrder order = TimeOrder::kNewestFirst;
  bool with_text = false;
  Page page = {};
};
struct ListSnapshotsReply {
  std::vector<records::Snapshot> snapshots = {};
  std::string next_position = {};  // empty: that was all
  std::vector<ShardError> shard_errors = {};
};

// Bulk reading, in the order in which each shard took its snapshots. A stream that is cut goes on
// from the position of the last batch that arrived: nothing is missing, nothing twice.
struct StreamSnapshotsRequest {
  static constexpr int kBatchDefault = 100;
  static constexpr int kBatchMax = 1000;
  static constexpr int kBatchMaxWithText = 250;
  SnapshotFilter filter = {};
  std::string position = {};
  int batch_size = kBatchDefault;
  bool with_text = true;
  bool follow = false;  // stay and send what comes
};
struct StreamBatch {
  std::vector<records::Snapshot> snapshots = {};
  std::string position = {};  // behind this batch; always there
  bool heartbeat = false;     // nothing new, still here
  bool complete = false;      // the last batch of a stream that does not follow
  std::uint64_t total = 0;    // snapshots sent in this stream so far
};
// False: the reader is gone, stop.
using StreamSink = std::function<bool(StreamBatch)>;

enum class VersionScope {
  kLatest,  // only the version of each URL that is current (at `as_of`, if given)
  kAll,
};

// What is searched for. `text` is in the query language of docs/api.md; empty matches everything.
struct Query {
  std::string text = {};
  std::string host = {};    // a host name and all under it
  std::string source = {};  // id
  std::vector<std::string> languages = {};
  TimeRange published = {};
  TimeRange first_seen = {};
  std::optional<Time> as_of = {};  // the archive as it was then
  VersionScope versions = VersionScope::kLatest;
  bool operator==(const Query&) const = default;
};

enum class SearchOrder {
  kRelevance,
  kNewest,
  kOldest
};  // newest, oldest: by published, else first seen

struct SearchRequest {
  Query query = {};
  SearchOrder order = SearchOrder::kRelevance;
  bool with_snippets = true;
  bool with_text = false;
  Page page = {};
};
// Bytes [begin, end) of the UTF-8 text.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const TextSpan&) const = default;
};
struct Snippet {
  std::string field = {};  // "title", "text"
  std::string text = {};
  std::vector<TextSpan> highlights = {};
  bool operator==(const Snippet&) const = default;
};
struct Hit {
  records::Snapshot snapshot = {};
  double score = 0;
  std::vector<Snippet> snippets = {};
};
struct SearchReply {
  std::vector<Hit> hits = {};
  std::string next_position = {};
  std::uint64_t total = 0;  // exact, over the shards that answered
  std::vector<ShardError> shard_errors = {};
};

enum class CountBy { kPublishedDay, kFirstSeenDay, kHost, kLanguage, kSource };

struct CountRequest {
  static constexpr int kBucketsDefault = 1000;
  static constexpr int kBucketsMax = 10000;
  static constexpr std::size_t kDimensionsMax = 2;
  Query query = {};
  std::vector<CountBy> by = {};  // none: the total alone
  int buckets_max = kBucketsDefault;
};
struct CountBucket {
  std::vector<std::string> key =
      {};  // one value for each dimension; days as "2026-11-22", "" for unknown
  std::uint64_t count = 0;
  bool operator==(const CountBucket&) const = default;
};
struct CountReply {
  std::uint64_t total = 0;
  std::vector<CountBucket> buckets = {};  // days ascending, the others by count descending
  std::uint64_t other = 0;                // in buckets that were cut off
  std::vector<ShardError> shard_errors = {};
};

struct DiffRequest {
  SnapshotRef before = {};
  SnapshotRef after = {};
};
// Why two snapshots of one URL differ; unknown for those of two.
enum class DiffCause : std::uint8_t {
  kUnknown,
  kEditor,     // two pages, one version of the extractor
  kExtractor,  // one page, two versions of the extractor
  kUnclear,    // two of both
};
std::string_view to_string(DiffCause cause);  // "editor", "extractor", "unclear"; "" for unknown
DiffCause cause_of(const records::Snapshot& before, const records::Snapshot& after);

struct DiffReply {
  records::Snapshot before = {};  // without text
  records::Snapshot after = {};
  std::vector<text::DiffSpan> title = {};
  text::Diff diff = {};  // of the paragraphs
  DiffCause cause = DiffCause::kUnknown;
};

struct ListCopiesRequest {
  SnapshotRef of = {};
  double resemblance_min = 0.5;  // 0 … 1; 1: exact copies only
  Page page = {};
};
struct Copy {
  records::Snapshot snapshot = {};
  double resemblance = 0;  // 1 where the text hash is the same
  bool exact = false;
};
struct ListCopiesReply {
  records::Snapshot of = {};
  std::vector<Copy> copies = {};  // first seen first; the one asked for is not among them
  std::string next_position = {};
  std::vector<ShardError> shard_errors = {};
};

struct ListCapturesRequest {
  std::optional<url::Url> url = {};  // there, when an implementation sees it
  TimeRange time = {};
  TimeOrder order = TimeOrder::kNewestFirst;
  Page page = {};
};
struct ListCapturesReply {
  std::vector<records::CaptureRecord> captures = {};
  std::string next_position = {};
};

// The page as it was served when the snapshot was first seen.
struct GetPayloadRequest {
  SnapshotRef of = {};
};
struct Payload {
  std::string bytes = {};
  std::string content_type = {};
  Digest digest = {};
  records::CaptureRecord capture = {};  // the exchange that brought it
};

struct ShardStats {
  int shard = 0;
  std::string address = {};  // empty: in this process
  std::uint64_t snapshots = 0;
  std::uint64_t urls = 0;
  std::uint64_t texts = 0;  // distinct
  std::uint64_t captures = 0;
  std::uint64_t payloads = 0;
  std::uint64_t payload_bytes = 0;  // as served
  std::uint64_t stored_bytes = 0;   // on disk
  std::uint64_t sequence = 0;
  std::uint64_t log_size = 0;
  std::uint64_t searchable = 0;     // up to this sequence the index has read, if not further
  std::optional<Time> oldest = {};  // first seen
  std::optional<Time> newest = {};  // last seen
  bool operator==(const ShardStats&) const = default;
};
struct GetStatsRequest {};
struct StatsReply {
  std::vector<ShardStats> shards = {};
  std::vector<ShardError> shard_errors = {};
};

// The state of one shard's append-only log of snapshots (RFC 6962 §2 hashing).
struct GetCheckpointRequest {
  int shard = 0;
};
struct Checkpoint {
  int shard = 0;
  std::uint64_t size = 0;
  Digest root = {};
  Time time = {};
  std::string note = {};  // the same as text, for publishing (C2SP tlog-checkpoint body)
  bool operator==(const Checkpoint&) const = default;
};
struct InclusionProofRequest {
  SnapshotRef of = {};
  std::uint64_t tree_size = 0;  // 0: the newest
};
struct InclusionProof {
  int shard = 0;
  std::uint64_t leaf_index = 0;
  std::string leaf = {};            // the bytes that were hashed into the leaf
  std::vector<Digest> hashes = {};  // RFC 6962 §2.1.1
  std::uint64_t tree_size = 0;
  Digest root = {};
  bool operator==(const InclusionProof&) const = default;
};
struct ConsistencyProofRequest {
  int shard = 0;
  std::uint64_t first_size = 0;
  std::uint64_t second_size = 0;  // 0: the newest
};
struct ConsistencyProof {
  int shard = 0;
  std::uint64_t first_size = 0;
  Digest first_root = {};
  std::uint64_t second_size = 0;
  Digest second_root = {};
  std::vector<Digest> hashes = {};  // RFC 6962 §2.1.2
  bool operator==(const ConsistencyProof&) const = default;
};

// Thread-safe. kNotFound where the thing asked for is not in the archive; kBadInput with the field
// as `where` ("query", "page_token", …); kUnavailable to be tried again.
class ArchiveApi {
 public:
  virtual ~ArchiveApi() = default;
  virtual Result<GetSnapshotReply> get_snapshot(const GetSnapshotRequest& request,
                                                const CallContext& call) = 0;
  virtual Result<ListSnapshotsReply> list_snapshots(const ListSnapshotsRequest& request,
                                                    const CallContext& call) = 0;
  // Returns when it is complete, the sink refused, or the call was given up.
  virtual Result<void> stream_snapshots(const StreamSnapshotsRequest& request,
                                        const CallContext& call, const StreamSink& sink) = 0;
  virtual Result<SearchReply> search(const SearchRequest& request, const CallContext& call) = 0;
  virtual Result<CountReply> count(const CountRequest& request, const CallContext& call) = 0;
  virtual Result<DiffReply> diff(const DiffRequest& request, const CallContext& call) = 0;
  virtual Result<ListCopiesReply> list_copies(const ListCopiesRequest& request,
                                              const CallContext& call) = 0;
  virtual Result<ListCapturesReply> list_captures(const ListCapturesRequest& request,
                                                  const CallContext& call) = 0;
  virtual Result<Payload> get_payload(const GetPayloadRequest& request,
                                      const CallContext& call) = 0;
  virtual Result<StatsReply> get_stats(const GetStatsRequest& request, const CallContext& call) = 0;
  virtual Result<Checkpoint> get_checkpoint(const GetCheckpointRequest& request,
                                            const CallContext& call) = 0;
  virtual Result<InclusionProof> get_inclusion_proof(const InclusionProofRequest& request,
                                                     const CallContext& call) = 0;
  virtual Result<ConsistencyProof> get_consistency_proof(const ConsistencyProofRequest& request,
                                                         const CallContext& call) = 0;
};

}  // namespace broadsheet::rpc
