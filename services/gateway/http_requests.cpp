// SPDX-License-Identifier: Apache-2.0
// From parameters to what the archive is asked; what several routes have in common.
#include "common/versions.h"
#include "core/strings.h"
#include "gateway/http_route.h"
#include "warc/cdxj.h"

namespace broadsheet::gateway {

namespace {

constexpr std::size_t kLanguagesMax = 100;
constexpr std::size_t kLanguageBytesMax = 35;  // RFC 5646 §4.4.1
constexpr std::string_view kSources = "sources/";

}  // namespace

http::ServerResponse json_response(int status, const Json& json) {
  auto response = http::ServerResponse::with(status, "application/json", json.dump() + "\n");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

int status_of(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::kBadInput:
      return 400;
    case FaultKind::kNotFound:
      return 404;
    case FaultKind::kUnavailable:
      return 503;
    case FaultKind::kBroken:
      break;
  }
  return 500;
}

Result<records::SnapshotKey> key_of(const std::string& name, std::string_view where) {
  const bool whole = name.starts_with("snapshots/");
  auto key = records::SnapshotKey::from_name(whole ? name : "snapshots/" + name);
  if (!key) return bad_input(key.fault().what, std::string(where), key.fault().remedy);
  return key;
}

Result<rpc::SnapshotRef> ref_of(const Parameters& parameters) {
  if (parameters.has("name") == parameters.has("url")) {
    return bad_input(parameters.has("name") ? "both a name and a url" : "neither a name nor a url",
                     "url", "give exactly one of name and url");
  }
  rpc::SnapshotRef ref;
  if (parameters.has("name")) {
    if (parameters.has("as_of")) return bad_input("a name is one version already", "as_of");
    TRY_LET(key, key_of(parameters.get("name"), "name"));
    ref.key = key;
    return ref;
  }
  TRY_LET(url, parameters.url("url"));
  TRY_LET(as_of, parameters.time("as_of"));
  ref.url = url;
  ref.as_of = as_of;
  return ref;
}

Result<std::string> source_of(const Parameters& parameters) {
  std::string id = parameters.get("source");
  if (id.starts_with(kSources)) id.erase(0, kSources.size());
  if (id.size() > 100 || id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != id.npos) {
    return bad_input("not the id of a source", "source", "an id is made of a-z, 0-9 and '-'");
  }
  return id;
}

Result<std::vector<std::string>> languages_of(const Parameters& parameters) {
  auto languages = parameters.list("lang");
  if (languages.size() > kLanguagesMax) return bad_input("too many languages", "lang");
  for (const auto& language : languages) {
    if (language.size() > kLanguageBytesMax) {
      return bad_input("not a language", "lang", "write it as in en or pt-BR");
    }
  }
  return languages;
}

Result<rpc::Query> query_of(const Parameters& parameters) {
  rpc::Query query;
  query.text = parameters.get("q");
  TRY_LET(host, parameters.host("host"));
  query.host = host;
  TRY_LET(source, source_of(parameters));
  query.source = source;
  TRY_LET(languages, languages_of(parameters));
  query.languages = languages;
  TRY_LET(published, parameters.range("from", "to"));
  query.published = published;
  TRY_LET(as_of, parameters.time("as_of"));
  query.as_of = as_of;
  TRY_LET(versions, parameters.choice("versions", {"latest", "all"}));
  query.versions = versions == 1 ? rpc::VersionScope::kAll : rpc::VersionScope::kLatest;
  return query;
}

Result<rpc::SearchOrder> search_order_of(const Parameters& parameters) {
  TRY_LET(order, parameters.choice("sort", {"relevance", "newest", "oldest"}));
  return order == 0   ? rpc::SearchOrder::kRelevance
         : order == 1 ? rpc::SearchOrder::kNewest
                      : rpc::SearchOrder::kOldest;
}

Result<rpc::Page> page_of(const Ask& ask, const Parameters& parameters, int fallback) {
  rpc::Page page;
  TRY_LET(size, parameters.number("page_size", fallback, 1, rpc::Page::kMax));
  page.size = size;
  TRY_LET(position, ask.tokens.open(ask.path, parameters.fingerprint({"page_size", "page_token"}),
                                    parameters.get("page_token")));
  page.position = position;
  return page;
}

std::string token_of(const Ask& ask, const Parameters& parameters, const std::string& position) {
  return ask.tokens.seal(ask.path, parameters.fingerprint({"page_size", "page_token"}), position);
}

Result<rpc::DiffRequest> diff_of(const Ask& ask, const Parameters& parameters) {
  const bool by_name = parameters.has("before") || parameters.has("after");
  if (by_name == parameters.has("url")) {
    return bad_input("say which two versions", by_name ? "url" : "before",
                     "give before and after, two names; or a url, for its two newest versions");
  }
  if (by_name) {
    rpc::DiffRequest request;
    TRY_LET(before, key_of(parameters.get("before"), "before"));
    TRY_LET(after, key_of(parameters.get("after"), "after"));
    request.before.key = before;
    request.after.key = after;
    return request;
  }
  TRY_LET(url, parameters.url("url"));
  return last_edit(ask.archive, url, ask.call);
}

http::ServerResponse payload_response(rpc::Payload payload) {
  const bool typed = !payload.content_type.empty() && http::is_header_value(payload.content_type);
  auto response = http::ServerResponse::with(
      200, typed ? payload.content_type : "application/octet-stream", std::move(payload.bytes));
  response.headers.set("Content-Security-Policy", "sandbox");
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
  response.headers.set("ETag", "\"" + payload.digest.hex() + "\"");
  return response;
}

std::string origin_of(const http::ServerRequest& request) {
  const auto host = request.headers.get("Host");
  const bool clean = !host.empty() && host.size() <= 300 &&
                     host.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789.-:[]") == host.npos;
  if (!clean) return {};
  const bool secure = request.tls || iequals(request.headers.get("X-Forwarded-Proto"), "https");
  return (secure ? "https://" : "http://") + ascii_lower(host);
}

std::string memento_path(const records::Snapshot& snapshot, const url::Url& url) {
  return "/memento/" + warc::cdx_timestamp(snapshot.first_seen) + "/" + url.href();
}

}  // namespace broadsheet::gateway
