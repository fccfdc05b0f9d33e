// SPDX-License-Identifier: Apache-2.0
// Discoveries in: known ones are looked up before anything else is made of them.
#include <algorithm>

#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

using records::Role;

bool is_feed(Role role) { return role == Role::kFeed || role == Role::kSitemap; }
bool is_polled(Role role) { return is_feed(role) || role == Role::kHub; }

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
    add_again(discovery, key, url, pending->second, adding);
    return {};
  }
  TRY_LET(known, read_url(key));
  if (known) return add_known(discovery, key, *known, adding);
  return add_new(discovery, url, key, adding);
}

Result<bool> Frontier::Impl::from_own_feed(const records::Discovery& discovery, Adding& adding) {
  if (discovery.via.empty()) return false;
  const auto asked = std::pair(discovery.via, discovery.source);
  if (const auto known = adding.own_feeds.find(asked); known != adding.own_feeds.end()) {
    return known->second;
  }
  bool own = false;
  if (const auto via = url::Url::parse(discovery.via)) {
    TRY_LET(record, read_url(url::url_key(*via)));
    own = record && is_feed(record->role) && record->source == discovery.source;
    own = own || is_own_list(discovery, *via);
  }
  adding.own_feeds[asked] = own;
  return own;
}

// The seed list says so, also where another frontier has the page itself; or its
// robots.txt, which may name sitemaps on other hosts (sitemaps.org, "Sitemaps & Cross Submits").
bool Frontier::Impl::is_own_list(const records::Discovery& discovery, const url::Url& via) const {
  const records::Source& source = source_of(discovery.source);
  if (source.id.empty() || source.removed) return false;
  if (via.path() == "/robots.txt") {
    return discovery.role == Role::kSitemap &&
           sources_of_site.contains({url::site(via), source.id});
  }
  records::Source lists = source;
  lists.homepage.clear();
  return is_seed(lists, discovery.via);
}

// Empty: it is taken.
std::string Frontier::Impl::why_refused(const records::Discovery& discovery,
                                        const records::Source& source, const url::Url& url,
                                        bool own_feed, const std::string& name) {
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
  const auto verdict = scope(source, url, own_feed);
  if (!verdict.inside) return "out of the source's scope: " + verdict.rule;
  const auto found = sites.find(name);
  const std::uint64_t known = found == sites.end() ? 0 : found->second.state.urls;
  if (known < options.urls_per_site_max) return {};
  return "the site " + name + " is full: " + std::to_string(known) + " of its URLs are known";
}

Result<void> Frontier::Impl::add_new(const records::Discovery& discovery, const url::Url& url,
                                     const std::string& key, Adding& adding) {
  const records::Source& source = source_of(discovery.source);
  TRY_LET(own_feed, from_own_feed(discovery, adding));
  const std::string name = url::site(url);
  const std::string refusal = why_refused(discovery, source, url, own_feed, name);
  if (!refusal.empty()) {
    ++adding.report.refused;
    adding.report.refusal = refusal;
    return {};
  }
  records::FrontierRecord record;
  record.url = url.href();
  record.role = discovery.role;
  record.source = discovery.source;
  record.via = discovery.via;
  record.depth = discovery.depth;
  record.hint = discovery.hint;
  record.trace = discovery.trace;
  record.hops = discovery.hops;
  record.found = discovery.found == Time{} ? adding.now : discovery.found;
  record.due = discovery.urgent ? Time{} : adding.now;
  record.due_reason = "first fetch";
  write_url(adding.batch, name, key, std::nullopt, record);
  write_decision(
      adding.batch, name, key,
      {adding.now, "discovered", found_words(discovery), scope(source, url, own_feed).rule});
  ++site(name).state.urls;
  ++urls;
  adding.sites.insert(name);
  adding.records[key] = std::move(record);
  ++adding.report.added;
  return {};
}

// A URL of nobody, or of a source that was removed, is taken over by the source that finds it.
Result<void> Frontier::Impl::change_source(const records::Discovery& discovery,
                                           records::FrontierRecord& record, Adding& adding) {
  if (record.source == discovery.source || discovery.source.empty()) return {};
  const bool orphan = source_of(record.source).removed;
  if (!record.source.empty() && !orphan) return {};
  const records::Source& source = source_of(discovery.source);
  const auto url = url::Url::parse(record.url);
  TRY_LET(own_feed, from_own_feed(discovery, adding));
  if (source.id.empty() || source.removed || !url || !scope(source, *url, own_feed).inside) {
    return {};
  }
  record.source = discovery.source;
  if (record.due == Time::max() && record.due_reason == kSourceRemoved) {
    record.due = adding.now;
    record.due_reason = "source " + discovery.source + " has it now";
  }
  return {};
}

// A known URL may come with better knowledge: what it is, or that it was changed since we looked.
Result<void> Frontier::Impl::add_known(const records::Discovery& discovery, const std::string& key,
                                       records::FrontierRecord record, Adding& adding) {
  ++adding.report.known;
  const records::FrontierRecord before = record;
  if (record.role == Role::kUnknown || (is_polled(discovery.role) && discovery.via.empty())) {
    record.role = discovery.role;
  }
  TRY(change_source(discovery, record, adding));
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
  } else if (says_changed && fetched && record.due > adding.now) {
    record.due = adding.now;
    record.due_reason = "its feed or sitemap says it was updated";
  }
  if (record == before) return {};
  const auto parsed = url::Url::parse(record.url);
  if (!parsed) return broken("a stored URL does not parse: " + record.url, key);
  const std::string name = url::site(*parsed);
  write_url(adding.batch, name, key, before.due, record);
  if (record.due != before.due) {
    write_decision(adding.batch, name, key, {adding.now, "due", record.due_reason});
    adding.sites.insert(name);
  }
  adding.records[key] = std::move(record);
  return {};
}

void Frontier::Impl::add_again(const records::Discovery& discovery, const std::string& key,
                               const url::Url& url, records::FrontierRecord& record,
                               Adding& adding) {
  ++adding.report.known;
  const records::FrontierRecord before = record;
  if (is_empty(record.hint)) record.hint = discovery.hint;
  if (discovery.urgent) {
    record.due = Time{};
    record.due_reason = "a person asked for it";
  }
  if (record == before) return;
  const std::string name = url::site(url);
  write_url(adding.batch, name, key, before.due, record);
  adding.sites.insert(name);
}

Result<void> Frontier::Impl::finish(Adding& adding) {
  if (adding.batch.empty()) return {};
  for (const auto& name : adding.sites) write_site(adding.batch, name);
  TRY(store.write(adding.batch));
  for (const auto& name : adding.sites) set_ready(name, site(name));
  return {};
}

}  // namespace broadsheet::frontier
