// SPDX-License-Identifier: Apache-2.0
// Reading a record: its fields, its HTTP message, its digests.
#include "warc/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/encode.h"
#include "core/hash.h"
#include "core/strings.h"
#include "warc/fields.h"

namespace broadsheet::warc {
namespace {

constexpr std::array<std::pair<Type, std::string_view>, 8> kTypes{{
    {Type::kWarcinfo, "warcinfo"},
    {Type::kResponse, "response"},
    {Type::kResource, "resource"},
    {Type::kRequest, "request"},
    {Type::kMetadata, "metadata"},
    {Type::kRevisit, "revisit"},
    {Type::kConversion, "conversion"},
    {Type::kContinuation, "continuation"},
}};

bool is_http_block(const Record& record) {
  return istarts_with(trim(record.field("Content-Type")), "application/http");
}

// Digests are compared as people write them: any case, with or without padding, base 32 or base 16.
bool is_digest(std::string_view written, std::string_view raw) {
  while (written.ends_with('=')) written.remove_suffix(1);
  std::string base32 = to_base32(raw);
  while (base32.ends_with('=')) base32.pop_back();
  return iequals(written, base32) || iequals(written, to_hex(raw));
}

Result<void> check_digest(std::string_view field, std::string_view written,
                          std::string_view bytes) {
  const std::size_t colon = written.find(':');
  if (written.empty() || colon == std::string_view::npos) return {};
  const std::string algorithm = ascii_lower(trim(written.substr(0, colon)));
  const std::string_view value = trim(written.substr(colon + 1));
  std::string raw;
  if (algorithm == "sha1" || algorithm == "sha-1") {
    raw = sha1(bytes);
  } else if (algorithm == "sha256" || algorithm == "sha-256") {
    raw = std::string(sha256(bytes).view());
  } else {
    return {};
  }
  if (is_digest(value, raw)) return {};
  return bad_input("the digest is not that of the bytes", std::string(field));
}

// What the payload digest is of; none where it is not in the record.
std::optional<std::string_view> payload_of(const Record& record) {
  const Type type = record.type();
  if (type == Type::kRevisit) return std::nullopt;
  if (!is_http_block(record)) return record.block;
  const auto message = parse_http(record.block);
  // Tools differ on whether a transfer coding is part of the payload.
  if (!message || !field(message->headers, "Transfer-Encoding").empty()) return std::nullopt;
  return message->body;
}

}  // namespace

std::string_view field(const Fields& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (iequals(key, name)) return value;
  }
  return {};
}

std::string_view to_string(Type type) {
  for (const auto& [known, word] : kTypes) {
    if (known == type) return word;
  }
  return "unknown";
}

Type parse_type(std::string_view word) {
  for (const auto& [type, known] : kTypes) {
    if (iequals(known, word)) return type;
  }
  return Type::kUnknown;
}

std::string_view Record::field(std::string_view name) const { return warc::field(fields, name); }
Type Record::type() const { return parse_type(trim(field("WARC-Type"))); }
std::string_view Record::id() const { return field("WARC-Record-ID"); }

std::string_view Record::target_uri() const {
  std::string_view uri = trim(field("WARC-Target-URI"));
  // The grammar of WARC 1.0 had brackets here, and its examples had none.
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  return uri;
}

Result<Time> Record::date() const { return parse_time(trim(field("WARC-Date"))); }

Result<HttpMessage> parse_http(std::string_view block) {
  const std::size_t line_end = block.find('\n');
  std::string_view start = block.substr(0, line_end);
  if (start.ends_with('\r')) start.remove_suffix(1);
  HttpMessage message{.start_line = std::string(start)};
  const bool is_response = istarts_with(start, "HTTP/");
  if (!is_response && start.find(" HTTP/") == std::string_view::npos) {
    return bad_input("it does not begin as a message of HTTP does");
  }
  if (is_response) {
    const std::size_t space = std::min(start.find(' '), start.size());
    const std::string_view code = trim(start.substr(space)).substr(0, 3);
    std::from_chars(code.data(), code.data() + code.size(), message.status);
  }
  const std::size_t headers_begin =
      line_end == std::string_view::npos ? block.size() : line_end + 1;
  const FieldsEnd end = find_fields_end(block, headers_begin);
  message.headers = parse_fields(block.substr(headers_begin, end.fields - headers_begin));
  message.body = block.substr(end.body);
  return message;
}

Result<void> check_digests(const Record& record) {
  TRY(check_digest("WARC-Block-Digest", record.field("WARC-Block-Digest"), record.block));
  const std::string_view written = record.field("WARC-Payload-Digest");
  if (written.empty()) return {};
  const auto payload = payload_of(record);
  if (!payload) return {};
  return check_digest("WARC-Payload-Digest", written, *payload);
}

std::string digest_of(std::string_view bytes, DigestKind kind) {
  if (kind == DigestKind::kSha256) return "sha256:" + sha256(bytes).hex();
  return "sha1:" + to_base32(sha1(bytes));
}

}  // namespace broadsheet::warc
