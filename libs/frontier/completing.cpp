// SPDX-License-Identifier: Apache-2.0
// What a visit changes: the URL's row, the site's pause, the decisions. One durable batch.
#include <algorithm>

#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

using records::Outcome;

constexpr unsigned kFormsMax = 5;  // http → https → www …: the same page under one key
constexpr Duration kBusyAgain = std::chrono::seconds(1);  // somebody else is at that site
constexpr Duration kNoAnswerPause = std::chrono::seconds(30);
constexpr Duration kNoAnswerPauseMax = std::chrono::hours(6);

// Failures, answers that it is gone and redirects to another form are counted apart: two time-outs
// and one 404 are no page that is gone. An answer of another kind ends a row.
void count_in_a_row(records::FrontierRecord& record, Outcome outcome) {
  const bool silent = outcome == Outcome::kThrottled || outcome == Outcome::kRefusedByRobots;
  if (silent) return;  // Nothing was learned of the page.
  const bool failed = outcome == Outcome::kFailed;
  if (failed) ++record.failures;
  if (failed) return;
  // Of a redirect it is seen below whether it is one.
  if (outcome != Outcome::kRedirected) record.failures = 0;
  // A redirect says nothing yet: the page may be gone under its other form.
  if (outcome == Outcome::kGone) ++record.gone;
  if (outcome == Outcome::kFetched || outcome == Outcome::kUnchanged) record.gone = 0;
  if (outcome != Outcome::kRedirected) record.forms = 0;
}

void record_visit(records::FrontierRecord& record, const Visit& visit, Time now) {
  record.fetched = now;
  record.outcome = visit.outcome;
  record.reason = visit.reason;
  record.status = visit.status;
  if (visit.outcome != Outcome::kRefusedByRobots) ++record.fetches;
  record.redirect = visit.redirect;
  count_in_a_row(record, visit.outcome);
  if (visit.outcome == Outcome::kFetched || visit.outcome == Outcome::kUnchanged) {
    if (!visit.etag.empty() || visit.outcome == Outcome::kFetched) record.etag = visit.etag;
    if (!visit.last_modified.empty() || visit.outcome == Outcome::kFetched) {
      record.last_modified = visit.last_modified;
    }
    if (!visit.payload_digest.is_zero()) record.payload_digest = visit.payload_digest;
  }
  if (visit.changed) {
    record.changed = now;
    ++record.changes;
  }
}

// A redirect to the same page under another form (https, www): the form is taken over, at once.
bool takes_new_form(records::FrontierRecord& record, const Visit& visit, const std::string& url_key,
                    Time now) {
  if (visit.outcome != Outcome::kRedirected || visit.redirect.empty()) return false;
  const auto target = url::Url::parse(visit.redirect);
  if (!target || url::url_key(*target) != url_key) {
    record.gone = record.forms = 0;  // It has moved, which is not gone.
    record.failures = redirects_for_now(record) ? record.failures + 1 : 0;
    return false;
  }
  const std::string form = target->bare().href();
  if (form == record.url || record.forms >= kFormsMax) {
    record.forms = 0;  // A ring of forms: one more round when it is due again.
    ++record.failures;
    return false;
  }
  record.url = form;
  ++record.forms;
  record.due = now;
  record.due_reason = "redirected to another form of itself";
  return true;
}

}  // namespace

void Frontier::Impl::free_site(const Lease& lease) {
  Site& entry = site(lease.site);
  if (entry.lease != lease.id) return;
  end_visit(lease);
  entry.lease.reset();
  --leased;
  set_ready(lease.site, entry);
}

const std::string& Frontier::Impl::answering_site(const Lease& lease) const {
  const auto guest = guests.find(lease.id);
  return guest == guests.end() ? lease.site : guest->second;
}

// Leaves the other site that a redirect of the lease's robots.txt led to.
void Frontier::Impl::end_visit(const Lease& lease) {
  const auto guest = guests.find(lease.id);
  if (guest == guests.end()) return;
  const std::string name = guest->second;
  guests.erase(guest);
  site(name).lease.reset();
  set_ready(name, site(name));
}

