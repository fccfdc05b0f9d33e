// SPDX-License-Identifier: Apache-2.0
// Opening, sources, and the rows that everything else reads and writes.
#include "frontier/frontier.h"

#include <algorithm>

#include "core/json.h"
#include "core/strings.h"
#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

constexpr std::size_t kDecisionsMax = 24;  // of one URL: enough to see how it came to be as it is
constexpr std::size_t kDueCountMax = 100'000;
constexpr const char* kAnySite = "*";          // of a source whose globs say where it is
constexpr std::size_t kDueCountCheap = 1'000;  // so many steps may be taken each time
constexpr std::size_t kConvertBatch = 10'000;
constexpr Duration kDueCountKept = std::chrono::seconds(1);

Json to_json(const Decision& decision) {
  Json json;
  json.set("time", static_cast<std::int64_t>(to_micros(decision.time)));
  json.set("what", decision.what).set("why", decision.why);
  if (!decision.rule.empty()) json.set("rule", decision.rule);
  return json;
}

bool same_scope(const records::Source& one, const records::Source& other) {
  return one.removed == other.removed && one.allow == other.allow && one.deny == other.deny &&
         seeds_of(one) == seeds_of(other);
}

}  // namespace

std::vector<kv::Family> Frontier::families() {
  std::vector<kv::Family> families;
  for (const auto name :
       {kUrlsFamily, kDueFamily, kOldDueFamily, kSitesFamily, kRobotsFamily, kSourcesFamily,
        kPausedFamily, kDecisionsFamily, kBudgetsFamily, kRestingFamily, kMetaFamily}) {
    families.push_back({std::string(name)});
  }
  return families;
}

Result<void> Frontier::Impl::load() {
  kv::Cursor source_rows = store.scan(kSourcesFamily);
  while (source_rows.next()) {
    TRY_LET(source, records::decode_source(source_rows.value()));
    keep_source(source);
  }
  TRY(source_rows.status());
  TRY(convert_queue());
  TRY(load_pauses());
  TRY(load_budgets());
  kv::Cursor site_rows = store.scan(kSitesFamily);
  while (site_rows.next()) {
    TRY_LET(state, decode_site_state(site_rows.value()));
    const std::string name(site_rows.key());
    Site& entry = sites[name];
    entry.state = state;
    urls += state.urls;
    set_ready(name, entry);
  }
  return site_rows.status();
}

// The queue of an earlier version had no lanes, and what rests because of its source no index. Both
// are made of the URLs again; if we die meanwhile, from the beginning.
Result<void> Frontier::Impl::convert_queue() {
  if (!store.scan(kOldDueFamily).next()) return {};
  kv::Batch batch;
  kv::Cursor rows = store.scan(kUrlsFamily);
  while (rows.next()) {
    TRY_LET(record, records::decode_frontier_record(rows.value()));
    const auto url = url::Url::parse(record.url);
    if (!url) continue;
    const std::string key(rows.key());
    if (record.standing == records::Standing::kUnknown &&
        is_seed(source_of(record.source), record.url)) {
      record.standing = records::Standing::kSeed;
      batch.put(kUrlsFamily, key, records::encode(record));
    }
    if (record.due != Time::max()) {
      batch.put(kDueFamily, due_key(url::site(*url), lane_of(record), record.due, key), "");
    }
    if (rests_by_source(record)) batch.put(kRestingFamily, resting_key(record.source, key), "");
    if (batch.size() < kConvertBatch) continue;
    TRY(write_conversion(batch));
    batch.clear();
  }
  TRY(rows.status());
  batch.remove_range(kOldDueFamily, "", "");
  return write_conversion(batch);
}

Result<void> Frontier::Impl::write_conversion(const kv::Batch& batch) {
  auto done = store.write(batch);
  if (!done && done.fault().kind == FaultKind::kBadInput) {
    return bad_input("the frontier was written by an earlier version and is open to be read only",
                     {}, "crawl once with this version, which converts it");
  }
  return done;
}

