// SPDX-License-Identifier: Apache-2.0
// Who is let in over HTTP: a bearer token (RFC 6750), or for browsers the same as the password of
// Basic (RFC 7617), under any name.
#include <algorithm>

#include "common/json_views.h"
#include "core/encode.h"
#include "core/hash.h"
#include "core/strings.h"
#include "gateway/gateway.h"
#include "gateway/http_route.h"

namespace broadsheet::gateway {

namespace {

struct Holder {
  Digest secret;  // hashed, so that comparing tells nothing by its time
  bool may_read = false;
};

// RFC 4648 §4, by the decoder of its sister (§5), which has no padding.
Result<std::string> from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  return from_base64url(replace_all(replace_all(std::string(text), "+", "-"), "/", "_"));
}

// The secret that was sent; empty if none.
std::string secret_of(const http::ServerRequest& request) {
  const auto credentials = trim(request.headers.get("Authorization"));
  const auto space = std::min(credentials.find(' '), credentials.size());
  const auto scheme = credentials.substr(0, space);
  const auto rest = trim(credentials.substr(space));
  if (iequals(scheme, "Bearer")) return std::string(rest);
  if (!iequals(scheme, "Basic")) return {};
  const auto pair = from_base64(rest);
  if (!pair || pair->find(':') == std::string::npos) return {};
  return pair->substr(pair->find(':') + 1);
}

http::ServerResponse stranger(std::string what) {
  auto response = json_response(
      401, fault_json(bad_input(std::move(what), "authorization",
                                "send \"Authorization: Bearer TOKEN\", or the token as the "
                                "password of Basic")));
  response.headers.add("WWW-Authenticate", "Bearer realm=\"broadsheet\"");
  response.headers.add("WWW-Authenticate", "Basic realm=\"broadsheet\", charset=\"UTF-8\"");
  return response;
}

}  // namespace

http::Server::Handler guarded(http::Server::Handler inner, const std::vector<rpc::Token>& tokens) {
  if (tokens.empty()) return inner;
  std::vector<Holder> holders;
  for (const auto& token : tokens) {
    const bool may_read = std::ranges::any_of(token.scopes, [](rpc::Scope scope) {
      return scope == rpc::Scope::kRead || scope == rpc::Scope::kAdmin;
    });
    holders.push_back({sha256(token.secret), may_read});
  }
  return
      [inner = std::move(inner), holders = std::move(holders)](const http::ServerRequest& request) {
        if (request.path == "/healthz") return inner(request);
        const std::string secret = secret_of(request);
        if (secret.empty()) return stranger("no token");
        const Digest digest = sha256(secret);
        const auto holder = std::ranges::find(holders, digest, &Holder::secret);
        if (holder == holders.end()) return stranger("an unknown token");
        if (holder->may_read) return inner(request);
        return json_response(
            403, fault_json(bad_input("the token lacks the scope 'read'", "authorization")));
      };
}

}  // namespace broadsheet::gateway
