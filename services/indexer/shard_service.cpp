// SPDX-License-Identifier: Apache-2.0
// ShardService: what a gateway asks of one shard, answered from its store and its index.
#include <algorithm>

#include "common/copy_order.h"
#include "common/search_query.h"
#include "core/encode.h"
#include "core/wait.h"
#include "indexer/indexer.h"
#include "text/similarity.h"
#include "url/canonical.h"

namespace broadsheet::indexer {

namespace {

using rpc::CallContext;

// How many snapshots are read at once for a page that a filter may thin out.
constexpr std::size_t kListLookMin = 100;
constexpr std::size_t kListLookMax = 1000;
constexpr Duration kFollowPause = std::chrono::milliseconds(250);
constexpr std::size_t kCopiesMax = 10'000;

Fault given_up() { return unavailable("the caller gave up"); }

bool in(const rpc::TimeRange& range, Time time) {
  return (!range.from || time >= *range.from) && (!range.until || time < *range.until);
}

Result<archive::UrlScope> scope_of(const rpc::SnapshotFilter& filter) {
  switch (filter.match) {
    case rpc::UrlMatch::kAll:
      break;
    case rpc::UrlMatch::kHost:
      return archive::UrlScope::on_host(filter.pattern, false);
    case rpc::UrlMatch::kDomain:
      return archive::UrlScope::on_host(filter.pattern, true);
    case rpc::UrlMatch::kUrl:
    case rpc::UrlMatch::kPrefix: {
      TRY_LET(url, url::Url::parse(filter.pattern));
      const std::string key = url::url_key(url);
      return filter.match == rpc::UrlMatch::kUrl ? archive::UrlScope::of_url(key)
                                                 : archive::UrlScope::below(key);
    }
  }
  return archive::UrlScope();
}

bool of_language(const rpc::SnapshotFilter& filter, const records::Snapshot& snapshot) {
  return filter.languages.empty() ||
         std::ranges::find(filter.languages, snapshot.article.language) != filter.languages.end();
}

rpc::Snippet to_rpc(const char* field, const search::Snippet& snippet) {
  rpc::Snippet out{field, snippet.text, {}};
  for (const auto& span : snippet.highlights) out.highlights.push_back({span.begin, span.end});
  return out;
}

search::Facet to_facet(rpc::CountBy by) {
  switch (by) {
    case rpc::CountBy::kPublishedDay:
      return search::Facet::kPublishedDay;
    case rpc::CountBy::kFirstSeenDay:
      return search::Facet::kFirstSeenDay;
    case rpc::CountBy::kHost:
      return search::Facet::kHost;
    case rpc::CountBy::kLanguage:
      return search::Facet::kLanguage;
    case rpc::CountBy::kSource:
      break;
  }
  return search::Facet::kSource;
}

class ShardService : public rpc::ShardApi {
 public:
  ShardService(int shard, ShardUnit& unit, Clock clock)
      : number_(shard), shard_(unit.shard), index_(unit.index), clock_(std::move(clock)) {}

  Result<rpc::GetSnapshotReply> get(const rpc::GetSnapshotRequest& request,
                                    const CallContext&) override {
    rpc::GetSnapshotReply reply;
    TRY_LET(snapshot, resolve(request.of));
    reply.snapshot = snapshot;
    TRY_LET(versions, shard_.versions(snapshot.url_key));
    reply.versions = static_cast<std::uint32_t>(versions.size());
    reply.first = versions.front().content_hash;
    reply.last = versions.back().content_hash;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      if (versions[i].content_hash != snapshot.content_hash) continue;
      if (i > 0) reply.previous = versions[i - 1].content_hash;
      if (i + 1 < versions.size()) reply.next = versions[i + 1].content_hash;
    }
    if (request.with_text) TRY(add_text(reply.snapshot));
    return reply;
  }

