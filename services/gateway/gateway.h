// SPDX-License-Identifier: Apache-2.0
// The gateway: answers questions about the whole archive by asking its shards. It owns nothing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/time.h"
#include "http/server.h"
#include "rpc/archive_api.h"
#include "rpc/client.h"
#include "rpc/crawl_api.h"
#include "rpc/server.h"
#include "rpc/shard_api.h"

namespace broadsheet::gateway {

struct ArchiveOptions {
  // What one shard may take to answer; an answer without it says so. Streams have no such limit.
  Duration shard_timeout = std::chrono::seconds(30);
  std::size_t threads_max = 64;  // that ask shards, besides those of the callers
};

// Shard i holds partition i. The shards outlive it.
std::unique_ptr<rpc::ArchiveApi> archive_gateway(std::vector<rpc::ShardApi*> shards,
                                                 ArchiveOptions options = {});

// CrawlService of several fetchers, each of which has its own part of the web: sources are kept by
// any of them, hosts are paused at all, and what one of them knows of a URL is found. Connects when
// it is first asked.
struct CrawlServers {
  std::vector<std::string> addresses = {};  // HOST:PORT
  rpc::ClientOptions client = {};
};
std::unique_ptr<rpc::CrawlApi> crawl_gateway(CrawlServers servers);

// The same answers as JSON over HTTP, Memento (RFC 7089), CDX, and the reading room for people; see
// docs/api-http.md. The archive outlives it.
http::Server::Handler http_handler(rpc::ArchiveApi& archive);

// `inner` for those who show one of the tokens, with the scope to read; for everybody if there are
// no tokens. /healthz is for everybody.
http::Server::Handler guarded(http::Server::Handler inner, const std::vector<rpc::Token>& tokens);

}  // namespace broadsheet::gateway
