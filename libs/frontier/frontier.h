// SPDX-License-Identifier: Apache-2.0
// The URLs known and when each is next due. One lease per site; never sooner than the site allows;
// a crash loses no URL and forgets no delay.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time.h"
#include "frontier/rules.h"
#include "kv/store.h"
#include "records/capture.h"
#include "records/discovery.h"
#include "records/frontier_record.h"
#include "records/source.h"
#include "url/url.h"

namespace broadsheet::frontier {

struct Options {
  Rules rules = {};
  std::string product_token = "broadsheet";  // who we are to robots.txt
  // A trap cannot fill the disk: so many URLs of a site from sitemaps and pages of old links. What
  // feeds, homepages, seeds and people lead to comes in beside them, up to ten times as many.
  std::size_t urls_per_site_max = 1'000'000;
  // A feed of invented hosts cannot fill the memory, where every site has a place. The count of the
  // day is forgotten at a restart.
  std::uint32_t new_sites_per_day_max = 1'000;  // of a source, beside those of its seeds
  // To which partition a site belongs, where partitions move between frontiers; then only sites of
  // partitions that it owns are leased. None: all sites are its own for ever.
  std::function<int(std::string_view site)> partition_of = {};
};

enum class Purpose { kRobots, kPage };

// The right to make one request to one site; whoever holds it must complete() or release() it. That
// of a robots.txt is good for its redirects too, by rest() and hop().
struct Lease {
  std::uint64_t id = 0;
  Purpose purpose = Purpose::kPage;
  url::Url url;  // to request; robots.txt's own for kRobots
  std::string site = {};
  std::string url_key = {};
  records::FrontierRecord record = {};  // validators, role, hint, trace; empty for kRobots
  records::RobotsVerdict robots = {};   // not allowed: record it as refused, make no request
  // A person wants it looked at again: nothing that we believe of it counts.
  bool anew = false;
};

// What came of a lease.
struct Visit {
  records::Outcome outcome = records::Outcome::kFailed;
  std::string reason = {};
  int status = 0;         // 0: no answer
  std::string body = {};  // only for kRobots
  std::string etag = {};
  std::string last_modified = {};
  Digest payload_digest = {};
  bool changed = false;  // the payload is not the one of last time
  std::optional<Duration> retry_after = {};
  std::string redirect = {};
};

struct AddReport {
  std::size_t added = 0;  // new URLs
  std::size_t known = 0;
  std::size_t refused = 0;   // out of scope, too deep, behind a trap, no source, not http
  std::string refusal = {};  // why, of the last one refused
};

struct Decision {
  Time time = {};
  std::string what;  // "discovered", "refused: out of scope", "fetched", "due", …
  std::string why;
  std::string rule = {};  // the robots line, the scope glob, the rule of the schedule
};

struct Explanation {
  std::string subject;                   // the URL, host or source asked about
  std::vector<Decision> decisions = {};  // oldest first
  std::vector<std::pair<std::string, std::string>> facts = {};  // of a host: "due", …
  std::optional<records::FrontierRecord> record = {};           // for a URL that is known
  std::string next;  // what happens next, and why: a sentence
  std::optional<Time> next_time = {};
};

struct Pause {
  std::string host;
  std::string reason = {};
  std::string by = {};  // who asked for it
  Time since = {};
  std::optional<Time> until = {};  // none: until it is resumed
};

struct Stats {
  std::uint64_t urls = 0;
  std::uint64_t due = 0;  // now; a large count may be a second old
  std::uint64_t sites = 0;
  std::uint64_t leased = 0;
  std::uint64_t paused = 0;  // hosts
  std::uint64_t full = 0;    // sites that take no more from sitemaps
};

// A row of a partition's state, as it travels to its next owner.
struct StateRow {
  std::string key;
  std::string value;
};

// Over a Store that has families() open and that outlives it. Thread-safe (one lock inside).
class Frontier {
 public:
  static std::vector<kv::Family> families();
  static Result<Frontier> open(kv::Store& store, Options options);
  Frontier(Frontier&&) noexcept;
  Frontier& operator=(Frontier&&) noexcept;
  ~Frontier();

