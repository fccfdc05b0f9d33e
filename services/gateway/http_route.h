// SPDX-License-Identifier: Apache-2.0
// What is where: the routes of the archive over HTTP. Inside the gateway only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "gateway/http_parameters.h"
#include "http/server.h"
#include "rpc/archive_api.h"
#include "rpc/page_token.h"

namespace broadsheet::gateway {

// One request on its way to an answer; nothing of it outlives the answer.
struct Ask {
  rpc::ArchiveApi& archive;
  const rpc::PageTokens& tokens;
  const http::ServerRequest& request;
  std::string_view path;  // of the route
  std::string_view rest;  // of the target, behind a route that ends with '/': with the query
  rpc::CallContext call;
};

enum class Audience { kPrograms, kPeople };  // how faults are told: JSON, or a page

struct Route {
  std::string_view path;        // "/v1/search"; with '/' at its end: all below it
  std::string_view parameters;  // for documentation: "q, host, …" or "{URL}"
  std::string_view what;        // a sentence without a full stop
  Audience audience;
  Result<http::ServerResponse> (*answer)(const Ask& ask);
};

// A table each, in the order in which people read them.
const std::vector<Route>& json_routes();
const std::vector<Route>& memento_routes();
const std::vector<Route>& cdx_routes();
const std::vector<Route>& page_routes();

http::ServerResponse json_response(int status, const Json& json);
// 400, 404, 503, 500.
int status_of(const Fault& fault);

// ---- What several of them ask, from the same parameters.

// Exactly one of `name` and `url`, and `as_of` with a URL.
Result<rpc::SnapshotRef> ref_of(const Parameters& parameters);
Result<records::SnapshotKey> key_of(const std::string& name, std::string_view where);
// q, host, source, lang, from, to, as_of, versions.
Result<rpc::Query> query_of(const Parameters& parameters);
Result<rpc::SearchOrder> search_order_of(const Parameters& parameters);
Result<std::string> source_of(const Parameters& parameters);
Result<std::vector<std::string>> languages_of(const Parameters& parameters);
// page_size and page_token, which fits the same route and parameters only.
Result<rpc::Page> page_of(const Ask& ask, const Parameters& parameters,
                          int fallback = rpc::Page::kDefault);
std::string token_of(const Ask& ask, const Parameters& parameters, const std::string& position);

// `before` and `after` by name, or the two newest versions of `url`; kNotFound if there is one.
Result<rpc::DiffRequest> diff_of(const Ask& ask, const Parameters& parameters);

// The page as it was served: bytes that nobody vouches for, so they come in a sandbox.
http::ServerResponse payload_response(rpc::Payload payload);

// "https://archive.example:7480", as the client called us; empty where it did not say.
std::string origin_of(const http::ServerRequest& request);
// "/memento/20261122100000/https://…" of a version.
std::string memento_path(const records::Snapshot& snapshot, const url::Url& url);

}  // namespace broadsheet::gateway
