// SPDX-License-Identifier: Apache-2.0
// Who may ask, and over what: tokens and certificates, for gRPC and HTTP alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "http/server.h"
#include "rpc/server.h"

namespace broadsheet {

struct AccessOptions {
  std::string tls_certificate = {};
  std::string tls_key = {};
  std::string tls_client_ca = {};
  std::string token_file = {};
  bool insecure = false;
};

// They point into `options`, which outlives them.
std::vector<app::Setting> access_settings(AccessOptions& options);

// What the options come to.
struct Access {
  std::optional<rpc::ServerTls> tls = {};
  std::vector<rpc::Token> tokens = {};
  bool insecure = false;

  [[nodiscard]] bool asks_who() const {
    return !tokens.empty() || (tls && !tls->client_ca_file.empty());
  }
};
// kBadInput where they do not fit together or a file is none, kNotFound for a missing file.
Result<Access> open_access(const AccessOptions& options);

// A line a token: a name, its scopes with commas (read, crawl, admin), and a secret of at least 16
// characters; "#" begins a comment. kBadInput with "name:line".
Result<std::vector<rpc::Token>> parse_tokens(std::string_view text, const std::string& name);

// kBadInput if `listen` is more than loopback and not everybody may come in: then there must be
// TLS, and tokens or certificates of callers, or the word `insecure`. `flag` is its name.
Result<void> check_open(const Access& access, const std::string& listen, const std::string& flag);

// The same certificates for the HTTP server; none without TLS.
Result<std::optional<http::Server::Tls>> http_tls(const Access& access);

}  // namespace broadsheet
