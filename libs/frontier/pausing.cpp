// SPDX-License-Identifier: Apache-2.0
// Hosts that somebody has paused. Where partitions move, each takes along all that its owner knew
// of pauses, and of their ends: a host may lie above several sites.
#include <algorithm>

#include "core/json.h"
#include "core/strings.h"
#include "frontier/impl.h"

namespace broadsheet::frontier {

namespace {

// As it is kept and travels. One that was resumed is kept where partitions move, so that an older
// word does not bring it back.
struct PauseRow {
  Pause pause;
  std::optional<Time> resumed = {};

  [[nodiscard]] Time changed() const { return resumed.value_or(pause.since); }
};

std::string encode(const PauseRow& row) {
  Json json;
  json.set("reason", row.pause.reason).set("by", row.pause.by);
  json.set("since", format_time(row.pause.since));
  if (row.pause.until) json.set("until", format_time(*row.pause.until));
  if (row.resumed) json.set("resumed", format_time(*row.resumed));
  return json.dump();
}

Result<PauseRow> decode_pause(const std::string& host, std::string_view bytes) {
  TRY_LET(json, parse_json(bytes));
  PauseRow row{{host}};
  row.pause.reason = json["reason"].as_string();
  row.pause.by = json["by"].as_string();
  row.pause.since = parse_time(json["since"].as_string()).value_or(Time{});
  if (auto until = parse_time(json["until"].as_string())) row.pause.until = *until;
  if (auto resumed = parse_time(json["resumed"].as_string())) row.resumed = *resumed;
  return row;
}

}  // namespace

Result<void> Frontier::Impl::load_pauses() {
  kv::Cursor rows = store.scan(kPausedFamily);
  while (rows.next()) {
    const std::string host(rows.key());
    const auto row = decode_pause(host, rows.value());
    // A row that nobody can read still pauses its host: that does no harm.
    if (!row) paused[host] = Pause{host};
    if (row && !row->resumed) paused[host] = row->pause;
  }
  return rows.status();
}

Result<void> Frontier::Impl::mark_pauses(int partition) {
  kv::Cursor rows = store.scan(kPausedFamily);
  while (rows.next()) mark_pause(partition, std::string(rows.key()));
  return rows.status();
}

Result<void> Frontier::Impl::restore_pause(const std::string& host, const std::string& row,
                                           Restoring& restoring) {
  TRY_LET(told, decode_pause(host, row));
  const auto kept = store.get(kPausedFamily, host);
  if (!kept && kept.fault().kind != FaultKind::kNotFound) return kept.fault();
  if (kept) {
    const auto known = decode_pause(host, *kept);
    if (known && known->changed() >= told.changed()) return {};
  }
  restoring.batch.put(kPausedFamily, host, row);
  if (told.resumed) {
    paused.erase(host);
  } else {
    paused[host] = told.pause;
  }
  for (auto& name : sites_under(host)) restoring.paused.insert(std::move(name));
  return {};
}

std::optional<Time> Frontier::Impl::pause_end(std::string_view host, Time now) const {
  std::optional<Time> end;
  while (!host.empty() && !paused.empty()) {
    const auto found = paused.find(std::string(host));
    if (found != paused.end()) {
      const Time until = found->second.until.value_or(Time::max());
      if (until > now && until > end.value_or(now)) end = until;
    }
    const auto dot = host.find('.');
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  return end;
}

Result<void> Frontier::pause_host(const Pause& pause) {
  std::scoped_lock lock(impl_->mutex);
  Pause kept = pause;
  kept.host = ascii_lower(pause.host);
  kv::Batch batch;
  batch.put(kPausedFamily, kept.host, encode(PauseRow{kept}));
  TRY(impl_->store.write(batch));
  for (const auto& [partition, held] : impl_->partitions) impl_->mark_pause(partition, kept.host);
  const bool again = impl_->paused.contains(kept.host);
  impl_->paused[kept.host] = kept;
  for (const auto& name : impl_->sites_under(kept.host)) {
    impl_->set_ready(name, impl_->site(name));
  }
  // The earlier pause put its URLs off to another time: they are looked at once more.
  return again ? impl_->wake_host(kept.host, kept.since) : Result<void>();
}

Result<void> Frontier::resume_host(std::string_view host, Time now) {
  std::scoped_lock lock(impl_->mutex);
  const std::string name = ascii_lower(host);
  const auto found = impl_->paused.find(name);
  if (found == impl_->paused.end()) {
    return not_found("the host " + name + " is not paused", "host");
  }
  kv::Batch batch;
  if (impl_->options.partition_of) {
    batch.put(kPausedFamily, name, encode(PauseRow{found->second, now}));
  } else {
    batch.remove(kPausedFamily, name);
  }
  TRY(impl_->store.write(batch));
  for (const auto& [partition, held] : impl_->partitions) impl_->mark_pause(partition, name);
  impl_->paused.erase(found);
  return impl_->wake_host(name, now);
}

std::vector<Pause> Frontier::paused_hosts(Time now) const {
  std::scoped_lock lock(impl_->mutex);
  std::vector<Pause> hosts;
  for (const auto& [host, pause] : impl_->paused) {
    if (pause.until.value_or(Time::max()) > now) hosts.push_back(pause);
  }
  return hosts;
}

}  // namespace broadsheet::frontier
