// SPDX-License-Identifier: Apache-2.0
// Discoveries in: known ones are looked up before anything else is made of them.
#include <algorithm>

#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

using records::Role;
using records::Standing;

// What is due so soon by itself keeps its turn, whatever a sitemap says.
constexpr Duration kSoon = std::chrono::hours(1);

constexpr std::uint64_t kFreshFactor = 10;  // See Options::urls_per_site_max.

bool is_polled(Role role) {
  return role == Role::kFeed || role == Role::kSitemap || role == Role::kHub;
}

bool is_empty(const records::Hint& hint) { return hint == records::Hint{}; }

std::string found_words(const records::Discovery& discovery) {
  if (discovery.urgent) return "a person asked for it";
  if (discovery.via.empty()) return "a seed of source " + discovery.source;
  return "linked from " + discovery.via;
}

}  // namespace

Result<AddReport> Frontier::Impl::add(const std::vector<records::Discovery>& discoveries,
                                      Time now) {
  Adding adding;
  adding.now = now;
  for (const auto& discovery : discoveries) TRY(add_one(discovery, adding));
  TRY(finish(adding));
  return adding.report;
}

Result<void> Frontier::Impl::add_one(const records::Discovery& discovery, Adding& adding) {
  const auto parsed = url::Url::parse(discovery.url);
  if (!parsed || !parsed->is_http()) {
    ++adding.report.refused;
    adding.report.refusal = parsed ? "only http and https are crawled" : parsed.fault().what;
    return {};
  }
  const url::Url url = url::canonical(*parsed);
  const std::string key = url::url_key(url);
  if (!is_ours(url::site(url))) {
    keep_for_others(discovery);
    return {};
  }
  if (const auto pending = adding.records.find(key); pending != adding.records.end()) {
    return add_again(discovery, key, url, pending->second, adding);
  }
  TRY_LET(known, read_url(key));
  if (known) return add_known(discovery, key, *known, adding);
  return add_new(discovery, url, key, adding);
}

// Empty: it is taken.
std::string Frontier::Impl::why_refused(const records::Discovery& discovery,
                                        const records::Source& source, const url::Url& url,
                                        const Claim& claim, const std::string& name,
                                        Time now) const {
  if (!discovery.source.empty() && source.id.empty()) {
    return "there is no source " + discovery.source;
  }
  if (source.removed) return "the source " + source.id + " was removed";
  if (discovery.depth > options.rules.depth_max) return "it is too many links away from a seed";
  if (discovery.hops > options.rules.hops_max) return "it is behind too many redirects";
  if (url.href().size() > options.rules.url_bytes_max) {
    return "its URL has " + std::to_string(url.href().size()) + " bytes, more than " +
           std::to_string(options.rules.url_bytes_max);
  }
  const auto verdict = scope(source, url, claim.standing);
  if (!verdict.inside) return kOutOfScope + verdict.rule;
  const bool is_new = !sites.contains(name) && claim.standing != Standing::kSeed;
  return is_new ? why_too_many_sites(source.id, now) : why_full(claim, name);
}

std::string Frontier::Impl::why_too_many_sites(const std::string& source, Time now) const {
  const auto found = new_sites.find(source);
  if (found == new_sites.end() || found->second.day != day_of(now) ||
      found->second.count < options.new_sites_per_day_max) {
    return {};
  }
  return "the source " + source + " has led to " + std::to_string(found->second.count) +
         " new sites today";
}

std::string Frontier::Impl::why_full(const Claim& claim, const std::string& name) const {
  const auto found = sites.find(name);
  if (found == sites.end() || claim.standing == Standing::kSeed) return {};
  const SiteState& state = found->second.state;
  const std::uint64_t most = options.urls_per_site_max;
  const bool full = claim.fresh ? state.urls >= kFreshFactor * most : state.backlog >= most;
  if (!full) return {};
  const std::uint64_t known = claim.fresh ? state.urls : state.backlog;
  return "the site " + name + " is full: " + std::to_string(known) + " of its URLs are known" +
         (claim.fresh ? "" : " from sitemaps and pages of old links");
}

// News that was known from an archive only.
void Frontier::Impl::freshen(const Claim& claim, const std::string& name,
                             records::FrontierRecord& record, std::set<std::string>& touched) {
  if (record.fresh || !claim.fresh) return;
  record.fresh = true;
  SiteState& state = site(name).state;
  state.backlog -= std::min<std::uint64_t>(state.backlog, 1);
  touched.insert(name);
}

