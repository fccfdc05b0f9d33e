// SPDX-License-Identifier: Apache-2.0
// The gateway: answers questions about the whole archive by asking its shards. It owns nothing.
#pragma once

#include <memory>
#include <vector>

#include "http/server.h"
#include "rpc/archive_api.h"
#include "rpc/server.h"
#include "rpc/shard_api.h"

namespace broadsheet::gateway {

// Shard i holds partition i. The shards outlive it.
std::unique_ptr<rpc::ArchiveApi> archive_gateway(std::vector<rpc::ShardApi*> shards);

// The same answers as JSON over HTTP, Memento (RFC 7089), CDX, and the reading room for people; see
// docs/api-http.md. The archive outlives it.
http::Server::Handler http_handler(rpc::ArchiveApi& archive);

// `inner` for those who show one of the tokens, with the scope to read; for everybody if there are
// no tokens. /healthz is for everybody.
http::Server::Handler guarded(http::Server::Handler inner, const std::vector<rpc::Token>& tokens);

}  // namespace broadsheet::gateway