  // Adds its homepage, feeds and sitemaps too; with `removed`, its URLs are not due until it comes
  // back.
  Result<void> put_source(const records::Source& source, Time now);
  [[nodiscard]] Result<std::vector<records::Source>> sources() const;
  // The id of the source to which the URL belongs, even if it denies it; empty if there is none.
  [[nodiscard]] std::string source_for(const url::Url& url) const;

  // Durable on return: the discoveries' positions may be committed.
  Result<AddReport> add(const std::vector<records::Discovery>& discoveries, Time now);

  // The next request that may be made now; none: nothing is due or every site is busy. The site's
  // last-request time is stored before it returns.
  Result<std::optional<Lease>> lease(Time now);
  // When lease() may have something again, as far as is known now; Time::max() if nothing is
  // scheduled.
  [[nodiscard]] Time next_lease_time(Time now) const;
  // Whether a URL is due until then that waits for nothing but its turn and the ordinary pause of
  // its site, however long: not where the site asked for one, did not answer, or is paused.
  [[nodiscard]] bool has_work(Time until) const;
  // Durable on return. Call it after the capture was acknowledged by the bus. kUnavailable (a full
  // disk): nothing was recorded and the lease is still held; again later.
  Result<void> complete(const Lease& lease, const Visit& visit, Time now);
  // It was not made; the URL stays due, the delay stays counted.
  void release(const Lease& lease);
  // For a robots.txt that redirects: call rest() when a redirect was had, so that who gave it has
  // its whole pause, then hop() until it answers none: `target` may be requested now. Else the
  // answer is when to ask again; Time::max(): never, its host is paused. Meanwhile nobody else
  // holds a lease of the target's site.
  Result<void> rest(const Lease& lease, Time now);
  Result<std::optional<Time>> hop(const Lease& lease, const url::Url& target, Time now);

  // ---- Partitions that move; only with Options::partition_of. First restore() what the owners
  // before left, then own(); at the end withdraw(), wait until leases_of() is 0, hand the changes
  // over, and drop().

  // Its sites are leased from now on, each after a whole pause of its own: nobody knows what the
  // last owner did at its end. Its part of the sources' seeds is added.
  Result<void> own(int partition, Time now);
  // None of its sites is leased from now on; those that are leased may be completed.
  void withdraw(int partition);
  [[nodiscard]] std::size_t leases_of(int partition) const;
  // It is somebody else's, and so are its changes.
  void drop(int partition);
  [[nodiscard]] bool is_ours(const std::string& site) const;
  [[nodiscard]] std::vector<int> owned() const;
  // Its rows that changed since they were taken the last time, `count_max` at most.
  Result<std::vector<StateRow>> take_changes(int partition, std::size_t count_max);
  // They did not arrive: take_changes() gives them again.
  void return_changes(int partition, const std::vector<StateRow>& rows);
  // Rows of earlier owners. Where it knows one too, that of the later fetch wins; a site waits for
  // the later of both. Rows that nobody can read are left out. Durable on return.
  Result<void> restore(const std::vector<StateRow>& rows);
  // Up to where a partition's state was restored or handed over: a number of the caller's, kept in
  // the store; 0 at first.
  [[nodiscard]] Result<std::int64_t> restored_to(int partition) const;
  Result<void> set_restored_to(int partition, std::int64_t offset);
  // What was found here of sites that are not ours, for their owners.
  std::vector<records::Discovery> take_elsewhere();

  // Every known URL is due now, and looked at anew (scope and robots still rule).
  Result<std::uint64_t> recheck_all(Time now);

  // By host, with its subdomains; survives a restart.
  Result<void> pause_host(const Pause& pause);
  Result<void> resume_host(std::string_view host, Time now);
  [[nodiscard]] std::vector<Pause> paused_hosts(Time now) const;

  [[nodiscard]] Result<Explanation> explain_url(const url::Url& url, Time now) const;
  [[nodiscard]] Result<Explanation> explain_host(std::string_view host, Time now) const;
  [[nodiscard]] Result<Explanation> explain_source(std::string_view id, Time now) const;
  [[nodiscard]] Stats stats(Time now) const;

 private:
  struct Impl;
  explicit Frontier(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::frontier
