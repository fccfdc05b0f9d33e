// SPDX-License-Identifier: Apache-2.0
// From an exchange to records.
#include <algorithm>
#include <array>
#include <cstdint>

#include "core/encode.h"
#include "core/hash.h"
#include "core/strings.h"
#include "warc/fields.h"
#include "warc/record.h"

namespace broadsheet::warc {
namespace {

constexpr std::string_view kOriginal = "X-Archive-Orig-";

// A name-based UUID (RFC 9562 §5.5), so that the same record has the same id wherever it is made.
std::string urn_uuid(std::string_view name) {
  constexpr std::string_view kNamespaceUrl(
      "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16);
  std::string bytes = sha1(std::string(kNamespaceUrl) + std::string(name)).substr(0, 16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x50);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  const std::string hex = to_hex(bytes);
  return "<urn:uuid:" + hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20) + ">";
}

// The fields that every record has, and an id of all that tells it from others.
Record begin_record(Type type, std::string_view url, Time time, std::string block,
                    const RecordOptions& options) {
  Record record;
  record.block = std::move(block);
  const std::string digest = digest_of(record.block, options.digest);
  const std::string date = format_time(time);
  const std::string word(to_string(type));
  const std::string name =
      "broadsheet " + word + " " + std::string(url) + " " + date + " " + digest;
  record.fields = {{"WARC-Type", word}, {"WARC-Record-ID", urn_uuid(name)}, {"WARC-Date", date}};
  if (!url.empty()) record.fields.emplace_back("WARC-Target-URI", url);
  record.fields.emplace_back("WARC-Block-Digest", digest);
  return record;
}

void add(Record& record, std::string_view name, std::string_view value) {
  if (!value.empty()) record.fields.emplace_back(name, value);
}

std::string_view reason_phrase(int status) {
  constexpr std::array<std::pair<int, std::string_view>, 14> kPhrases{{
      {200, "OK"},
      {204, "No Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {410, "Gone"},
      {429, "Too Many Requests"},
      {500, "Internal Server Error"},
      {503, "Service Unavailable"},
  }};
  for (const auto& [code, phrase] : kPhrases) {
    if (code == status) return phrase;
  }
  return "Unknown";
}

bool is_coding(std::string_view name) {
  return iequals(name, "Content-Encoding") || iequals(name, "Transfer-Encoding");
}

bool has_coding(const Fields& headers) {
  return !field(headers, "Content-Encoding").empty() ||
         !field(headers, "Transfer-Encoding").empty();
}

// The headers of a payload whose codings are undone. `length` is the payload's; none: it is not
// here.
Fields decoded_headers(const Fields& headers, const std::string* length) {
  const bool coded = has_coding(headers);
  Fields out;
  bool has_length = false;
  for (const auto& [name, value] : headers) {
    const bool is_length = iequals(name, "Content-Length");
    const bool lies = is_length && (length == nullptr ? coded : trim(value) != *length);
    if (is_coding(name) || lies) {
      out.emplace_back(std::string(kOriginal) + name, value);
    } else {
      has_length = has_length || is_length;
      out.emplace_back(name, value);
    }
  }
  if (length != nullptr && !has_length) out.emplace_back("Content-Length", *length);
  return out;
}

std::string status_line(const Exchange& exchange) {
  const std::string_view version = exchange.http_version == "1.0" ? "1.0" : "1.1";
  const std::string_view phrase =
      exchange.status_text.empty() ? reason_phrase(exchange.status) : exchange.status_text;
  std::string line = "HTTP/" + std::string(version) + " " + std::to_string(exchange.status) + " ";
  for (const char c : phrase) line += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
  return line + "\r\n";
}

void add_connection(Record& record, const Exchange& exchange) {
  add(record, "WARC-IP-Address", exchange.address);
  if (exchange.http_version == "2") add(record, "WARC-Protocol", "h2");
}

}  // namespace

Record make_response(const Exchange& exchange, const RecordOptions& options) {
  const std::string length = std::to_string(exchange.payload.size());
  std::string block = status_line(exchange) +
                      format_fields(decoded_headers(exchange.headers, &length)) + "\r\n" +
                      exchange.payload;
  Record record =
      begin_record(Type::kResponse, exchange.url, exchange.time, std::move(block), options);
  add(record, "WARC-Payload-Digest", digest_of(exchange.payload, options.digest));
  add_connection(record, exchange);
  if (exchange.truncated) add(record, "WARC-Truncated", "length");
  add(record, "Content-Type", "application/http; msgtype=response");
  return record;
}

Record make_request(const Exchange& exchange, std::string_view concurrent_to,
                    const RecordOptions& options) {
  // The target is what was sent: path and query.
  std::string_view target = exchange.url;
  if (const auto scheme = target.find("://"); scheme != std::string_view::npos) {
    target.remove_prefix(scheme + 3);
    target.remove_prefix(std::min(target.find_first_of("/?#"), target.size()));
  }
  target = target.substr(0, target.find('#'));
  std::string path = target.starts_with('/') ? "" : "/";
  for (const char c : target) {
    if (static_cast<unsigned char>(c) > ' ') path += c;
  }
  std::string block = exchange.method + " " + path + " HTTP/1.1\r\n" +
                      format_fields(exchange.request_headers) + "\r\n";
  Record record =
      begin_record(Type::kRequest, exchange.url, exchange.time, std::move(block), options);
  add(record, "WARC-Concurrent-To", concurrent_to);
  add_connection(record, exchange);
  add(record, "Content-Type", "application/http; msgtype=request");
  return record;
}

Record make_revisit(const Exchange& exchange, Revisit profile, const Original& original,
                    const RecordOptions& options) {
  std::string block =
      status_line(exchange) + format_fields(decoded_headers(exchange.headers, nullptr)) + "\r\n";
  Record record =
      begin_record(Type::kRevisit, exchange.url, exchange.time, std::move(block), options);
  add(record, "WARC-Profile",
      profile == Revisit::kIdenticalPayload
          ? "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
          : "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  add(record, "WARC-Payload-Digest", original.payload_digest);
  add(record, "WARC-Refers-To", original.id);
  add(record, "WARC-Refers-To-Target-URI", original.url);
  add(record, "WARC-Refers-To-Date", format_time(original.time));
  add_connection(record, exchange);
  add(record, "Content-Type", "application/http; msgtype=response");
  return record;
}

Record make_warcinfo(std::string_view filename, Time time, std::string_view software,
                     const Fields& fields, const RecordOptions& options) {
  Fields all = {{"software", std::string(software)},
                {"format", "WARC File Format 1.1"},
                {"conformsTo",
                 "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"}};
  all.insert(all.end(), fields.begin(), fields.end());
  Record record = begin_record(Type::kWarcinfo, {}, time, format_fields(all), options);
  add(record, "WARC-Filename", filename);
  add(record, "Content-Type", "application/warc-fields");
  return record;
}

Record make_metadata(std::string_view url, Time time, std::string_view concurrent_to,
                     const Fields& fields, const RecordOptions& options) {
  Record record = begin_record(Type::kMetadata, url, time, format_fields(fields), options);
  add(record, "WARC-Concurrent-To", concurrent_to);
  add(record, "Content-Type", "application/warc-fields");
  return record;
}

Record make_resource(std::string_view url, Time time, std::string_view media_type,
                     std::string payload, const RecordOptions& options) {
  Record record = begin_record(Type::kResource, url, time, std::move(payload), options);
  add(record, "WARC-Payload-Digest", digest_of(record.block, options.digest));
  add(record, "Content-Type", media_type.empty() ? "application/octet-stream" : media_type);
  return record;
}

}  // namespace broadsheet::warc
