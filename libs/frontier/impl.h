// SPDX-License-Identifier: Apache-2.0
// The frontier's state: rows in the store, and in memory when each site is next ready. Inside
// frontier only.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "frontier/frontier.h"
#include "frontier/keys.h"
#include "frontier/lanes.h"
#include "frontier/robots_cache.h"
#include "frontier/site_state.h"

namespace broadsheet::frontier {

// Why a URL rests until something else happens: whoever ends that looks for these words.
inline constexpr const char* kHostPaused = "the host is paused";
inline constexpr const char* kRecheckAsked = "a recheck of everything was asked for";
inline constexpr const char* kSourceRemoved = "its source was removed";
inline constexpr const char* kOutOfScope = "out of the source's scope: ";  // and the rule

// Until the source changes.
bool rests_out_of_scope(const records::FrontierRecord& record);
bool rests_by_source(const records::FrontierRecord& record);

struct Site {
  SiteState state;
  Time ready = Time::max();            // its place in `ready`; max: not there
  std::optional<std::uint64_t> lease;  // who has it
};

// One that we have, or are about to give away.
struct Partition {
  bool leasing = false;
  Time not_before = {};
  std::set<std::string> changed = {};  // keys of the rows to hand over
};

// Requests of one day, or new sites.
struct Spent {
  std::int64_t day = 0;
  std::uint32_t count = 0;

  void add(Time now);
};
std::int64_t day_of(Time now);

std::vector<Decision> decisions_from(std::string_view row);

// Where a seed moved, or on the site of that.
bool is_moved(records::Standing standing);

// The rules of a handover.
SiteState merged(const SiteState& known, const SiteState& told);
bool is_newer(const records::FrontierRecord& told, const records::FrontierRecord& known);

struct Frontier::Impl {
  Impl(kv::Store& the_store, Options the_options)
      : store(the_store), options(std::move(the_options)), robots(store, options.rules) {}

  // ---- opening (frontier.cpp)
  Result<void> load();
  Result<void> convert_queue();
  Result<void> write_conversion(const kv::Batch& batch);

  // ---- rows
  Result<std::optional<records::FrontierRecord>> read_url(const std::string& url_key) const;
  void write_url(kv::Batch& batch, const std::string& site, const std::string& url_key,
                 const records::FrontierRecord* before, const records::FrontierRecord& record);
  void write_site(kv::Batch& batch, const std::string& site);
  void write_decision(kv::Batch& batch, const std::string& site, const std::string& url_key,
                      Decision decision);
  std::vector<Decision> read_decisions(const std::string& url_key) const;

  // ---- the queue of sites
  Site& site(const std::string& name);
  void set_ready(const std::string& name, Site& site);
  Time first_due(const std::string& name) const;
  // In the order in which they are due.
  Result<std::vector<DueEntry>> due_of(const std::string& name, Lane lane, Time until,
                                       std::size_t count_max) const;
  // Of a lane, before this key.
  std::uint64_t count_rows(const std::string& name, Lane lane, const std::string& end,
                           std::uint64_t count_max) const;
  // How many pages of its site come before it, about.
  std::uint64_t pages_before(const std::string& name, const std::string& url_key,
                             const records::FrontierRecord& record, Time at) const;
  std::uint64_t count_due(Time now);

  // ---- rows made due again (waking.cpp)
  using Wanted = std::function<bool(const records::FrontierRecord&)>;
  Result<std::uint64_t> make_due(const Wanted& wanted, const std::string& why, Time now);
  // The URLs that rest because of their source and are in its scope now; of one source, or all.
  Result<void> wake_resting(const records::Source* source, const std::string& why, Time now);
  // The URLs that a pause of this host, or of one above, has put off.
  Result<void> wake_host(const std::string& host, Time now);
  std::vector<std::string> sites_under(const std::string& host) const;

  // ---- partitions (moving.cpp)
  struct Restoring {
    kv::Batch batch;
    std::set<std::string> sites;   // touched
    std::set<std::string> paused;  // their hosts were paused, or resumed
  };
  std::optional<int> partition_of(const std::string& name) const;
  bool is_ours(const std::string& name) const;
  // Before it, no site of this partition is leased: also those that nobody knows yet.
  Time not_before(const std::string& name) const;
  void mark_changed(const std::string& name, std::string key);
  void mark_site(const std::string& name);
  void mark_robots(const std::string& name, const std::string& origin);
  void mark_decisions(const std::string& name, const std::string& url_key);
  void mark_budget(const std::string& name, const std::string& key);
  void mark_pause(int partition, const std::string& host);
  void keep_for_others(const records::Discovery& discovery);
  Result<std::string> read_row(const std::string& key) const;
  Result<void> restore_row(const StateRow& row, Restoring& restoring);
  Result<void> restore_decisions(const std::string& url_key, const std::string& row,
                                 Restoring& restoring) const;

  // ---- sources
  const records::Source& source_of(const std::string& id) const;
  void keep_source(const records::Source& source);
  // Seeds that a source has no more may be those of others.
  Result<void> pass_seeds_on(const records::Source& before, const records::Source& source,
                             Time now);
  std::string source_for(const url::Url& url) const;

