// SPDX-License-Identifier: Apache-2.0
// What a visit changes: the URL's row, the site's pause, the decisions. One durable batch.
#include <algorithm>

#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

using records::Outcome;

constexpr unsigned kSelfRedirectsMax = 5;  // http → https → www …: the same page under one key
constexpr unsigned kDoublingsMax = 12;
constexpr Duration kNoAnswerPause = std::chrono::seconds(30);
constexpr Duration kNoAnswerPauseMax = std::chrono::hours(6);

Duration doubled(Duration base, unsigned times, Duration most) {
  return std::min(base * (std::int64_t{1} << std::min(times, kDoublingsMax)), most);
}

void record_visit(records::FrontierRecord& record, const Visit& visit, Time now) {
  record.fetched = now;
  record.outcome = visit.outcome;
  record.reason = visit.reason;
  record.status = visit.status;
  if (visit.outcome != Outcome::kRefusedByRobots) ++record.fetches;
  record.redirect = visit.redirect;
  const bool failure = visit.outcome == Outcome::kFailed || visit.outcome == Outcome::kGone;
  record.failures = failure ? record.failures + 1 : 0;
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
                    unsigned failures_before, Time now) {
  if (visit.outcome != Outcome::kRedirected || visit.redirect.empty()) return false;
  const auto target = url::Url::parse(visit.redirect);
  if (!target || url::url_key(*target) != url_key) return false;
  const std::string form = target->bare().href();
  if (form == record.url || failures_before >= kSelfRedirectsMax) return false;
  record.url = form;
  record.failures = failures_before + 1;  // Counts the hops, so that a ring of forms ends.
  record.due = now;
  record.due_reason = "redirected to another form of itself";
  return true;
}

}  // namespace

void Frontier::Impl::free_site(const Lease& lease) {
  Site& entry = site(lease.site);
  if (entry.lease != lease.id) return;
  entry.lease.reset();
  set_ready(lease.site, entry);
}

Result<void> Frontier::Impl::complete(const Lease& lease, const Visit& visit, Time now) {
  if (site(lease.site).lease != lease.id) {
    return bad_input("this lease is no longer held", lease.url.href());
  }
  auto done = lease.purpose == Purpose::kRobots ? complete_robots(lease, visit, now)
                                                : complete_page(lease, visit, now);
  free_site(lease);
  return done;
}

// The pause begins when the answer was had, so that the site sees it whole.
void Frontier::Impl::settle_site(Site& entry, const Lease& lease, const Visit& visit,
                                 Time now) const {
  SiteState& state = entry.state;
  const auto& rules = options.rules;
  const auto planned = pause_between(rules, source_of(lease.record.source), std::nullopt);
  state.next_request = std::max(state.next_request, now + planned);
  if (visit.outcome == Outcome::kThrottled) {
    const Duration asked = visit.retry_after.value_or(
        doubled(rules.throttle_backoff, state.throttles, rules.throttle_backoff_max));
    state.next_request =
        std::max(state.next_request, now + std::min(asked, rules.throttle_backoff_max));
    state.why = visit.retry_after ? "Retry-After" : "status " + std::to_string(visit.status);
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
  if (visit.outcome == Outcome::kRefusedByRobots) return;
  state.throttles = 0;
  state.failures = 0;
}

Result<void> Frontier::Impl::complete_robots(const Lease& lease, const Visit& visit, Time now) {
  kv::Batch batch;
  const std::string origin = lease.url.origin();
  const RobotsEntry& entry = robots.put(origin, visit.status, visit.body, now, batch);
  Site& the_site = site(lease.site);
  settle_site(the_site, lease, visit, now);
  if (const auto delay = entry.robots.crawl_delay(options.product_token)) {
    const auto pause = pause_between(options.rules, source_of(lease.record.source), delay);
    the_site.state.next_request = std::max(the_site.state.next_request, now + pause);
  }
  std::vector<records::Discovery> sitemaps;
  for (const auto& sitemap : entry.robots.sitemaps()) {
    records::Discovery discovery;
    discovery.url = sitemap;
    discovery.role = records::Role::kSitemap;
    discovery.source = lease.record.source;
    discovery.via = lease.url.href();
    discovery.depth = 1;
    discovery.found = now;
    sitemaps.push_back(std::move(discovery));
  }
  write_site(batch, lease.site);
  TRY(store.write(batch));
  TRY(add(sitemaps, now));
  return {};
}

Result<void> Frontier::Impl::complete_page(const Lease& lease, const Visit& visit, Time now) {
  TRY_LET(stored, read_url(lease.url_key));
  if (!stored) return broken("a leased URL is not in the store", lease.url_key);
  records::FrontierRecord record = *stored;
  const Time due_before = record.due;
  record_visit(record, visit, now);
  if (!takes_new_form(record, visit, lease.url_key, stored->failures, now)) {
    const auto next = next_due(options.rules, source_of(record.source), record, now);
    record.due = next.due;
    record.interval = next.interval;
    record.due_reason = next.reason;
  }
  settle_site(site(lease.site), lease, visit, now);
  if (visit.outcome == Outcome::kThrottled) {
    record.due = std::max(record.due, site(lease.site).state.next_request);
  }
  kv::Batch batch;
  write_url(batch, lease.site, lease.url_key, due_before, record);
  write_site(batch, lease.site);
  const std::string what = std::string(to_string(visit.outcome)) +
                           (visit.status > 0 ? " (" + std::to_string(visit.status) + ")" : "");
  write_decision(
      batch, lease.url_key,
      {now, what, visit.reason.empty() ? record.due_reason : visit.reason, lease.robots.rule});
  return store.write(batch);
}

}  // namespace broadsheet::frontier
