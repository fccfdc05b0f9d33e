// SPDX-License-Identifier: Apache-2.0
// Imports, and pages of the archive on their way to the extractor once more.
#include "backfill/backfill_api.h"

#include <optional>

#include "article/extract.h"

namespace broadsheet::backfill {

namespace {

constexpr int kSnapshotsAtOnce = 50;
constexpr std::size_t kBatchBytes = std::size_t{8} << 20;
constexpr std::size_t kBatchMax = 64;

// What a feed had said of the page is not kept, but what came of it is. That it was an article is
// known in any case.
records::Hint hint_of(const records::Snapshot& snapshot) {
  records::Hint hint;
  const records::Article& article = snapshot.article;
  hint.title = article.title;
  hint.language = article.language;
  if (article.published && article.published->source.starts_with("feed")) {
    hint.published = article.published->time;
  }
  for (const auto& one : article.provenance) {
    if (one.field == "authors" && one.source.starts_with("feed")) hint.authors = article.authors;
  }
  return hint;
}

records::Capture page_of(const records::Snapshot& snapshot, rpc::Payload payload) {
  records::CaptureRecord& record = payload.capture;
  records::Capture capture{.url = record.url};
  capture.source = snapshot.source;
  capture.time = record.time;
  capture.outcome = records::Outcome::kFetched;
  capture.status = record.status;
  capture.headers = std::move(record.headers);
  capture.payload = std::move(payload.bytes);
  capture.payload_digest = snapshot.payload_digest;
  capture.truncated = record.truncated;
  capture.hint = hint_of(snapshot);
  capture.trace = record.trace;
  capture.product_token = std::move(record.product_token);
  capture.reading_of = snapshot.content_hash;
  return capture;
}

// One run over the archive.
class Reextraction {
 public:
  Reextraction(Lane& lane, rpc::ArchiveApi& archive, const rpc::ReextractRequest& request,
               const rpc::CallContext& call)
      : lane_(lane), archive_(archive), request_(request), call_(call) {
    progress_.position = request.position;
  }

  Result<void> run(const std::function<bool(const rpc::ReextractProgress&)>& sink) {
    rpc::StreamSnapshotsRequest stream{.filter = request_.filter, .position = request_.position};
    stream.batch_size = kSnapshotsAtOnce;
    stream.with_text = true;  // With its provenance.
    Result<void> done;
    const auto streamed =
        archive_.stream_snapshots(stream, call_, [&](const rpc::StreamBatch& batch) {
          done = take(batch);
          return done.ok() && sink(progress_);
        });
    TRY(done);
    return streamed;
  }

 private:
  Result<void> take(const rpc::StreamBatch& batch) {
    for (const auto& snapshot : batch.snapshots) TRY(take(snapshot));
    TRY(flush());
    progress_.position = batch.position;
    progress_.complete = batch.complete;
    return {};
  }

  Result<void> take(const records::Snapshot& snapshot) {
    ++progress_.seen;
    const bool current = snapshot.article.extractor_version == article::extractor_version();
    if (!snapshot.replaced_by.is_zero() || (current && !request_.every_version)) {
      ++progress_.current;
      return {};
    }
    if (request_.dry_run) {
      ++(snapshot.payload_bytes > 0 ? progress_.queued : progress_.without_page);
      return {};
    }
    rpc::GetPayloadRequest request;
    request.of.key = snapshot.key();
    auto payload = archive_.get_payload(request, call_);
    if (!payload && payload.fault().kind == FaultKind::kNotFound) {
      ++progress_.without_page;
      return {};
    }
    if (!payload) return payload.fault();
    batch_bytes_ += payload->bytes.size();
    batch_.push_back(page_of(snapshot, *std::move(payload)));
    if (batch_.size() >= kBatchMax || batch_bytes_ >= kBatchBytes) return flush();
    return {};
  }

  Result<void> flush() {
    if (batch_.empty()) return {};
    const auto count = batch_.size();
    TRY(lane_.put(std::exchange(batch_, {}), call_.deadline, call_.stop));
    progress_.queued += count;
    batch_bytes_ = 0;
    return {};
  }

  Lane& lane_;
  rpc::ArchiveApi& archive_;
  const rpc::ReextractRequest& request_;
  const rpc::CallContext& call_;
  rpc::ReextractProgress progress_;
  std::vector<records::Capture> batch_;
  std::size_t batch_bytes_ = 0;
};

class Backfill final : public rpc::BackfillApi {
 public:
  Backfill(bus::Bus& bus, rpc::ArchiveApi* archive, LaneOptions options)
      : lane_(bus, options), archive_(archive) {}

  Result<std::uint64_t> import_captures(std::vector<records::Capture> captures,
                                        const rpc::CallContext& call) override {
    const std::uint64_t count = captures.size();
    for (auto& capture : captures) capture.reading_of = {};
    if (count > 0) TRY(lane_.put(std::move(captures), call.deadline, call.stop));
    return count;
  }

  Result<void> reextract(const rpc::ReextractRequest& request, const rpc::CallContext& call,
                         const std::function<bool(const rpc::ReextractProgress&)>& sink) override {
    if (archive_ == nullptr) return unavailable("there is no archive here");
    return Reextraction(lane_, *archive_, request, call).run(sink);
  }

 private:
  Lane lane_;
  rpc::ArchiveApi* archive_;
};

}  // namespace

std::unique_ptr<rpc::BackfillApi> backfill_api(bus::Bus& bus, rpc::ArchiveApi* archive,
                                               LaneOptions options) {
  return std::make_unique<Backfill>(bus, archive, std::move(options));
}

}  // namespace broadsheet::backfill
