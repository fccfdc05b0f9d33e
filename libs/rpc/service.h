// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: what surrounds every call, and the services.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "rpc/access.h"
#include "rpc/calls.h"
#include "rpc/page_token.h"
#include "rpc/server.h"

namespace grpc {
class Service;
}

namespace broadsheet::rpc {

// What the services of one server share.
struct Surroundings {
  Access access;
  Calls calls;
  PageTokens tokens;
};

struct Method {
  std::string_view name;  // "ArchiveService.Search"
  Scope scope = Scope::kRead;
  CallKind kind = CallKind::kUnary;
};

// The work of a call; true if everything was sent. A stream that ends early, because its call was
// given up, gives false.
using Work = std::function<Result<bool>(const CallContext&)>;

// Asks who it is, lets it in, does the work, counts it, and makes a status of what came out.
grpc::Status serve(Surroundings& with, grpc::ServerContext& server, const Method& method,
                   const Work& work);

// Generic checks of a page: size and token.
template <typename Message>
std::string fingerprint_of(Message message) {
  message.clear_page_size();
  message.clear_page_token();
  return message.SerializeAsString();
}

Result<int> page_size_from_wire(int size);

template <typename Message>
Result<Page> page_from_wire(const PageTokens& tokens, std::string_view method,
                            const Message& message) {
  TRY_LET(size, page_size_from_wire(message.page_size()));
  TRY_LET(position, tokens.open(method, fingerprint_of(message), message.page_token()));
  return Page{.size = size, .position = position};
}

// The five services; the API must outlive them.
std::unique_ptr<grpc::Service> archive_service(ArchiveApi& api, Surroundings& with);
std::unique_ptr<grpc::Service> shard_service(ShardHost& host, Surroundings& with);
// A host of this one alone; it must outlive the host.
std::unique_ptr<ShardHost> one_shard(ShardApi& shard);
std::unique_ptr<grpc::Service> extractor_service(ExtractorApi& api, Surroundings& with);
std::unique_ptr<grpc::Service> crawl_service(CrawlApi& api, Surroundings& with);
std::unique_ptr<grpc::Service> backfill_service(BackfillApi& api, Surroundings& with);

}  // namespace broadsheet::rpc