  Result<rpc::ListSnapshotsReply> list(const rpc::ListSnapshotsRequest& request,
                                       const CallContext& call) override {
    TRY_LET(listing, listing_of(request.filter));
    const auto size = static_cast<std::size_t>(request.page.size);
    listing.newest_first = request.order == rpc::TimeOrder::kNewestFirst;
    listing.after = request.page.position;
    listing.count_max = std::clamp(size + 1, kListLookMin, kListLookMax);
    rpc::ListSnapshotsReply reply;
    std::string last;
    while (!call.given_up()) {
      TRY_LET(page, shard_.list(listing));
      for (std::size_t i = 0; i < page.snapshots.size(); ++i) {
        if (!of_language(request.filter, page.snapshots[i])) continue;
        if (reply.snapshots.size() == size) {
          reply.next_position = last;
          return reply;
        }
        if (request.with_text) TRY(add_text(page.snapshots[i]));
        reply.snapshots.push_back(std::move(page.snapshots[i]));
        last = page.positions[i];
      }
      if (!page.more) return reply;
      listing.after = page.positions.back();
    }
    return given_up();
  }

  Result<void> scan(const rpc::ScanRequest& request, const CallContext& call,
                    const rpc::ScanSink& sink) override {
    const auto& filter = request.filter;
    TRY_LET(scope, scope_of(filter));
    std::uint64_t sequence = request.after;
    const auto size = static_cast<std::size_t>(request.batch_size);
    while (!call.given_up()) {
      TRY_LET(snapshots, shard_.read_from(sequence, size));
      rpc::ScanBatch batch;
      for (auto& snapshot : snapshots) {
        sequence = snapshot.sequence;
        if (!scope.holds(snapshot.url_key) || !in(filter.first_seen, snapshot.first_seen) ||
            (!filter.source.empty() && filter.source != snapshot.source) ||
            !of_language(filter, snapshot)) {
          continue;
        }
        if (request.with_text) TRY(add_text(snapshot));
        batch.snapshots.push_back(std::move(snapshot));
      }
      const bool end = snapshots.size() < size;
      batch.sequence = sequence;
      batch.complete = end && !request.follow;
      batch.heartbeat = end && request.follow && batch.snapshots.empty();
      const bool say = !batch.snapshots.empty() || batch.complete || batch.heartbeat;
      const bool complete = batch.complete;
      if (say && !sink(std::move(batch))) return {};
      if (complete) return {};
      if (end) wait_for(call.stop, kFollowPause);
    }
    return given_up();
  }

  Result<rpc::SearchReply> search(const rpc::SearchRequest& request, const CallContext&) override {
    search::Page page;
    page.size = static_cast<std::size_t>(request.page.size);
    page.after = request.page.position;
    page.snippet_bytes = request.with_snippets ? page.snippet_bytes : 0;
    const search::Query query = to_search(request.query, request.order);
    TRY_LET(hits, index_.search(query, page));
    rpc::SearchReply reply;
    reply.total = hits.total;
    reply.next_position = hits.next;
    for (const auto& hit : hits.hits) {
      TRY_LET(key, records::SnapshotKey::from_bytes(hit.snapshot));
      TRY_LET(snapshot, shard_.get(key));
      TRY_LET(current, was_current(snapshot, request.query));
      if (!current) {
        reply.total -= std::min<std::uint64_t>(reply.total, 1);
        continue;
      }
      rpc::Hit out;
      out.snapshot = std::move(snapshot);
      out.score = hit.score;
      if (request.with_snippets) {
        if (!hit.title.highlights.empty()) out.snippets.push_back(to_rpc("title", hit.title));
        out.snippets.push_back(to_rpc("text", hit.snippet));
      }
      if (request.with_text) TRY(add_text(out.snapshot));
      reply.hits.push_back(std::move(out));
    }
    return reply;
  }

  Result<rpc::CountReply> count(const rpc::CountRequest& request, const CallContext&) override {
    const search::Query query = to_search(request.query, rpc::SearchOrder::kRelevance);
    rpc::CountReply reply;
    TRY_LET(total, index_.count(query));
    reply.total = total;
    if (request.by.empty()) return reply;
    std::vector<search::Facet> facets;
    for (const auto by : request.by) facets.push_back(to_facet(by));
    TRY_LET(counts, index_.facet(query, facets, static_cast<std::size_t>(request.buckets_max)));
    std::uint64_t counted = 0;
    for (auto& entry : counts) {
      reply.buckets.push_back({std::move(entry.values), entry.count});
      counted += entry.count;
    }
    reply.other = total - std::min(counted, total);
    return reply;
  }

