// SPDX-License-Identifier: Apache-2.0
// Who may make the next request: one lease per site, robots.txt first, the pause written down
// before the request is made.
#include <algorithm>

#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

// How many URLs of one site are looked at for one that may be fetched. All of them are put off to
// later, so that the next look, soon, finds the ones behind them.
constexpr std::size_t kLookMax = 256;
constexpr Duration kLookAgain = std::chrono::milliseconds(100);
constexpr Duration kPausedAgain = std::chrono::hours(24);  // of a pause without an end

}  // namespace

Result<std::optional<Lease>> Frontier::Impl::lease(Time now) {
  TRY(mind_clock(now));
  while (!ready.empty() && ready.begin()->first <= now) {
    const std::string name = ready.begin()->second;
    TRY_LET(lease, lease_of_site(name, now));
    if (lease) return lease;
  }
  return std::optional<Lease>();
}

// Either grants a lease or moves the site's place in the queue, so that lease() goes on.
Result<std::optional<Lease>> Frontier::Impl::lease_of_site(const std::string& name, Time now) {
  std::size_t left = kLookMax;
  for (const Lane lane : order_of(site(name).state.turn)) {
    TRY_LET(entries, due_of(name, lane, now, left));
    left -= entries.size();
    for (const auto& entry : entries) {
      TRY_LET(lease, lease_of_url(name, entry, now));
      if (lease) return lease;
    }
  }
  Site& entry = site(name);
  set_ready(name, entry);
  if (entry.ready <= now) {
    // None of these may be fetched now, and there are more.
    ready.erase({entry.ready, name});
    entry.ready = now + kLookAgain;
    ready.insert({entry.ready, name});
  }
  return std::optional<Lease>();
}

Result<std::optional<Lease>> Frontier::Impl::lease_of_url(const std::string& name,
                                                          const DueEntry& entry, Time now) {
  const std::optional<Lease> nothing;
  TRY_LET(record, read_url(entry.url_key));
  const auto parsed = record ? url::Url::parse(record->url) : bad_input("gone");
  if (!parsed || record->due != entry.due || lane_of(*record) != entry.lane) {
    // A row that nothing stands behind any more.
    kv::Batch batch;
    batch.remove(kDueFamily, due_key(name, entry.lane, entry.due, entry.url_key));
    TRY(store.write(batch, kv::Durability::kBuffered));
    return nothing;
  }
  const auto& source = source_of(record->source);
  if (source.removed) {
    TRY(postpone(name, entry, *record, Time::max(), kSourceRemoved, now));
    return nothing;
  }
  if (const auto verdict = scope_now(source, *record, *parsed); !verdict.inside) {
    TRY(postpone(name, entry, *record, Time::max(), kOutOfScope + verdict.rule, now));
    return nothing;
  }
  if (const auto end = pause_end(parsed->host(), now)) {
    TRY(postpone(name, entry, *record, std::min(*end, now + kPausedAgain), kHostPaused, now));
    return nothing;
  }
  TRY_LET(spent, over_budget(record->source, now));
  if (spent) {
    const Time tomorrow = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1);
    TRY(postpone(name, entry, *record, tomorrow, "the source's budget for today is spent", now));
    return nothing;
  }
  Lease lease{0, Purpose::kPage, *parsed, name, entry.url_key, *record, {}};
  lease.anew = record->due == Time{} || record->due_reason == kRecheckAsked;
  const std::string origin = parsed->origin();
  const RobotsEntry* rules = robots.find(origin);
  const bool current = rules != nullptr && rules->expires > now &&
                       rules->expires <= now + options.rules.robots_lifetime;  // or a wrong clock
  if (!current) {
    TRY_LET(robots_url, url::Url::parse(origin + "/robots.txt"));
    lease.purpose = Purpose::kRobots;
    lease.url = robots_url;
    TRY_LET(granted, grant(name, std::move(lease), std::nullopt, now));
    return std::optional(granted);
  }
  lease.robots = robots_verdict(*rules, options.product_token, *parsed);
  if (rules->access == robots::Access::kDisallowAll) {
    TRY(postpone(name, entry, *record, rules->expires, lease.robots.reason, now));
    return nothing;
  }
  TRY_LET(granted,
          grant(name, std::move(lease), rules->robots.crawl_delay(options.product_token), now));
  return std::optional(granted);
}

Result<Lease> Frontier::Impl::grant(const std::string& name, Lease lease,
                                    std::optional<Duration> crawl_delay, Time now) {
  Site& entry = site(name);
  lease.id = next_lease_id++;
  const bool request = lease.purpose == Purpose::kRobots || lease.robots.allowed;
  if (request) {
    // Before the request: if we die now, whoever comes next still waits.
    const auto pause = pause_between(options.rules, source_of(lease.record.source), crawl_delay);
    entry.state.next_request = std::max(entry.state.next_request, now + pause);
    entry.state.pause = pause;
    entry.state.why.clear();
    kv::Batch batch;
    write_site(batch, name);
    if (lease.purpose == Purpose::kPage) ++entry.state.turn;
    if (lease.purpose == Purpose::kPage) count_fetch(name, lease.record.source, now, batch);
    TRY(store.write(batch, kv::Durability::kBuffered));
  }
  entry.lease = lease.id;
  ++leased;
  ready.erase({entry.ready, name});
  entry.ready = Time::max();
  return lease;
}

Result<void> Frontier::Impl::postpone(const std::string& name, const DueEntry& entry,
                                      records::FrontierRecord record, Time due,
                                      const std::string& why, Time now) {
  kv::Batch batch;
  const records::FrontierRecord before = record;
  record.due = due;
  const bool news = record.due_reason != why;
  record.due_reason = why;
  write_url(batch, name, entry.url_key, &before, record);
  if (news) write_decision(batch, name, entry.url_key, {now, "postponed", why});
  return store.write(batch, kv::Durability::kBuffered);
}

}  // namespace broadsheet::frontier
