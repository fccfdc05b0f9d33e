// SPDX-License-Identifier: Apache-2.0
// Discoveries in: known ones are looked up before anything else is made of them.
#include <algorithm>

#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

using records::Role;

bool is_feed(Role role) { return role == Role::kFeed || role == Role::kSitemap; }

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
    return {};
  }
  const url::Url url = url::canonical(*parsed);
  const std::string key = url::url_key(url);
  if (const auto pending = adding.records.find(key); pending != adding.records.end()) {
    ++adding.report.known;
    return {};
  }
  TRY_LET(known, read_url(key));
  if (known) return add_known(discovery, key, *known, adding);
  return add_new(discovery, url, key, adding);
}

Result<bool> Frontier::Impl::from_own_feed(const records::Discovery& discovery, Adding& adding) {
  if (discovery.via.empty()) return false;
  if (const auto known = adding.own_feeds.find(discovery.via); known != adding.own_feeds.end()) {
    return known->second;
  }
  bool own = false;
  if (const auto via = url::Url::parse(discovery.via)) {
    TRY_LET(record, read_url(url::url_key(*via)));
    own = record && is_feed(record->role) && record->source == discovery.source;
  }
  adding.own_feeds[discovery.via] = own;
  return own;
}

Result<void> Frontier::Impl::add_new(const records::Discovery& discovery, const url::Url& url,
                                     const std::string& key, Adding& adding) {
  const records::Source& source = source_of(discovery.source);
  const bool unknown_source = !discovery.source.empty() && source.id.empty();
  TRY_LET(own_feed, from_own_feed(discovery, adding));
  const std::string name = url::site(url);
  if (unknown_source || source.removed || discovery.depth > options.rules.depth_max ||
      !scope(source, url, own_feed).inside || site(name).state.urls >= options.urls_per_site_max) {
    ++adding.report.refused;
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
  record.found = discovery.found == Time{} ? adding.now : discovery.found;
  record.due = discovery.urgent ? Time{} : adding.now;
  record.due_reason = "first fetch";
  write_url(adding.batch, name, key, std::nullopt, record);
  write_decision(
      adding.batch, key,
      {adding.now, "discovered", found_words(discovery), scope(source, url, own_feed).rule});
  ++site(name).state.urls;
  adding.sites.insert(name);
  adding.records[key] = std::move(record);
  ++adding.report.added;
  return {};
}

// A known URL may come with better knowledge: what it is, or that it was changed since we looked.
Result<void> Frontier::Impl::add_known(const records::Discovery& discovery, const std::string& key,
                                       records::FrontierRecord record, Adding& adding) {
  ++adding.report.known;
  const records::FrontierRecord before = record;
  if (record.role == Role::kUnknown || (is_feed(discovery.role) && discovery.via.empty())) {
    record.role = discovery.role;
  }
  if (record.source.empty()) record.source = discovery.source;
  if (is_empty(record.hint)) record.hint = discovery.hint;
  const auto& updated = discovery.hint.updated;
  const bool says_changed = updated && updated != before.hint.updated &&
                            *updated > record.fetched && *updated <= adding.now;
  if (updated) record.hint.updated = updated;
  const bool fetched = record.fetched != Time{};
  if (discovery.urgent) {
    record.due = Time{};
    record.due_reason = "a person asked for it";
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
    write_decision(adding.batch, key, {adding.now, "due", record.due_reason});
    adding.sites.insert(name);
  }
  adding.records[key] = std::move(record);
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
