// SPDX-License-Identifier: Apache-2.0
// Clients: the same APIs, answered by a server elsewhere.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/result.h"
#include "core/time.h"
#include "rpc/archive_api.h"
#include "rpc/backfill_api.h"
#include "rpc/crawl_api.h"
#include "rpc/extractor_api.h"
#include "rpc/shard_host.h"

namespace broadsheet::rpc {

struct ClientTls {
  std::string ca_file = {};           // PEM; empty: the system's
  std::string certificate_file = {};  // with key_file: for mutual TLS
  std::string key_file = {};
  std::string server_name = {};  // where the certificate names another than the address
  Duration reload = std::chrono::minutes(1);  // how often to look for new files; whole seconds
};

struct ClientOptions {
  std::optional<ClientTls> tls = {};
  std::string token = {};
  // How long connect() tries; zero: it does not wait at all, and the first call finds out.
  Duration connect_patience = std::chrono::seconds(3);
  Duration deadline =
      std::chrono::seconds(30);  // of a call without one; streams have none of their own
  std::size_t reply_bytes_max = std::size_t{64} << 20;
};

// Thread-safe objects that reconnect by themselves. Their page positions are the server's page
// tokens, and their faults the server's. kUnavailable with a remedy if nobody listens at `address`
// ("host:port").
Result<std::unique_ptr<ArchiveApi>> connect_archive(const std::string& address,
                                                    const ClientOptions& options = {});
// The positions of a shard's pages are the shard's own: a list goes on in another copy of it.
Result<std::unique_ptr<ShardApi>> connect_shard(const std::string& address,
                                                const ClientOptions& options = {}, int shard = 0);
Result<std::unique_ptr<CheckpointApi>> connect_checkpoints(const std::string& address,
                                                           const ClientOptions& options = {});
Result<std::unique_ptr<ExtractorApi>> connect_extractor(const std::string& address,
                                                        const ClientOptions& options = {});
Result<std::unique_ptr<BackfillApi>> connect_backfill(const std::string& address,
                                                      const ClientOptions& options = {});
Result<std::unique_ptr<CrawlApi>> connect_crawl(const std::string& address,
                                                const ClientOptions& options = {});

}  // namespace broadsheet::rpc