Result<void> Frontier::Impl::add_new(const records::Discovery& discovery, const url::Url& url,
                                     const std::string& key, Adding& adding) {
  const records::Source& source = source_of(discovery.source);
  TRY_LET(claim, claim_of(discovery, url, adding));
  const std::string name = url::site(url);
  const std::string refusal = why_refused(discovery, source, url, claim, name, adding.now);
  if (!refusal.empty()) {
    ++adding.report.refused;
    adding.report.refusal = refusal;
    return {};
  }
  records::FrontierRecord record;
  record.url = url.href();
  record.role = discovery.role;
  record.source = discovery.source;
  record.via = claim.via;
  record.standing = claim.standing;
  record.fresh = claim.fresh;
  record.depth = discovery.depth;
  record.hint = discovery.hint;
  record.trace = discovery.trace;
  record.hops = discovery.hops;
  record.found = discovery.found == Time{} ? adding.now : discovery.found;
  record.due = discovery.urgent ? Time{} : adding.now;
  record.due_reason = "first fetch";
  write_url(adding.batch, name, key, nullptr, record);
  write_decision(
      adding.batch, name, key,
      {adding.now, "discovered", found_words(discovery), scope(source, url, claim.standing).rule});
  const bool counts = !source.id.empty() && claim.standing != Standing::kSeed;
  if (counts && !sites.contains(name)) new_sites[source.id].add(adding.now);
  ++site(name).state.urls;
  if (!claim.fresh) ++site(name).state.backlog;
  ++urls;
  adding.sites.insert(name);
  adding.records[key] = std::move(record);
  ++adding.report.added;
  return {};
}

// A URL of nobody, or of a source that was removed or does not want it, is taken over by the source
// that finds it. What was taken out of a seed list comes back by that list, or by a person's wish.
void Frontier::Impl::change_source(const records::Discovery& discovery, const Claim& claim,
                                   records::FrontierRecord& record, Time now) {
  if (discovery.source.empty()) return;
  const bool same = record.source == discovery.source;
  const bool rests = rests_out_of_scope(record);
  const records::Source& source = source_of(discovery.source);
  const bool asked = claim.standing == Standing::kSeed || claim.standing == Standing::kPerson;
  const auto url = url::Url::parse(record.url);
  if (same && asked && url && scope(source, *url, claim.standing).inside) {
    record.standing = claim.standing;
  }
  if (same && (!rests || (!asked && record.standing == Standing::kSeed))) return;
  const records::Source& before = source_of(record.source);
  const bool dropped = record.standing == Standing::kSeed && !is_seed(before, record.url);
  if (!same && !record.source.empty() && !before.removed && !rests && !dropped) return;
  if (source.id.empty() || source.removed || !url || !scope(source, *url, claim.standing).inside) {
    return;
  }
  if (rests_by_source(record)) {
    record.due = now;
    record.due_reason = "source " + discovery.source + (same ? " wants it now" : " has it now");
  }
  record.source = discovery.source;
  record.standing = claim.standing;
  if (claim.standing == Standing::kMovedSeed) record.via = claim.via;
}

// A known URL may come with better knowledge: what it is, or that it was changed since we looked.
Result<void> Frontier::Impl::add_known(const records::Discovery& discovery, const std::string& key,
                                       records::FrontierRecord record, Adding& adding) {
  ++adding.report.known;
  const records::FrontierRecord before = record;
  if (record.role == Role::kUnknown || (is_polled(discovery.role) && discovery.via.empty())) {
    record.role = discovery.role;
  }
  const auto parsed = url::Url::parse(record.url);
  if (!parsed) return broken("a stored URL does not parse: " + record.url, key);
  TRY_LET(claim, claim_of(discovery, *parsed, adding));
  change_source(discovery, claim, record, adding.now);
  const std::string name = url::site(*parsed);
  freshen(claim, name, record, adding.sites);
  if (is_empty(record.hint)) record.hint = discovery.hint;
  const auto& updated = discovery.hint.updated;
  const bool says_changed = updated && updated != before.hint.updated &&
                            *updated > record.fetched && *updated <= adding.now;
  if (updated) record.hint.updated = updated;
  const bool fetched = record.fetched != Time{};
  if (discovery.urgent) {
    record.due = Time{};
    record.due_reason = "a person asked for it";
  } else if (discovery.via.empty() && record.due == Time::max() &&
             is_seed(source_of(record.source), record.url)) {
    record.due = adding.now;
    record.due_reason = "given up once, a seed now";
  } else if (says_changed && fetched &&
             record.due > adding.now + (claim.from_news ? Duration() : kSoon)) {
    record.due = adding.now;
    record.due_reason = claim.from_news ? "its feed says it was updated" : kSitemapSaysUpdated;
  }
  if (record == before) return {};
  write_url(adding.batch, name, key, &before, record);
  if (record.due != before.due) {
    write_decision(adding.batch, name, key, {adding.now, "due", record.due_reason});
    adding.sites.insert(name);
  }
  adding.records[key] = std::move(record);
  return {};
}

Result<void> Frontier::Impl::add_again(const records::Discovery& discovery, const std::string& key,
                                       const url::Url& url, records::FrontierRecord& record,
                                       Adding& adding) {
  ++adding.report.known;
  const records::FrontierRecord before = record;
  TRY_LET(claim, claim_of(discovery, url, adding));
  const std::string name = url::site(url);
  freshen(claim, name, record, adding.sites);
  if (is_empty(record.hint)) record.hint = discovery.hint;
  if (discovery.urgent) {
    record.due = Time{};
    record.due_reason = "a person asked for it";
  }
  if (record == before) return {};
  write_url(adding.batch, name, key, &before, record);
  adding.sites.insert(name);
  return {};
}

Result<void> Frontier::Impl::finish(Adding& adding) {
  if (adding.batch.empty()) return {};
  for (const auto& name : adding.sites) write_site(adding.batch, name);
  TRY(store.write(adding.batch));
  for (const auto& name : adding.sites) set_ready(name, site(name));
  return {};
}

}  // namespace broadsheet::frontier