  Result<rpc::Fingerprint> fingerprint(const rpc::FingerprintRequest& request,
                                       const CallContext&) override {
    rpc::Fingerprint print;
    TRY_LET(snapshot, resolve(request.of));
    print.snapshot = snapshot;
    TRY_LET(signature, shard_.signature(snapshot.key()));
    print.signature = signature;
    return print;
  }

  Result<rpc::FindCopiesReply> find_copies(const rpc::FindCopiesRequest& request,
                                           const CallContext&) override {
    TRY_LET(found, shard_.copies(request.text_hash, request.signature, request.resemblance_min,
                                 kCopiesMax));
    std::vector<rpc::Copy> copies;
    for (const auto& copy : found) {
      // Other versions of the same URL are its history, not its copies.
      if (request.without && copy.key.url_key == request.without->url_key) continue;
      TRY_LET(snapshot, shard_.get(copy.key));
      copies.push_back({std::move(snapshot), copy.resemblance, copy.exact});
    }
    std::ranges::sort(copies, {},
                      [](const rpc::Copy& copy) { return copy_position(copy.snapshot); });
    rpc::FindCopiesReply reply;
    for (auto& copy : copies) {
      const std::string position = copy_position(copy.snapshot);
      if (!request.page.position.empty() && position <= request.page.position) continue;
      if (reply.copies.size() == static_cast<std::size_t>(request.page.size)) {
        reply.next_position = copy_position(reply.copies.back().snapshot);
        break;
      }
      reply.copies.push_back(std::move(copy));
    }
    return reply;
  }

  Result<rpc::ListCapturesReply> captures(const rpc::ListCapturesRequest& request,
                                          const CallContext&) override;

  Result<rpc::Payload> payload(const rpc::GetPayloadRequest& request, const CallContext&) override {
    TRY_LET(snapshot, resolve(request.of));
    TRY_LET(bytes, shard_.payload(snapshot.payload_digest));
    rpc::Payload payload{std::move(bytes), snapshot.payload_type, snapshot.payload_digest, {}};
    TRY_LET(captures, shard_.captures(snapshot.url_key, snapshot.logged, Time::max(), 1));
    if (!captures.empty()) payload.capture = captures.front();
    return payload;
  }

  Result<rpc::ShardStats> stats(const CallContext&) override;

  Result<rpc::Checkpoint> checkpoint(const CallContext&) override {
    rpc::Checkpoint checkpoint;
    TRY_LET(size, shard_.log_size());
    TRY_LET(root, shard_.log_root(size));
    checkpoint.shard = number_;
    checkpoint.size = size;
    checkpoint.root = root;
    checkpoint.time = clock_();
    checkpoint.note = "broadsheet/shard/" + std::to_string(number_) + "\n" + std::to_string(size) +
                      "\n" + to_base64(root.view()) + "\n";
    return checkpoint;
  }

  Result<rpc::InclusionProof> inclusion_proof(const rpc::InclusionProofRequest& request,
                                              const CallContext&) override {
    TRY_LET(snapshot, resolve(request.of));
    rpc::InclusionProof proof;
    proof.shard = number_;
    proof.leaf_index = snapshot.log_index;
    proof.leaf = archive::Shard::log_leaf(snapshot);
    TRY_LET(newest, shard_.log_size());
    proof.tree_size = request.tree_size == 0 ? newest : request.tree_size;
    TRY_LET(root, shard_.log_root(proof.tree_size));
    proof.root = root;
    TRY_LET(hashes, shard_.inclusion_proof(proof.leaf_index, proof.tree_size));
    proof.hashes = hashes;
    return proof;
  }

  Result<rpc::ConsistencyProof> consistency_proof(const rpc::ConsistencyProofRequest& request,
                                                  const CallContext&) override {
    rpc::ConsistencyProof proof;
    TRY_LET(newest, shard_.log_size());
    proof.shard = number_;
    proof.first_size = request.first_size;
    proof.second_size = request.second_size == 0 ? newest : request.second_size;
    TRY_LET(hashes, shard_.consistency_proof(proof.first_size, proof.second_size));
    proof.hashes = hashes;
    TRY_LET(first, shard_.log_root(proof.first_size));
    proof.first_root = first;
    TRY_LET(second, shard_.log_root(proof.second_size));
    proof.second_root = second;
    return proof;
  }

