// SPDX-License-Identifier: Apache-2.0
// The frontier's state: rows in the store, and in memory when each site is next ready. Inside
// frontier only.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "frontier/frontier.h"
#include "frontier/keys.h"
#include "frontier/robots_cache.h"
#include "frontier/site_state.h"

namespace broadsheet::frontier {

struct Site {
  SiteState state;
  Time ready = Time::max();            // its place in `ready`; max: not there
  std::optional<std::uint64_t> lease;  // who has it
};

struct Frontier::Impl {
  Impl(kv::Store& the_store, Options the_options)
      : store(the_store), options(std::move(the_options)), robots(store, options.rules) {}

  // ---- opening (frontier.cpp)
  Result<void> load();

  // ---- rows
  Result<std::optional<records::FrontierRecord>> read_url(const std::string& url_key) const;
  void write_url(kv::Batch& batch, const std::string& site, const std::string& url_key,
                 const std::optional<Time>& due_before,
                 const records::FrontierRecord& record) const;
  void write_site(kv::Batch& batch, const std::string& site) const;
  void write_decision(kv::Batch& batch, const std::string& url_key, Decision decision) const;
  std::vector<Decision> read_decisions(const std::string& url_key) const;

  // ---- the queue of sites
  Site& site(const std::string& name);
  void set_ready(const std::string& name, Site& site);
  Time first_due(const std::string& name) const;

  // ---- sources
  const records::Source& source_of(const std::string& id) const;

  // ---- adding (adding.cpp)
  struct Adding {
    kv::Batch batch;
    AddReport report;
    std::set<std::string> sites;                             // touched
    std::map<std::string, records::FrontierRecord> records;  // pending rows of this call
    std::map<std::string, bool> own_feeds;                   // via → whether it is a feed of ours
    Time now;
  };
  Result<void> add_one(const records::Discovery& discovery, Adding& adding);
  Result<void> add_new(const records::Discovery& discovery, const url::Url& url,
                       const std::string& key, Adding& adding);
  Result<void> add_known(const records::Discovery& discovery, const std::string& key,
                         records::FrontierRecord record, Adding& adding);
  Result<bool> from_own_feed(const records::Discovery& discovery, Adding& adding);
  Result<void> finish(Adding& adding);
  Result<AddReport> add(const std::vector<records::Discovery>& discoveries, Time now);

  // ---- leasing (leasing.cpp)
  Result<std::optional<Lease>> lease(Time now);
  Result<std::optional<Lease>> lease_of_site(const std::string& name, Time now);
  Result<std::optional<Lease>> lease_of_url(const std::string& name, const DueEntry& entry,
                                            Time now);
  Result<Lease> grant(const std::string& name, Lease lease, std::optional<Duration> crawl_delay,
                      Time now);
  Result<void> postpone(const std::string& name, const DueEntry& entry,
                        records::FrontierRecord record, Time due, const std::string& why, Time now);
  bool is_paused(std::string_view host, Time now) const;
  Result<bool> over_budget(const std::string& source, Time now);
  void count_fetch(const std::string& source, Time now, kv::Batch& batch);

  // ---- completing (completing.cpp)
  Result<void> complete(const Lease& lease, const Visit& visit, Time now);
  Result<void> complete_robots(const Lease& lease, const Visit& visit, Time now);
  Result<void> complete_page(const Lease& lease, const Visit& visit, Time now);
  void settle_site(Site& site, const Lease& lease, const Visit& visit, Time now) const;
  void free_site(const Lease& lease);

  // ---- explaining (explaining.cpp)
  Result<Explanation> explain_url(const url::Url& url, Time now);
  Result<Explanation> explain_host(std::string_view host, Time now);
  Result<Explanation> explain_source(std::string_view id, Time now);

  kv::Store& store;
  const Options options;
  std::mutex mutex;  // guards everything below, and the order of writes
  RobotsCache robots;
  std::unordered_map<std::string, Site> sites;
  std::set<std::pair<Time, std::string>> ready;  // sites with something due and no lease
  std::map<std::string, records::Source> sources;
  std::map<std::string, Pause> paused;                                    // by host
  std::map<std::string, std::pair<std::int64_t, std::uint32_t>> budgets;  // source → day, fetches
  std::uint64_t next_lease_id = 1;
};

}  // namespace broadsheet::frontier
