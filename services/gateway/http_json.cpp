// SPDX-License-Identifier: Apache-2.0
// The archive for programs: GET with parameters, JSON back.
#include <algorithm>
#include <limits>

#include "common/json_views.h"
#include "core/encode.h"
#include "core/strings.h"
#include "gateway/http_route.h"

namespace broadsheet::gateway {

namespace {

using Answer = Result<http::ServerResponse>;

Json errors_json(const std::vector<rpc::ShardError>& errors) {
  Json json = Json::Array{};
  for (const auto& error : errors) {
    json.add(Json().set("shard", error.shard).set("reason", error.fault.text()));
  }
  return json;
}

Json list_json(const char* name, Json items, const std::string& next_page_token,
               const std::vector<rpc::ShardError>& errors) {
  Json json;
  json.set(name, std::move(items));
  if (!next_page_token.empty()) json.set("next_page_token", next_page_token);
  if (!errors.empty()) json.set("shard_errors", errors_json(errors));
  return json;
}

Json snapshots_array(const std::vector<records::Snapshot>& snapshots) {
  Json json = Json::Array{};
  for (const auto& snapshot : snapshots) json.add(snapshot_json(snapshot));
  return json;
}

Json reply_json(const rpc::GetSnapshotReply& reply) {
  Json json = snapshot_json(reply.snapshot);
  json.set("versions", reply.versions);
  const auto neighbour = [&](const char* name, const std::optional<Digest>& hash) {
    if (hash) json.set(name, records::SnapshotKey{reply.snapshot.url_key, *hash}.name());
  };
  neighbour("previous", reply.previous);
  neighbour("next", reply.next);
  return json;
}

Json digests_json(const std::vector<Digest>& digests) {
  Json json = Json::Array{};
  for (const auto& digest : digests) json.add(digest.hex());
  return json;
}

Answer search(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query,
                                        {"q", "host", "source", "from", "to", "as_of", "versions",
                                         "sort", "text", "page_size", "page_token"},
                                        {"lang"}));
  rpc::SearchRequest request;
  TRY_LET(query, query_of(parameters));
  request.query = query;
  TRY_LET(order, search_order_of(parameters));
  request.order = order;
  TRY_LET(with_text, parameters.choice("text", {"no", "yes"}));
  request.with_text = with_text == 1;
  TRY_LET(page, page_of(ask, parameters));
  request.page = page;
  if (request.with_text) request.page.size = std::min(page.size, rpc::Page::kMaxWithText);
  TRY_LET(reply, ask.archive.search(request, ask.call));
  reply.next_position = token_of(ask, parameters, reply.next_position);
  return json_response(200, search_json(reply));
}

Result<rpc::SnapshotFilter> filter_of(const Parameters& parameters) {
  rpc::SnapshotFilter filter;
  int given = 0;
  for (const auto name : {"url", "prefix", "host", "domain"}) given += parameters.has(name) ? 1 : 0;
  if (given > 1) return bad_input("more than one of url, prefix, host and domain", "url");
  if (parameters.has("url") || parameters.has("prefix")) {
    const bool whole = parameters.has("url");
    TRY_LET(url, parameters.url(whole ? "url" : "prefix"));
    filter.match = whole ? rpc::UrlMatch::kUrl : rpc::UrlMatch::kPrefix;
    filter.pattern = url.href();
  } else if (parameters.has("host") || parameters.has("domain")) {
    const bool host_only = parameters.has("host");
    TRY_LET(host, parameters.host(host_only ? "host" : "domain"));
    filter.match = host_only ? rpc::UrlMatch::kHost : rpc::UrlMatch::kDomain;
    filter.pattern = host;
  }
  TRY_LET(source, source_of(parameters));
  filter.source = source;
  TRY_LET(languages, languages_of(parameters));
  filter.languages = languages;
  TRY_LET(first_seen, parameters.range("from", "to"));
  filter.first_seen = first_seen;
  return filter;
}

