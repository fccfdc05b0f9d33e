// SPDX-License-Identifier: Apache-2.0
// The decisions of the frontier as pure functions: values and `now` in, values out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"
#include "records/frontier_record.h"
#include "records/source.h"
#include "url/url.h"

namespace broadsheet::frontier {

struct Rules {
  Duration delay = std::chrono::seconds(5);  // between requests to a site, unless it asks for more
  Duration delay_max = std::chrono::hours(24);    // a Crawl-delay above is a slow lane of this pace
  Duration hub_interval_min = std::chrono::minutes(10);
  Duration hub_interval_max = std::chrono::hours(24);
  Duration failure_backoff =
      std::chrono::minutes(5);  // doubles with each failure in a row, with jitter
  Duration failure_backoff_max = std::chrono::hours(24 * 7);
  Duration throttle_backoff =
      std::chrono::minutes(1);  // of the site, for a 429 or 503 that names no time
  Duration throttle_backoff_max = std::chrono::hours(24);
  Duration robots_lifetime = std::chrono::hours(24);  // RFC 9309 §2.4
  Duration robots_retry = std::chrono::minutes(10);   // after an unreachable robots.txt
  std::uint32_t depth_max = 3;
};

// When a URL is due again after a visit, and why in a sentence.
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

struct ScopeVerdict {
  bool inside = false;
  std::string rule;  // the glob or the sentence that decided
};
ScopeVerdict scope(const records::Source& source, const url::Url& url, bool from_own_feed);

}  // namespace broadsheet::frontier
