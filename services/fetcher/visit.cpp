// SPDX-License-Identifier: Apache-2.0
// What an exchange with a server comes to.
#include "fetcher/visit.h"

#include <algorithm>
#include <charconv>

#include "core/hash.h"
#include "core/strings.h"

namespace broadsheet::fetcher {

namespace {

using records::Outcome;

// Some servers give the same validator for a changed page, and what we once had may have been lost
// on its way to the archive: each n-th fetch asks without one, and its page goes all the way.
constexpr unsigned kAuditEvery = 5;

bool is_audit(const frontier::Lease& lease) {
  return lease.anew || lease.record.fetches % kAuditEvery == kAuditEvery - 1;
}

records::Headers to_record(const http::Headers& headers) {
  records::Headers out;
  for (const auto& field : headers) out.emplace_back(field.name, field.value);
  return out;
}

// "GET /a HTTP/1.1\r\nHost: …": the fields of the head as sent.
records::Headers request_headers(std::string_view head) {
  records::Headers out;
  const auto lines = split(head, '\n');
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto colon = lines[i].find(':');
    if (colon == std::string_view::npos) continue;
    out.emplace_back(trim(lines[i].substr(0, colon)), trim(lines[i].substr(colon + 1)));
  }
  return out;
}

records::Capture begin_capture(const frontier::Lease& lease) {
  records::Capture capture;
  capture.url = lease.url.href();
  capture.source = lease.record.source;
  capture.role = lease.record.role;
  capture.robots = lease.robots;
  capture.via = lease.record.via;
  capture.depth = lease.record.depth;
  capture.hint = lease.record.hint;
  capture.trace = lease.record.trace;
  capture.hops = lease.record.hops;
  return capture;
}

struct Judgement {
  Outcome outcome = Outcome::kFailed;
  std::string reason = {};
};

Judgement judge_status(int status) {
  const std::string words =
      "status " + std::to_string(status) + " " + std::string(http::reason_phrase(status));
  if (status == 404 || status == 410) return {Outcome::kGone, words};
  if (status == 429 || status == 503) return {Outcome::kThrottled, words};
  if (status >= 200 && status < 300) return {Outcome::kFetched, ""};
  return {Outcome::kFailed, words};
}

void take_response(const frontier::Lease& lease, http::Response response, Time now,
                   Finding& finding) {
  records::Capture& capture = finding.capture;
  frontier::Visit& visit = finding.visit;
  capture.status = visit.status = response.status;
  capture.status_text = response.reason;
  capture.http_version = response.version;
  capture.headers = to_record(response.headers);
  capture.wire_bytes = response.body_wire_bytes;
  capture.truncated = response.truncated;
  visit.etag = std::string(response.headers.get("etag"));
  visit.last_modified = std::string(response.headers.get("last-modified"));
  const Judgement judgement = judge_status(response.status);
  visit.outcome = judgement.outcome;
  visit.reason = judgement.reason;
  if (visit.outcome == Outcome::kThrottled) {
    visit.retry_after = parse_retry_after(response.headers.get("retry-after"), now);
  }
  if (response.status == 304) {
    visit.outcome = Outcome::kUnchanged;
    visit.reason = "not modified";
    visit.payload_digest = capture.payload_digest = lease.record.payload_digest;
    return;
  }
  const Digest digest = sha256(response.body);
  capture.payload_digest = digest;
  if (visit.outcome == Outcome::kFetched) {
    visit.payload_digest = digest;
    visit.changed = digest != lease.record.payload_digest;
    if (!visit.changed && !is_audit(lease)) {
      visit.outcome = Outcome::kUnchanged;
      visit.reason = "the same bytes as last time";
      return;
    }
  }
  capture.payload = std::move(response.body);
}

}  // namespace

std::optional<url::Url> redirect_target(const url::Url& from, const http::Exchange& exchange) {
  if (!exchange.response || !http::is_redirect(exchange.response->status)) return std::nullopt;
  const auto location = exchange.response->headers.get("location");
  if (location.empty()) return std::nullopt;
  auto target = url::Url::parse(location, &from);
  if (!target || !target->is_http()) return std::nullopt;
  return target->bare();
}

std::optional<Duration> parse_retry_after(std::string_view value, Time now) {
  const auto text = trim(value);
  constexpr std::uint64_t kMost = 366ULL * 24 * 3600;  // The frontier has its own, smaller bound.
  std::uint64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc::invalid_argument && end == text.data() + text.size()) {
    if (error == std::errc::result_out_of_range) seconds = kMost;
    return std::chrono::seconds(std::min(seconds, kMost));
  }
  const auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  return std::max(*date - now, Duration{});
}

http::Request request_for(const frontier::Lease& lease) {
  http::Request request{.url = lease.url};
  if (lease.purpose == frontier::Purpose::kRobots) return request;
  if (!is_audit(lease)) {
    request.etag = lease.record.etag;
    request.last_modified = lease.record.last_modified;
  }
  return request;
}

Finding judge(const frontier::Lease& lease, http::Exchange exchange, Time now) {
  Finding finding{begin_capture(lease), {}};
  records::Capture& capture = finding.capture;
  frontier::Visit& visit = finding.visit;
  capture.time = exchange.started;
  capture.request_headers = request_headers(exchange.request_head);
  if (exchange.remote) capture.address = exchange.remote->text();
  capture.elapsed = exchange.timings.total;
  if (!exchange.response) {
    visit.outcome = Outcome::kFailed;
    visit.reason = presentable(exchange.response.fault().text());
  } else if (const auto target = redirect_target(lease.url, exchange)) {
    take_response(lease, *std::move(exchange.response), now, finding);
    visit.outcome = Outcome::kRedirected;
    visit.reason = "to " + target->href();
    visit.redirect = capture.redirect = target->href();
    capture.payload.clear();  // A page that nobody is shown.
    capture.payload_digest = {};
  } else {
    take_response(lease, *std::move(exchange.response), now, finding);
  }
  capture.outcome = visit.outcome;
  capture.reason = visit.reason;
  return finding;
}

Finding refused(const frontier::Lease& lease, Time now) {
  Finding finding{begin_capture(lease), {}};
  finding.capture.time = now;
  finding.capture.outcome = finding.visit.outcome = Outcome::kRefusedByRobots;
  finding.capture.reason = finding.visit.reason =
      lease.robots.rule.empty()
          ? lease.robots.reason
          : "line " + std::to_string(lease.robots.line) + ": " + lease.robots.rule;
  return finding;
}

frontier::Visit judge_robots(const http::Exchange& exchange, Time now) {
  frontier::Visit visit;
  if (!exchange.response) {
    visit.outcome = Outcome::kFailed;
    visit.reason = presentable(exchange.response.fault().text());
    return visit;
  }
  const http::Response& response = *exchange.response;
  const Judgement judgement = judge_status(response.status);
  visit.outcome = judgement.outcome;
  visit.reason = judgement.reason;
  visit.status = response.status;
  if (visit.outcome == Outcome::kThrottled) {
    visit.retry_after = parse_retry_after(response.headers.get("retry-after"), now);
  }
  if (visit.outcome == Outcome::kFetched) visit.body = response.body;
  return visit;
}

}  // namespace broadsheet::fetcher
