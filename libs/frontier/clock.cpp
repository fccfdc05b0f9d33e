// SPDX-License-Identifier: Apache-2.0
// What a clock that was wrong has left behind: one request in 2099 must not silence a site until
// then.
#include "frontier/impl.h"

namespace broadsheet::frontier {

namespace {

constexpr Duration kClockSlack = std::chrono::minutes(1);  // Clocks are set back a little all day.
constexpr Duration kLongestRest = std::chrono::hours(24 * 366);  // of a URL; see rules.cpp
constexpr std::size_t kRowsMax = 10'000;                         // of a lane, in one go
// 2026-11-01: who tells an earlier time is wrong himself, and shortens nothing.
constexpr long long kEarliestMicros = 1'793'491'200'000'000;

}  // namespace

Result<void> Frontier::Impl::mind_clock(Time now) {
  const bool went_back = clock_seen == Time::max() || now + kClockSlack < clock_seen;
  clock_seen = went_back ? now : std::max(clock_seen, now);
  if (!went_back) return {};
  for (auto& [name, entry] : sites) TRY(shorten_waits(name, entry, now));
  return {};
}

Result<void> Frontier::Impl::shorten_waits(const std::string& name, Site& entry, Time now) {
  const Rules& rules = options.rules;
  SiteState& state = entry.state;
  Duration most = std::max(rules.delay_max, state.pause);
  if (!state.why.empty()) most = std::max(most, rules.retry_after_max);
  if (now < from_micros(kEarliestMicros) || state.next_request <= now + most) return {};
  const Duration pause = std::max(state.pause, rules.delay);
  const Duration penalty =
      state.throttles == 0
          ? Duration{}
          : doubled(rules.throttle_backoff, state.throttles - 1, rules.throttle_backoff_max);
  state.next_request = now + std::max(pause, penalty);
  kv::Batch batch;
  write_site(batch, name);
  for (const Lane lane : order_of(0)) {
    kv::Cursor rows = store.scan(kDueFamily, {due_key(name, lane, now + kLongestRest, ""),
                                              kv::prefix_end(lane_prefix(name, lane)), false});
    while (batch.size() < kRowsMax && rows.next()) {
      const DueEntry row = parse_due_key(rows.key());
      TRY_LET(record, read_url(row.url_key));
      if (!record || record->due != row.due || lane_of(*record) != row.lane) continue;
      const records::FrontierRecord before = *record;
      record->due = now;
      record->due_reason = "the clock was wrong when it was put off";
      write_url(batch, name, row.url_key, &before, *record);
    }
    TRY(rows.status());
  }
  TRY(store.write(batch));
  set_ready(name, entry);
  return {};
}

}  // namespace broadsheet::frontier
