// SPDX-License-Identifier: Apache-2.0
// Serves the APIs over gRPC: TLS, tokens, health, reflection, deadlines, error details, limits.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "rpc/archive_api.h"
#include "rpc/backfill_api.h"
#include "rpc/crawl_api.h"
#include "rpc/extractor_api.h"
#include "rpc/shard_host.h"

namespace broadsheet::rpc {

// PEM files, read again when they change.
struct ServerTls {
  std::string certificate_file = {};  // the chain, leaf first
  std::string key_file = {};
  std::string client_ca_file = {};  // mutual TLS: callers show a certificate of one of these
  Duration reload = std::chrono::minutes(1);  // how often to look; whole seconds
};

enum class Scope : std::uint8_t {
  kRead,   // ArchiveService, ShardService, ExtractorService
  kCrawl,  // CrawlService, BackfillService
  kAdmin,  // everything
};

// Who sends "authorization: Bearer {secret}".
struct Token {
  std::string principal = {};
  std::string secret = {};
  std::vector<Scope> scopes = {};
};

struct ServerOptions {
  std::string listen = "127.0.0.1:7400";  // port 0: any free one
  std::optional<ServerTls> tls = {};
  std::vector<Token> tokens =
      {};  // any: every call needs one of them; health and reflection do not
  // To listen on more than loopback without TLS, or without anybody being asked who they are.
  bool insecure = false;
  int calls_max = 64;    // at once; one more is UNAVAILABLE, to be tried again
  int streams_max = 32;  // of those: readers of bulk never keep others out
  Duration deadline = std::chrono::seconds(30);      // of a call that comes without one
  Duration stream_deadline = std::chrono::hours(1);  // of a stream; its cursor goes on
  std::size_t request_bytes_max = std::size_t{32} << 20;
  std::size_t memory_bytes_max = std::size_t{512} << 20;  // of all that is being received
  std::string page_token_key = {};                        // see rpc/page_token.h
};

// What is served; null: not here. They must outlive the server.
struct Services {
  ArchiveApi* archive = nullptr;
  ShardApi* shard = nullptr;  // one shard; or:
  ExtractorApi* extractor = nullptr;
  CrawlApi* crawl = nullptr;
  ShardHost* shards = nullptr;  // all that are here
  BackfillApi* backfill = nullptr;
};

class Server {
 public:
  // kBadInput where the options are wrong, kUnavailable where it cannot listen.
  static Result<std::unique_ptr<Server>> start(const ServerOptions& options,
                                               const Services& services);
  // Drains for a second, if nobody did.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] int port() const;
  // As a client would give it: "127.0.0.1:7400".
  [[nodiscard]] std::string address() const;
  // What health checks say of every service; true after start.
  void set_serving(bool serving);
  // Says that it goes, takes no new calls, ends streams at once and other calls within `patience`.
  // Returns when all have ended.
  void drain(Duration patience);

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::rpc