Result<void> Frontier::Impl::rest(const Lease& lease, Time now) {
  if (site(lease.site).lease != lease.id) {
    return bad_input("this lease is no longer held", lease.url.href());
  }
  const std::string name = answering_site(lease);
  SiteState& state = site(name).state;
  state.next_request = std::max(state.next_request, now + pause_after(lease, lease.url, name));
  kv::Batch batch;
  write_site(batch, name);
  end_visit(lease);
  return store.write(batch, kv::Durability::kBuffered);
}

Result<std::optional<Time>> Frontier::Impl::hop(const Lease& lease, const url::Url& target,
                                                Time now) {
  if (site(lease.site).lease != lease.id) {
    return bad_input("this lease is no longer held", lease.url.href());
  }
  if (pause_end(target.host(), now)) return std::optional(Time::max());
  const std::string name = url::site(target);
  Site& entry = site(name);
  const bool elsewhere = name != lease.site;
  if (elsewhere && entry.lease) return std::optional(now + kBusyAgain);
  if (entry.state.next_request > now) return std::optional(entry.state.next_request);
  // Before the request, as for every lease.
  entry.state.next_request = now + pause_after(lease, target, name);
  kv::Batch batch;
  write_site(batch, name);
  TRY(store.write(batch, kv::Durability::kBuffered));
  if (elsewhere) {
    entry.lease = lease.id;
    guests[lease.id] = name;
    set_ready(name, entry);
  }
  return std::optional<Time>();
}

Result<void> Frontier::Impl::complete(const Lease& lease, const Visit& visit, Time now) {
  if (site(lease.site).lease != lease.id) {
    return bad_input("this lease is no longer held", lease.url.href());
  }
  const std::string name = answering_site(lease);
  const SiteState before = site(name).state;
  auto done = lease.purpose == Purpose::kRobots ? complete_robots(lease, visit, now)
                                                : complete_page(lease, visit, now);
  if (!done && done.fault().kind == FaultKind::kUnavailable) {
    const SiteState now_known = site(name).state;
    site(name).state = before;
    site(name).state.urls = now_known.urls;  // Where it redirects to was written apart.
    site(name).state.backlog = now_known.backlog;
    return done;
  }
  free_site(lease);
  return done;
}

// What a request to this URL is followed by: robots.txt of its origin may ask for more. A source
// speaks for its own site only.
Duration Frontier::Impl::pause_after(const Lease& lease, const url::Url& url,
                                     const std::string& name) {
  std::optional<Duration> crawl_delay;
  if (const RobotsEntry* rules = robots.find(url.origin())) {
    crawl_delay = rules->robots.crawl_delay(options.product_token);
  }
  const std::string& source = name == lease.site ? lease.record.source : std::string();
  return pause_between(options.rules, source_of(source), crawl_delay);
}

// The pause begins when the answer was had, so that the site sees it whole.
void Frontier::Impl::settle_site(const std::string& name, const Lease& lease, const Visit& visit,
                                 Time now) {
  if (visit.outcome == Outcome::kRefusedByRobots) return;  // No request was made.
  SiteState& state = site(name).state;
  const auto& rules = options.rules;
  state.next_request = std::max(state.next_request, now + pause_after(lease, lease.url, name));
  if (visit.outcome == Outcome::kThrottled) {
    const Duration asked = std::min(visit.retry_after.value_or(Duration{}), rules.retry_after_max);
    // Who asks for too little a second time in a row does not know.
    const bool ours = !visit.retry_after || state.throttles > 0;
    const Duration least =
        ours ? doubled(rules.throttle_backoff, state.throttles, rules.throttle_backoff_max)
             : Duration{};
    state.next_request = std::max(state.next_request, now + std::max(asked, least));
    state.why = asked >= least ? "Retry-After" : "status " + std::to_string(visit.status);
    ++state.throttles;
    return;
  }
  if (visit.status == 0 && visit.outcome == Outcome::kFailed) {
    const Duration pause = doubled(kNoAnswerPause, state.failures, kNoAnswerPauseMax);
    state.next_request = std::max(state.next_request, now + pause);
    state.why = "no answer: " + visit.reason;
    ++state.failures;
    return;
  }
  state.throttles = 0;
  state.failures = 0;
}

