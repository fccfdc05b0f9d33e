// SPDX-License-Identifier: Apache-2.0
// `broadsheet up`: all services in one process, until somebody says stop.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/operations.h"
#include "app/readiness.h"
#include "broadsheet/access.h"
#include "broadsheet/commands.h"
#include "broadsheet/crawl_options.h"
#include "broadsheet/gauges.h"
#include "core/log.h"
#include "gateway/gateway.h"
#include "http/server.h"
#include "rpc/server.h"
#include "seeds/seeds.h"

namespace broadsheet {

namespace {

struct UpOptions {
  CrawlOptions crawl;
  AccessOptions access;
  std::string listen = "127.0.0.1:7400";
  std::string http_listen = "127.0.0.1:7480";
  std::string metrics_listen = "127.0.0.1:7490";
  Duration stop_deadline = std::chrono::seconds(25);
};

// The last part of the stop deadline, for answers that are on their way.
constexpr Duration kLastAnswers = std::chrono::seconds(3);
constexpr Duration kLastPages = std::chrono::seconds(1);
constexpr const char* kOpening = "the archive is being opened";

// The three faces of one archive, from the first answer to the last.
class Servers {
 public:
  Servers(Pipeline& pipeline, app::Readiness& readiness)
      : archive_(gateway::archive_gateway(pipeline.shards())),
        extractor_(extractor::extractor_api()),
        crawl_(pipeline.crawl_control()),
        readiness_(readiness) {}

  Result<void> start(const UpOptions& options, const Access& access) {
    rpc::ServerOptions rpc_options;
    rpc_options.listen = options.listen;
    rpc_options.tls = access.tls;
    rpc_options.tokens = access.tokens;
    rpc_options.insecure = access.insecure;
    TRY_LET(server, rpc::Server::start(rpc_options,
                                       {archive_.get(), nullptr, extractor_.get(), crawl_.get()}));
    rpc_ = std::move(server);
    http::Server::Options http_options;
    http_options.listen = options.http_listen;
    TRY_LET(tls, http_tls(access));
    http_options.tls = tls;
    TRY_LET(web, http::Server::open(http_options, gateway::guarded(gateway::http_handler(*archive_),
                                                                   access.tokens)));
    web_ = std::move(web);
    return {};
  }

  // From now on nobody is to send anything new here.
  void leave() {
    readiness_.stops();
    rpc_->set_serving(false);
  }
  void drain() {
    rpc_->drain(kLastAnswers);
    web_->stop(kLastPages);
  }

  [[nodiscard]] std::string rpc_address() const { return rpc_->address(); }
  [[nodiscard]] std::string web_address() const { return web_->address(); }

 private:
  std::unique_ptr<rpc::ArchiveApi> archive_;
  std::unique_ptr<rpc::ExtractorApi> extractor_;
  std::unique_ptr<rpc::CrawlApi> crawl_;
  app::Readiness& readiness_;
  std::unique_ptr<rpc::Server> rpc_;
  std::unique_ptr<http::Server> web_;
};

// What can be known before anything is opened.
Result<Access> check_access(const UpOptions& options) {
  TRY_LET(access, open_access(options.access));
  TRY(check_open(access, options.listen, "--listen"));
  TRY(check_open(access, options.http_listen, "--http-listen"));
  return access;
}

Result<app::ExitCode> run(const UpOptions& options) {
  TRY(configure_log(options.crawl));
  const std::stop_token stop = app::stop_on_signals();
  TRY_LET(access, check_access(options));
  TRY(check_free(options.crawl.data));
  TRY_LET(sources, seeds::load(options.crawl.seeds));
  TRY_LET(pipeline_options, to_pipeline(options.crawl));
  app::Readiness readiness;
  readiness.lacks(kOpening);
  TRY_LET(operations,
          app::Operations::open({options.metrics_listen, [&] { return readiness.waiting_for(); }}));

  TRY_LET(pipeline, Pipeline::open(pipeline_options));
  TRY(pipeline->put_sources(sources));
  warn_without_contact(options.crawl);
  const Gauges gauges(*pipeline);
  Servers servers(*pipeline, readiness);
  TRY(servers.start(options, access));
  const auto loops = app::watched(pipeline->loops(), readiness);
  readiness.has(kOpening);

  const char* scheme = access.tls ? "https" : "http";
  std::printf("gRPC     %s\nHTTP     %s://%s/\nmetrics  http://%s/metrics\n",
              servers.rpc_address().c_str(), scheme, servers.web_address().c_str(),
              operations->address().c_str());
  std::fflush(stdout);
  log::info("up.ready", {{"grpc", servers.rpc_address()}, {"data", options.crawl.data}});
  auto done = [&] {
    const std::stop_callback leaving(stop, [&] { servers.leave(); });
    return app::run_loops(loops, stop,
                          std::max(options.stop_deadline - kLastAnswers - kLastPages, kLastPages));
  }();
  servers.leave();
  servers.drain();
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
      "  broadsheet up --data data --seeds seeds/example.yaml --contact you@example.org\n"
      "  broadsheet up --data data --listen 0.0.0.0:7400 --tls-certificate tls.crt --tls-key "
      "tls.key \\\n"
      "      --token-file tokens";
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
  };
  command.settings.insert(command.settings.end(), own.begin(), own.end());
  const auto access = access_settings(options.access);
  command.settings.insert(command.settings.end(), access.begin(), access.end());
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
