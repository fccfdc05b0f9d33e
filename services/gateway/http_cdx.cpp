// SPDX-License-Identifier: Apache-2.0
// CDX for replay tools: a line a version, at the moment when it was first seen, which is also where
// /memento/{timestamp}/{URL} has it.
#include <algorithm>

#include "core/strings.h"
#include "gateway/http_route.h"
#include "warc/cdxj.h"

namespace broadsheet::gateway {

namespace {

using Answer = Result<http::ServerResponse>;

constexpr int kLinesMax = 10'000;
constexpr int kLinesDefault = 1000;

// Behind the last moment that digits leave open: "2026" → 2027-01-01T00:00:00Z.
Result<Time> end_of(const std::string& digits) {
  TRY_LET(begin, warc::parse_cdx_timestamp(digits));
  const auto day = std::chrono::floor<std::chrono::days>(begin);
  const std::chrono::year_month_day date(day);
  switch (digits.size()) {
    case 4:
      return Time(std::chrono::sys_days(date + std::chrono::years(1)));
    case 6:
      return Time(std::chrono::sys_days(date + std::chrono::months(1)));
    case 8:
      return begin + std::chrono::days(1);
    case 10:
      return begin + std::chrono::hours(1);
    case 12:
      return begin + std::chrono::minutes(1);
    case 14:
      return begin + std::chrono::seconds(1);
    default:
      return begin + std::chrono::milliseconds(1);
  }
}

Result<rpc::TimeRange> range_of(const Parameters& parameters) {
  rpc::TimeRange range;
  if (parameters.has("from")) {
    const auto from = warc::parse_cdx_timestamp(parameters.get("from"));
    if (!from) return bad_input(from.fault().what, "from");
    range.from = *from;
  }
  if (parameters.has("to")) {
    const auto to = end_of(parameters.get("to"));
    if (!to) return bad_input(to.fault().what, "to");
    range.until = *to;
  }
  if (range.from && range.until && *range.until < *range.from) {
    return bad_input("ends before it starts", "to");
  }
  return range;
}

// "example.com/*" is a prefix and "*.example.com" a domain, as CDX servers take them.
Result<rpc::SnapshotFilter> filter_of(const Parameters& parameters) {
  TRY_LET(match, parameters.choice("matchType", {"exact", "prefix", "host", "domain"}));
  std::string text = parameters.get("url");
  if (text.empty()) return bad_input("a URL is missing", "url");
  auto type = match;
  if (text.starts_with("*.")) {
    text.erase(0, 2);
    type = 3;
  } else if (text.ends_with("*") && !parameters.has("matchType")) {
    text.pop_back();
    type = 1;
  }
  TRY_LET(url, parse_page_url(text, "url"));
  rpc::SnapshotFilter filter;
  filter.match = type == 0   ? rpc::UrlMatch::kUrl
                 : type == 1 ? rpc::UrlMatch::kPrefix
                 : type == 2 ? rpc::UrlMatch::kHost
                             : rpc::UrlMatch::kDomain;
  filter.pattern = url.href();
  if (type >= 2) {
    filter.pattern = std::string(url.host());
    if (url.has_explicit_port()) filter.pattern += ":" + std::to_string(url.port());
  }
  TRY_LET(range, range_of(parameters));
  filter.first_seen = range;
  return filter;
}

warc::CdxLine line_of(const records::Snapshot& snapshot) {
  const std::string& type = snapshot.payload_type;
  warc::CdxLine line;
  line.key = warc::cdx_key(snapshot.article.url);
  line.timestamp = warc::cdx_timestamp(snapshot.first_seen);
  line.url = snapshot.article.url;
  line.mime = ascii_lower(trim(std::string_view(type).substr(0, type.find(';'))));
  if (line.mime.empty()) line.mime = "application/octet-stream";
  line.status = 200;  // Only what was served well becomes a version.
  line.digest = "sha256:" + snapshot.payload_digest.hex();
  line.length = snapshot.payload_bytes;
  return line;
}

// As pywb's output=json has it: an object a line.
std::string json_line(const warc::CdxLine& line) {
  Json json;
  json.set("urlkey", line.key).set("timestamp", line.timestamp).set("url", line.url);
  json.set("mime", line.mime).set("status", std::to_string(line.status));
  json.set("digest", line.digest).set("length", std::to_string(line.length));
  json.set("offset", std::to_string(line.offset)).set("filename", line.filename);
  return json.dump();
}

Answer cdx(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query,
                                        {"url", "matchType", "from", "to", "limit", "output"}));
  TRY_LET(filter, filter_of(parameters));
  TRY_LET(limit, parameters.number("limit", kLinesDefault, 1, kLinesMax));
  TRY_LET(output, parameters.choice("output", {"cdxj", "json"}));
  rpc::ListSnapshotsRequest request;
  request.filter = filter;
  request.order = rpc::TimeOrder::kOldestFirst;
  std::vector<warc::CdxLine> lines;
  const auto most = static_cast<std::size_t>(limit);
  while (lines.size() < most) {
    request.page.size =
        static_cast<int>(std::min<std::size_t>(most - lines.size(), rpc::Page::kMax));
    TRY_LET(reply, ask.archive.list_snapshots(request, ask.call));
    // There is no place in these lines to say that a part is missing.
    if (!reply.shard_errors.empty()) return reply.shard_errors.front().fault;
    for (const auto& snapshot : reply.snapshots) lines.push_back(line_of(snapshot));
    if (reply.next_position.empty()) break;
    request.page.position = reply.next_position;
  }
  std::ranges::stable_sort(lines, [](const warc::CdxLine& a, const warc::CdxLine& b) {
    return a.key != b.key ? a.key < b.key : a.timestamp < b.timestamp;
  });
  std::string body;
  for (const auto& line : lines) body += (output == 1 ? json_line(line) : format(line)) + "\n";
  auto response = http::ServerResponse::with(
      200, output == 1 ? "application/x-ndjson" : "text/x-cdxj", std::move(body));
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace

const std::vector<Route>& cdx_routes() {
  static const std::vector<Route> kRoutes = {
      {"/cdx",
       "url, matchType=exact|prefix|host|domain, from, to (timestamps), limit, output=cdxj|json",
       "a line a version, for replay tools", Audience::kPrograms, cdx},
  };
  return kRoutes;
}

}  // namespace broadsheet::gateway