Answer list(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query,
                                        {"url", "prefix", "host", "domain", "source", "from", "to",
                                         "order", "text", "page_size", "page_token"},
                                        {"lang"}));
  rpc::ListSnapshotsRequest request;
  TRY_LET(filter, filter_of(parameters));
  request.filter = filter;
  TRY_LET(order, parameters.choice("order", {"newest", "oldest"}));
  request.order = order == 0 ? rpc::TimeOrder::kNewestFirst : rpc::TimeOrder::kOldestFirst;
  TRY_LET(with_text, parameters.choice("text", {"no", "yes"}));
  request.with_text = with_text == 1;
  TRY_LET(page, page_of(ask, parameters));
  request.page = page;
  if (request.with_text) request.page.size = std::min(page.size, rpc::Page::kMaxWithText);
  TRY_LET(reply, ask.archive.list_snapshots(request, ask.call));
  return json_response(
      200, list_json("snapshots", snapshots_array(reply.snapshots),
                     token_of(ask, parameters, reply.next_position), reply.shard_errors));
}

Answer permalink(const Ask& ask) {
  TRY(Parameters::parse(ask.request.query, {}));
  TRY_LET(name, percent_decode(ask.rest.substr(0, ask.rest.find('?')), false));
  TRY_LET(key, key_of(name, "name"));
  TRY_LET(reply, ask.archive.get_snapshot({{key}, true}, ask.call));
  return json_response(200, reply_json(reply));
}

Answer get(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"url", "as_of", "name"}));
  TRY_LET(ref, ref_of(parameters));
  TRY_LET(reply, ask.archive.get_snapshot({ref, true}, ask.call));
  return json_response(200, reply_json(reply));
}

Answer history(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"url", "page_size", "page_token"}));
  rpc::ListSnapshotsRequest request;
  TRY_LET(url, parameters.url("url"));
  request.filter.match = rpc::UrlMatch::kUrl;
  request.filter.pattern = url.href();
  request.order = rpc::TimeOrder::kOldestFirst;
  TRY_LET(page, page_of(ask, parameters, rpc::Page::kMax));
  request.page = page;
  TRY_LET(reply, ask.archive.list_snapshots(request, ask.call));
  if (reply.snapshots.empty() && !reply.shard_errors.empty()) {
    return reply.shard_errors.front().fault;
  }
  if (reply.snapshots.empty() && page.position.empty()) {
    return not_found("there is no version of this page", url.href());
  }
  return json_response(
      200, list_json("versions", snapshots_array(reply.snapshots),
                     token_of(ask, parameters, reply.next_position), reply.shard_errors));
}

Answer diff(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"before", "after", "url"}));
  TRY_LET(request, diff_of(ask, parameters));
  TRY_LET(reply, ask.archive.diff(request, ask.call));
  return json_response(200, diff_json(reply));
}

Answer copies(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"url", "as_of", "name", "resemblance",
                                                            "page_size", "page_token"}));
  rpc::ListCopiesRequest request;
  TRY_LET(ref, ref_of(parameters));
  request.of = ref;
  TRY_LET(resemblance, parameters.share("resemblance", request.resemblance_min));
  request.resemblance_min = resemblance;
  TRY_LET(page, page_of(ask, parameters));
  request.page = page;
  TRY_LET(reply, ask.archive.list_copies(request, ask.call));
  reply.next_position = token_of(ask, parameters, reply.next_position);
  return json_response(200, copies_json(reply));
}

Answer captures(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query,
                                        {"url", "from", "to", "order", "page_size", "page_token"}));
  rpc::ListCapturesRequest request;
  TRY_LET(url, parameters.url("url"));
  request.url = url;
  TRY_LET(time, parameters.range("from", "to"));
  request.time = time;
  TRY_LET(order, parameters.choice("order", {"newest", "oldest"}));
  request.order = order == 0 ? rpc::TimeOrder::kNewestFirst : rpc::TimeOrder::kOldestFirst;
  TRY_LET(page, page_of(ask, parameters));
  request.page = page;
  TRY_LET(reply, ask.archive.list_captures(request, ask.call));
  Json items = Json::Array{};
  for (const auto& capture : reply.captures) items.add(capture_json(capture));
  return json_response(200, list_json("captures", std::move(items),
                                      token_of(ask, parameters, reply.next_position), {}));
}

Answer payload(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"name", "url", "as_of"}));
  TRY_LET(ref, ref_of(parameters));
  TRY_LET(reply, ask.archive.get_payload({ref}, ask.call));
  return payload_response(std::move(reply));
}

