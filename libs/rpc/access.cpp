// SPDX-License-Identifier: Apache-2.0
// Bearer tokens (RFC 6750 §2.1) with scopes, and the names of client certificates.
#include "rpc/access.h"

#include <grpcpp/server_context.h>

#include <algorithm>

#include "core/strings.h"
#include "rpc/convert.h"
#include "rpc/principal.h"
#include "rpc/status.h"

namespace broadsheet::rpc {
namespace {

constexpr std::string_view kHeader = "authorization";
constexpr std::string_view kScheme = "Bearer ";

std::string_view scope_name(Scope scope) {
  switch (scope) {
    case Scope::kRead:
      return "read";
    case Scope::kCrawl:
      return "crawl";
    case Scope::kAdmin:
      return "admin";
  }
  return "admin";
}

// The token that was sent; empty if none.
std::string_view token_of(const grpc::ServerContext& server) {
  const auto& metadata = server.client_metadata();
  const auto found = metadata.find(grpc::string_ref(kHeader.data(), kHeader.size()));
  if (found == metadata.end()) return {};
  const std::string_view value(found->second.data(), found->second.size());
  if (!istarts_with(value, kScheme)) return {};
  return trim(value.substr(kScheme.size()));
}

std::string peer_name(const grpc::ServerContext& server) {
  const auto context = server.auth_context();
  if (!context || !context->IsPeerAuthenticated()) return {};
  const auto identity = context->GetPeerIdentity();
  return identity.empty() ? std::string() : std::string(identity[0].data(), identity[0].size());
}

// The caller asks for somebody else: a gateway for its own caller.
void take_over_principal(const grpc::ServerContext& server, std::string* principal) {
  const auto& metadata = server.client_metadata();
  const auto found = metadata.find(kPrincipalHeader);
  if (found == metadata.end()) return;
  const std::string name(found->second.data(), found->second.size());
  if (!name.empty() && name.size() <= kPrincipalBytesMax) *principal = utf8(name);
}

grpc::Status unauthenticated(std::string what, std::string remedy) {
  return status_of(grpc::StatusCode::UNAUTHENTICATED, "UNAUTHENTICATED",
                   bad_input(std::move(what), "authorization", std::move(remedy)));
}

}  // namespace

Access::Access(const std::vector<Token>& tokens, bool mutual_tls) : mutual_tls_(mutual_tls) {
  for (const auto& token : tokens) {
    holders_.push_back({sha256(token.secret), token.principal, token.scopes});
  }
}

grpc::Status Access::check(const grpc::ServerContext& server, Scope scope,
                           std::string* principal) const {
  *principal = kAnonymous;
  if (mutual_tls_) *principal = peer_name(server);
  if (holders_.empty()) {
    if (mutual_tls_) take_over_principal(server, principal);
    return grpc::Status::OK;
  }
  const auto token = token_of(server);
  if (token.empty()) {
    return unauthenticated("no token", "send metadata \"authorization: Bearer TOKEN\"");
  }
  const auto secret = sha256(token);
  const auto holder = std::find_if(holders_.begin(), holders_.end(), [&](const Holder& candidate) {
    return candidate.secret == secret;
  });
  if (holder == holders_.end()) return unauthenticated("an unknown token", "ask for a new one");
  *principal = holder->principal;
  const auto holds = [&](Scope wanted) {
    return std::find(holder->scopes.begin(), holder->scopes.end(), wanted) != holder->scopes.end();
  };
  if (holds(Scope::kAdmin)) take_over_principal(server, principal);
  if (holds(Scope::kAdmin) || holds(scope)) return grpc::Status::OK;
  return status_of(grpc::StatusCode::PERMISSION_DENIED, "SCOPE_MISSING",
                   bad_input("the token of '" + holder->principal + "' lacks the scope '" +
                                 std::string(scope_name(scope)) + "'",
                             "authorization"));
}

}  // namespace broadsheet::rpc
