// SPDX-License-Identifier: Apache-2.0
// A researcher's query as the index takes it.
#include "common/search_query.h"

#include <algorithm>

#include "url/url.h"

namespace broadsheet {

namespace {

// As the index has it: without a port, and as it is resolved ("münchen.de" → "xn--mnchen-3ya.de").
std::string plain_host(const std::string& host) {
  const auto url = url::Url::parse("http://" + host + "/");
  return url ? std::string(url->host()) : host;
}

}  // namespace

search::Query to_search(const rpc::Query& query, rpc::SearchOrder order) {
  search::Query out;
  out.text = query.text;
  if (!query.host.empty()) out.filter.host_suffixes = {plain_host(query.host)};
  if (!query.source.empty()) out.filter.sources = {query.source};
  out.filter.languages = query.languages;
  out.filter.published = {query.published.from, query.published.until};
  out.filter.first_seen = {query.first_seen.from, query.first_seen.until};
  const bool latest = query.versions == rpc::VersionScope::kLatest;
  if (latest && query.as_of) out.filter.as_of = query.as_of;
  if (latest && !query.as_of) out.filter.latest_only = true;
  if (!latest && query.as_of) {
    // Every version that was there by then.
    const Time end = *query.as_of + Duration(1);
    out.filter.first_seen.until = std::min(out.filter.first_seen.until.value_or(end), end);
  }
  out.order = order == rpc::SearchOrder::kNewest   ? search::Order::kNewest
              : order == rpc::SearchOrder::kOldest ? search::Order::kOldest
                                                   : search::Order::kRelevance;
  return out;
}

}  // namespace broadsheet
