// SPDX-License-Identifier: Apache-2.0
// `broadsheet up`: all services in one process, until somebody says stop.
#include <memory>

#include "backfill/backfill_api.h"
#include "broadsheet/commands.h"
#include "broadsheet/crawl_options.h"
#include "fetcher/gauges.h"
#include "gateway/gateway.h"
#include "indexer/gauges.h"
#include "indexer/hosts.h"
#include "program/serve.h"
#include "seeds/seeds.h"

namespace broadsheet {

namespace {

struct UpOptions {
  CrawlOptions crawl;
  ServeOptions serve;
  std::string listen = "127.0.0.1:7400";
  std::string http_listen = "127.0.0.1:7480";
};

// The pipeline, and the three faces of its one archive.
class Up : public Service {
 public:
  Up(std::unique_ptr<Pipeline> pipeline, const std::filesystem::path& checkpoints,
     const extractor::Settings& extracting)
      : pipeline_(std::move(pipeline)),
        fetcher_gauges_(pipeline_->fetcher()),
        indexer_gauges_(pipeline_->indexer()),
        archive_(gateway::archive_gateway(pipeline_->shards())),
        extractor_(extractor::extractor_api(extractor::readers_of(extracting))),
        crawl_(pipeline_->crawl_control()),
        backfill_(backfill::backfill_api(pipeline_->bus(), archive_.get(),
                                         {.product_token = pipeline_->product_token()})),
        shards_(indexer::host_of(pipeline_->indexer(), checkpoints)) {}

  std::vector<app::Loop> loops() override { return pipeline_->loops(); }
  std::string waiting_for() override { return pipeline_->fetcher().waiting_for(); }
  rpc::Services apis() override {
    return {archive_.get(), nullptr,       extractor_.get(),
            crawl_.get(),   shards_.get(), backfill_.get()};
  }
  http::Server::Handler web(const std::vector<rpc::Token>& tokens) override {
    return gateway::guarded(gateway::http_handler(*archive_), tokens);
  }

 private:
  std::unique_ptr<Pipeline> pipeline_;
  fetcher::Gauges fetcher_gauges_;
  indexer::Gauges indexer_gauges_;
  std::unique_ptr<rpc::ArchiveApi> archive_;
  std::unique_ptr<rpc::ExtractorApi> extractor_;
  std::unique_ptr<rpc::CrawlApi> crawl_;
  std::unique_ptr<rpc::BackfillApi> backfill_;
  std::unique_ptr<rpc::ShardHost> shards_;
};

Result<std::unique_ptr<Service>> open(const UpOptions& options) {
  TRY(check_free(options.crawl.data));
  TRY_LET(sources, seeds::load(options.crawl.seeds));
  TRY_LET(pipeline_options, to_pipeline(options.crawl));
  TRY_LET(pipeline, Pipeline::open(pipeline_options));
  TRY(pipeline->put_sources(sources));
  fetcher::warn_without_contact(options.crawl.fetcher);
  return std::unique_ptr<Service>(std::make_unique<Up>(
      std::move(pipeline), std::filesystem::path(options.crawl.data) / "checkpoints",
      options.crawl.extracting));
}

Result<app::ExitCode> run(const UpOptions& options) {
  Plan plan;
  plan.name = "up";
  plan.grpc_listen = options.listen;
  plan.http_listen = options.http_listen;
  plan.open = [&](const std::stop_token&) { return open(options); };
  return serve(options.serve, plan);
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
  app::append(command.settings, {grpc_setting(options.listen), http_setting(options.http_listen)});
  app::append(command.settings, serve_settings(options.serve));
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
