// SPDX-License-Identifier: Apache-2.0
// The stage around the readers of pages.
#include "extractor/extractor.h"

#include "common/topics.h"
#include "core/json.h"
#include "core/log.h"
#include "core/metrics.h"
#include "records/article.h"
#include "stage/stage.h"
#include "url/url.h"

namespace broadsheet::extractor {

namespace {

Result<std::vector<stage::Output>> work(const bus::Delivery& delivery, Readers& readers,
                                        Tally& tally) {
  TRY_LET(read, readers.read(Job::kRead, delivery.record.value));
  std::vector<stage::Output> outputs;
  bus::Record event;
  event.key = delivery.record.key;
  event.value = std::move(read.event);
  event.headers = delivery.record.headers;
  const bool is_backfill = delivery.position.topic == topics::kCapturesBackfill;
  const auto articles = is_backfill ? topics::kArticlesBackfill : topics::kArticles;
  outputs.push_back({std::string(articles), std::move(event)});
  for (auto& found : read.found) {
    if (is_backfill) break;
    bus::Record record;
    record.key = std::move(found.key);
    record.value = std::move(found.value);
    if (!found.trace.empty()) record.headers["trace"] = found.trace;
    outputs.push_back({std::string(topics::kDiscoveries), std::move(record)});
  }
  tally.extracted(read.outcome);
  metrics::counter("broadsheet_extractions_total", "Captures read, by what they turned out to be.",
                   {{"outcome", records::to_string(read.outcome)}})
      .add();
  log::info("page.extracted", {{"url", read.url},
                               {"outcome", records::to_string(read.outcome)},
                               {"discoveries", outputs.size() - 1},
                               {"trace", read.trace}});
  return outputs;
}

Job job_of(const rpc::ExtractRequest& request) {
  if (request.explain) return request.any_outcome ? Job::kExplainAny : Job::kExplain;
  return request.any_outcome ? Job::kExtractAny : Job::kExtract;
}

Result<void> add_why(const std::string& text, rpc::ExtractReply& reply) {
  TRY_LET(why, parse_json(text));
  for (const auto& block : why["blocks"].as_array()) {
    reply.blocks.push_back({block["path"].as_string(), block["text"].as_string(),
                            block["kept"].as_bool(), block["reason"].as_string(),
                            block["score"].as_double()});
  }
  for (const auto& sign : why["signs"].as_array()) {
    reply.signs.push_back({sign["name"].as_string(), sign["value"].as_double()});
  }
  return {};
}

class Api : public rpc::ExtractorApi {
 public:
  explicit Api(ReaderOptions readers) : readers_(std::move(readers)) {}

  Result<rpc::ExtractReply> extract(const rpc::ExtractRequest& request,
                                    const rpc::CallContext&) override {
    auto url = url::Url::parse(request.url);
    if (!url) return bad_input(url.fault().what, "url", "give the address the page was served at");
    records::Capture capture{.url = url->href()};
    capture.payload = request.body;
    capture.status = request.status;
    if (!request.content_type.empty()) {
      capture.headers.emplace_back("Content-Type", request.content_type);
    }
    capture.headers.insert(capture.headers.end(), request.headers.begin(), request.headers.end());
    capture.time = request.time.value_or(Time{});
    TRY_LET(read, readers_.read(job_of(request), records::encode(capture)));
    TRY_LET(event, records::decode_article_event(read.event));
    rpc::ExtractReply reply;
    reply.id = request.id;
    reply.outcome = event.outcome;
    reply.reason = std::move(event.reason);
    reply.confidence = event.confidence;
    reply.content_hash = event.content_hash;
    reply.text_hash = event.text_hash;
    reply.article = std::move(event.article);
    if (request.explain) TRY(add_why(read.why, reply));
    return reply;
  }

 private:
  Readers readers_;
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
  ReaderOptions reading = options.readers;
  reading.count = options.workers;
  Readers readers(reading);
  return stage::transform(
      bus, stage_options,
      [&](const bus::Delivery& delivery) { return work(delivery, readers, tally); }, stop);
}

std::unique_ptr<rpc::ExtractorApi> extractor_api(ReaderOptions readers) {
  return std::make_unique<Api>(std::move(readers));
}

}  // namespace broadsheet::extractor