Result<std::optional<records::FrontierRecord>> Frontier::Impl::read_url(
    const std::string& url_key) const {
  auto row = store.get(kUrlsFamily, url_key);
  if (!row && row.fault().kind == FaultKind::kNotFound) {
    return std::optional<records::FrontierRecord>();
  }
  if (!row) return row.fault();
  TRY_LET(record, records::decode_frontier_record(*row));
  return std::optional(record);
}

void Frontier::Impl::write_url(kv::Batch& batch, const std::string& name,
                               const std::string& url_key, const records::FrontierRecord* before,
                               const records::FrontierRecord& record) {
  if (options.partition_of) mark_changed(name, url_key);
  const auto row = [&](const records::FrontierRecord& one) {
    return due_key(name, lane_of(one), one.due, url_key);
  };
  if (before != nullptr && before->due != Time::max()) batch.remove(kDueFamily, row(*before));
  if (before != nullptr && rests_by_source(*before)) {
    batch.remove(kRestingFamily, resting_key(before->source, url_key));
  }
  if (rests_by_source(record)) batch.put(kRestingFamily, resting_key(record.source, url_key), "");
  batch.put(kUrlsFamily, url_key, records::encode(record));
  if (record.due != Time::max()) batch.put(kDueFamily, row(record), "");
}

void Frontier::Impl::write_site(kv::Batch& batch, const std::string& name) {
  mark_site(name);
  batch.put(kSitesFamily, name, encode(sites.at(name).state));
}

std::vector<Decision> decisions_from(std::string_view row) {
  std::vector<Decision> decisions;
  const auto json = parse_json(row);
  if (!json) return decisions;
  for (const auto& item : json->as_array()) {
    decisions.push_back({from_micros(item["time"].as_int()), item["what"].as_string(),
                         item["why"].as_string(), item["rule"].as_string()});
  }
  return decisions;
}

std::vector<Decision> Frontier::Impl::read_decisions(const std::string& url_key) const {
  const auto row = store.get(kDecisionsFamily, url_key);
  return row ? decisions_from(*row) : std::vector<Decision>();
}

void Frontier::Impl::write_decision(kv::Batch& batch, const std::string& name,
                                    const std::string& url_key, Decision decision) {
  mark_decisions(name, url_key);
  auto decisions = read_decisions(url_key);
  // The first one, how it was found, is kept for ever; the oldest of the others go.
  if (decisions.size() >= kDecisionsMax) decisions.erase(decisions.begin() + 1);
  decisions.push_back(std::move(decision));
  Json json = Json::Array{};
  for (const auto& one : decisions) json.add(to_json(one));
  batch.put(kDecisionsFamily, url_key, json.dump());
}

Site& Frontier::Impl::site(const std::string& name) { return sites[name]; }

Time Frontier::Impl::first_due(const std::string& name) const {
  Time first = Time::max();
  std::string from = site_prefix(name);
  const std::string end = kv::prefix_end(from);
  while (true) {
    kv::Cursor rows = store.scan(kDueFamily, {from, end, false});
    if (!rows.next()) return first;
    const DueEntry entry = parse_due_key(rows.key());
    first = std::min(first, entry.due);
    from = kv::prefix_end(lane_prefix(name, entry.lane));
  }
}

Result<std::vector<DueEntry>> Frontier::Impl::due_of(const std::string& name, Lane lane, Time until,
                                                     std::size_t count_max) const {
  std::vector<DueEntry> entries;
  kv::Cursor rows = store.scan(
      kDueFamily, {lane_prefix(name, lane), due_key(name, lane, until + Duration(1), ""), false});
  while (entries.size() < count_max && rows.next()) entries.push_back(parse_due_key(rows.key()));
  TRY(rows.status());
  return entries;
}

std::uint64_t Frontier::Impl::count_rows(const std::string& name, Lane lane, const std::string& end,
                                         std::uint64_t count_max) const {
  std::uint64_t count = 0;
  kv::Cursor rows = store.scan(kDueFamily, {lane_prefix(name, lane), end, false});
  while (count < count_max && rows.next()) ++count;
  return count;
}

