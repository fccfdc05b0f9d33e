// SPDX-License-Identifier: Apache-2.0
// What a fetcher does where others have sites too: it proves that it is of the group, gives up what
// it is asked for, and hears of sources.
#include "common/topics.h"
#include "core/log.h"
#include "core/wait.h"
#include "fetcher/impl.h"
#include "records/source.h"

namespace broadsheet::fetcher {

namespace {

constexpr Duration kFlushEvery = std::chrono::milliseconds(250);  // of state, for the next owner
constexpr std::size_t kSourcesMax = 256;                          // read at once

}  // namespace

// Hops that wait for a site of a partition that we are to give up.
void Fetcher::Impl::release_strangers() {
  if (!shares()) return;
  std::erase_if(hops, [&](const Hop& hop) {
    if (frontier.is_ours(hop.lease.site)) return false;
    frontier.release(hop.lease);
    return true;
  });
}

// The group takes a commit from its members only. It is asked no more than it has to be: a commit
// in the midst of a rebalance makes librdkafka believe that everything is lost.
Result<void> Fetcher::Impl::prove_membership(bus::Inbox& inbox,
                                             const std::vector<bus::Position>& begun) {
  const auto asked = Fence::Clock::now();
  if (begun.empty()) return {};
  TRY(inbox.commit(begun));
  fence.renew(asked);
  return {};
}

Result<void> Fetcher::Impl::rest(bus::Inbox& inbox, const std::vector<bus::Position>& begun) {
  const auto awake = Fence::Clock::now();
  if (fence.holds(awake)) {
    fence.renew(awake);
  } else {
    TRY(prove_membership(inbox, begun));
  }
  const Time now = options.clock();
  if (now < flushed + kFlushEvery) return {};
  flushed = now;
  TRY(handover.flush_all());
  return handover.pass_on();
}

void Fetcher::Impl::wait_for_leases(int partition) {
  const auto deadline = std::chrono::steady_clock::now() + options.drain;
  std::unique_lock lock(settling);
  while (frontier.leases_of(partition) > 0 && std::chrono::steady_clock::now() < deadline) {
    settled.wait_for(lock, std::chrono::milliseconds(20));
  }
}

// Whoever has it next waits a pause for each site, so that a request still under way does no harm.
void Fetcher::Impl::give_up(const std::vector<bus::Position>& positions, bool is_lost) {
  if (is_lost) fence.expire();
  for (const auto& position : positions) frontier.withdraw(position.partition);
  for (const auto& position : positions) {
    if (is_lost) {
      frontier.drop(position.partition);
      log::warning("partition.lost", {{"partition", position.partition}});
      continue;
    }
    wait_for_leases(position.partition);
    const auto done = handover.give_up(position.partition);
    if (!done) log::warning("partition.not_handed_over", {{"why", done.fault().text()}});
  }
}

Result<void> Fetcher::Impl::take_sources(bus::Inbox& inbox, Duration patience) {
  TRY_LET(polled, inbox.poll(kSourcesMax, patience));
  for (const auto& delivery : polled) {
    const auto source = records::decode_source(delivery.record.value);
    if (!source) {
      log::warning("source.unreadable", {{"key", delivery.record.key}});
      continue;
    }
    TRY(frontier.put_source(*source, options.clock()));
  }
  return {};
}

Result<void> Fetcher::Impl::read_sources() {
  TRY_LET(ends, bus.end_offsets(topics::kSources));
  TRY_LET(inbox, bus.read({{std::string(topics::kSources), 0, 0}}));
  const Time begin = options.clock();
  while (inbox->assignment().front().offset < ends.front()) {
    if (options.clock() > begin + kHopPatience) return unavailable("the bus is silent", "sources");
    TRY(take_sources(*inbox, kLookAround));
  }
  sources = std::move(inbox);
  return {};
}

Result<void> Fetcher::run_sources(std::stop_token stop) {
  while (!stop.stop_requested()) {
    const auto done = impl_->take_sources(*impl_->sources, kLookAround);
    if (done) continue;
    if (done.fault().kind != FaultKind::kUnavailable) return done;
    log::warning("sources.wait", {{"why", done.fault().text()}});
    wait_for(stop, kLeasePauseMax);
  }
  return {};
}

}  // namespace broadsheet::fetcher
