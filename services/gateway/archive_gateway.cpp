// SPDX-License-Identifier: Apache-2.0
// Routes by URL where one shard knows, asks all where any may, and merges in an order that is the
// same every time. Says which shards did not answer.
#include <algorithm>
#include <map>
#include <optional>

#include "archive/shard.h"
#include "bus/bus.h"
#include "common/copy_order.h"
#include "common/search_query.h"
#include "core/encode.h"
#include "core/wait.h"
#include "gateway/gateway.h"
#include "gateway/pool.h"
#include "gateway/positions.h"
#include "search/search.h"
#include "text/diff.h"
#include "url/canonical.h"

namespace broadsheet::gateway {

namespace {

using rpc::CallContext;

constexpr Duration kFollowPause = std::chrono::milliseconds(300);
constexpr std::size_t kWaitingMax = 1024;  // questions that no thread has taken yet

search::Hit to_search(const rpc::Hit& hit) {
  search::Hit out;
  out.snapshot = hit.snapshot.key().bytes();
  out.score = hit.score;
  const auto& published = hit.snapshot.article.published;
  out.date = published ? published->time : hit.snapshot.first_seen;
  return out;
}

class ArchiveGateway : public rpc::ArchiveApi {
 public:
  ArchiveGateway(std::vector<rpc::ShardApi*> shards, ArchiveOptions options)
      : shards_(std::move(shards)), options_(options), pool_(options.threads_max, kWaitingMax) {}

  Result<rpc::GetSnapshotReply> get_snapshot(const rpc::GetSnapshotRequest& request,
                                             const CallContext& call) override {
    TRY_LET(shard, shard_of(request.of));
    return shard->get(request, within(call));
  }

  Result<rpc::ListSnapshotsReply> list_snapshots(const rpc::ListSnapshotsRequest& request,
                                                 const CallContext& call) override;
  Result<void> stream_snapshots(const rpc::StreamSnapshotsRequest& request, const CallContext& call,
                                const rpc::StreamSink& sink) override;
  Result<rpc::SearchReply> search(const rpc::SearchRequest& request,
                                  const CallContext& call) override;
  Result<rpc::CountReply> count(const rpc::CountRequest& request, const CallContext& call) override;
  Result<rpc::DiffReply> diff(const rpc::DiffRequest& request, const CallContext& call) override;
  Result<rpc::ListCopiesReply> list_copies(const rpc::ListCopiesRequest& request,
                                           const CallContext& call) override;

  Result<rpc::ListCapturesReply> list_captures(const rpc::ListCapturesRequest& request,
                                               const CallContext& call) override {
    return shard_of_key(url::url_key(*request.url)).captures(request, within(call));
  }

  Result<rpc::Payload> get_payload(const rpc::GetPayloadRequest& request,
                                   const CallContext& call) override {
    TRY_LET(shard, shard_of(request.of));
    return shard->payload(request, within(call));
  }

  Result<rpc::StatsReply> get_stats(const rpc::GetStatsRequest&, const CallContext& call) override {
    rpc::StatsReply reply;
    TRY(gather<rpc::ShardStats>(
        call,
        [](rpc::ShardApi& shard, std::size_t, const CallContext& own) { return shard.stats(own); },
        [&](std::size_t, rpc::ShardStats stats) { reply.shards.push_back(std::move(stats)); },
        reply.shard_errors));
    return reply;
  }

  Result<rpc::Checkpoint> get_checkpoint(const rpc::GetCheckpointRequest& request,
                                         const CallContext& call) override {
    TRY_LET(shard, shard_by_number(request.shard));
    return shard->checkpoint(within(call));
  }

  Result<rpc::InclusionProof> get_inclusion_proof(const rpc::InclusionProofRequest& request,
                                                  const CallContext& call) override {
    TRY_LET(shard, shard_of(request.of));
    return shard->inclusion_proof(request, within(call));
  }

  Result<rpc::ConsistencyProof> get_consistency_proof(const rpc::ConsistencyProofRequest& request,
                                                      const CallContext& call) override {
    TRY_LET(shard, shard_by_number(request.shard));
    return shard->consistency_proof(request, within(call));
  }

