// SPDX-License-Identifier: Apache-2.0
// RSS 0.9x–2.0, RDF, Atom, JSON Feed, sitemaps and sitemap indexes. Any bytes parse.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "url/url.h"

namespace broadsheet::feed {

enum class Kind { kNone, kRss, kAtom, kJson, kSitemap, kSitemapIndex };
std::string_view to_string(Kind kind);

struct Entry {
  url::Url url;              // absolute
  std::string id = {};       // guid, atom:id; may be empty, may lie
  std::string title = {};    // plain text
  std::string summary = {};  // plain text, at most 4 KiB
  std::vector<std::string> authors = {};
  std::vector<std::string> keywords = {};  // categories, news:keywords
  std::string language = {};               // news:language, xml:lang
  std::optional<Time> published = {};      // pubDate, dc:date, news:publication_date
  std::optional<Time> updated = {};        // atom:updated, lastmod
  bool is_news = false;                    // a news sitemap's entry
};

struct Feed {
  Kind kind = Kind::kNone;  // kNone: this is no feed; `problem` says why
  std::string title = {};
  std::string language = {};
  std::optional<url::Url> home = {};   // the page it is the feed of
  std::vector<Entry> entries = {};     // for a sitemap index, the sitemaps
  std::vector<std::string> hubs = {};  // WebSub
  std::optional<Duration> ttl = {};    // <ttl>, sy:updatePeriod/Frequency
  bool truncated = false;              // cut by a limit or by damage: what came before is good
  std::string problem = {};            // empty if it was clean; with line and column
};

struct Limits {
  std::size_t entries_max = 50'000;  // sitemaps.org's own limit
  std::size_t depth_max = 64;
  std::size_t bytes_max = std::size_t{50} << 20;  // sitemaps.org's own limit
};

// `base` resolves relative links. XML is read streaming with its encoding; entities other than the
// predefined and HTML's are never expanded, no DTD is loaded. Tags without an end, or with broken
// attributes, cost what they are in and no entry behind it; XML that breaks off gives what came
// before.
// A text file with one URL on each line is a sitemap too.
Feed parse(std::string_view bytes, const url::Url& base, const Limits& limits = {});

// A cheap look at the first bytes: does this look like a feed or a sitemap at all?
Kind sniff(std::string_view bytes);

// RFC 822 with its many mistakes, RFC 3339, W3C-DTF. kBadInput if it is no date.
Result<Time> parse_feed_date(std::string_view text);

}  // namespace broadsheet::feed
