// SPDX-License-Identifier: Apache-2.0
// Three answers on a small HTTP server.
#include "app/operations.h"

#include "app/process_metrics.h"
#include "core/metrics.h"
#include "http/server.h"

namespace broadsheet::app {

struct Operations::Impl {
  std::unique_ptr<http::Server> server;
};

Operations::Operations(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Operations::~Operations() = default;

std::string Operations::address() const { return impl_->server->address(); }

Result<std::unique_ptr<Operations>> Operations::open(OperationsOptions options) {
  read_process_metrics();  // The first reading is its start.
  http::Server::Options server_options;
  server_options.listen = options.listen;
  server_options.threads = 1;
  auto answer = [waiting_for = std::move(options.waiting_for)](const http::ServerRequest& request) {
    using http::ServerResponse;
    if (request.path == "/metrics") {
      read_process_metrics();
      return ServerResponse::with(200, "text/plain; version=0.0.4; charset=utf-8",
                                  metrics::exposition());
    }
    if (request.path == "/healthz") return ServerResponse::text(200, "ok\n");
    if (request.path == "/readyz") {
      const std::string waiting = waiting_for ? waiting_for() : "";
      return waiting.empty() ? ServerResponse::text(200, "ready\n")
                             : ServerResponse::text(503, "not ready: " + waiting + "\n");
    }
    return ServerResponse::text(404, "there is /healthz, /readyz and /metrics\n");
  };
  TRY_LET(server, http::Server::open(server_options, std::move(answer)));
  auto impl = std::make_unique<Impl>();
  impl->server = std::move(server);
  return std::unique_ptr<Operations>(new Operations(std::move(impl)));
}

}  // namespace broadsheet::app
