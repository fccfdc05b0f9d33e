// SPDX-License-Identifier: Apache-2.0
// Memento (RFC 7089): a TimeGate, a TimeMap and a memento for each version.
//
// A version is the memento of the moment when it was first seen; the TimeGate gives the one that
// was current at the time asked for, and the first one to those who ask for a time before it.
#include "common/versions.h"
#include "core/strings.h"
#include "gateway/http_route.h"
#include "warc/cdxj.h"

namespace broadsheet::gateway {

namespace {

using Answer = Result<http::ServerResponse>;

// What a route that ends with '/' is about: a URL with its query, as it is or percent-encoded.
Result<url::Url> url_in_path(std::string_view rest) {
  if (rest.empty()) return bad_input("a URL is missing", "path");
  const bool encoded = istarts_with(rest, "http%3A") || istarts_with(rest, "https%3A");
  if (!encoded) return parse_page_url(rest, "path");
  TRY_LET(decoded, percent_decode(rest, false));
  return parse_page_url(decoded, "path");
}

std::string link(const std::string& target, std::string_view relation) {
  return "<" + target + ">; rel=\"" + std::string(relation) + "\"";
}

std::string memento_link(const Ask& ask, const url::Url& url, const records::Snapshot& snapshot,
                         std::string_view relation) {
  return link(origin_of(ask.request) + memento_path(snapshot, url), relation) + "; datetime=\"" +
         format_http_date(snapshot.first_seen) + "\"";
}

// "first memento", "memento", "last memento", "first last memento" (RFC 7089 §2.2.2).
std::string relation_of(std::size_t i, std::size_t count) {
  std::string relation;
  if (i == 0) relation += "first ";
  if (i + 1 == count) relation += "last ";
  return relation + "memento";
}

std::string original_and_maps(const Ask& ask, const url::Url& url) {
  const std::string origin = origin_of(ask.request);
  return link(url.href(), "original") + ", " +
         link(origin + "/timegate/" + url.href(), "timegate") + ", " +
         link(origin + "/timemap/link/" + url.href(), "timemap") +
         "; type=\"application/link-format\"";
}

// Mementos are told apart to the second: of two versions in one, the later one has it.
std::vector<records::Snapshot> mementos_of(std::vector<records::Snapshot> versions) {
  std::vector<records::Snapshot> mementos;
  for (auto& version : versions) {
    const bool same = !mementos.empty() && warc::cdx_timestamp(mementos.back().first_seen) ==
                                               warc::cdx_timestamp(version.first_seen);
    if (same) mementos.pop_back();
    mementos.push_back(std::move(version));
  }
  return mementos;
}

// The version that was current at a time, or the first one.
Result<records::Snapshot> current_at(const Ask& ask, const url::Url& url,
                                     const std::optional<Time>& time,
                                     const std::vector<records::Snapshot>& versions) {
  rpc::SnapshotRef ref;
  ref.url = url;
  ref.as_of = time;
  auto reply = ask.archive.get_snapshot({ref, false}, ask.call);
  if (reply) return std::move(reply->snapshot);
  if (reply.fault().kind != FaultKind::kNotFound) return reply.fault();
  return versions.front();
}

Answer timegate(const Ask& ask) {
  TRY_LET(url, url_in_path(ask.rest));
  std::optional<Time> time;
  const auto asked = ask.request.headers.get("Accept-Datetime");
  if (!asked.empty()) {
    const auto parsed = parse_http_date(asked);
    if (!parsed) return bad_input(parsed.fault().what, "Accept-Datetime");  // RFC 7089 §4.5.3
    // The whole second: that is all the header can say.
    time = *parsed + std::chrono::seconds(1) - Duration(1);
  }
  TRY_LET(found, versions_of(ask.archive, url, ask.call));
  const auto versions = mementos_of(found);
  TRY_LET(snapshot, current_at(ask, url, time, versions));
  auto response = http::ServerResponse::text(302, "");
  response.headers.set("Location", origin_of(ask.request) + memento_path(snapshot, url));
  response.headers.set("Vary", "accept-datetime");
  response.headers.set("Link", original_and_maps(ask, url) + ", " +
                                   memento_link(ask, url, versions.front(), "first memento") +
                                   ", " + memento_link(ask, url, versions.back(), "last memento"));
  return response;
}

Answer timemap(const Ask& ask) {
  TRY_LET(url, url_in_path(ask.rest));
  TRY_LET(found, versions_of(ask.archive, url, ask.call));
  const auto versions = mementos_of(found);
  const std::string origin = origin_of(ask.request);
  std::string body = link(url.href(), "original") + ",\n" +
                     link(origin + "/timemap/link/" + url.href(), "self") +
                     "; type=\"application/link-format\"; from=\"" +
                     format_http_date(versions.front().first_seen) + "\"; until=\"" +
                     format_http_date(versions.back().first_seen) + "\",\n" +
                     link(origin + "/timegate/" + url.href(), "timegate");
  for (std::size_t i = 0; i < versions.size(); ++i) {
    body += ",\n" + memento_link(ask, url, versions[i], relation_of(i, versions.size()));
  }
  return http::ServerResponse::with(200, "application/link-format", body + "\n");
}

// first, last, prev and next (RFC 7089 §2.2.2), each URL once with all that it is.
std::string neighbour_links(const Ask& ask, const url::Url& url, const std::string& timestamp,
                            const std::vector<records::Snapshot>& versions) {
  const auto is_this = [&](const records::Snapshot& version) {
    return warc::cdx_timestamp(version.first_seen) == timestamp;
  };
  std::size_t own = 0;
  while (own + 1 < versions.size() && !is_this(versions[own])) ++own;
  std::string links;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const bool ends = i == 0 || i + 1 == versions.size();
    const bool near = i == own || i + 1 == own || i == own + 1;
    if (!ends && !near) continue;
    std::string relation = relation_of(i, versions.size());
    if (i + 1 == own) relation = "prev " + relation;
    if (i == own + 1) relation = "next " + relation;
    links += ", " + memento_link(ask, url, versions[i], relation);
  }
  return links;
}

// /memento/{14 digits}/{URL}
Answer memento(const Ask& ask) {
  const auto slash = ask.rest.find('/');
  if (slash == std::string_view::npos) {
    return bad_input("not a memento", "path", "it is /memento/{14 digits}/{URL}");
  }
  auto digits = ask.rest.substr(0, slash);
  // "id_": the page as it was, which is what we serve anyway; replay tools ask for it that way.
  if (digits.ends_with("id_")) digits.remove_suffix(3);
  const auto time = warc::parse_cdx_timestamp(digits);
  if (!time) return bad_input(time.fault().what, "path", "it is /memento/{14 digits}/{URL}");
  TRY_LET(url, url_in_path(ask.rest.substr(slash + 1)));
  TRY_LET(found, versions_of(ask.archive, url, ask.call));
  const auto versions = mementos_of(found);
  TRY_LET(snapshot, current_at(ask, url, *time + std::chrono::seconds(1) - Duration(1), versions));
  const std::string timestamp = warc::cdx_timestamp(snapshot.first_seen);
  if (timestamp != digits) {
    auto response = http::ServerResponse::text(302, "");
    response.headers.set("Location", origin_of(ask.request) + memento_path(snapshot, url));
    return response;
  }
  TRY_LET(payload, ask.archive.get_payload({{snapshot.key()}}, ask.call));
  auto response = payload_response(std::move(payload));
  response.headers.set("Memento-Datetime", format_http_date(snapshot.first_seen));
  response.headers.set(
      "Link", original_and_maps(ask, url) + neighbour_links(ask, url, timestamp, versions));
  return response;
}

}  // namespace

const std::vector<Route>& memento_routes() {
  constexpr auto kPrograms = Audience::kPrograms;
  static const std::vector<Route> kRoutes = {
      {"/timegate/", "{URL}, with Accept-Datetime", "to the version that was current then",
       kPrograms, timegate},
      {"/timemap/link/", "{URL}", "all versions of a page, as links (RFC 7089)", kPrograms,
       timemap},
      {"/memento/", "{14 digits}/{URL}", "a version as it was served", kPrograms, memento},
  };
  return kRoutes;
}

}  // namespace broadsheet::gateway
