// SPDX-License-Identifier: Apache-2.0
// `broadsheet up`: all services in one process, until somebody says stop.
#include <cstdio>
#include <memory>

#include "app/operations.h"
#include "broadsheet/commands.h"
#include "broadsheet/crawl_options.h"
#include "core/log.h"
#include "gateway/gateway.h"
#include "http/server.h"
#include "rpc/server.h"
#include "seeds/seeds.h"

namespace broadsheet {

namespace {

struct UpOptions {
  CrawlOptions crawl;
  std::string listen = "127.0.0.1:7400";
  std::string http_listen = "127.0.0.1:7480";
  std::string metrics_listen = "127.0.0.1:7490";
  Duration stop_deadline = std::chrono::seconds(25);
  std::string tls_certificate;
  std::string tls_key;
  std::string tls_client_ca;
  bool insecure = false;
};

rpc::ServerOptions server_options(const UpOptions& options) {
  rpc::ServerOptions server;
  server.listen = options.listen;
  server.insecure = options.insecure;
  if (!options.tls_certificate.empty()) {
    server.tls = rpc::ServerTls{options.tls_certificate, options.tls_key, options.tls_client_ca};
  }
  return server;
}

Result<app::ExitCode> run(const UpOptions& options) {
  TRY(configure_log(options.crawl));
  const std::stop_token stop = app::stop_on_signals();
  TRY_LET(sources, seeds::load(options.crawl.seeds));
  TRY_LET(pipeline_options, to_pipeline(options.crawl));
  TRY_LET(pipeline, Pipeline::open(pipeline_options));
  TRY(pipeline->put_sources(sources));

  const auto archive = gateway::archive_gateway(pipeline->shards());
  const auto extractor = extractor::extractor_api();
  const auto crawl = pipeline->crawl_control();
  TRY_LET(server, rpc::Server::start(server_options(options),
                                     {archive.get(), nullptr, extractor.get(), crawl.get()}));
  http::Server::Options http_options;
  http_options.listen = options.http_listen;
  TRY_LET(web, http::Server::open(http_options, gateway::http_handler(*archive)));
  TRY_LET(operations, app::Operations::open({options.metrics_listen, {}}));

  std::printf("gRPC     %s\nHTTP     http://%s/\nmetrics  http://%s/metrics\n",
              server->address().c_str(), web->address().c_str(), operations->address().c_str());
  std::fflush(stdout);
  log::info("up.ready", {{"grpc", server->address()}, {"data", options.crawl.data}});
  auto done = app::run_loops(pipeline->loops(), stop, options.stop_deadline);
  server->drain(std::chrono::seconds(5));
  web->stop(std::chrono::seconds(2));
  TRY(done);
  return 0;
}

}  // namespace

app::Command up_command() {
  static UpOptions options;
  app::Command command;
  command.name = "up";
  command.summary = "run everything in one process: crawl, extract, archive, answer";
  command.description =
      "Crawls the sources of its data folder and of the seed lists, and answers questions over "
      "gRPC and "
      "HTTP until it gets SIGTERM or SIGINT. Whatever happens to the process, the next start goes "
      "on "
      "where this one was.";
  command.examples =
      "  broadsheet up --data data --seeds seeds/example.yaml --contact you@example.org";
  command.settings = crawl_settings(options.crawl);
  const std::vector<app::Setting> own = {
      {"--listen", "grpc.listen", "ADDRESS:PORT", "Where gRPC is served; port 0 takes any", "",
       &options.listen, false},
      {"--http-listen", "http.listen", "ADDRESS:PORT", "Where HTTP is served", "",
       &options.http_listen, false},
      {"--metrics-listen", "metrics.listen", "ADDRESS:PORT",
       "Where /metrics, /healthz and /readyz are served", "", &options.metrics_listen, false},
      {"--stop-deadline", "stop.deadline", "DURATION", "How long a stop may take", "",
       &options.stop_deadline, false},
      {"--tls-certificate", "grpc.tls.certificate", "FILE", "Serves gRPC with TLS (PEM)", "",
       &options.tls_certificate, false},
      {"--tls-key", "grpc.tls.key", "FILE", "The key of that certificate (PEM)", "",
       &options.tls_key, false},
      {"--tls-client-ca", "grpc.tls.client_ca", "FILE",
       "Callers must show a certificate of these authorities (PEM)", "", &options.tls_client_ca,
       false},
      {"--insecure", "grpc.insecure", "", "Allows to listen beyond loopback without TLS",
       "Anybody who reaches the port can read and steer", &options.insecure, false},
  };
  command.settings.insert(command.settings.end(), own.begin(), own.end());
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
