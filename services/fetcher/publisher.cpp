// SPDX-License-Identifier: Apache-2.0
// One record a capture, under its URL's key.
#include "fetcher/publisher.h"

#include <algorithm>
#include <string>

#include "common/topics.h"
#include "core/log.h"
#include "core/wait.h"
#include "url/canonical.h"

namespace broadsheet::fetcher {

namespace {

constexpr Duration kPauseMin = std::chrono::milliseconds(200);
constexpr Duration kPauseMax = std::chrono::seconds(10);

bus::Record to_record(const records::Capture& capture) {
  const auto url = url::Url::parse(capture.url);
  CHECK(url.ok());
  bus::Record record;
  record.key = url::url_key(*url);
  record.value = records::encode(capture);
  if (!capture.trace.empty()) record.headers["trace"] = capture.trace;
  return record;
}

// Back-pressure: no new fetch begins while the bus does not take what we have.
Result<void> publish_records(bus::Bus& bus, const std::vector<bus::Record>& records,
                             std::stop_token stop) {
  Duration pause = kPauseMin;
  while (true) {
    auto done = bus.publish(topics::kCaptures, records);
    if (done || done.fault().kind != FaultKind::kUnavailable) return done;
    log::warning("fetcher.waits", {{"why", done.fault().text()}});
    if (stop.stop_requested()) return done;
    wait_for(stop, pause);
    pause = std::min(pause * 2, kPauseMax);
  }
}

// What is left of a capture that the bus cannot take: that it was made, and what became of it.
void strip(Finding& finding, const Fault& fault) {
  records::Capture& capture = finding.capture;
  log::error("capture.refused", {{"url", capture.url}, {"why", fault.text()}});
  capture.payload.clear();
  capture.payload_digest = {};
  capture.headers.clear();
  capture.request_headers.clear();
  capture.hint = {};
  capture.outcome = finding.visit.outcome = records::Outcome::kFailed;
  capture.reason = finding.visit.reason = "the bus does not take it: " + fault.text();
  finding.visit.changed = false;
}

// One that is refused even so is gone; the frontier still learns that it failed.
Result<void> publish_alone(bus::Bus& bus, Finding& finding, std::stop_token stop) {
  auto done = publish_records(bus, {to_record(finding.capture)}, stop);
  if (done || done.fault().kind != FaultKind::kBadInput) return done;
  strip(finding, done.fault());
  done = publish_records(bus, {to_record(finding.capture)}, stop);
  if (done || done.fault().kind != FaultKind::kBadInput) return done;
  log::error("capture.lost", {{"url", finding.capture.url}, {"why", done.fault().text()}});
  return {};
}

}  // namespace

Result<void> check_body_max(const bus::Bus& bus, std::size_t body_bytes_max, const char* flag) {
  const auto topic = bus.describe_topic(topics::kCaptures);
  if (!topic && topic.fault().kind == FaultKind::kNotFound) return {};
  if (!topic) return topic.fault();
  const std::size_t most = topic->record_bytes_max;
  if (body_bytes_max + kCaptureRoom <= most) return {};
  return bad_input("a body of " + std::to_string(body_bytes_max) +
                       " bytes does not fit into a record of the bus, which is at most " +
                       std::to_string(most),
                   flag, "give at most " + std::to_string(most - std::min(most, kCaptureRoom)));
}

Result<void> publish(bus::Bus& bus, std::vector<Finding>& findings, std::stop_token stop) {
  std::vector<bus::Record> records;
  records.reserve(findings.size());
  for (const auto& finding : findings) records.push_back(to_record(finding.capture));
  auto done = publish_records(bus, records, stop);
  if (done || done.fault().kind != FaultKind::kBadInput) return done;
  // Nothing was written: each for itself, so that one does not hold up the others.
  records.clear();
  for (auto& finding : findings) TRY(publish_alone(bus, finding, stop));
  return {};
}

}  // namespace broadsheet::fetcher