  // ---- adding (adding.cpp, claims.cpp)
  // What the page with the link is to the source of a discovery.
  struct Origin {
    bool known = false;
    bool is_seed = false;
    bool own_list = false;  // a feed or sitemap of the source
    bool fresh = false;     // what is found there is news
    records::FrontierRecord record = {};
    std::string site = {};
  };
  // By what right a URL is to be fetched.
  struct Claim {
    records::Standing standing = records::Standing::kSite;
    std::string via;  // of where a seed moved: the seed
    bool fresh = false;
    bool from_news = true;  // a feed, a front page or a person, which know what is new
  };
  struct Adding {
    kv::Batch batch;
    AddReport report;
    std::set<std::string> sites;                                    // touched
    std::map<std::string, records::FrontierRecord> records;         // pending rows of this call
    std::map<std::pair<std::string, std::string>, Origin> origins;  // by via and source
    Time now;
  };
  Result<void> add_one(const records::Discovery& discovery, Adding& adding);
  Result<void> add_new(const records::Discovery& discovery, const url::Url& url,
                       const std::string& key, Adding& adding);
  std::string why_refused(const records::Discovery& discovery, const records::Source& source,
                          const url::Url& url, const Claim& claim, const std::string& name,
                          Time now) const;
  std::string why_too_many_sites(const std::string& source, Time now) const;
  std::string why_full(const Claim& claim, const std::string& name) const;
  void freshen(const Claim& claim, const std::string& name, records::FrontierRecord& record,
               std::set<std::string>& touched);
  Result<void> add_known(const records::Discovery& discovery, const std::string& key,
                         records::FrontierRecord record, Adding& adding);
  void change_source(const records::Discovery& discovery, const Claim& claim,
                     records::FrontierRecord& record, Time now);
  // A second time in one call, before the first is stored.
  Result<void> add_again(const records::Discovery& discovery, const std::string& key,
                         const url::Url& url, records::FrontierRecord& record, Adding& adding);
  // Of where this one redirects to, from there.
  static Claim claim_of_target(const records::FrontierRecord& record, bool is_seed,
                               const std::string& via);
  // Whether the source says itself that the page it was found on lists its pages.
  bool is_own_list(const records::Discovery& discovery, const url::Url& via) const;
  Result<Origin> origin_of(const records::Discovery& discovery) const;
  Result<Claim> claim_of(const records::Discovery& discovery, const url::Url& url, Adding& adding);
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

  // ---- clocks that were wrong (clock.cpp)
  Result<void> mind_clock(Time now);
  // A wait that nobody can have asked for ends after an ordinary pause.
  Result<void> shorten_waits(const std::string& name, Site& site, Time now);

  // ---- pauses (pausing.cpp)
  Result<void> load_pauses();
  // Until when no request goes to it: Time::max() until it is resumed; none if it is not paused.
  std::optional<Time> pause_end(std::string_view host, Time now) const;
  // All of them, to be handed over.
  Result<void> mark_pauses(int partition);
  Result<void> restore_pause(const std::string& host, const std::string& row, Restoring& restoring);

  // ---- budgets (budgets.cpp)
  Result<void> load_budgets();
  Result<bool> over_budget(const std::string& source, Time now);
  void count_fetch(const std::string& site, const std::string& source, Time now, kv::Batch& batch);
  Result<void> restore_budget(const std::string& key, const std::string& row, Restoring& restoring);

  // ---- completing (completing.cpp)
  Result<void> complete(const Lease& lease, const Visit& visit, Time now);
  Result<void> complete_robots(const Lease& lease, const Visit& visit, Time now);
  // Why the target of its redirect is refused; empty: it is taken, or there is none.
  Result<std::string> follow_redirect(const Lease& lease, const records::FrontierRecord& record,
                                      Time now);
  Result<void> complete_page(const Lease& lease, const Visit& visit, Time now);
  void settle_site(const std::string& name, const Lease& lease, const Visit& visit, Time now);
  Duration pause_after(const Lease& lease, const url::Url& url, const std::string& name);
  void free_site(const Lease& lease);
  Result<void> rest(const Lease& lease, Time now);
  Result<std::optional<Time>> hop(const Lease& lease, const url::Url& target, Time now);
  const std::string& answering_site(const Lease& lease) const;
  void end_visit(const Lease& lease);

  // ---- explaining (explaining.cpp)
  std::vector<std::string> origins_of(std::string_view host) const;
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
  std::set<std::pair<std::string, std::string>> sources_of_site;  // site, id; not the removed ones
  std::map<std::string, Pause> paused;                            // by host
  std::map<std::string, Spent> budgets;                           // by the key of its row
  std::map<std::uint64_t, std::string> guests;  // leases that are at another site than their own
  std::map<int, Partition> partitions;
  std::vector<records::Discovery> passing;
  std::map<std::string, Spent> new_sites;  // by source
  std::uint64_t next_lease_id = 1;
  Time clock_seen = Time::max();  // the latest; at first nobody knows what was written
  std::uint64_t leased = 0;
  std::uint64_t urls = 0;  // over all sites
  std::uint64_t due_count = 0;
  Time due_counted = {};  // Counting walks rows: a large count is kept for a while.
};

}  // namespace broadsheet::frontier
