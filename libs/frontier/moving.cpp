// SPDX-License-Identifier: Apache-2.0
// Partitions that come and go: what the next owner is told, and how it takes that over.
//
// Rows travel under keys of their own: a URL's row under its URL key, which never begins with a
// slash; the others under "/site/…", "/robots/…", "/why/…" (decisions), "/budget/…" and "/pause/…".
#include <algorithm>

#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

constexpr std::string_view kSiteRow = "/site/";
constexpr std::string_view kRobotsRow = "/robots/";
constexpr std::string_view kDecisionsRow = "/why/";
constexpr std::string_view kBudgetRow = "/budget/";
constexpr std::string_view kPauseRow = "/pause/";
constexpr std::string_view kRestoredPrefix = "restored/";
constexpr std::size_t kElsewhereMax = 10'000;  // More of them are found again.

std::string restored_key(int partition) {
  return std::string(kRestoredPrefix) + std::to_string(partition);
}

}  // namespace

// Of two owners' words on a site, the later request counts, and the longer pause.
SiteState merged(const SiteState& known, const SiteState& told) {
  SiteState state = told.next_request > known.next_request ? told : known;
  state.pause = std::max(known.pause, told.pause);
  state.urls = known.urls;  // counted as its rows arrive
  state.backlog = known.backlog;
  return state;
}

bool is_newer(const records::FrontierRecord& told, const records::FrontierRecord& known) {
  return told.fetched >= known.fetched;
}

std::optional<int> Frontier::Impl::partition_of(const std::string& name) const {
  if (!options.partition_of) return std::nullopt;
  return options.partition_of(name);
}

bool Frontier::Impl::is_ours(const std::string& name) const {
  const auto partition = partition_of(name);
  if (!partition) return true;
  const auto found = partitions.find(*partition);
  return found != partitions.end() && found->second.leasing;
}

Time Frontier::Impl::not_before(const std::string& name) const {
  const auto partition = partition_of(name);
  if (!partition) return Time{};
  const auto found = partitions.find(*partition);
  return found == partitions.end() ? Time::max() : found->second.not_before;
}

void Frontier::Impl::mark_changed(const std::string& name, std::string key) {
  const auto partition = partition_of(name);
  if (!partition) return;
  const auto found = partitions.find(*partition);
  if (found != partitions.end()) found->second.changed.insert(std::move(key));
}

void Frontier::Impl::mark_site(const std::string& name) {
  if (options.partition_of) mark_changed(name, std::string(kSiteRow) + name);
}

void Frontier::Impl::mark_robots(const std::string& name, const std::string& origin) {
  if (options.partition_of) mark_changed(name, std::string(kRobotsRow) + origin);
}

void Frontier::Impl::mark_decisions(const std::string& name, const std::string& url_key) {
  if (options.partition_of) mark_changed(name, std::string(kDecisionsRow) + url_key);
}

void Frontier::Impl::mark_budget(const std::string& name, const std::string& key) {
  if (options.partition_of) mark_changed(name, std::string(kBudgetRow) + key);
}

void Frontier::Impl::mark_pause(int partition, const std::string& host) {
  const auto found = partitions.find(partition);
  if (found != partitions.end()) found->second.changed.insert(std::string(kPauseRow) + host);
}

void Frontier::Impl::keep_for_others(const records::Discovery& discovery) {
  // Each frontier adds its own part of a source's seeds.
  const bool is_seed = discovery.via.empty() && !discovery.urgent;
  if (!is_seed && passing.size() < kElsewhereMax) passing.push_back(discovery);
}

Result<void> Frontier::own(int partition, Time now) {
  std::scoped_lock lock(impl_->mutex);
  Impl& impl = *impl_;
  Partition& held = impl.partitions[partition];
  held.leasing = true;
  held.not_before = now + impl.options.rules.delay;
  TRY(impl.mark_pauses(partition));
  for (auto& [name, site] : impl.sites) {
    if (impl.partition_of(name) != partition) continue;
    TRY(impl.shorten_waits(name, site, now));
    // If we died before we told the others of it, they have to hear of it now.
    if (site.state.next_request > now) impl.mark_site(name);
    // Whoever had it may have made a request that nobody wrote down.
    const Duration pause = std::max(impl.options.rules.delay, site.state.pause);
    site.state.next_request = std::max(site.state.next_request, now + pause);
    impl.set_ready(name, site);
  }
  std::vector<records::Discovery> seeds;
  for (const auto& [id, source] : impl.sources) {
    if (source.removed) continue;
    for (auto& seed : seed_discoveries(source, now)) {
      const auto url = url::Url::parse(seed.url);
      if (url && impl.partition_of(url::site(*url)) == partition) seeds.push_back(std::move(seed));
    }
  }
  TRY(impl.add(seeds, now));
  // A source may have changed while nobody had the partition.
  return impl.wake_resting(nullptr, "its source changed", now);
}

void Frontier::withdraw(int partition) {
  std::scoped_lock lock(impl_->mutex);
  const auto found = impl_->partitions.find(partition);
  if (found == impl_->partitions.end()) return;
  found->second.leasing = false;
  for (auto& [name, site] : impl_->sites) {
    if (impl_->partition_of(name) == partition) impl_->set_ready(name, site);
  }
}

std::size_t Frontier::leases_of(int partition) const {
  std::scoped_lock lock(impl_->mutex);
  std::size_t count = 0;
  for (const auto& [name, site] : impl_->sites) {
    if (site.lease && impl_->partition_of(name) == partition) ++count;
  }
  return count;
}

void Frontier::drop(int partition) {
  withdraw(partition);
  std::scoped_lock lock(impl_->mutex);
  impl_->partitions.erase(partition);
}

bool Frontier::is_ours(const std::string& site) const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->is_ours(site);
}

