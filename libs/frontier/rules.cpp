// SPDX-License-Identifier: Apache-2.0
// When, how often, and whether at all.
#include "frontier/rules.h"

#include <algorithm>

#include "core/encode.h"
#include "core/hash.h"
#include "core/strings.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

using records::Outcome;
using records::Role;
using records::Standing;
using std::chrono::hours;

constexpr Duration kArticleIntervalMin = hours(1);
constexpr Duration kArticleIntervalMax = hours(24 * 30);
constexpr Duration kArticleFollowed = hours(24 * 365);  // Edits after a year are hardly ever made.
constexpr Duration kRedirectInterval = hours(24 * 30);
constexpr unsigned kForNowMax = 8;  // Redirects in a row; some counters of clicks never end.
constexpr Duration kRefusedInterval = hours(24 * 7);
constexpr Duration kSeedRedirectInterval = hours(24);  // It leads to all the rest.
constexpr Duration kWishMax = hours(24 * 365);         // of a source: no time may overflow
constexpr unsigned kGoneVisitsMax = 3;
constexpr unsigned kDoublingsMax = 16;

Schedule in(Time now, Duration interval, std::string reason) {
  return {now + interval, interval, std::move(reason)};
}

Schedule never(std::string reason) { return {Time::max(), {}, std::move(reason)}; }

// Most edits come early: an article is looked at again after half its age.
Schedule article_due(const records::Source& source, const records::FrontierRecord& record,
                     Time now) {
  const Time born = std::min(record.hint.published.value_or(record.found), now);
  const Duration age = now - born;
  if (age > kArticleFollowed) return never("followed for a year");
  const Duration least = std::min(source.recheck.value_or(kArticleIntervalMin), kWishMax);
  const Duration interval = std::clamp(age / 2, least, std::max(least, kArticleIntervalMax));
  return in(now, interval, "recheck after half its age");
}

Schedule hub_due(const Rules& rules, const records::FrontierRecord& record, bool changed,
                 Time now) {
  if (record.interval == Duration{}) return in(now, rules.hub_interval_min, "first poll done");
  const Duration next = changed ? record.interval / 2 : record.interval * 3 / 2;
  return in(now, std::clamp(next, rules.hub_interval_min, rules.hub_interval_max),
            changed ? "it changed: polled sooner" : "it did not change: polled later");
}

Schedule gone_due(const records::Source& source, const records::FrontierRecord& record, Time now) {
  const Duration interval = hours(24) * (record.gone > 1 ? 7 : 1);
  if (record.gone < kGoneVisitsMax) {
    return in(now, interval, "gone: looked at again, it may come back");
  }
  if (is_seed(source, record.url)) return in(now, interval, "gone, but a seed: asked each week");
  return never("gone, three times in a row");
}

Duration back_off(const Rules& rules, const records::FrontierRecord& record) {
  const unsigned before = record.failures > 0 ? record.failures - 1 : 0;
  return doubled(rules.failure_backoff, before, rules.failure_backoff_max);
}

// What has moved for good is asked for a month later; what is away for now as after a failure.
Schedule redirect_due(const Rules& rules, const records::Source& source,
                      const records::FrontierRecord& record, Time now) {
  const bool seed = is_seed(source, record.url);
  if (!redirects_for_now(record)) {
    return in(now, seed ? kSeedRedirectInterval : kRedirectInterval,
              "redirected: its target is followed instead");
  }
  const Duration interval =
      !seed && record.failures > kForNowMax ? kRedirectInterval : back_off(rules, record);
  return in(now, seed ? std::min(interval, kSeedRedirectInterval) : interval,
            "redirected for now: asked again later, each time later");
}

}  // namespace

bool redirects_for_now(const records::FrontierRecord& record) {
  if (record.outcome != Outcome::kRedirected) return false;
  if (record.status == 302 || record.status == 303 || record.status == 307) return true;
  const auto url = url::Url::parse(record.url);
  const auto target = url::Url::parse(record.redirect);
  return url && target && url::url_key(*url) == url::url_key(*target);
}

Duration doubled(Duration base, unsigned times, Duration most) {
  return std::min(base * (std::int64_t{1} << std::min(times, kDoublingsMax)), most);
}

