// SPDX-License-Identifier: Apache-2.0
// The messages of BackfillService.
#include "rpc/convert.h"

namespace broadsheet::rpc {

void to_wire(const records::Capture& capture, v1::ImportedCapture* message) {
  records::ArticleEvent event;
  event.capture = capture;
  const std::string payload = std::move(event.capture.payload);
  to_wire(records::record_of(event), message->mutable_capture());
  message->set_payload(payload);
}

Result<records::Capture> from_wire(const v1::ImportedCapture& message) {
  TRY_LET(url, url_from_wire(message.capture().url(), "captures.capture.url"));
  if (!url.is_http()) return bad_input("not an address of the web", "captures.capture.url");
  if (url.bare().href().size() > ImportLimits::kUrlBytesMax) {
    return bad_input("above 8 KiB", "captures.capture.url");
  }
  if (!message.capture().has_time()) return bad_input("it has no time", "captures.capture.time");
  if (message.payload().size() > ImportLimits::kPayloadBytesMax) {
    return bad_input("above 16 MiB", "captures.payload");
  }
  TRY_LET(record, from_wire(message.capture()));
  records::Capture capture{.url = url.bare().href()};
  capture.source = std::move(record.source);
  capture.time = record.time;
  capture.outcome = record.outcome;
  capture.reason = std::move(record.reason);
  capture.status = record.status;
  capture.status_text = std::move(record.status_text);
  capture.http_version = std::move(record.http_version);
  capture.request_headers = std::move(record.request_headers);
  capture.headers = std::move(record.headers);
  capture.payload = message.payload();
  const bool revisit = record.outcome == records::Outcome::kUnchanged;
  capture.payload_digest = revisit ? record.payload_digest : sha256(capture.payload);
  if (capture.payload.empty() && !revisit) capture.payload_digest = {};
  capture.truncated = record.truncated;
  capture.wire_bytes = capture.payload.size();
  capture.address = std::move(record.address);
  capture.elapsed = record.elapsed;
  capture.redirect = std::move(record.redirect);
  capture.robots = std::move(record.robots);
  capture.via = std::move(record.via);
  capture.trace = std::move(record.trace);
  return capture;
}

void to_wire(const ReextractProgress& progress, v1::ReextractSnapshotsResponse* message) {
  message->set_total_seen(static_cast<std::int64_t>(progress.seen));
  message->set_total_queued(static_cast<std::int64_t>(progress.queued));
  message->set_total_current(static_cast<std::int64_t>(progress.current));
  message->set_total_without_page(static_cast<std::int64_t>(progress.without_page));
  message->set_cursor(utf8(progress.position));
  message->set_complete(progress.complete);
}

ReextractProgress from_wire(const v1::ReextractSnapshotsResponse& message) {
  ReextractProgress progress;
  progress.seen = static_cast<std::uint64_t>(message.total_seen());
  progress.queued = static_cast<std::uint64_t>(message.total_queued());
  progress.current = static_cast<std::uint64_t>(message.total_current());
  progress.without_page = static_cast<std::uint64_t>(message.total_without_page());
  progress.position = message.cursor();
  progress.complete = message.complete();
  return progress;
}

}  // namespace broadsheet::rpc
