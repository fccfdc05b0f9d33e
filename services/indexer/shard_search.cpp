// SPDX-License-Identifier: Apache-2.0
// What is found in a shard: by words, and by likeness to another text.
#include <algorithm>
#include <map>

#include "common/copy_order.h"
#include "common/search_query.h"
#include "indexer/shard_answers.h"
#include "text/similarity.h"
#include "url/url.h"

namespace broadsheet::indexer {

namespace {

using rpc::CallContext;

constexpr std::size_t kCopiesMax = 10'000;
// URLs of which a version came back that one question looks at: beyond them, a total may count an
// article twice.
constexpr std::size_t kReturnsMax = 20'000;
constexpr std::size_t kReturnsAtOnce = 500;
constexpr std::size_t kGapsPage = 1000;

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

std::string day_of(Time time) { return format_time(time).substr(0, 10); }

// As the index counts it.
std::string value_of(rpc::CountBy by, const records::Snapshot& snapshot) {
  const auto& article = snapshot.article;
  switch (by) {
    case rpc::CountBy::kPublishedDay:
      return article.published ? day_of(article.published->time) : "";
    case rpc::CountBy::kFirstSeenDay:
      return day_of(snapshot.first_seen);
    case rpc::CountBy::kHost: {
      const auto url = url::Url::parse(article.url);
      return url ? std::string(url->host()) : "";
    }
    case rpc::CountBy::kLanguage:
      return article.language;
    case rpc::CountBy::kSource:
      break;
  }
  return snapshot.source;
}

std::vector<std::string> values_of(const std::vector<rpc::CountBy>& by,
                                   const records::Snapshot& snapshot) {
  std::vector<std::string> values;
  for (const auto one : by) values.push_back(value_of(one, snapshot));
  return values;
}

}  // namespace

Result<void> ShardAnswers::check_index() const {
  const std::uint64_t indexed = unit_.indexed();
  if (indexed >= unit_.index_goal) return {};
  if (unit_.stand_in) {
    return unavailable("shard " + std::to_string(number_) + " has no full-text index", {},
                       "it is built when the folder is served: \"broadsheet up\"");
  }
  return unavailable("the full-text index of shard " + std::to_string(number_) +
                     " is being built: " + std::to_string(indexed) + " of " +
                     std::to_string(unit_.index_goal) + " changes");
}

Result<bool> ShardAnswers::was_current(const records::Snapshot& snapshot,
                                       const rpc::Query& query) const {
  if (!query.as_of || query.versions != rpc::VersionScope::kLatest) return true;
  TRY_LET(then, shard_.as_of(snapshot.url_key, *query.as_of));
  return then.content_hash == snapshot.content_hash;
}

Result<std::vector<records::Snapshot>> ShardAnswers::in_gaps(const rpc::Query& query) const {
  std::vector<records::Snapshot> found;
  if (!query.as_of || query.versions != rpc::VersionScope::kLatest) return found;
  search::Query part = to_search(query, rpc::SearchOrder::kOldest);
  std::string after;
  for (std::size_t looked = 0; looked < kReturnsMax; looked += kReturnsAtOnce) {
    TRY_LET(urls, shard_.returned(after, kReturnsAtOnce));
    if (urls.empty()) break;
    after = urls.back();
    part.filter.url_keys = std::move(urls);
    search::Page page{.size = kGapsPage, .after = {}, .total = false, .snippet_bytes = 0};
    do {
      TRY_LET(hits, index_.search(part, page));
      for (const auto& hit : hits.hits) {
        TRY_LET(key, records::SnapshotKey::from_bytes(hit.snapshot));
        TRY_LET(snapshot, shard_.get(key));
        TRY_LET(current, was_current(snapshot, query));
        if (!current) found.push_back(std::move(snapshot));
      }
      page.after = hits.next;
    } while (!page.after.empty());
  }
  return found;
}

Result<rpc::SearchReply> ShardAnswers::search(const rpc::SearchRequest& request,
                                              const CallContext& call) {
  TRY(check_index());
  const auto size = static_cast<std::size_t>(request.page.size);
  search::Page page;
  page.size = size;
  page.after = request.page.position;
  page.snippet_bytes = request.with_snippets ? page.snippet_bytes : 0;
  const search::Query query = to_search(request.query, request.order);
  rpc::SearchReply reply;
  // A page is filled, whatever falls into gaps: who merges the pages of shards goes on behind the
  // last hit of all.
  while (!call.given_up()) {
    TRY_LET(hits, index_.search(query, page));
    if (page.total) {
      TRY_LET(gaps, in_gaps(request.query));
      reply.total = hits.total - std::min<std::uint64_t>(hits.total, gaps.size());
      page.total = false;
    }
    for (const auto& hit : hits.hits) {
      if (reply.hits.size() == size) return reply;
      TRY_LET(key, records::SnapshotKey::from_bytes(hit.snapshot));
      TRY_LET(snapshot, shard_.get(key));
      TRY_LET(current, was_current(snapshot, request.query));
      if (!current) continue;
      rpc::Hit out;
      out.snapshot = std::move(snapshot);
      out.score = hit.score;
      if (request.with_snippets) {
        if (!hit.title.highlights.empty()) out.snippets.push_back(to_rpc("title", hit.title));
        out.snippets.push_back(to_rpc("text", hit.snippet));
      }
      if (request.with_text) TRY(add_text(out.snapshot));
      reply.hits.push_back(std::move(out));
      reply.next_position = search::cursor_after(query, hit);
    }
    page.after = hits.next;
    if (page.after.empty()) reply.next_position.clear();
    if (page.after.empty() || reply.hits.size() == size) return reply;
  }
  return unavailable("the caller gave up");
}

Result<rpc::CountReply> ShardAnswers::count(const rpc::CountRequest& request, const CallContext&) {
  TRY(check_index());
  const search::Query query = to_search(request.query, rpc::SearchOrder::kRelevance);
  rpc::CountReply reply;
  TRY_LET(total, index_.count(query));
  TRY_LET(gaps, in_gaps(request.query));
  reply.total = total - std::min<std::uint64_t>(total, gaps.size());
  if (request.by.empty()) return reply;
  std::vector<search::Facet> facets;
  for (const auto by : request.by) facets.push_back(to_facet(by));
  TRY_LET(counts, index_.facet(query, facets, static_cast<std::size_t>(request.buckets_max)));
  std::map<std::vector<std::string>, std::uint64_t> too_many;
  for (const auto& snapshot : gaps) ++too_many[values_of(request.by, snapshot)];
  std::uint64_t counted = 0;
  for (auto& entry : counts) {
    const auto over = too_many.find(entry.values);
    if (over != too_many.end()) entry.count -= std::min(entry.count, over->second);
    if (entry.count == 0) continue;
    counted += entry.count;
    reply.buckets.push_back({std::move(entry.values), entry.count});
  }
  reply.other = reply.total - std::min(counted, reply.total);
  return reply;
}

Result<rpc::Fingerprint> ShardAnswers::fingerprint(const rpc::FingerprintRequest& request,
                                                   const CallContext&) {
  rpc::Fingerprint print;
  TRY_LET(snapshot, resolve(request.of));
  print.snapshot = snapshot;
  TRY_LET(signature, shard_.signature(snapshot.key()));
  print.signature = signature;
  return print;
}

Result<rpc::FindCopiesReply> ShardAnswers::find_copies(const rpc::FindCopiesRequest& request,
                                                       const CallContext&) {
  TRY_LET(found,
          shard_.copies(request.text_hash, request.signature, request.resemblance_min, kCopiesMax));
  std::vector<rpc::Copy> copies;
  for (const auto& copy : found) {
    // Other versions of the same URL are its history, not its copies.
    if (request.without && copy.key.url_key == request.without->url_key) continue;
    TRY_LET(snapshot, shard_.get(copy.key));
    copies.push_back({std::move(snapshot), copy.resemblance, copy.exact});
  }
  std::ranges::sort(copies, {}, [](const rpc::Copy& copy) { return copy_position(copy.snapshot); });
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

}  // namespace broadsheet::indexer
