// SPDX-License-Identifier: Apache-2.0
// What a shard answers from its store: snapshots, lists, scans, captures, pages, counts of rows.
#include <algorithm>

#include "core/encode.h"
#include "core/wait.h"
#include "indexer/shard_answers.h"
#include "search/search.h"
#include "url/canonical.h"

namespace broadsheet::indexer {

namespace {

using rpc::CallContext;

// How many snapshots are read at once for a page that a filter may thin out.
constexpr std::size_t kListLookMin = 100;
constexpr std::size_t kListLookMax = 1000;
// Among them is the one that brought a page; many more of an article that was often seen are not.
constexpr std::size_t kCapturesLookedAt = 100;
constexpr Duration kFollowPause = std::chrono::milliseconds(250);

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
         std::ranges::any_of(filter.languages, [&](const std::string& wanted) {
           return search::language_matches(wanted, snapshot.article.language);
         });
}

Result<archive::Listing> listing_of(const rpc::SnapshotFilter& filter) {
  archive::Listing listing;
  TRY_LET(scope, scope_of(filter));
  listing.scope = std::move(scope);
  listing.source = filter.source;
  listing.from = filter.first_seen.from.value_or(Time::min());
  listing.to = filter.first_seen.until.value_or(Time::max());
  return listing;
}

}  // namespace

Result<records::Snapshot> ShardAnswers::resolve(const rpc::SnapshotRef& ref) const {
  if (ref.key) return shard_.get(*ref.key);
  if (!ref.url) return bad_input("say which snapshot: by name or by URL", "name");
  return shard_.as_of(url::url_key(*ref.url), ref.as_of.value_or(Time::max()));
}

Result<void> ShardAnswers::add_text(records::Snapshot& snapshot) const {
  TRY_LET(paragraphs, shard_.text(snapshot));
  snapshot.article.paragraphs = std::move(paragraphs);
  return {};
}

Result<rpc::GetSnapshotReply> ShardAnswers::get(const rpc::GetSnapshotRequest& request,
                                                const CallContext&) {
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

Result<rpc::ListSnapshotsReply> ShardAnswers::list(const rpc::ListSnapshotsRequest& request,
                                                   const CallContext& call) {
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
    listing.after = page.next;
  }
  return given_up();
}

Result<void> ShardAnswers::scan(const rpc::ScanRequest& request, const CallContext& call,
                                const rpc::ScanSink& sink) {
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

Result<rpc::ListCapturesReply> ShardAnswers::captures(const rpc::ListCapturesRequest& request,
                                                      const CallContext&) {
  const auto size = static_cast<std::size_t>(request.page.size);
  archive::CaptureRange which;
  which.from = request.time.from.value_or(Time::min());
  which.to = request.time.until.value_or(Time::max());
  which.newest_first = request.order == rpc::TimeOrder::kNewestFirst;
  which.count_max = size + 1;  // One more tells whether there is another page.
  if (request.page.position.size() == 8) {
    const Time last = from_micros(static_cast<long long>(from_big_endian(request.page.position)));
    if (which.newest_first) {
      which.to = std::min(which.to, last);
    } else {
      which.from = std::max(which.from, last + Duration(1));
    }
  }
  TRY_LET(captures, shard_.captures(url::url_key(*request.url), which));
  rpc::ListCapturesReply reply;
  const bool more = captures.size() > size;
  if (more) captures.resize(size);
  if (more) {
    reply.next_position = big_endian(static_cast<std::uint64_t>(to_micros(captures.back().time)));
  }
  reply.captures = std::move(captures);
  return reply;
}

// Mostly the one that stands in the log; else one since the first sighting brought this page.
Result<records::CaptureRecord> ShardAnswers::capture_of_page(
    const records::Snapshot& snapshot) const {
  records::CaptureRecord first;
  for (const Time from : {snapshot.logged, snapshot.first_seen}) {
    TRY_LET(captures,
            shard_.captures(snapshot.url_key, {.from = from, .count_max = kCapturesLookedAt}));
    const auto brought = std::ranges::find_if(captures, [&](const auto& capture) {
      return capture.payload_digest == snapshot.payload_digest && !capture.revisit;
    });
    if (brought != captures.end()) return *brought;
    if (!captures.empty()) first = captures.front();
  }
  return first;
}

Result<rpc::Payload> ShardAnswers::payload(const rpc::GetPayloadRequest& request,
                                           const CallContext&) {
  TRY_LET(snapshot, resolve(request.of));
  TRY_LET(bytes, shard_.payload(snapshot.payload_digest));
  rpc::Payload payload{std::move(bytes), snapshot.payload_type, snapshot.payload_digest, {}};
  TRY_LET(capture, capture_of_page(snapshot));
  payload.capture = std::move(capture);
  return payload;
}

Result<rpc::ShardStats> ShardAnswers::stats(const CallContext&) {
  const std::uint64_t indexed = unit_.indexed();
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
  // Each snapshot is a change: of those that the index has not read, all may be new snapshots.
  const auto behind = counted.last_change - std::min(counted.last_change, indexed);
  stats.searchable = counted.last_sequence - std::min(counted.last_sequence, behind);
  archive::Listing oldest;
  oldest.count_max = 1;
  TRY_LET(page, shard_.list(oldest));
  if (!page.snapshots.empty()) {
    stats.oldest = page.snapshots.front().first_seen;
    stats.newest = counted.newest;
  }
  return stats;
}

std::unique_ptr<rpc::ShardApi> shard_service(int shard, ShardUnit& unit, Clock clock) {
  return std::make_unique<ShardAnswers>(shard, unit, std::move(clock));
}

}  // namespace broadsheet::indexer
