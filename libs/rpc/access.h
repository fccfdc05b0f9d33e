// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: who calls, and whether they may.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "rpc/server.h"

namespace grpc {
class ServerContext;
class Status;
}  // namespace grpc

namespace broadsheet::rpc {

class Access {
 public:
  Access(const std::vector<Token>& tokens, bool mutual_tls);

  // OK and who it is, or for whom it asks if it may do everything; UNAUTHENTICATED or
  // PERMISSION_DENIED.
  grpc::Status check(const grpc::ServerContext& server, Scope scope, std::string* principal) const;

 private:
  struct Holder {
    Digest secret;  // hashed, so that comparing tells nothing by its time
    std::string principal;
    std::vector<Scope> scopes;
  };
  std::vector<Holder> holders_;
  bool mutual_tls_;
};

}  // namespace broadsheet::rpc