std::vector<int> Frontier::owned() const {
  std::scoped_lock lock(impl_->mutex);
  std::vector<int> numbers;
  for (const auto& [number, held] : impl_->partitions) {
    if (held.leasing) numbers.push_back(number);
  }
  return numbers;
}

Result<std::string> Frontier::Impl::read_row(const std::string& key) const {
  constexpr std::pair<std::string_view, std::string_view> kHomes[] = {
      {kSiteRow, kSitesFamily},
      {kRobotsRow, kRobotsFamily},
      {kDecisionsRow, kDecisionsFamily},
      {kBudgetRow, kBudgetsFamily},
      {kPauseRow, kPausedFamily}};
  for (const auto& [prefix, family] : kHomes) {
    if (key.starts_with(prefix)) return store.get(family, key.substr(prefix.size()));
  }
  return store.get(kUrlsFamily, key);
}

Result<std::vector<StateRow>> Frontier::take_changes(int partition, std::size_t count_max) {
  std::scoped_lock lock(impl_->mutex);
  std::vector<StateRow> rows;
  const auto found = impl_->partitions.find(partition);
  if (found == impl_->partitions.end()) return rows;
  auto& changed = found->second.changed;
  while (!changed.empty() && rows.size() < count_max) {
    auto row = impl_->read_row(*changed.begin());
    // What was to be written and was not is no change.
    const bool absent = !row && row.fault().kind == FaultKind::kNotFound;
    if (!row && !absent) return row.fault();
    auto key = changed.extract(changed.begin());
    if (row) rows.push_back({std::move(key.value()), *std::move(row)});
  }
  return rows;
}

void Frontier::return_changes(int partition, const std::vector<StateRow>& rows) {
  std::scoped_lock lock(impl_->mutex);
  const auto found = impl_->partitions.find(partition);
  if (found == impl_->partitions.end()) return;
  for (const auto& row : rows) found->second.changed.insert(row.key);
}

// The later word knows the earlier one.
Result<void> Frontier::Impl::restore_decisions(const std::string& url_key, const std::string& row,
                                               Restoring& restoring) const {
  const auto told = decisions_from(row);
  if (told.empty()) return bad_input("handed over decisions cannot be read", url_key);
  const auto known = read_decisions(url_key);
  if (!known.empty() && known.back().time > told.back().time) return {};
  restoring.batch.put(kDecisionsFamily, url_key, row);
  return {};
}

Result<void> Frontier::Impl::restore_row(const StateRow& row, Restoring& restoring) {
  if (row.key.starts_with(kSiteRow)) {
    const std::string name = row.key.substr(kSiteRow.size());
    TRY_LET(told, decode_site_state(row.value));
    Site& entry = site(name);
    entry.state = merged(entry.state, told);
    restoring.sites.insert(name);
    return {};
  }
  if (row.key.starts_with(kRobotsRow)) {
    robots.adopt(row.key.substr(kRobotsRow.size()), row.value, restoring.batch);
    return {};
  }
  if (row.key.starts_with(kDecisionsRow)) {
    return restore_decisions(row.key.substr(kDecisionsRow.size()), row.value, restoring);
  }
  if (row.key.starts_with(kBudgetRow)) {
    return restore_budget(row.key.substr(kBudgetRow.size()), row.value, restoring);
  }
  if (row.key.starts_with(kPauseRow)) {
    return restore_pause(row.key.substr(kPauseRow.size()), row.value, restoring);
  }
  TRY_LET(told, records::decode_frontier_record(row.value));
  const auto url = url::Url::parse(told.url);
  if (!url) return bad_input("a handed over URL does not parse: " + told.url, row.key);
  const std::string name = url::site(*url);
  TRY_LET(known, read_url(row.key));
  if (known && !is_newer(told, *known)) return {};
  write_url(restoring.batch, name, row.key, known ? &*known : nullptr, told);
  restoring.sites.insert(name);
  SiteState& state = site(name).state;
  if (known && !known->fresh) state.backlog -= std::min<std::uint64_t>(state.backlog, 1);
  if (!told.fresh) ++state.backlog;
  if (known) return {};
  ++state.urls;
  ++urls;
  return {};
}

Result<void> Frontier::restore(const std::vector<StateRow>& rows) {
  std::scoped_lock lock(impl_->mutex);
  Impl::Restoring restoring;
  // Of one key only the last word counts; and a batch does not see itself.
  std::map<std::string, const StateRow*> last;
  for (const auto& row : rows) last[row.key] = &row;
  for (const auto& [key, row] : last) {
    const auto done = impl_->restore_row(*row, restoring);
    if (!done && done.fault().kind != FaultKind::kBadInput) return done;
  }
  for (const auto& name : restoring.sites) impl_->write_site(restoring.batch, name);
  TRY(impl_->store.write(restoring.batch));
  restoring.sites.merge(restoring.paused);
  for (const auto& name : restoring.sites) impl_->set_ready(name, impl_->site(name));
  return {};
}

Result<std::int64_t> Frontier::restored_to(int partition) const {
  const auto row = impl_->store.get(kMetaFamily, restored_key(partition));
  if (!row && row.fault().kind == FaultKind::kNotFound) return std::int64_t{0};
  if (!row) return row.fault();
  return static_cast<std::int64_t>(from_big_endian(*row));
}

Result<void> Frontier::set_restored_to(int partition, std::int64_t offset) {
  kv::Batch batch;
  batch.put(kMetaFamily, restored_key(partition), big_endian(static_cast<std::uint64_t>(offset)));
  return impl_->store.write(batch);
}

std::vector<records::Discovery> Frontier::take_elsewhere() {
  std::scoped_lock lock(impl_->mutex);
  return std::exchange(impl_->passing, {});
}

}  // namespace broadsheet::frontier