 private:
  static Result<archive::Listing> listing_of(const rpc::SnapshotFilter& filter) {
    archive::Listing listing;
    TRY_LET(scope, scope_of(filter));
    listing.scope = std::move(scope);
    listing.source = filter.source;
    listing.from = filter.first_seen.from.value_or(Time::min());
    listing.to = filter.first_seen.until.value_or(Time::max());
    return listing;
  }

  Result<records::Snapshot> resolve(const rpc::SnapshotRef& ref) {
    if (ref.key) return shard_.get(*ref.key);
    if (!ref.url) return bad_input("say which snapshot: by name or by URL", "name");
    return shard_.as_of(url::url_key(*ref.url), ref.as_of.value_or(Time::max()));
  }

  // The index knows from when until when a version was seen; one that went away and came back has a
  // gap in between, when another was current.
  Result<bool> was_current(const records::Snapshot& snapshot, const rpc::Query& query) {
    if (!query.as_of || query.versions != rpc::VersionScope::kLatest) return true;
    TRY_LET(then, shard_.as_of(snapshot.url_key, *query.as_of));
    return then.content_hash == snapshot.content_hash;
  }

  Result<void> add_text(records::Snapshot& snapshot) {
    TRY_LET(paragraphs, shard_.text(snapshot));
    snapshot.article.paragraphs = std::move(paragraphs);
    return {};
  }

  int number_;
  archive::Shard& shard_;
  search::Index& index_;
  Clock clock_;
};

Result<rpc::ListCapturesReply> ShardService::captures(const rpc::ListCapturesRequest& request,
                                                      const CallContext&) {
  const std::string url_key = url::url_key(*request.url);
  Time from = request.time.from.value_or(Time::min());
  Time until = request.time.until.value_or(Time::max());
  const bool newest_first = request.order == rpc::TimeOrder::kNewestFirst;
  if (request.page.position.size() == 8) {
    const Time last = from_micros(static_cast<long long>(from_big_endian(request.page.position)));
    if (newest_first) {
      until = std::min(until, last);
    } else {
      from = std::max(from, last + Duration(1));
    }
  }
  // Captures of one URL are few: all of them are read where the newest come first.
  const auto size = static_cast<std::size_t>(request.page.size);
  TRY_LET(captures, shard_.captures(url_key, from, until, newest_first ? SIZE_MAX : size + 1));
  if (newest_first) std::ranges::reverse(captures);
  rpc::ListCapturesReply reply;
  const bool more = captures.size() > size;
  if (more) captures.resize(size);
  if (more) {
    reply.next_position = big_endian(static_cast<std::uint64_t>(to_micros(captures.back().time)));
  }
  reply.captures = std::move(captures);
  return reply;
}

Result<rpc::ShardStats> ShardService::stats(const CallContext&) {
  TRY_LET(counted, shard_.stats());
  rpc::ShardStats stats;
  stats.shard = number_;
  stats.snapshots = counted.snapshots;
  stats.urls = counted.urls;
  stats.texts = counted.texts;
  stats.captures = counted.captures;
  stats.payloads = counted.payloads;
  stats.payload_bytes = counted.payload_bytes;
  stats.stored_bytes = counted.disk_bytes;
  stats.sequence = counted.last_sequence;
  stats.log_size = counted.snapshots;
  TRY_LET(indexed, index_.stats());
  stats.searchable = indexed.documents;
  archive::Listing oldest;
  oldest.count_max = 1;
  TRY_LET(page, shard_.list(oldest));
  if (!page.snapshots.empty()) {
    stats.oldest = page.snapshots.front().first_seen;
    stats.newest = counted.newest;
  }
  return stats;
}

}  // namespace

std::unique_ptr<rpc::ShardApi> shard_service(int shard, ShardUnit& unit, Clock clock) {
  return std::make_unique<ShardService>(shard, unit, std::move(clock));
}

}  // namespace broadsheet::indexer
