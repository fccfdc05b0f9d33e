// SPDX-License-Identifier: Apache-2.0
// Who may ask, and over what.
#include "program/access.h"

#include <sys/stat.h>

#include <algorithm>

#include "core/file.h"
#include "core/log.h"
#include "core/strings.h"
#include "url/address.h"

namespace broadsheet {

namespace {

constexpr std::size_t kFileBytesMax = std::size_t{1} << 20;
constexpr std::size_t kSecretBytesMin = 16;  // Below it, a token can be guessed.
constexpr std::size_t kTokensMax = 10'000;

Result<rpc::Scope> parse_scope(std::string_view word, const std::string& where) {
  if (word == "read") return rpc::Scope::kRead;
  if (word == "crawl") return rpc::Scope::kCrawl;
  if (word == "admin") return rpc::Scope::kAdmin;
  return bad_input("no scope \"" + std::string(word) + "\"", where, "say read, crawl or admin");
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  const auto text = line.substr(0, line.find('#'));
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.find_first_not_of(" \t\r", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" \t\r", begin), text.size());
    words.push_back(text.substr(begin, at - begin));
  }
  return words;
}

Result<rpc::Token> parse_token(const std::vector<std::string_view>& words,
                               const std::string& where) {
  if (words.size() != 3) {
    return bad_input("a token is a name, its scopes and a secret", where,
                     "write as in: alice read,crawl SECRET");
  }
  rpc::Token token{std::string(words[0]), std::string(words[2]), {}};
  for (const auto word : split(words[1], ',')) {
    TRY_LET(scope, parse_scope(word, where));
    token.scopes.push_back(scope);
  }
  if (token.secret.size() < kSecretBytesMin) {
    return bad_input("the secret of " + token.principal + " is too short", where,
                     "make one with: openssl rand -hex 32");
  }
  return token;
}

// Kubernetes mounts secrets for everybody to read inside of a pod: worth a word, no more.
void warn_of_readers(const std::string& file) {
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0 || (about.st_mode & S_IROTH) == 0) return;
  log::warning("tokens.readable", {{"file", file}, {"remedy", "chmod o-r"}});
}

}  // namespace

std::vector<app::Setting> access_settings(AccessOptions& o) {
  return {
      {"--tls-certificate,--tls-cert", "tls.certificate", "FILE",
       "Serves gRPC and HTTP with TLS: the certificate and its chain (PEM)", "", &o.tls_certificate,
       false},
      {"--tls-key", "tls.key", "FILE", "The key of that certificate (PEM)", "", &o.tls_key, false},
      {"--tls-client-ca", "tls.client_ca", "FILE",
       "Callers must show a certificate of these authorities (PEM)", "", &o.tls_client_ca, false},
      {"--token-file", "access.token_file", "FILE",
       "Callers must show one of these tokens: a line each, NAME SCOPES SECRET, with scopes out of "
       "read, crawl and admin",
       "", &o.token_file, false},
      {"--insecure", "access.insecure", "",
       "Allows to listen beyond loopback without TLS, or without asking who it is",
       "Anybody who reaches the port can read and steer", &o.insecure, false},
  };
}

Result<std::vector<rpc::Token>> parse_tokens(std::string_view text, const std::string& name) {
  std::vector<rpc::Token> tokens;
  int number = 0;
  for (const auto line : split(text, '\n')) {
    const std::string where = name + ":" + std::to_string(++number);
    const auto words = words_of(line);
    if (words.empty()) continue;
    TRY_LET(token, parse_token(words, where));
    const bool known = std::ranges::any_of(
        tokens, [&](const rpc::Token& other) { return other.secret == token.secret; });
    if (known) return bad_input("this secret is there twice", where, "give everybody their own");
    if (tokens.size() >= kTokensMax) return bad_input("more than 10,000 tokens", where);
    tokens.push_back(std::move(token));
  }
  if (tokens.empty()) return bad_input("there is no token in this file", name + ":1");
  return tokens;
}

Result<Access> open_access(const AccessOptions& options) {
  Access access;
  access.insecure = options.insecure;
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    return bad_input("a certificate and its key belong together",
                     options.tls_key.empty() ? "--tls-certificate" : "--tls-key",
                     "give --tls-certificate and --tls-key");
  }
  if (options.tls_certificate.empty() && !options.tls_client_ca.empty()) {
    return bad_input("callers show certificates only where there is TLS", "--tls-client-ca",
                     "give --tls-certificate and --tls-key");
  }
  if (!options.tls_certificate.empty()) {
    access.tls = rpc::ServerTls{options.tls_certificate, options.tls_key, options.tls_client_ca};
  }
  if (!options.token_file.empty()) {
    TRY_LET(text, read_file(options.token_file, kFileBytesMax));
    TRY_LET(tokens, parse_tokens(text, options.token_file));
    access.tokens = tokens;
    warn_of_readers(options.token_file);
  }
  return access;
}

Result<void> check_open(const Access& access, const std::string& listen, const std::string& flag) {
  if (url::is_loopback_host(listen.substr(0, listen.rfind(':'))) || access.insecure) return {};
  if (access.tls && access.asks_who()) return {};
  return bad_input(
      listen + " is not loopback, and there is " +
          (access.tls ? "nothing to tell callers by" : "no TLS"),
      flag,
      "give --tls-certificate, --tls-key and --token-file (or --tls-client-ca), listen on "
      "127.0.0.1, or say --insecure");
}

Result<std::optional<http::Server::Tls>> http_tls(const Access& access) {
  if (!access.tls) return std::optional<http::Server::Tls>();
  http::Server::Tls tls;
  TRY_LET(certificate, read_file(access.tls->certificate_file, kFileBytesMax));
  TRY_LET(key, read_file(access.tls->key_file, kFileBytesMax));
  tls.certificate_pem = certificate;
  tls.key_pem = key;
  if (!access.tls->client_ca_file.empty()) {
    TRY_LET(authorities, read_file(access.tls->client_ca_file, kFileBytesMax));
    tls.client_ca_pem = authorities;
  }
  return std::optional(tls);
}

}  // namespace broadsheet
