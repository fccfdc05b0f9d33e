// SPDX-License-Identifier: Apache-2.0
// A WARC record (ISO 28500:2017) as a value, and the records that an exchange over HTTP becomes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace broadsheet::warc {

// In order, as they stand; names compare by any case.
using Fields = std::vector<std::pair<std::string, std::string>>;
// The first value of that name; empty if there is none.
std::string_view field(const Fields& fields, std::string_view name);

enum class Type {
  kUnknown,  // another word, or none
  kWarcinfo,
  kResponse,
  kResource,
  kRequest,
  kMetadata,
  kRevisit,
  kConversion,
  kContinuation,
};
std::string_view to_string(Type type);  // "response"; "unknown"
Type parse_type(std::string_view word);

struct Record {
  std::string version = "1.1";  // "1.0", "1.1", "0.18" as the file has it
  Fields fields = {};           // without Content-Length, which is block.size()
  std::string block = {};

  bool operator==(const Record&) const = default;

  [[nodiscard]] std::string_view field(std::string_view name) const;
  [[nodiscard]] Type type() const;
  [[nodiscard]] std::string_view id() const;  // "<urn:uuid:…>"
  [[nodiscard]] std::string_view target_uri()
      const;  // without the angle brackets of WARC 1.0 tools
  [[nodiscard]] Result<Time> date() const;
};

// The parts of a block of "application/http"; they view into it.
struct HttpMessage {
  std::string start_line = {};  // "HTTP/1.1 200 OK", "GET /a HTTP/1.1"
  int status = 0;               // of a response
  Fields headers = {};
  std::string_view body = {};
};
// kBadInput if `block` does not begin as a message of HTTP does. Bare line feeds are read too.
Result<HttpMessage> parse_http(std::string_view block);

// Whether the digests that the record carries are right: kBadInput names the one that is not. Knows
// sha1 and sha256, in base 32 and base 16; another algorithm is passed over.
Result<void> check_digests(const Record& record);

// What is known of one exchange. The payload is decoded: no content or transfer coding is left.
struct Exchange {
  std::string url;
  Time time = {};            // when the request was sent
  std::string address = {};  // of the server, without brackets; empty: unknown
  std::string method = "GET";
  std::string http_version = "1.1";  // "2" is said in WARC-Protocol, and written as 1.1
  Fields request_headers = {};
  int status = 0;
  std::string status_text = {};
  Fields headers = {};
  std::string payload = {};
  bool truncated = false;  // by a limit of the crawler
};

enum class DigestKind { kSha1, kSha256 };  // "sha1:" in base 32, "sha256:" in hexadecimal

struct RecordOptions {
  DigestKind digest = DigestKind::kSha1;  // what CDX servers and tools expect
};

// The same input gives the same record, its id too: a record may be made again at any time, and be
// cited. Header fields that lie about the payload as it is kept (codings, its length) are renamed
// to X-Archive-Orig-…, and Content-Length says the length there is.
Record make_response(const Exchange& exchange, const RecordOptions& options = {});
// Concurrent to the response (or revisit) with the id `concurrent_to`.
Record make_request(const Exchange& exchange, std::string_view concurrent_to,
                    const RecordOptions& options = {});

enum class Revisit {
  kIdenticalPayload,   // served again, the same bytes
  kServerNotModified,  // a 304
};
// The response that a revisit stands for.
struct Original {
  std::string id = {};  // its record's
  std::string url = {};
  Time time = {};
  std::string payload_digest = {};  // "sha1:…", as in its record; empty: unknown
};
// Headers without a payload.
Record make_revisit(const Exchange& exchange, Revisit profile, const Original& original,
                    const RecordOptions& options = {});

// What the file is: `software`, who runs it, under which name and rules it crawls. `fields` come
// after those that must be there (software, format, conformsTo), as application/warc-fields.
Record make_warcinfo(std::string_view filename, Time time, std::string_view software,
                     const Fields& fields = {}, const RecordOptions& options = {});
// What we say about a record; `fields` as application/warc-fields.
Record make_metadata(std::string_view url, Time time, std::string_view concurrent_to,
                     const Fields& fields, const RecordOptions& options = {});
// Bytes that came by another way than HTTP.
Record make_resource(std::string_view url, Time time, std::string_view media_type,
                     std::string payload, const RecordOptions& options = {});

// "sha1:…" or "sha256:…" of bytes.
std::string digest_of(std::string_view bytes, DigestKind kind);

}  // namespace broadsheet::warc
