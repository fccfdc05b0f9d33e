// SPDX-License-Identifier: Apache-2.0
// Times, digests, hosts, names, ranges: the small things of the wire.
#include <algorithm>
#include <chrono>

#include "rpc/convert.h"
#include "rpc/status.h"
#include "text/unicode.h"
#include "url/host_name.h"

namespace broadsheet::rpc {
namespace {

constexpr std::size_t kSourceIdBytesMax = 64;
constexpr std::int64_t kMicros = 1'000'000;
// timestamp.proto: years 1 to 9999; duration.proto: ten thousand years.
constexpr std::int64_t kSecondsMin = -62'135'596'800;
constexpr std::int64_t kSecondsMax = 253'402'300'799;
constexpr std::int64_t kDurationMax = 315'576'000'000;
constexpr std::string_view kSources = "sources/";

}  // namespace

std::string utf8(std::string_view bytes) {
  return text::is_valid_utf8(bytes) ? std::string(bytes) : text::to_valid_utf8(bytes);
}

void to_wire(Time time, google::protobuf::Timestamp* message) {
  const auto since = time.time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  // What lies outside of what a Timestamp may say is its last moment: "never".
  const auto count = std::clamp<std::int64_t>(seconds.count(), kSecondsMin, kSecondsMax);
  message->set_seconds(count);
  message->set_nanos(count == seconds.count() ? static_cast<int>((since - seconds).count()) * 1000
                                              : 0);
}

void to_wire(Duration duration, google::protobuf::Duration* message) {
  message->set_seconds(duration.count() / kMicros);
  message->set_nanos(static_cast<int>(duration.count() % kMicros) * 1000);
}

Result<Time> from_wire(const google::protobuf::Timestamp& message, std::string_view field) {
  if (message.seconds() < kSecondsMin || message.seconds() > kSecondsMax || message.nanos() < 0 ||
      message.nanos() > 999'999'999) {
    return bad_input("not a time of the years 1 to 9999", std::string(field));
  }
  return from_micros(message.seconds() * kMicros + message.nanos() / 1000);
}

Result<Duration> from_wire(const google::protobuf::Duration& message, std::string_view field) {
  const bool mixed = (message.seconds() > 0 && message.nanos() < 0) ||
                     (message.seconds() < 0 && message.nanos() > 0);
  if (mixed || message.seconds() > kDurationMax || message.seconds() < -kDurationMax ||
      message.nanos() > 999'999'999 || message.nanos() < -999'999'999) {
    return bad_input("not a duration", std::string(field));
  }
  return Duration(message.seconds() * kMicros + message.nanos() / 1000);
}

std::string hex_or_none(const Digest& digest) {
  return digest.is_zero() ? std::string() : digest.hex();
}

Result<Digest> digest_from_hex(const std::string& hex, std::string_view field) {
  if (hex.empty()) return Digest{};
  auto digest = Digest::from_hex(hex);
  if (!digest) return bad_input("a digest is 64 hexadecimal digits", std::string(field));
  return digest;
}

Result<url::Url> url_from_wire(const std::string& text, std::string_view field) {
  if (text.empty()) return bad_input("a URL is missing", std::string(field));
  auto url = url::Url::parse(text);
  if (!url) return bad_input(url.fault().what, std::string(field), url.fault().remedy);
  if (!url->is_http())
    return bad_input("only http and https URLs are archived", std::string(field));
  return url;
}

Result<std::string> host_from_wire(const std::string& text, std::string_view field) {
  auto host = url::host_and_port(text);
  if (host) return *std::move(host);
  return bad_input("not a host name", std::string(field), "write it as in \"www.example.com\"");
}

std::string source_name(const std::string& id) {
  return id.empty() ? std::string() : std::string(kSources) + utf8(id);
}

Result<std::string> source_from_wire(const std::string& name, std::string_view field) {
  if (name.empty()) return std::string();
  const bool named = name.starts_with(kSources);
  const auto id = named ? name.substr(kSources.size()) : std::string();
  const bool clean = !id.empty() && id.size() <= kSourceIdBytesMax &&
                     id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == id.npos;
  if (!clean) {
    return bad_input("not the name of a source", std::string(field),
                     "a name is sources/{id}, an id up to 64 of a-z, 0-9 and '-'");
  }
  return id;
}

std::string source_id(const std::string& name) {
  return name.starts_with(kSources) ? name.substr(kSources.size()) : name;
}

void to_wire(const TimeRange& range, v1::TimeRange* message) {
  if (range.from) to_wire(*range.from, message->mutable_start_time());
  if (range.until) to_wire(*range.until, message->mutable_end_time());
}

Result<TimeRange> from_wire(const v1::TimeRange& message, const std::string& field) {
  TimeRange range;
  if (message.has_start_time()) {
    TRY_LET(from, from_wire(message.start_time(), field + ".start_time"));
    range.from = from;
  }
  if (message.has_end_time()) {
    TRY_LET(until, from_wire(message.end_time(), field + ".end_time"));
    range.until = until;
  }
  if (range.from && range.until && *range.until < *range.from) {
    return bad_input("ends before it starts", field + ".end_time");
  }
  return range;
}

void to_wire(const ShardError& error, v1::ShardError* message) {
  message->set_shard(error.shard);
  *message->mutable_status() = message_of(error.fault);
}

ShardError from_wire(const v1::ShardError& message) {
  return {.shard = message.shard(), .fault = fault_of(message.status())};
}

}  // namespace broadsheet::rpc
