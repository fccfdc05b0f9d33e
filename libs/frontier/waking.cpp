// SPDX-License-Identifier: Apache-2.0
// What was put off is due again: because of a recheck, a pause that ended, a source that came back.
#include <algorithm>

#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

constexpr std::size_t kBatchMax = 2'000;

bool covers(std::string_view host, std::string_view name) {
  return name == host || (name.ends_with(host) && name[name.size() - host.size() - 1] == '.');
}

}  // namespace

bool rests_out_of_scope(const records::FrontierRecord& record) {
  return record.due == Time::max() && record.due_reason.starts_with(kOutOfScope);
}

bool rests_by_source(const records::FrontierRecord& record) {
  return rests_out_of_scope(record) ||
         (record.due == Time::max() && record.due_reason == kSourceRemoved);
}

Result<std::uint64_t> Frontier::Impl::make_due(const Wanted& wanted, const std::string& why,
                                               Time now) {
  std::uint64_t count = 0;
  kv::Batch batch;
  kv::Cursor rows = store.scan(kUrlsFamily);
  while (rows.next()) {
    TRY_LET(record, records::decode_frontier_record(rows.value()));
    const auto url = url::Url::parse(record.url);
    const bool asked = record.due == Time{} || (record.due <= now && record.due_reason == why);
    if (!url || asked || !wanted(record) || !is_ours(url::site(*url))) continue;
    const records::FrontierRecord before = record;
    record.due = std::min(record.due, now);  // One that was due already is asked for all the same.
    record.due_reason = why;
    write_url(batch, url::site(*url), std::string(rows.key()), &before, record);
    ++count;
    if (batch.size() < kBatchMax) continue;
    TRY(store.write(batch));
    batch.clear();
  }
  TRY(rows.status());
  TRY(store.write(batch));
  for (auto& [name, entry] : sites) set_ready(name, entry);
  return count;
}

Result<void> Frontier::Impl::wake_resting(const records::Source* source, const std::string& why,
                                          Time now) {
  kv::Batch batch;
  std::set<std::string> woken;
  const auto which =
      source == nullptr ? kv::Range() : kv::Range::prefix(resting_key(source->id, ""));
  kv::Cursor rows = store.scan(kRestingFamily, which);
  while (rows.next()) {
    const auto divider = rows.key().find('\0');
    const std::string owner(rows.key().substr(0, divider));
    if (source == nullptr && source_of(owner).removed) continue;
    const std::string url_key(rows.key().substr(divider + 1));
    TRY_LET(record, read_url(url_key));
    const auto url = record ? url::Url::parse(record->url) : bad_input("gone");
    if (!url || !rests_by_source(*record) || !is_ours(url::site(*url))) continue;
    const records::Source& its = source == nullptr ? source_of(record->source) : *source;
    if (its.id != record->source || its.removed || !scope_now(its, *record, *url).inside) continue;
    const records::FrontierRecord before = *record;
    const std::string name = url::site(*url);
    record->due = now;
    record->due_reason = why;
    write_url(batch, name, url_key, &before, *record);
    write_decision(batch, name, url_key, {now, "due", why});
    woken.insert(name);
    if (batch.size() < kBatchMax) continue;
    TRY(store.write(batch));
    batch.clear();
  }
  TRY(rows.status());
  TRY(store.write(batch));
  for (const auto& name : woken) set_ready(name, site(name));
  return {};
}

std::vector<std::string> Frontier::Impl::sites_under(const std::string& host) const {
  const std::string own = url::site_of_host(host);
  std::vector<std::string> names;
  for (const auto& [name, entry] : sites) {
    if (name == own || covers(host, name)) names.push_back(name);
  }
  return names;
}

Result<void> Frontier::Impl::wake_host(const std::string& host, Time now) {
  for (const auto& name : sites_under(host)) {
    kv::Batch batch;
    kv::Cursor rows = store.scan(kDueFamily, kv::Range::prefix(site_prefix(name)));
    while (rows.next()) {
      const DueEntry entry = parse_due_key(rows.key());
      TRY_LET(record, read_url(entry.url_key));
      if (!record || record->due != entry.due || lane_of(*record) != entry.lane ||
          record->due_reason != kHostPaused)
        continue;
      const auto url = url::Url::parse(record->url);
      if (!url || !covers(host, url->host())) continue;
      const records::FrontierRecord before = *record;
      record->due = std::min(record->due, now);
      record->due_reason = "its host was resumed";
      write_url(batch, name, entry.url_key, &before, *record);
      if (batch.size() < kBatchMax) continue;
      TRY(store.write(batch));
      batch.clear();
    }
    TRY(rows.status());
    TRY(store.write(batch));
    set_ready(name, site(name));
  }
  return {};
}

}  // namespace broadsheet::frontier
