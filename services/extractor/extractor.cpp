// SPDX-License-Identifier: Apache-2.0
// The stage around article::read_capture.
#include "extractor/extractor.h"

#include "article/content_hash.h"
#include "article/read_capture.h"
#include "common/topics.h"
#include "core/log.h"
#include "core/metrics.h"
#include "stage/stage.h"
#include "url/canonical.h"

namespace broadsheet::extractor {

namespace {

Result<std::vector<stage::Output>> work(const bus::Delivery& delivery, Tally& tally) {
  TRY_LET(capture, records::decode_capture(delivery.record.value));
  const std::string trace = capture.trace;
  const auto reading = article::read_capture(std::move(capture));
  std::vector<stage::Output> outputs;
  bus::Record event;
  event.key = delivery.record.key;
  event.value = records::encode(reading.event);
  event.headers = delivery.record.headers;
  const bool is_backfill = delivery.position.topic == topics::kCapturesBackfill;
  const auto articles = is_backfill ? topics::kArticlesBackfill : topics::kArticles;
  outputs.push_back({std::string(articles), std::move(event)});
  for (const auto& discovery : reading.discoveries) {
    if (is_backfill) break;
    const auto url = url::Url::parse(discovery.url);
    if (!url) continue;
    bus::Record record;
    record.key = url::site(*url);
    record.value = records::encode(discovery);
    if (!discovery.trace.empty()) record.headers["trace"] = discovery.trace;
    outputs.push_back({std::string(topics::kDiscoveries), std::move(record)});
  }
  tally.extracted(reading.event.outcome);
  metrics::counter("broadsheet_extractions_total", "Captures read, by what they turned out to be.",
                   {{"outcome", records::to_string(reading.event.outcome)}})
      .add();
  log::info("page.extracted", {{"url", reading.event.capture.url},
                               {"outcome", records::to_string(reading.event.outcome)},
                               {"discoveries", outputs.size() - 1},
                               {"trace", trace}});
  return outputs;
}

class Api : public rpc::ExtractorApi {
 public:
  Result<rpc::ExtractReply> extract(const rpc::ExtractRequest& request,
                                    const rpc::CallContext&) override {
    auto url = url::Url::parse(request.url);
    if (!url) return bad_input(url.fault().what, "url", "give the address the page was served at");
    article::Page page{.url = *url, .body = request.body};
    page.status = request.status;
    if (!request.content_type.empty())
      page.headers.emplace_back("Content-Type", request.content_type);
    page.headers.insert(page.headers.end(), request.headers.begin(), request.headers.end());
    page.fetched = request.time.value_or(Time{});
    auto extraction = article::extract(page, {.links = false});
    rpc::ExtractReply reply;
    reply.id = request.id;
    reply.outcome = extraction.outcome;
    reply.reason = std::move(extraction.reason);
    reply.confidence = extraction.confidence;
    if (extraction.article) {
      reply.content_hash = article::content_hash(*extraction.article);
      reply.text_hash = article::text_hash(*extraction.article);
    }
    reply.article = std::move(extraction.article);
    return reply;
  }
};

}  // namespace

Result<void> run(bus::Bus& bus, Tally& tally, const Options& options, std::stop_token stop) {
  stage::Options stage_options;
  stage_options.name = "extractor";
  stage_options.topics = {std::string(topics::kCaptures)};
  stage_options.backfill_topics = {std::string(topics::kCapturesBackfill)};
  stage_options.group = options.group;
  stage_options.workers = options.workers;
  stage_options.batch_max = options.batch_max;
  stage_options.crash_marks = options.crash_marks;
  stage_options.clock = options.clock;
  return stage::transform(
      bus, stage_options, [&](const bus::Delivery& delivery) { return work(delivery, tally); },
      stop);
}

std::string backfill_group(const std::string& group) { return group + ".backfill"; }

std::unique_ptr<rpc::ExtractorApi> extractor_api() { return std::make_unique<Api>(); }

}  // namespace broadsheet::extractor