Answer stats(const Ask& ask) {
  TRY(Parameters::parse(ask.request.query, {}));
  TRY_LET(reply, ask.archive.get_stats({}, ask.call));
  return json_response(200, stats_json(reply));
}

Answer count(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query,
                                        {"q", "host", "source", "from", "to", "as_of", "versions",
                                         "by", "buckets"},
                                        {"lang"}));
  rpc::CountRequest request;
  TRY_LET(query, query_of(parameters));
  request.query = query;
  TRY_LET(by, parameters.choice("by", {"total", "day", "seen_day", "host", "language", "source"}));
  if (by > 0) request.by = {static_cast<rpc::CountBy>(by - 1)};
  TRY_LET(buckets,
          parameters.number("buckets", request.buckets_max, 1, rpc::CountRequest::kBucketsMax));
  request.buckets_max = buckets;
  TRY_LET(reply, ask.archive.count(request, ask.call));
  return json_response(200, count_json(reply));
}

Answer proof(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"name", "url", "as_of", "tree_size"}));
  rpc::InclusionProofRequest request;
  TRY_LET(ref, ref_of(parameters));
  request.of = ref;
  TRY_LET(size, parameters.number("tree_size", 0, 0, std::numeric_limits<int>::max()));
  request.tree_size = static_cast<std::uint64_t>(size);
  TRY_LET(reply, ask.archive.get_inclusion_proof(request, ask.call));
  Json json;
  json.set("shard", reply.shard).set("leaf_index", reply.leaf_index);
  json.set("leaf", to_base64(reply.leaf)).set("hashes", digests_json(reply.hashes));
  json.set("tree_size", reply.tree_size).set("root", reply.root.hex());
  return json_response(200, json);
}

Answer checkpoint(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"shard"}));
  TRY_LET(shard, parameters.number("shard", 0, 0, std::numeric_limits<int>::max()));
  TRY_LET(reply, ask.archive.get_checkpoint({shard}, ask.call));
  Json json;
  json.set("shard", reply.shard).set("size", reply.size).set("root", reply.root.hex());
  json.set("time", format_time(reply.time)).set("note", reply.note);
  return json_response(200, json);
}

Answer health(const Ask& /*ask*/) { return http::ServerResponse::text(200, "ok\n"); }

}  // namespace

const std::vector<Route>& json_routes() {
  constexpr auto kPrograms = Audience::kPrograms;
  static const std::vector<Route> kRoutes = {
      {"/v1/search",
       "q, host, source, lang, from, to, as_of, versions=latest|all, sort=relevance|newest|oldest, "
       "text=no|yes, page_size, page_token",
       "articles that match a query, with snippets", kPrograms, search},
      {"/v1/count",
       "q, host, source, lang, from, to, as_of, versions, "
       "by=total|day|seen_day|host|language|source, "
       "buckets",
       "how many match, and how many for each value", kPrograms, count},
      {"/v1/get", "url and as_of, or name", "one version with its text", kPrograms, get},
      {"/v1/snapshots",
       "url, prefix, host or domain; source, lang, from, to, order=newest|oldest, text=no|yes, "
       "page_size, page_token",
       "versions by when they were first seen", kPrograms, list},
      {"/v1/snapshots/", "{name}", "the permalink of a version", kPrograms, permalink},
      {"/v1/history", "url, page_size, page_token", "all versions of a page, oldest first",
       kPrograms, history},
      {"/v1/diff", "before and after (names), or url", "what changed between two versions",
       kPrograms, diff},
      {"/v1/copies", "url and as_of, or name; resemblance=0…1, page_size, page_token",
       "the same text, or nearly, elsewhere", kPrograms, copies},
      {"/v1/captures", "url, from, to, order=newest|oldest, page_size, page_token",
       "every visit to a page and what it came to", kPrograms, captures},
      {"/v1/payload", "url and as_of, or name", "the page as it was served", kPrograms, payload},
      {"/v1/proof", "url and as_of, or name; tree_size",
       "that a version is in the log of its shard (RFC 6962)", kPrograms, proof},
      {"/v1/checkpoint", "shard", "the state of the log of a shard", kPrograms, checkpoint},
      {"/v1/stats", "", "how much there is", kPrograms, stats},
      {"/healthz", "", "whether the server answers", kPrograms, health},
  };
  return kRoutes;
}

}  // namespace broadsheet::gateway
