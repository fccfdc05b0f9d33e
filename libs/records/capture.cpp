// SPDX-License-Identifier: Apache-2.0
// Capture to bytes and back, and the names of outcomes.
#include "records/capture.h"

#include <array>

#include "core/strings.h"
#include "records/message.h"

namespace broadsheet::records {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 21> kOutcomes = {
    "unknown",   "fetched", "unchanged",      "redirected", "gone",         "refused by robots",
    "throttled", "failed",  "article",        "live blog",  "gallery",      "hub",
    "feed",      "sitemap", "not an article", "blocked",    "consent wall", "paywalled",
    "soft 404",  "parked",  "unreadable",
};
static_assert(kOutcomes.size() == static_cast<std::size_t>(Outcome::kUnreadable) + 1);

}  // namespace

std::string_view to_string(Outcome outcome) {
  const auto index = static_cast<std::size_t>(outcome);
  return index < kOutcomes.size() ? kOutcomes.at(index) : kOutcomes.front();
}

bool has_article(Outcome outcome) {
  return outcome == Outcome::kArticle || outcome == Outcome::kLiveBlog ||
         outcome == Outcome::kGallery || outcome == Outcome::kPaywalled;
}

std::string_view header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (iequals(key, name)) return value;
  }
  return {};
}

void to_message(const RobotsVerdict& verdict, wire::RobotsVerdict* message) {
  message->set_allowed(verdict.allowed);
  message->set_line(verdict.line);
  message->set_rule(verdict.rule);
  message->set_reason(verdict.reason);
}

RobotsVerdict verdict_of(wire::RobotsVerdict* message) {
  RobotsVerdict verdict;
  verdict.allowed = message->allowed();
  verdict.line = message->line();
  verdict.rule = std::move(*message->mutable_rule());
  verdict.reason = std::move(*message->mutable_reason());
  return verdict;
}

void to_messages(const Headers& headers, HeaderMessages* messages) {
  for (const auto& [name, value] : headers) {
    auto* message = messages->Add();
    message->set_name(name);
    message->set_value(value);
  }
}

Headers headers_of(HeaderMessages* messages) {
  Headers headers;
  headers.reserve(static_cast<std::size_t>(messages->size()));
  for (auto& message : *messages) {
    headers.emplace_back(std::move(*message.mutable_name()), std::move(*message.mutable_value()));
  }
  return headers;
}

void to_message(const Capture& capture, wire::Capture* message) {
  message->set_url(capture.url);
  message->set_source(capture.source);
  message->set_role(static_cast<wire::Role>(capture.role));
  message->set_time_micros(to_micros(capture.time));
  message->set_outcome(static_cast<wire::Outcome>(capture.outcome));
  message->set_reason(capture.reason);
  message->set_method(capture.method);
  to_messages(capture.request_headers, message->mutable_request_headers());
  message->set_status(capture.status);
  message->set_status_text(capture.status_text);
  message->set_http_version(capture.http_version);
  to_messages(capture.headers, message->mutable_headers());
  message->set_payload(capture.payload);
  message->set_payload_digest(digest_bytes(capture.payload_digest));
  message->set_truncated(capture.truncated);
  message->set_wire_bytes(capture.wire_bytes);
  message->set_address(capture.address);
  message->set_elapsed_micros(capture.elapsed.count());
  message->set_redirect(capture.redirect);
  to_message(capture.robots, message->mutable_robots());
  message->set_via(capture.via);
  message->set_depth(capture.depth);
  if (capture.hint != Hint{}) to_message(capture.hint, message->mutable_hint());
  message->set_trace(capture.trace);
  message->set_hops(capture.hops);
  message->set_reading_of(digest_bytes(capture.reading_of));
  message->set_product_token(capture.product_token);
  put_unknown(capture.unknown_fields, message);
}

Result<Capture> capture_of(wire::Capture* message) {
  Capture capture{.url = std::move(*message->mutable_url())};
  capture.source = std::move(*message->mutable_source());
  capture.role = enum_of(message->role(), Role::kSitemap);
  capture.time = from_micros(message->time_micros());
  capture.outcome = enum_of(message->outcome(), Outcome::kUnreadable);
  capture.reason = std::move(*message->mutable_reason());
  capture.method = std::move(*message->mutable_method());
  capture.request_headers = headers_of(message->mutable_request_headers());
  capture.status = message->status();
  capture.status_text = std::move(*message->mutable_status_text());
  capture.http_version = std::move(*message->mutable_http_version());
  capture.headers = headers_of(message->mutable_headers());
  capture.payload = std::move(*message->mutable_payload());
  TRY_LET(digest, digest_of(message->payload_digest(), "capture.payload_digest"));
  capture.payload_digest = digest;
  capture.truncated = message->truncated();
  capture.wire_bytes = message->wire_bytes();
  capture.address = std::move(*message->mutable_address());
  capture.elapsed = Duration(message->elapsed_micros());
  capture.redirect = std::move(*message->mutable_redirect());
  if (message->has_robots()) capture.robots = verdict_of(message->mutable_robots());
  capture.via = std::move(*message->mutable_via());
  capture.depth = message->depth();
  capture.hint = hint_of(message->mutable_hint());
  capture.trace = std::move(*message->mutable_trace());
  capture.hops = message->hops();
  TRY_LET(reading_of, digest_of(message->reading_of(), "capture.reading_of"));
  capture.reading_of = reading_of;
  capture.product_token = std::move(*message->mutable_product_token());
  capture.unknown_fields = unknown_of(*message);
  return capture;
}

std::string encode(const Capture& capture) {
  wire::Capture message;
  to_message(capture, &message);
  return bytes_of(message);
}

Result<Capture> decode_capture(std::string_view bytes) {
  wire::Capture message;
  TRY(parse(bytes, "capture", &message));
  return capture_of(&message);
}

}  // namespace broadsheet::records
