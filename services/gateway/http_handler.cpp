// SPDX-License-Identifier: Apache-2.0
// The archive over HTTP: JSON for programs.
#include "common/json_views.h"
#include "core/strings.h"
#include "gateway/gateway.h"

namespace broadsheet::gateway {

namespace {

http::ServerResponse json_response(int status, const Json& json) {
  return http::ServerResponse::with(status, "application/json", json.dump() + "\n");
}

http::ServerResponse answer(rpc::ArchiveApi& archive, const http::ServerRequest& request) {
  if (request.path == "/healthz") return http::ServerResponse::text(200, "ok\n");
  if (request.path == "/v1/stats") {
    auto reply = archive.get_stats({}, rpc::call_within(std::chrono::seconds(10)));
    if (!reply) return json_response(503, fault_json(reply.fault()));
    return json_response(200, stats_json(*reply));
  }
  return json_response(404, fault_json(not_found("there is nothing here", request.path)));
}

}  // namespace

http::Server::Handler http_handler(rpc::ArchiveApi& archive) {
  return [&archive](const http::ServerRequest& request) { return answer(archive, request); };
}

}  // namespace broadsheet::gateway