Result<void> Frontier::Impl::complete_robots(const Lease& lease, const Visit& visit, Time now) {
  kv::Batch batch;
  const std::string origin = lease.url.origin();
  const RobotsEntry& entry = robots.put(origin, visit.status, visit.body, now, batch);
  mark_robots(lease.site, origin);
  std::vector<records::Discovery> sitemaps;
  for (const auto& sitemap : entry.robots.sitemaps()) {
    // "Sitemap: /map.xml" is no URL by sitemaps.org, and yet there are many.
    const auto url = url::Url::parse(sitemap, &lease.url);
    if (!url) continue;
    records::Discovery discovery;
    discovery.url = url->href();
    discovery.role = records::Role::kSitemap;
    discovery.source = lease.record.source;
    discovery.via = lease.url.href();
    discovery.depth = 1;
    discovery.found = now;
    if (is_moved(lease.record.standing)) discovery.standing = records::Standing::kMovedSite;
    sitemaps.push_back(std::move(discovery));
  }
  const std::string name = answering_site(lease);
  settle_site(name, lease, visit, now);
  write_site(batch, name);
  TRY(store.write(batch));
  TRY(add(sitemaps, now));
  return {};
}

// The same page at another place: it has the standing that this one has. The extractor finds it
// too, but does not know that.
Result<std::string> Frontier::Impl::follow_redirect(const Lease& lease,
                                                    const records::FrontierRecord& record,
                                                    Time now) {
  const auto target = url::Url::parse(record.redirect);
  if (record.outcome != Outcome::kRedirected || !target) return std::string();
  const url::Url url = url::canonical(*target);
  const std::string key = url::url_key(url);
  if (key == lease.url_key) return std::string();
  const records::Source& source = source_of(record.source);
  records::Discovery discovery;
  discovery.url = target->bare().href();
  discovery.role = record.role;
  discovery.source = record.source;
  discovery.via = lease.url.href();
  discovery.depth = record.depth;
  discovery.hops = record.hops + 1;
  discovery.hint = record.hint;
  discovery.trace = record.trace;
  discovery.found = now;
  const Claim claim = claim_of_target(record, is_seed(source, record.url), discovery.via);
  discovery.standing = claim.standing;
  discovery.via = claim.via;
  discovery.fresh = claim.fresh;
  TRY_LET(known, read_url(key));
  std::string refusal;
  if (!known) refusal = why_refused(discovery, source, url, claim, url::site(url), now);
  if (refusal.empty()) TRY(add({discovery}, now));
  return refusal;
}

Result<void> Frontier::Impl::complete_page(const Lease& lease, const Visit& visit, Time now) {
  TRY_LET(stored, read_url(lease.url_key));
  if (!stored) return broken("a leased URL is not in the store", lease.url_key);
  records::FrontierRecord record = *stored;
  record_visit(record, visit, now);
  std::string refusal;  // of where it redirects to
  if (!takes_new_form(record, visit, lease.url_key, now)) {
    TRY_LET(refused, follow_redirect(lease, record, now));
    refusal = std::move(refused);
    const auto next = next_due(options.rules, source_of(record.source), record, now);
    record.due = next.due;
    record.interval = next.interval;
    record.due_reason =
        refusal.empty() ? next.reason : "redirected to where nobody follows: " + refusal;
  }
  settle_site(lease.site, lease, visit, now);
  if (visit.outcome == Outcome::kThrottled) {
    record.due = std::max(record.due, site(lease.site).state.next_request);
  }
  kv::Batch batch;
  write_url(batch, lease.site, lease.url_key, &*stored, record);
  write_site(batch, lease.site);
  const std::string what = std::string(to_string(visit.outcome)) +
                           (visit.status > 0 ? " (" + std::to_string(visit.status) + ")" : "");
  std::string why = visit.reason.empty() ? record.due_reason : visit.reason;
  if (!refusal.empty()) why += ", which is not followed: " + refusal;
  write_decision(batch, lease.site, lease.url_key, {now, what, std::move(why), lease.robots.rule});
  return store.write(batch);
}

}  // namespace broadsheet::frontier
