// SPDX-License-Identifier: Apache-2.0
// The decisions of the frontier as pure functions: values and `now` in, values out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "records/discovery.h"
#include "records/frontier_record.h"
#include "records/source.h"
#include "url/url.h"

namespace broadsheet::frontier {

struct Rules {
  Duration delay = std::chrono::seconds(5);  // between requests to a site, unless it asks for more
  Duration delay_max = std::chrono::hours(24);  // a Crawl-delay above is a slow lane of this pace
  Duration hub_interval_min = std::chrono::minutes(10);
  Duration hub_interval_max = std::chrono::hours(24);
  Duration failure_backoff = std::chrono::minutes(5);  // doubles with each failure in a row
  Duration failure_backoff_max = std::chrono::hours(24 * 7);
  Duration throttle_backoff =
      std::chrono::minutes(1);  // of the site, for a 429 or 503 that names no time
  Duration throttle_backoff_max = std::chrono::hours(24);
  Duration retry_after_max = std::chrono::hours(24 * 30);  // what a site may ask of us
  Duration robots_lifetime = std::chrono::hours(24);       // RFC 9309 §2.4
  Duration robots_retry = std::chrono::minutes(10);        // after an unreachable robots.txt
  std::uint32_t depth_max = 3;
  std::uint32_t hops_max = 10;  // Redirects after redirects: a longer chain is a trap.
  // No sitemap may list a longer one (sitemaps.org: "less than 2,048 characters"); those there are
  // carry state and data. Every key, log line and page token has to hold it.
  std::size_t url_bytes_max = 2 << 10;
};

// `base`, doubled so many times, but never above `most`.
Duration doubled(Duration base, unsigned times, Duration most);

// Whether its last answer was a redirect for now: by its status, or since it leads to itself.
bool redirects_for_now(const records::FrontierRecord& record);

// When a URL is due again after a visit, and why in a sentence. A seed of the source is never
// ended: it is asked for at a slow pace, since without it the source is silent for ever.
struct Schedule {
  Time due = Time::max();
  Duration interval = {};
  std::string reason;
};
Schedule next_due(const Rules& rules, const records::Source& source,
                  const records::FrontierRecord& record, Time now);

// The pause a site is given after a request: what the source says, ours if it says nothing, and
// never less than robots.txt asks for.
Duration pause_between(const Rules& rules, const records::Source& source,
                       std::optional<Duration> crawl_delay);

// What follows a page from its discovery to its snapshot, where neither another page nor a question
// has led to it: a trace id as rpc/trace.h has them.
std::string first_trace(std::string_view who, const std::string& url, Time now);
// Those seeds as discoveries of `now`.
std::vector<records::Discovery> seed_discoveries(const records::Source& source, Time now);
// Its homepage, feeds and sitemaps, as the seed list has them.
std::vector<std::string> seeds_of(const records::Source& source);
// Whether the URL is one of them, in whatever form.
bool is_seed(const records::Source& source, const std::string& url);

struct ScopeVerdict {
  bool inside = false;
  std::string rule;  // the glob or the sentence that decided
};
// `standing`: how it comes to the source.
ScopeVerdict scope(const records::Source& source, const url::Url& url, records::Standing standing);
// As the source is today: a known URL that was a seed, or where one moved, is outside when the seed
// list no longer names it.
// An unknown source holds nothing back.
ScopeVerdict scope_now(const records::Source& source, const records::FrontierRecord& record,
                       const url::Url& url);

}  // namespace broadsheet::frontier