Schedule next_due(const Rules& rules, const records::Source& source,
                  const records::FrontierRecord& record, Time now) {
  switch (record.outcome) {
    case Outcome::kUnknown:
      return in(now, {}, "first fetch");
    case Outcome::kRedirected:
      return redirect_due(rules, source, record, now);
    case Outcome::kGone:
      return gone_due(source, record, now);
    case Outcome::kRefusedByRobots:
      return in(now, kRefusedInterval, "refused by robots.txt: asked again, the rules may change");
    case Outcome::kThrottled:
      return in(now, rules.throttle_backoff, "the site asked us to slow down");
    case Outcome::kFailed:
      return in(now, back_off(rules, record), "failed: tried again later, each time later");
    default:
      break;
  }
  const bool poll =
      record.role == Role::kHub || record.role == Role::kFeed || record.role == Role::kSitemap;
  const bool changed = record.changed == record.fetched;
  return poll ? hub_due(rules, record, changed, now) : article_due(source, record, now);
}

Duration pause_between(const Rules& rules, const records::Source& source,
                       std::optional<Duration> crawl_delay) {
  const Duration ours = std::min(source.delay.value_or(rules.delay), kWishMax);
  return std::max(ours, std::min(crawl_delay.value_or(Duration{}), rules.delay_max));
}

std::string first_trace(std::string_view who, const std::string& url, Time now) {
  const std::string seen = std::string(who) + "\n" + format_time(now) + "\n" + url;
  return to_hex(sha256(seen).view().substr(0, 16));
}

std::vector<records::Discovery> seed_discoveries(const records::Source& source, Time now) {
  std::vector<records::Discovery> seeds;
  const auto seed = [&](const std::string& url, records::Role role) {
    if (url.empty()) return;
    records::Discovery discovery;
    discovery.url = url;
    discovery.role = role;
    discovery.source = source.id;
    discovery.found = now;
    discovery.trace = first_trace(source.id, url, now);
    seeds.push_back(std::move(discovery));
  };
  seed(source.homepage, records::Role::kHub);
  for (const auto& feed : source.feeds) seed(feed, records::Role::kFeed);
  for (const auto& sitemap : source.sitemaps) seed(sitemap, records::Role::kSitemap);
  return seeds;
}

std::vector<std::string> seeds_of(const records::Source& source) {
  std::vector<std::string> seeds;
  if (!source.homepage.empty()) seeds.push_back(source.homepage);
  seeds.insert(seeds.end(), source.feeds.begin(), source.feeds.end());
  seeds.insert(seeds.end(), source.sitemaps.begin(), source.sitemaps.end());
  return seeds;
}

bool is_seed(const records::Source& source, const std::string& url) {
  const auto parsed = url::Url::parse(url);
  if (!parsed) return false;
  const std::string key = url::url_key(*parsed);
  return std::ranges::any_of(seeds_of(source), [&](const std::string& seed) {
    const auto one = url::Url::parse(seed);
    return one && url::url_key(*one) == key;
  });
}

ScopeVerdict scope(const records::Source& source, const url::Url& url, Standing standing) {
  if (!url.is_http()) return {false, "only http and https are crawled"};
  for (const auto& glob : source.deny) {
    if (glob_matches(glob, url.href())) return {false, "deny " + glob};
  }
  for (const auto& glob : source.allow) {
    if (glob_matches(glob, url.href())) return {true, "allow " + glob};
  }
  if (standing == Standing::kMovedSeed) return {true, "a seed of the source has moved here"};
  if (!source.allow.empty()) {
    // Who lists a feed wants it, whatever its entries are to match.
    if (is_seed(source, url.href())) return {true, "a seed of the source"};
    return {false, "no allow pattern matches"};
  }
  if (source.id.empty()) return {true, "a person asked for it"};
  if (standing == Standing::kListed) return {true, "listed by the source's own feed"};
  if (standing == Standing::kMoved) return {true, "a page of the source redirects to it"};
  if (standing == Standing::kMovedSite) return {true, "on the site to which the source moved"};
  if (standing == Standing::kUnknown) return {true, "it was in scope when it was found"};
  const std::string site = url::site(url);
  for (const auto& seed : seeds_of(source)) {
    const auto parsed = url::Url::parse(seed);
    if (parsed && url::site(*parsed) == site) return {true, "on the source's site " + site};
  }
  return {false, site + " is not a site of the source"};
}

ScopeVerdict scope_now(const records::Source& source, const records::FrontierRecord& record,
                       const url::Url& url) {
  if (source.id.empty()) return scope(source, url, record.standing);
  if (record.standing == Standing::kSeed && !is_seed(source, record.url)) {
    return {false, "it is no seed of the source any more"};
  }
  if (record.standing == Standing::kMovedSeed && !is_seed(source, record.via)) {
    return {false, record.via + ", which moved here, is no seed of the source any more"};
  }
  return scope(source, url, record.standing);
}

}  // namespace broadsheet::frontier