 private:
  [[nodiscard]] std::size_t number_of(const std::string& url_key) const {
    return static_cast<std::size_t>(bus::partition_of(url_key, static_cast<int>(shards_.size())));
  }
  rpc::ShardApi& shard_of_key(const std::string& url_key) { return *shards_[number_of(url_key)]; }

  // The one shard that knows, where a list is about one URL.
  [[nodiscard]] std::optional<std::size_t> home_of(const rpc::SnapshotFilter& filter) const {
    if (filter.match != rpc::UrlMatch::kUrl) return std::nullopt;
    const auto url = url::Url::parse(filter.pattern);
    if (!url) return std::nullopt;
    return number_of(url::url_key(*url));
  }

  [[nodiscard]] CallContext within(CallContext call) const {
    call.deadline =
        std::min(call.deadline, std::chrono::steady_clock::now() + options_.shard_timeout);
    return call;
  }

  Result<rpc::ShardApi*> shard_of(const rpc::SnapshotRef& ref) {
    if (ref.key) return &shard_of_key(ref.key->url_key);
    if (ref.url) return &shard_of_key(url::url_key(*ref.url));
    return bad_input("say which snapshot: by name or by URL", "name");
  }

  Result<rpc::ShardApi*> shard_by_number(int shard) {
    if (shard < 0 || static_cast<std::size_t>(shard) >= shards_.size()) {
      return not_found("there is no shard " + std::to_string(shard) + ": they are 0 to " +
                           std::to_string(shards_.size() - 1),
                       "shard");
    }
    return shards_[static_cast<std::size_t>(shard)];
  }

  // Asks every shard at the same time, or `only` one; takes what came in time, in the order of
  // shards. A fault of the request is every shard's and returned; other faults are noted, and
  // returned only if nobody answered.
  template <typename T, typename Ask, typename Take>
  Result<void> gather(const CallContext& call, const Ask& ask, const Take& take,
                      std::vector<rpc::ShardError>& errors,
                      std::optional<std::size_t> only = std::nullopt) {
    const std::size_t count = only ? 1 : shards_.size();
    const CallContext own = within(call);
    std::vector<std::optional<Result<T>>> answers(count);
    pool_.run(count, [&](std::size_t i) {
      if (own.given_up()) return;  // It waited for a thread too long.
      const std::size_t shard = only.value_or(i);
      answers[i].emplace(ask(*shards_[shard], shard, own));
    });
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t shard = only.value_or(i);
      if (!answers[i]) answers[i].emplace(unavailable("it was not asked in time"));
      if (*answers[i]) {
        take(shard, **std::move(answers[i]));
      } else if (answers[i]->fault().kind == FaultKind::kBadInput) {
        return answers[i]->fault();
      } else {
        errors.push_back({static_cast<int>(shard), answers[i]->fault()});
      }
    }
    if (errors.size() == count) return errors.front().fault;
    return {};
  }

