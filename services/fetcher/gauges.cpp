// SPDX-License-Identifier: Apache-2.0
// Gauges over the frontier.
#include "fetcher/gauges.h"

#include "core/time.h"

namespace broadsheet::fetcher {

namespace {

void set(const char* name, const char* help, std::uint64_t value) {
  metrics::gauge(name, help).set(static_cast<double>(value));
}

void read(Fetcher& fetcher) {
  const auto stats = fetcher.frontier().stats(system_now());
  set("broadsheet_frontier_urls", "URLs known", stats.urls);
  set("broadsheet_frontier_due_urls", "URLs that are due now, up to 100,000", stats.due);
  set("broadsheet_frontier_sites", "Sites known", stats.sites);
  set("broadsheet_frontier_leased_sites", "Sites with a request under way", stats.leased);
  set("broadsheet_frontier_paused_hosts", "Hosts that somebody paused", stats.paused);
  set("broadsheet_frontier_full_sites",
      "Sites that take no more URLs from sitemaps (crawl.site_urls_max)", stats.full);
  set("broadsheet_frontier_stuck", "1 while the frontier cannot write, as on a full disk",
      fetcher.waiting_for().empty() ? 0 : 1);
  set("broadsheet_fetches_running", "Requests under way", fetcher.in_flight());
}

}  // namespace

Gauges::Gauges(Fetcher& fetcher) : reader_([&fetcher] { read(fetcher); }) {}

}  // namespace broadsheet::fetcher
