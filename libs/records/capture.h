// SPDX-License-Identifier: Apache-2.0
// A capture: one exchange with a server, or the reason why there was none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/hash.h"
#include "core/time.h"
#include "records/discovery.h"

namespace broadsheet::records {

// What a fetch came to. The fetcher knows those above the line, the extractor those below.
enum class Outcome : std::uint8_t {
  kUnknown,
  kFetched,    // a body that nobody has read yet
  kUnchanged,  // 304, or the same bytes as last time: a revisit
  kRedirected,
  kGone,  // 404, 410
  kRefusedByRobots,
  kThrottled,  // 429, 503
  kFailed,     // network, protocol, limits, other statuses
  // ---
  kArticle,
  kLiveBlog,
  kGallery,  // picture or video page
  kHub,      // a page of links
  kFeed,
  kSitemap,
  kNotArticle,  // some other page
  kBlocked,     // a bot wall or challenge
  kConsentWall,
  kPaywalled,  // a teaser
  kSoft404,
  kParked,
  kUnreadable,  // no HTML, or nothing in it
};
std::string_view to_string(Outcome outcome);  // "article", "soft 404", "refused by robots"

// Whether the extractor kept a text: these become snapshots.
bool has_article(Outcome outcome);

using Headers = std::vector<std::pair<std::string, std::string>>;  // as received, in order
// The first value of a header, by any case; empty if absent.
std::string_view header(const Headers& headers, std::string_view name);

struct RobotsVerdict {
  bool allowed = true;
  int line = 0;
  std::string rule = {};
  std::string reason = {};  // "rules", "no robots.txt", "robots.txt unreachable", …

  bool operator==(const RobotsVerdict&) const = default;
};

struct Capture {
  std::string url;  // as requested
  std::string source = {};
  Role role = Role::kUnknown;
  Time time = {};  // when the request was sent; with the URL key, the capture's name
  Outcome outcome = Outcome::kUnknown;
  std::string reason = {};  // a sentence, where the outcome is not a success
  std::string method = "GET";
  Headers request_headers = {};
  int status = 0;  // 0: no answer
  std::string status_text = {};
  std::string http_version = {};  // "1.1", "2"
  Headers headers = {};
  std::string payload = {};      // the body, content codings undone; empty for a revisit
  Digest payload_digest = {};    // of the payload; of the one that was seen again, for a revisit
  bool truncated = false;        // by our limit
  std::uint64_t wire_bytes = 0;  // received for the body
  std::string address = {};      // that was dialled
  Duration elapsed = {};
  std::string redirect = {};  // absolute, for kRedirected
  RobotsVerdict robots = {};
  std::string via = {};
  std::uint32_t depth = 0;
  Hint hint = {};
  std::string trace = {};
  std::uint32_t hops = 0;  // redirects between the link and this URL
  // Not a capture of its own: the page of this snapshot (a content hash), to be read anew.
  Digest reading_of = {};
  // The name that robots.txt was asked for, and that the page's own directives are to be read for;
  // empty: the house's.
  std::string product_token = {};
  std::string unknown_fields = {};

  bool operator==(const Capture&) const = default;
};

std::string encode(const Capture& capture);
Result<Capture> decode_capture(std::string_view bytes);

}  // namespace broadsheet::records