  std::vector<rpc::ShardApi*> shards_;
  const ArchiveOptions options_;
  Pool pool_;
};

Result<rpc::ListSnapshotsReply> ArchiveGateway::list_snapshots(
    const rpc::ListSnapshotsRequest& request, const CallContext& call) {
  TRY_LET(positions, unpack_positions(request.page.position, shards_.size()));
  struct Item {
    std::size_t shard;
    records::Snapshot snapshot;
  };
  std::vector<Item> items;
  bool more = false;
  rpc::ListSnapshotsReply reply;
  TRY(gather<rpc::ListSnapshotsReply>(
      call,
      [&](rpc::ShardApi& shard, std::size_t i, const CallContext& own) {
        rpc::ListSnapshotsRequest part = request;
        part.page.position = positions[i];
        return shard.list(part, own);
      },
      [&](std::size_t i, rpc::ListSnapshotsReply part) {
        more = more || !part.next_position.empty();
        for (auto& snapshot : part.snapshots) items.push_back({i, std::move(snapshot)});
      },
      reply.shard_errors, home_of(request.filter)));
  const bool newest_first = request.order == rpc::TimeOrder::kNewestFirst;
  std::ranges::stable_sort(items, [&](const Item& a, const Item& b) {
    if (a.snapshot.first_seen != b.snapshot.first_seen) {
      return (a.snapshot.first_seen < b.snapshot.first_seen) != newest_first;
    }
    if (a.shard != b.shard) return (a.shard < b.shard) != newest_first;
    return (a.snapshot.sequence < b.snapshot.sequence) != newest_first;
  });
  const auto size = static_cast<std::size_t>(request.page.size);
  more = more || items.size() > size;
  if (items.size() > size) items.erase(items.begin() + request.page.size, items.end());
  for (auto& item : items) {
    positions[item.shard] = archive::Shard::list_position(item.snapshot);
    reply.snapshots.push_back(std::move(item.snapshot));
  }
  if (more) reply.next_position = pack_positions(positions);
  return reply;
}

Result<void> ArchiveGateway::stream_snapshots(const rpc::StreamSnapshotsRequest& request,
                                              const CallContext& call,
                                              const rpc::StreamSink& sink) {
  TRY_LET(positions, unpack_positions(request.position, shards_.size()));
  for (auto& position : positions) {
    if (position.empty()) position = big_endian(0);
    if (position.size() != 8) return bad_input("this is no cursor of this archive", "cursor");
  }
  std::uint64_t total = 0;
  bool reader_gone = false;
  while (!call.given_up()) {
    bool any = false;
    for (std::size_t i = 0; i < shards_.size(); ++i) {
      rpc::ScanRequest scan{from_big_endian(positions[i]), request.filter, request.batch_size,
                            request.with_text, false};
      TRY(shards_[i]->scan(scan, call, [&](rpc::ScanBatch part) {
        positions[i] = big_endian(part.sequence);
        if (part.snapshots.empty()) return true;
        any = true;
        rpc::StreamBatch batch;
        total += part.snapshots.size();
        batch.snapshots = std::move(part.snapshots);
        batch.position = pack_positions(positions);
        batch.total = total;
        reader_gone = !sink(std::move(batch));
        return !reader_gone;
      }));
      if (reader_gone) return {};
    }
    rpc::StreamBatch last;
    last.position = pack_positions(positions);
    last.total = total;
    last.complete = !request.follow;
    last.heartbeat = request.follow;
    if ((last.complete || !any) && !sink(std::move(last))) return {};
    if (!request.follow) return {};
    if (any) continue;
    wait_for(call.stop, kFollowPause);
  }
  return unavailable("the stream was given up", "", "resume it with the last cursor");
}

Result<rpc::SearchReply> ArchiveGateway::search(const rpc::SearchRequest& request,
                                                const CallContext& call) {
  rpc::SearchReply reply;
  bool more = false;
  TRY(gather<rpc::SearchReply>(
      call,
      [&](rpc::ShardApi& shard, std::size_t, const CallContext& own) {
        return shard.search(request, own);
      },
      [&](std::size_t, rpc::SearchReply part) {
        reply.total += part.total;
        more = more || !part.next_position.empty();
        std::ranges::move(part.hits, std::back_inserter(reply.hits));
      },
      reply.shard_errors));
  const search::Query query = broadsheet::to_search(request.query, request.order);
  std::ranges::sort(reply.hits, [&](const rpc::Hit& a, const rpc::Hit& b) {
    return search::before(to_search(a), to_search(b), query.order);
  });
  const auto size = static_cast<std::size_t>(request.page.size);
  more = more || reply.hits.size() > size;
  if (reply.hits.size() > size)
    reply.hits.erase(reply.hits.begin() + request.page.size, reply.hits.end());
  if (more && !reply.hits.empty()) {
    reply.next_position = search::cursor_after(query, to_search(reply.hits.back()));
  }
  return reply;
}

Result<rpc::CountReply> ArchiveGateway::count(const rpc::CountRequest& request,
                                              const CallContext& call) {
  rpc::CountReply reply;
  std::map<std::vector<std::string>, std::uint64_t> buckets;
  TRY(gather<rpc::CountReply>(
      call,
      [&](rpc::ShardApi& shard, std::size_t, const CallContext& own) {
        rpc::CountRequest all = request;
        // All of them from each shard: a bucket may be rare in one and common in another.
        all.buckets_max = rpc::CountRequest::kBucketsMax;
        return shard.count(all, own);
      },
      [&](std::size_t, rpc::CountReply part) {
        reply.total += part.total;
        reply.other += part.other;
        for (const auto& bucket : part.buckets) buckets[bucket.key] += bucket.count;
      },
      reply.shard_errors));
  for (const auto& [key, count] : buckets) reply.buckets.push_back({key, count});
  const bool by_day = !request.by.empty() && (request.by.front() == rpc::CountBy::kPublishedDay ||
                                              request.by.front() == rpc::CountBy::kFirstSeenDay);
  if (!by_day) {
    std::ranges::stable_sort(reply.buckets, std::ranges::greater(), &rpc::CountBucket::count);
  }
  const auto most = static_cast<std::size_t>(request.buckets_max);
  while (reply.buckets.size() > most) {
    reply.other += reply.buckets.back().count;
    reply.buckets.pop_back();
  }
  return reply;
}

Result<rpc::DiffReply> ArchiveGateway::diff(const rpc::DiffRequest& request,
                                            const CallContext& call) {
  TRY_LET(before, get_snapshot({request.before, true}, call));
  TRY_LET(after, get_snapshot({request.after, true}, call));
  rpc::DiffReply reply;
  reply.title = text::diff_words(before.snapshot.article.title, after.snapshot.article.title);
  reply.diff = text::diff(records::text_paragraphs(before.snapshot.article),
                          records::text_paragraphs(after.snapshot.article));
  reply.cause = rpc::cause_of(before.snapshot, after.snapshot);
  reply.before = std::move(before.snapshot);
  reply.after = std::move(after.snapshot);
  reply.before.article.paragraphs.clear();
  reply.after.article.paragraphs.clear();
  return reply;
}

Result<rpc::ListCopiesReply> ArchiveGateway::list_copies(const rpc::ListCopiesRequest& request,
                                                         const CallContext& call) {
  TRY_LET(home, shard_of(request.of));
  TRY_LET(print, home->fingerprint({request.of}, within(call)));
  rpc::ListCopiesReply reply;
  reply.of = print.snapshot;
  rpc::FindCopiesRequest ask;
  ask.text_hash = print.snapshot.text_hash;
  ask.signature = print.signature;
  ask.resemblance_min = request.resemblance_min;
  ask.without = print.snapshot.key();
  ask.page = request.page;
  bool more = false;
  struct Item {
    std::string position;
    rpc::Copy copy;
  };
  std::vector<Item> items;
  TRY(gather<rpc::FindCopiesReply>(
      call,
      [&](rpc::ShardApi& shard, std::size_t, const CallContext& own) {
        return shard.find_copies(ask, own);
      },
      [&](std::size_t, rpc::FindCopiesReply part) {
        more = more || !part.next_position.empty();
        for (auto& copy : part.copies) {
          std::string position = copy_position(copy.snapshot);
          items.push_back({std::move(position), std::move(copy)});
        }
      },
      reply.shard_errors));
  std::ranges::sort(items, {}, &Item::position);
  const auto size = static_cast<std::size_t>(request.page.size);
  more = more || items.size() > size;
  if (items.size() > size) items.erase(items.begin() + request.page.size, items.end());
  if (more && !items.empty()) reply.next_position = items.back().position;
  for (auto& item : items) reply.copies.push_back(std::move(item.copy));
  return reply;
}

}  // namespace

std::unique_ptr<rpc::ArchiveApi> archive_gateway(std::vector<rpc::ShardApi*> shards,
                                                 ArchiveOptions options) {
  return std::make_unique<ArchiveGateway>(std::move(shards), options);
}

}  // namespace broadsheet::gateway