void Frontier::Impl::set_ready(const std::string& name, Site& entry) {
  if (entry.ready != Time::max()) ready.erase({entry.ready, name});
  entry.ready = Time::max();
  if (entry.lease || !is_ours(name)) return;
  const Time due = first_due(name);
  if (due == Time::max()) return;
  // A pause of the whole site; the end of one that has passed changes nothing.
  const Time paused_until = pause_end(name, Time{}).value_or(Time{});
  const Time at = std::max({due, entry.state.next_request, paused_until, not_before(name)});
  if (at == Time::max()) return;
  entry.ready = at;
  ready.insert({entry.ready, name});
}

std::uint64_t Frontier::Impl::count_due(Time now) {
  if (due_counted <= now && now < due_counted + kDueCountKept) return due_count;
  std::size_t steps = 0;
  due_count = 0;
  for (const auto& [name, site] : sites) {
    if (due_count >= kDueCountMax) break;
    if (!site.lease && site.ready == Time::max()) continue;
    ++steps;
    for (const Lane lane : order_of(0)) {
      due_count += count_rows(name, lane, due_key(name, lane, now + Duration(1), ""),
                              kDueCountMax - due_count);
    }
  }
  due_counted = steps + due_count > kDueCountCheap ? now : Time{};
  return due_count;
}

const records::Source& Frontier::Impl::source_of(const std::string& id) const {
  static const records::Source kNobody;
  const auto found = sources.find(id);
  return found == sources.end() ? kNobody : found->second;
}

void Frontier::Impl::keep_source(const records::Source& source) {
  const auto sites_of = [](const records::Source& one) {
    std::set<std::string> names;
    if (!one.allow.empty()) names.insert(kAnySite);
    for (const auto& seed : seeds_of(one)) {
      if (const auto url = url::Url::parse(seed)) names.insert(url::site(*url));
    }
    return names;
  };
  for (const auto& name : sites_of(source_of(source.id))) {
    sources_of_site.erase({name, source.id});
  }
  sources[source.id] = source;
  if (source.removed) return;
  for (const auto& name : sites_of(source)) sources_of_site.insert({name, source.id});
}

Result<void> Frontier::Impl::pass_seeds_on(const records::Source& before,
                                           const records::Source& source, Time now) {
  std::vector<records::Discovery> seeds;
  for (const auto& seed : seeds_of(before)) {
    const auto url = url::Url::parse(seed);
    if (!url || (!source.removed && is_seed(source, seed))) continue;
    const std::string name = url::site(*url);
    for (auto at = sources_of_site.lower_bound({name, ""});
         at != sources_of_site.end() && at->first == name; ++at) {
      for (auto& one : seed_discoveries(source_of(at->second), now)) {
        if (at->second != source.id && is_seed(before, one.url)) seeds.push_back(std::move(one));
      }
    }
  }
  TRY(add(seeds, now));
  return {};
}

// A source that denies the URL still owns it, if no other source takes it.
std::string Frontier::Impl::source_for(const url::Url& url) const {
  const url::Url canonical = url::canonical(url);
  std::string owner;
  for (const std::string& name : {url::site(canonical), std::string(kAnySite)}) {
    for (auto at = sources_of_site.lower_bound({name, ""});
         at != sources_of_site.end() && at->first == name; ++at) {
      const records::Source& source = source_of(at->second);
      if (scope(source, canonical, records::Standing::kSite).inside) return source.id;
      records::Source permissive = source;
      permissive.deny.clear();
      if (owner.empty() && scope(permissive, canonical, records::Standing::kSite).inside)
        owner = source.id;
    }
  }
  return owner;
}

Result<Frontier> Frontier::open(kv::Store& store, Options options) {
  auto impl = std::make_unique<Impl>(store, std::move(options));
  TRY(impl->load());
  return Frontier(std::move(impl));
}

