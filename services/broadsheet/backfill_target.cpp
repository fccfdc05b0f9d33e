// SPDX-License-Identifier: Apache-2.0
// A place for history: with a data folder, the pipeline without its fetcher.
#include "broadsheet/backfill_target.h"

#include <atomic>
#include <optional>
#include <thread>

#include "backfill/backfill_api.h"
#include "broadsheet/crawl_options.h"
#include "core/wait.h"
#include "gateway/gateway.h"

namespace broadsheet {

namespace {

constexpr Duration kLook = std::chrono::milliseconds(100);

Result<PipelineOptions> pipeline_options(const BackfillOptions& options, bool may_make) {
  CrawlOptions crawl;
  crawl.data = options.client.data;
  crawl.shards = options.shards;
  crawl.extracting = options.extracting;
  const auto known = partitions_of(crawl.data);
  const bool is_new = !known && known.fault().kind == FaultKind::kNotFound && may_make;
  if (!known && !is_new) return known.fault();
  if (known) crawl.shards = *known;
  TRY_LET(pipeline, to_pipeline(crawl));
  pipeline.fetcher.frontier.product_token = product_token_of(crawl.data);
  return pipeline;
}

}  // namespace

// Members stand in the order in which they need each other.
struct BackfillTarget::Impl {
  std::unique_ptr<bus::Bus> bus;
  std::unique_ptr<Pipeline> pipeline;
  std::unique_ptr<rpc::ArchiveApi> archive;
  std::unique_ptr<rpc::BackfillApi> api;
  std::stop_source end;
  std::optional<std::stop_callback<std::function<void()>>> told;  // to end, by the caller
  Result<void> ended;  // by the loops; read it when they no longer run
  std::atomic<bool> running = false;
  std::jthread loops;

  void stop() {
    end.request_stop();
    if (loops.joinable()) loops.join();
  }
};

BackfillTarget::BackfillTarget(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

BackfillTarget::~BackfillTarget() { impl_->stop(); }

rpc::BackfillApi& BackfillTarget::api() { return *impl_->api; }

const Tally* BackfillTarget::tally() const {
  return impl_->pipeline ? &impl_->pipeline->tally() : nullptr;
}

Result<std::unique_ptr<BackfillTarget>> BackfillTarget::open(const BackfillOptions& options,
                                                             bool may_make, std::stop_token stop) {
  TRY(configure_log(options.log));
  auto impl = std::make_unique<Impl>();
  impl->told.emplace(std::move(stop), [end = impl->end]() mutable { end.request_stop(); });
  if (!options.bus.address.empty()) {
    if (!options.client.data.empty()) {
      return bad_input("a bus and a data folder", "--bus", "give one of them");
    }
    TRY_LET(bus_options, to_bus(options.bus, "broadsheet-import"));
    TRY_LET(bus, open_bus(bus_options));
    impl->bus = std::move(bus.bus);
    impl->api = backfill::backfill_api(*impl->bus, nullptr);
  } else if (options.client.data.empty()) {
    TRY_LET(api, open_backfill(options.client));
    impl->api = std::move(api);
  } else {
    TRY_LET(pipeline, pipeline_options(options, may_make));
    TRY_LET(opened, Pipeline::open(pipeline));
    impl->pipeline = std::move(opened);
    impl->archive = gateway::archive_gateway(impl->pipeline->shards());
    impl->api = backfill::backfill_api(impl->pipeline->bus(), impl->archive.get(),
                                       {.product_token = impl->pipeline->product_token()});
    impl->running = true;
    Impl& target = *impl;
    impl->loops = std::jthread([&target] {
      target.ended = app::run_loops(target.pipeline->backfill_loops(), target.end.get_token());
      target.running = false;
      target.end.request_stop();
    });
  }
  return std::unique_ptr<BackfillTarget>(new BackfillTarget(std::move(impl)));
}

std::stop_token BackfillTarget::ending() const { return impl_->end.get_token(); }

Result<void> BackfillTarget::check() const {
  if (!impl_->pipeline || impl_->running) return {};
  return impl_->ended;
}

Result<void> BackfillTarget::finish(std::stop_token stop,
                                    const std::function<void(std::uint64_t)>& look) {
  if (!impl_->pipeline) return {};
  while (impl_->running) {
    TRY_LET(queued, impl_->pipeline->queued_backfill());
    const auto left = queued + impl_->pipeline->indexer().unindexed();
    if (left == 0) break;
    look(left);
    if (wait_for(stop, kLook)) break;
  }
  impl_->stop();
  return impl_->ended;
}

std::vector<app::Setting> backfill_settings(BackfillOptions& options, bool with_bus) {
  auto settings = client_settings(options.client);
  for (auto& setting : settings) {
    if (setting.flags.starts_with("--data")) {
      setting.help = "Works on this data folder instead, which nobody serves";
    }
  }
  if (with_bus) {
    for (auto& setting : bus_settings(options.bus)) {
      if (setting.flags.starts_with("--member")) continue;
      setting.required = false;
      settings.push_back(std::move(setting));
    }
    settings.push_back({"--shards", "", "N", "Parts of the archive, for a data folder that is new",
                        "", &options.shards, false, app::Bounds{1, 256}});
  }
  app::append(settings, extractor::extractor_settings(options.extracting));
  app::append(settings, log_settings(options.log));
  return settings;
}

}  // namespace broadsheet
