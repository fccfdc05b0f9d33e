// SPDX-License-Identifier: Apache-2.0
// Searches and counts, and what they find, on the wire.
#include <algorithm>

#include "rpc/convert_parts.h"

namespace broadsheet::rpc {
namespace {

// For every message that holds a query.
template <typename Message>
void query_to_wire(const Query& query, Message* message) {
  message->set_query(utf8(query.text));
  message->set_host(utf8(query.host));
  message->set_source(source_name(query.source));
  for (const auto& language : query.languages) message->add_languages(utf8(language));
  if (query.published != TimeRange{}) to_wire(query.published, message->mutable_published());
  if (query.first_seen != TimeRange{}) to_wire(query.first_seen, message->mutable_first_seen());
  if (query.as_of) to_wire(*query.as_of, message->mutable_as_of());
  message->set_version_scope(query.versions == VersionScope::kAll ? v1::VERSION_SCOPE_ALL
                                                                  : v1::VERSION_SCOPE_LATEST);
}

template <typename Message>
Result<Query> query_from_wire(const Message& message) {
  Query query;
  if (message.query().size() > kQueryBytesMax) {
    return bad_input("the query has " + std::to_string(message.query().size()) + " bytes", "query",
                     "a query has at most " + std::to_string(kQueryBytesMax) + " bytes");
  }
  query.text = message.query();
  if (!message.host().empty()) {
    TRY_LET(host, host_from_wire(message.host(), "host"));
    query.host = host;
  }
  TRY_LET(source, source_from_wire(message.source(), "source"));
  query.source = source;
  TRY_LET(languages, languages_from_wire(message.languages()));
  query.languages = languages;
  TRY_LET(published, from_wire(message.published(), "published"));
  query.published = published;
  TRY_LET(first_seen, from_wire(message.first_seen(), "first_seen"));
  query.first_seen = first_seen;
  if (message.has_as_of()) {
    TRY_LET(as_of, from_wire(message.as_of(), "as_of"));
    query.as_of = as_of;
  }
  switch (message.version_scope()) {
    case v1::VERSION_SCOPE_UNSPECIFIED:
    case v1::VERSION_SCOPE_LATEST:
      query.versions = VersionScope::kLatest;
      break;
    case v1::VERSION_SCOPE_ALL:
      query.versions = VersionScope::kAll;
      break;
    default:
      return bad_input("not a version scope", "version_scope");
  }
  return query;
}

// Code points before byte `at` of valid UTF-8: bytes that begin one.
int code_points(std::string_view text, std::size_t at) {
  const auto head = text.substr(0, at);
  return static_cast<int>(std::count_if(head.begin(), head.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::size_t byte_of(std::string_view text, int point) {
  std::size_t at = 0;
  for (int seen = -1; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80 && ++seen == point) break;
  }
  return at;
}

void snippet_to_wire(const Snippet& snippet, v1::Snippet* message) {
  message->set_field(utf8(snippet.field));
  message->set_text(utf8(snippet.text));
  if (message->text() != snippet.text) return;  // repaired: its spans do not fit any more
  for (const auto& highlight : snippet.highlights) {
    auto* span = message->add_highlights();
    span->set_start(code_points(snippet.text, highlight.begin));
    span->set_end(code_points(snippet.text, highlight.end));
  }
}

Snippet snippet_from_wire(const v1::Snippet& message) {
  Snippet snippet{.field = message.field(), .text = message.text()};
  for (const auto& span : message.highlights()) {
    snippet.highlights.push_back(
        {byte_of(snippet.text, span.start()), byte_of(snippet.text, span.end())});
  }
  return snippet;
}

}  // namespace

void to_wire(const SearchRequest& request, v1::SearchRequest* message) {
  query_to_wire(request.query, message);
  switch (request.order) {
    case SearchOrder::kRelevance:
      message->set_order(v1::SEARCH_ORDER_RELEVANCE);
      break;
    case SearchOrder::kNewest:
      message->set_order(v1::SEARCH_ORDER_NEWEST);
      break;
    case SearchOrder::kOldest:
      message->set_order(v1::SEARCH_ORDER_OLDEST);
      break;
  }
  message->set_omit_snippets(!request.with_snippets);
  message->set_view(view_for(request.with_text));
  page_to_wire(request.page, message);
}

Result<SearchRequest> from_wire(const v1::SearchRequest& message) {
  TRY_LET(query, query_from_wire(message));
  TRY(check_view(message));
  SearchRequest request{.query = query};
  switch (message.order()) {
    case v1::SEARCH_ORDER_UNSPECIFIED:
    case v1::SEARCH_ORDER_RELEVANCE:
      request.order = SearchOrder::kRelevance;
      break;
    case v1::SEARCH_ORDER_NEWEST:
      request.order = SearchOrder::kNewest;
      break;
    case v1::SEARCH_ORDER_OLDEST:
      request.order = SearchOrder::kOldest;
      break;
    default:
      return bad_input("not an order", "order");
  }
  request.with_snippets = !message.omit_snippets();
  request.with_text = has_text(view_of(message));
  return request;
}

void to_wire(const SearchReply& reply, const v1::SearchRequest& request,
             v1::SearchResponse* message) {
  for (const auto& hit : reply.hits) {
    auto* added = message->add_hits();
    to_wire(hit.snapshot, view_of(request), added->mutable_snapshot());
    apply_mask(request.read_mask(), added->mutable_snapshot());
    added->set_score(hit.score);
    if (request.omit_snippets()) continue;
    for (const auto& snippet : hit.snippets) snippet_to_wire(snippet, added->add_snippets());
  }
  message->set_total_size(signed_of(reply.total));
  errors_to_wire(reply.shard_errors, message->mutable_shard_errors());
}

Result<SearchReply> from_wire(const v1::SearchResponse& message) {
  SearchReply reply;
  for (const auto& added : message.hits()) {
    TRY_LET(snapshot, from_wire(added.snapshot()));
    Hit hit{.snapshot = std::move(snapshot), .score = added.score()};
    for (const auto& snippet : added.snippets()) hit.snippets.push_back(snippet_from_wire(snippet));
    reply.hits.push_back(std::move(hit));
  }
  reply.next_position = message.next_page_token();
  reply.total = unsigned_of(message.total_size());
  reply.shard_errors = errors_from_wire(message.shard_errors());
  return reply;
}

void to_wire(const CountRequest& request, v1::CountSnapshotsRequest* message) {
  query_to_wire(request.query, message);
  for (const auto by : request.by) {
    message->add_dimensions(static_cast<v1::CountDimension>(static_cast<int>(by) + 1));
  }
  message->set_max_buckets(request.buckets_max);
}

Result<CountRequest> from_wire(const v1::CountSnapshotsRequest& message) {
  TRY_LET(query, query_from_wire(message));
  CountRequest request{.query = query};
  if (static_cast<std::size_t>(message.dimensions_size()) > CountRequest::kDimensionsMax) {
    return bad_input("at most two dimensions can be counted by", "dimensions");
  }
  for (const int dimension : message.dimensions()) {
    if (dimension < v1::COUNT_DIMENSION_PUBLISHED_DAY || dimension > v1::COUNT_DIMENSION_SOURCE) {
      return bad_input("not a dimension", "dimensions");
    }
    request.by.push_back(static_cast<CountBy>(dimension - 1));
  }
  if (message.max_buckets() < 0) return bad_input("below zero", "max_buckets");
  if (message.max_buckets() > 0) {
    request.buckets_max = std::min(message.max_buckets(), CountRequest::kBucketsMax);
  }
  return request;
}

void to_wire(const CountReply& reply, const v1::CountSnapshotsRequest&,
             v1::CountSnapshotsResponse* message) {
  message->set_total_size(signed_of(reply.total));
  for (const auto& bucket : reply.buckets) {
    auto* added = message->add_buckets();
    for (const auto& value : bucket.key) added->add_key(utf8(value));
    added->set_count(signed_of(bucket.count));
  }
  message->set_other_count(signed_of(reply.other));
  errors_to_wire(reply.shard_errors, message->mutable_shard_errors());
}

Result<CountReply> from_wire(const v1::CountSnapshotsResponse& message) {
  CountReply reply{.total = unsigned_of(message.total_size())};
  for (const auto& bucket : message.buckets()) {
    reply.buckets.push_back(
        {.key = {bucket.key().begin(), bucket.key().end()}, .count = unsigned_of(bucket.count())});
  }
  reply.other = unsigned_of(message.other_count());
  reply.shard_errors = errors_from_wire(message.shard_errors());
  return reply;
}

}  // namespace broadsheet::rpc