Frontier::Frontier(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Frontier::Frontier(Frontier&&) noexcept = default;
Frontier& Frontier::operator=(Frontier&&) noexcept = default;
Frontier::~Frontier() = default;

Result<void> Frontier::put_source(const records::Source& source, Time now) {
  std::scoped_lock lock(impl_->mutex);
  const records::Source before = impl_->source_of(source.id);
  // First its URLs, then the source: if we die in between, all of it is done again.
  if (!before.id.empty() && !source.removed && !same_scope(before, source)) {
    TRY(impl_->wake_resting(&source, before.removed ? "its source came back" : "its source changed",
                            now));
  }
  kv::Batch batch;
  batch.put(kSourcesFamily, source.id, records::encode(source));
  TRY(impl_->store.write(batch));
  impl_->keep_source(source);
  TRY(impl_->pass_seeds_on(before, source, now));
  if (source.removed) return {};
  TRY(impl_->add(seed_discoveries(source, now), now));
  return {};
}

Result<std::vector<records::Source>> Frontier::sources() const {
  std::scoped_lock lock(impl_->mutex);
  std::vector<records::Source> sources;
  for (const auto& [id, source] : impl_->sources) sources.push_back(source);
  return sources;
}

std::string Frontier::source_for(const url::Url& url) const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->source_for(url);
}

Result<AddReport> Frontier::add(const std::vector<records::Discovery>& discoveries, Time now) {
  std::scoped_lock lock(impl_->mutex);
  return impl_->add(discoveries, now);
}

Result<std::optional<Lease>> Frontier::lease(Time now) {
  std::scoped_lock lock(impl_->mutex);
  return impl_->lease(now);
}

Time Frontier::next_lease_time(Time now) const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->ready.empty() ? Time::max() : std::max(now, impl_->ready.begin()->first);
}

bool Frontier::has_work(Time until) const {
  std::scoped_lock lock(impl_->mutex);
  return std::ranges::any_of(impl_->ready, [&](const auto& entry) {
    const auto& [at, name] = entry;
    if (at <= until) return true;
    const SiteState& state = impl_->sites.at(name).state;
    return state.why.empty() && state.next_request == at && impl_->first_due(name) <= until;
  });
}

Result<void> Frontier::complete(const Lease& lease, const Visit& visit, Time now) {
  std::scoped_lock lock(impl_->mutex);
  return impl_->complete(lease, visit, now);
}

Result<void> Frontier::rest(const Lease& lease, Time now) {
  std::scoped_lock lock(impl_->mutex);
  return impl_->rest(lease, now);
}

Result<std::optional<Time>> Frontier::hop(const Lease& lease, const url::Url& target, Time now) {
  std::scoped_lock lock(impl_->mutex);
  return impl_->hop(lease, target, now);
}

void Frontier::release(const Lease& lease) {
  std::scoped_lock lock(impl_->mutex);
  impl_->free_site(lease);
}

Result<std::uint64_t> Frontier::recheck_all(Time now) {
  std::scoped_lock lock(impl_->mutex);
  const auto crawled = [&](const records::FrontierRecord& record) {
    return !impl_->source_of(record.source).removed && !rests_by_source(record);
  };
  return impl_->make_due(crawled, kRecheckAsked, now);
}

Result<Explanation> Frontier::explain_url(const url::Url& url, Time now) const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->explain_url(url, now);
}

Result<Explanation> Frontier::explain_host(std::string_view host, Time now) const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->explain_host(host, now);
}

Result<Explanation> Frontier::explain_source(std::string_view id, Time now) const {
  std::scoped_lock lock(impl_->mutex);
  return impl_->explain_source(id, now);
}

Stats Frontier::stats(Time now) const {
  std::scoped_lock lock(impl_->mutex);
  Stats stats;
  stats.sites = impl_->sites.size();
  stats.urls = impl_->urls;
  stats.leased = impl_->leased;
  stats.due = impl_->count_due(now);
  for (const auto& [name, site] : impl_->sites) {
    if (site.state.backlog >= impl_->options.urls_per_site_max) ++stats.full;
  }
  for (const auto& [host, pause] : impl_->paused) {
    if (pause.until.value_or(Time::max()) > now) ++stats.paused;
  }
  return stats;
}

}  // namespace broadsheet::frontier
