// SPDX-License-Identifier: Apache-2.0
// What is asked of the archive, on the wire; and everything that can be wrong with it.
#include <algorithm>

#include "rpc/convert.h"

namespace broadsheet::rpc {
namespace {

std::string path(const std::string& prefix, std::string_view field) {
  return prefix.empty() ? std::string(field) : prefix + "." + std::string(field);
}

// For every message that has name, url and as_of.
template <typename Message>
void ref_to_wire(const SnapshotRef& ref, Message* message) {
  if (ref.key) message->set_name(ref.key->name());
  if (ref.url) message->set_url(ref.url->href());
  if (ref.as_of) to_wire(*ref.as_of, message->mutable_as_of());
}

template <typename Message>
Result<SnapshotRef> ref_from_wire(const Message& message, const std::string& prefix) {
  if (message.name().empty() == message.url().empty()) {
    return bad_input(message.name().empty() ? "neither a name nor a url" : "both a name and a url",
                     path(prefix, "name"), "give exactly one of name and url");
  }
  SnapshotRef ref;
  if (!message.name().empty()) {
    if (message.has_as_of()) {
      return bad_input("a name is one version already", path(prefix, "as_of"),
                       "give as_of with a url only");
    }
    auto key = records::SnapshotKey::from_name(message.name());
    if (!key) return bad_input(key.fault().what, path(prefix, "name"), key.fault().remedy);
    ref.key = *key;
    return ref;
  }
  TRY_LET(url, url_from_wire(message.url(), path(prefix, "url")));
  ref.url = url;
  if (message.has_as_of()) {
    TRY_LET(as_of, from_wire(message.as_of(), path(prefix, "as_of")));
    ref.as_of = as_of;
  }
  return ref;
}

template <typename Repeated>
Result<std::vector<std::string>> languages_from_wire(const Repeated& repeated) {
  if (repeated.size() > kListMax) return bad_input("too many languages", "languages");
  std::vector<std::string> languages(repeated.begin(), repeated.end());
  for (const auto& language : languages) {
    if (language.empty() || language.size() > 35) {  // RFC 5646 §4.4.1
      return bad_input("not a language", "languages", "write it as in \"en\" or \"pt-BR\"");
    }
  }
  return languages;
}

// For every message that filters snapshots.
template <typename Message>
void filter_to_wire(const SnapshotFilter& filter, Message* message) {
  switch (filter.match) {
    case UrlMatch::kAll:
      break;
    case UrlMatch::kUrl:
      message->set_url(utf8(filter.pattern));
      break;
    case UrlMatch::kPrefix:
      message->set_url_prefix(utf8(filter.pattern));
      break;
    case UrlMatch::kHost:
      message->set_host(utf8(filter.pattern));
      break;
    case UrlMatch::kDomain:
      message->set_domain(utf8(filter.pattern));
      break;
  }
  message->set_source(source_name(filter.source));
  for (const auto& language : filter.languages) message->add_languages(utf8(language));
  if (filter.first_seen != TimeRange{}) to_wire(filter.first_seen, message->mutable_first_seen());
}

template <typename Message>
Result<void> pattern_from_wire(const Message& message, SnapshotFilter* filter) {
  const int given = (message.url().empty() ? 0 : 1) + (message.url_prefix().empty() ? 0 : 1) +
                    (message.host().empty() ? 0 : 1) + (message.domain().empty() ? 0 : 1);
  if (given > 1) return bad_input("more than one of url, url_prefix, host and domain", "url");
  if (!message.url().empty()) {
    TRY_LET(url, url_from_wire(message.url(), "url"));
    filter->match = UrlMatch::kUrl;
    filter->pattern = url.href();
  } else if (!message.url_prefix().empty()) {
    TRY_LET(url, url_from_wire(message.url_prefix(), "url_prefix"));
    filter->match = UrlMatch::kPrefix;
    filter->pattern = url.href();
  } else if (!message.host().empty()) {
    TRY_LET(host, host_from_wire(message.host(), "host"));
    filter->match = UrlMatch::kHost;
    filter->pattern = host;
  } else if (!message.domain().empty()) {
    TRY_LET(host, host_from_wire(message.domain(), "domain"));
    filter->match = UrlMatch::kDomain;
    filter->pattern = host;
  }
  return {};
}

template <typename Message>
Result<SnapshotFilter> filter_from_wire(const Message& message) {
  SnapshotFilter filter;
  TRY(pattern_from_wire(message, &filter));
  TRY_LET(source, source_from_wire(message.source(), "source"));
  filter.source = source;
  TRY_LET(languages, languages_from_wire(message.languages()));
  filter.languages = languages;
  TRY_LET(first_seen, from_wire(message.first_seen(), "first_seen"));
  filter.first_seen = first_seen;
  return filter;
}

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

v1::TimeOrder order_to_wire(TimeOrder order) {
  return order == TimeOrder::kOldestFirst ? v1::TIME_ORDER_OLDEST_FIRST
                                          : v1::TIME_ORDER_NEWEST_FIRST;
}

Result<TimeOrder> order_from_wire(int order) {
  switch (order) {
    case v1::TIME_ORDER_UNSPECIFIED:
    case v1::TIME_ORDER_NEWEST_FIRST:
      return TimeOrder::kNewestFirst;
    case v1::TIME_ORDER_OLDEST_FIRST:
      return TimeOrder::kOldestFirst;
    default:
      return bad_input("not an order", "order");
  }
}

template <typename Message>
void page_to_wire(const Page& page, Message* message) {
  message->set_page_size(page.size);
  message->set_page_token(utf8(page.position));
}

template <typename Message>
Result<void> check_view(const Message& message) {
  if (!v1::SnapshotView_IsValid(message.view())) return bad_input("not a view", "view");
  return check_mask(message.read_mask());
}

v1::SnapshotView view_for(bool with_text) {
  return with_text ? v1::SNAPSHOT_VIEW_FULL : v1::SNAPSHOT_VIEW_BASIC;
}

Result<double> resemblance_from_wire(bool given, double value) {
  if (!given) return ListCopiesRequest{}.resemblance_min;
  if (!(value >= 0 && value <= 1)) return bad_input("not between 0 and 1", "min_resemblance");
  return value;
}

Result<std::uint64_t> size_from_wire(std::int64_t size, std::string_view field) {
  if (size < 0) return bad_input("below zero", std::string(field));
  return static_cast<std::uint64_t>(size);
}

}  // namespace

void to_wire(const SnapshotRef& ref, v1::SnapshotRef* message) { ref_to_wire(ref, message); }

Result<SnapshotRef> from_wire(const v1::SnapshotRef& message, const std::string& field) {
  return ref_from_wire(message, field);
}

void to_wire(const GetSnapshotRequest& request, v1::GetSnapshotRequest* message) {
  ref_to_wire(request.of, message);
  message->set_view(view_for(request.with_text));
}

Result<GetSnapshotRequest> from_wire(const v1::GetSnapshotRequest& message) {
  TRY_LET(of, ref_from_wire(message, ""));
  TRY(check_view(message));
  return GetSnapshotRequest{.of = of, .with_text = has_text(view_of(message))};
}

void to_wire(const ListSnapshotsRequest& request, v1::ListSnapshotsRequest* message) {
  filter_to_wire(request.filter, message);
  message->set_order(order_to_wire(request.order));
  message->set_view(view_for(request.with_text));
  page_to_wire(request.page, message);
}

Result<ListSnapshotsRequest> from_wire(const v1::ListSnapshotsRequest& message) {
  TRY_LET(filter, filter_from_wire(message));
  TRY_LET(order, order_from_wire(message.order()));
  TRY(check_view(message));
  return ListSnapshotsRequest{
      .filter = filter, .order = order, .with_text = has_text(view_of(message))};
}

void to_wire(const StreamSnapshotsRequest& request, v1::StreamSnapshotsRequest* message) {
  filter_to_wire(request.filter, message);
  message->set_view(view_for(request.with_text));
  message->set_cursor(utf8(request.position));
  message->set_batch_size(request.batch_size);
  message->set_follow(request.follow);
}

Result<StreamSnapshotsRequest> from_wire(const v1::StreamSnapshotsRequest& message) {
  TRY_LET(filter, filter_from_wire(message));
  TRY(check_view(message));
  if (message.batch_size() < 0) return bad_input("below zero", "batch_size");
  StreamSnapshotsRequest request{.filter = filter};
  request.with_text = has_text(view_of(message));
  const int most = request.with_text ? StreamSnapshotsRequest::kBatchMaxWithText
                                     : StreamSnapshotsRequest::kBatchMax;
  if (message.batch_size() > 0) request.batch_size = std::min(message.batch_size(), most);
  request.follow = message.follow();
  return request;
}

void to_wire(const ReextractRequest& request, v1::ReextractSnapshotsRequest* message) {
  filter_to_wire(request.filter, message);
  message->set_every_version(request.every_version);
  message->set_dry_run(request.dry_run);
  message->set_cursor(utf8(request.position));
}

Result<ReextractRequest> from_wire(const v1::ReextractSnapshotsRequest& message) {
  TRY_LET(filter, filter_from_wire(message));
  ReextractRequest request{.filter = filter};
  request.every_version = message.every_version();
  request.dry_run = message.dry_run();
  return request;
}

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

void to_wire(const DiffRequest& request, v1::DiffSnapshotsRequest* message) {
  to_wire(request.before, message->mutable_before());
  to_wire(request.after, message->mutable_after());
}

Result<DiffRequest> from_wire(const v1::DiffSnapshotsRequest& message) {
  TRY_LET(before, from_wire(message.before(), "before"));
  TRY_LET(after, from_wire(message.after(), "after"));
  return DiffRequest{.before = before, .after = after};
}

void to_wire(const ListCopiesRequest& request, v1::ListCopiesRequest* message) {
  ref_to_wire(request.of, message);
  message->set_min_resemblance(request.resemblance_min);
  page_to_wire(request.page, message);
}

Result<ListCopiesRequest> from_wire(const v1::ListCopiesRequest& message) {
  TRY_LET(of, ref_from_wire(message, ""));
  TRY_LET(resemblance,
          resemblance_from_wire(message.has_min_resemblance(), message.min_resemblance()));
  return ListCopiesRequest{.of = of, .resemblance_min = resemblance};
}

void to_wire(const ListCapturesRequest& request, v1::ListCapturesRequest* message) {
  if (request.url) message->set_url(request.url->href());
  if (request.time != TimeRange{}) to_wire(request.time, message->mutable_time());
  message->set_order(order_to_wire(request.order));
  page_to_wire(request.page, message);
}

Result<ListCapturesRequest> from_wire(const v1::ListCapturesRequest& message) {
  TRY_LET(url, url_from_wire(message.url(), "url"));
  TRY_LET(time, from_wire(message.time(), "time"));
  TRY_LET(order, order_from_wire(message.order()));
  return ListCapturesRequest{.url = url, .time = time, .order = order};
}

void to_wire(const GetPayloadRequest& request, v1::GetPayloadRequest* message) {
  ref_to_wire(request.of, message);
}

Result<GetPayloadRequest> from_wire(const v1::GetPayloadRequest& message) {
  TRY_LET(of, ref_from_wire(message, ""));
  TRY(size_from_wire(message.read_offset(), "read_offset"));
  return GetPayloadRequest{.of = of};
}

void to_wire(const GetCheckpointRequest& request, v1::GetCheckpointRequest* message) {
  message->set_shard(request.shard);
}

Result<GetCheckpointRequest> from_wire(const v1::GetCheckpointRequest& message) {
  TRY(size_from_wire(message.shard(), "shard"));
  return GetCheckpointRequest{.shard = message.shard()};
}

void to_wire(const InclusionProofRequest& request, v1::GetInclusionProofRequest* message) {
  ref_to_wire(request.of, message);
  message->set_tree_size(static_cast<std::int64_t>(request.tree_size));
}

Result<InclusionProofRequest> from_wire(const v1::GetInclusionProofRequest& message) {
  TRY_LET(of, ref_from_wire(message, ""));
  TRY_LET(tree_size, size_from_wire(message.tree_size(), "tree_size"));
  return InclusionProofRequest{.of = of, .tree_size = tree_size};
}

void to_wire(const ConsistencyProofRequest& request, v1::GetConsistencyProofRequest* message) {
  message->set_shard(request.shard);
  message->set_first_tree_size(static_cast<std::int64_t>(request.first_size));
  message->set_second_tree_size(static_cast<std::int64_t>(request.second_size));
}

Result<ConsistencyProofRequest> from_wire(const v1::GetConsistencyProofRequest& message) {
  TRY(size_from_wire(message.shard(), "shard"));
  TRY_LET(first, size_from_wire(message.first_tree_size(), "first_tree_size"));
  TRY_LET(second, size_from_wire(message.second_tree_size(), "second_tree_size"));
  if (first == 0) return bad_input("nothing is consistent with an empty log", "first_tree_size");
  if (second != 0 && second < first) {
    return bad_input("smaller than the first", "second_tree_size");
  }
  return ConsistencyProofRequest{
      .shard = message.shard(), .first_size = first, .second_size = second};
}

}  // namespace broadsheet::rpc
