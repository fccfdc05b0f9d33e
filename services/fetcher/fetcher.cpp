// SPDX-License-Identifier: Apache-2.0
// One thread decides and records; the client's threads wait for the network. They meet at a queue.
#include "fetcher/fetcher.h"

#include <algorithm>
#include <utility>

#include "common/topics.h"
#include "core/log.h"
#include "core/metrics.h"
#include "core/wait.h"
#include "fetcher/impl.h"
#include "fetcher/publisher.h"
#include "records/discovery.h"
#include "stage/stage.h"
#include "url/canonical.h"

namespace broadsheet::fetcher {

namespace {

constexpr unsigned kRobotsRedirectsMax = 5;  // RFC 9309 §2.3.1.2
constexpr std::size_t kRobotsBytesMax = 512 * 1024;

metrics::Counter outcome_counter(records::Outcome outcome) {
  return metrics::counter("broadsheet_fetches_total", "Fetches, by what they came to.",
                          {{"outcome", records::to_string(outcome)}});
}

}  // namespace

Fetcher::Fetcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Fetcher::~Fetcher() = default;
frontier::Frontier& Fetcher::frontier() { return impl_->frontier; }
std::size_t Fetcher::in_flight() const { return impl_->in_flight; }
std::string Fetcher::waiting_for() const {
  const std::scoped_lock lock(impl_->trouble_mutex);
  return impl_->trouble;
}
bool Fetcher::shares() const { return impl_->shares(); }

Result<std::unique_ptr<Fetcher>> Fetcher::open(bus::Bus& bus, kv::Store& store, Tally& tally,
                                               Options options) {
  TRY(check_body_max(bus, options.limits.body_bytes_max, "--body-max"));
  TRY(check_body_max(bus, options.feed_bytes_max, "--feed-max"));
  if (options.partitions > 0) {
    options.frontier.partition_of = [partitions = options.partitions](std::string_view site) {
      return bus::partition_of(site, partitions);
    };
  }
  TRY_LET(frontier, frontier::Frontier::open(store, options.frontier));
  TRY_LET(client, http::Client::open(options.http));
  auto impl = std::make_unique<Impl>(bus, tally, std::move(options), std::move(frontier),
                                     std::move(client));
  // Before the first discovery, which names a source.
  if (impl->shares()) TRY(impl->read_sources());
  return std::unique_ptr<Fetcher>(new Fetcher(std::move(impl)));
}

bool Fetcher::Impl::is_long(const frontier::Lease& lease) const {
  const records::Role role = lease.record.role;
  return lease.purpose == frontier::Purpose::kPage &&
         (role == records::Role::kFeed || role == records::Role::kSitemap);
}

http::Limits Fetcher::Impl::limits_of(const frontier::Lease& lease) const {
  http::Limits limits = options.limits;
  if (lease.purpose == frontier::Purpose::kRobots) limits.body_bytes_max = kRobotsBytesMax;
  if (is_long(lease)) limits.body_bytes_max = limits.wire_bytes_max = options.feed_bytes_max;
  return limits;
}

// Whether one more may be requested, as far as memory goes.
bool Fetcher::Impl::has_room() const {
  const std::size_t share = std::max<std::size_t>(options.limits.body_bytes_max, 1);
  const std::size_t more = (options.feed_bytes_max + share - 1) / share;  // of one feed, in shares
  return in_flight + hops.size() + long_in_flight * (std::max<std::size_t>(more, 1) - 1) <
         options.fetches_max;
}

void Fetcher::Impl::request(frontier::Lease lease, const url::Url& url, unsigned redirects) {
  http::Request request = request_for(lease);
  request.url = url;
  request.limits = limits_of(lease);
  ++in_flight;
  if (is_long(lease)) ++long_in_flight;
  client->fetch(std::move(request),
                [this, lease = std::move(lease), url, redirects](http::Exchange exchange) mutable {
                  CHECK(finished.try_push({std::move(lease), url, std::move(exchange), redirects}));
                });
}

// False when nothing may be requested now.
Result<bool> Fetcher::Impl::start_one(Time now) {
  TRY_LET(lease, frontier.lease(now));
  if (!lease) return false;
  if (!lease->robots.allowed) {
    refusals.push_back(*std::move(lease));
    return true;
  }
  const url::Url url = lease->url;
  request(*std::move(lease), url, 0);
  return true;
}

// As many as may be. A frontier that cannot write now is asked again later, each time later.
Result<void> Fetcher::Impl::start_some(Time now) {
  if (now < lease_again) return {};
  if (shares() && !fence.holds(Fence::Clock::now())) return {};
  auto done = start_hops(now);
  while (done && has_room() && refusals.size() < options.fetches_max) {
    const auto started = start_one(now);
    if (started && !*started) break;
    if (!started) done = started.fault();
  }
  if (done) {
    lease_pause = kLookAround;
    note_trouble("");
    return {};
  }
  if (done.fault().kind != FaultKind::kUnavailable) return done;
  note_trouble(done.fault().text());
  log::warning("frontier.waits", {{"why", done.fault().text()}});
  lease_again = now + lease_pause;
  lease_pause = std::min(lease_pause * 2, kLeasePauseMax);
  return {};
}

// Follows the redirects that wait for their sites.
Result<void> Fetcher::Impl::start_hops(Time now) {
  for (std::size_t i = 0; i < hops.size();) {
    if (hops[i].at > now) {
      ++i;
      continue;
    }
    TRY_LET(waits, start_hop(hops[i], now));
    if (waits) {
      ++i;
    } else {
      hops.erase(hops.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return {};
}

// True: it waits on. Its own site waits for a robots.txt as long as its pause is; another one may
// be busy for long, and may be waiting for us.
Result<bool> Fetcher::Impl::start_hop(Hop& hop, Time now) {
  TRY_LET(later, frontier.hop(hop.lease, hop.target, now));
  if (!later) {
    request(std::move(hop.lease), hop.target, hop.redirects);
    return false;
  }
  const bool elsewhere = url::site(hop.target) != hop.lease.site;
  const bool patient = !elsewhere || *later - hop.since <= kHopPatience;
  if (*later != Time::max() && patient) {
    hop.at = *later;
    return true;
  }
  frontier::Visit visit;
  visit.reason = "redirected to " + hop.target.href() + ", which may not be asked now";
  visit.status = hop.status;
  TRY(frontier.complete(hop.lease, visit, now));
  return false;
}

// The answer of a robots.txt is judged, or its redirect followed after a pause.
Result<void> Fetcher::Impl::finish_robots(Finished& one, Time now, std::stop_token stop) {
  const auto target = redirect_target(one.asked, one.exchange);
  if (target && one.redirects < kRobotsRedirectsMax) {
    TRY(frontier.rest(one.lease, now));
    hops.push_back({std::move(one.lease), *target, one.redirects + 1, one.exchange.response->status,
                    now, now});
    return {};
  }
  // With a redirect's status, the last of too many is "unreachable" (robots.h).
  frontier::Visit visit = judge_robots(one.exchange, now);
  if (target) visit.reason = "more redirects than are followed";
  log::debug("robots.fetched", {{"url", one.lease.url.href()}, {"status", visit.status}});
  return complete(one.lease, visit, std::move(stop));
}

void Fetcher::Impl::note_trouble(const std::string& why) {
  const std::scoped_lock lock(trouble_mutex);
  trouble = why.empty() ? why : "the frontier cannot write: " + why;
}

// Waits for room on a full disk, until `stop`: what was fetched is on the bus already.
Result<void> Fetcher::Impl::complete(const frontier::Lease& lease, const frontier::Visit& visit,
                                     std::stop_token stop) {
  Duration pause = kLookAround;
  while (true) {
    auto done = frontier.complete(lease, visit, options.clock());
    const bool waits = !done && done.fault().kind == FaultKind::kUnavailable;
    note_trouble(waits ? done.fault().text() : "");
    if (!waits || stop.stop_requested()) return done;
    log::warning("frontier.waits", {{"why", done.fault().text()}});
    wait_for(stop, pause);
    pause = std::min(pause * 2, kLeasePauseMax);
  }
}

// We publish before we complete: a crash in between fetches again and forgets nothing.
Result<void> Fetcher::Impl::hand_over(Slice& slice, std::stop_token stop) {
  if (slice.findings.empty()) return {};
  TRY(publish(bus, slice.findings, stop));
  for (std::size_t i = 0; i < slice.findings.size(); ++i) {
    const auto& capture = slice.findings[i].capture;
    TRY(complete(slice.leases[i], slice.findings[i].visit, stop));
    tally.fetched(capture.outcome, capture.wire_bytes, options.clock());
    outcome_counter(capture.outcome).add();
    log::info("page.fetched", {{"url", capture.url},
                               {"outcome", records::to_string(capture.outcome)},
                               {"status", capture.status},
                               {"bytes", capture.payload.size()},
                               {"trace", capture.trace}});
  }
  slice = {};
  return {};
}

Result<void> Fetcher::Impl::take(std::vector<Finished> batch, std::stop_token stop) {
  const Time now = options.clock();
  release_strangers();
  Slice slice;
  const auto add = [&](Finding finding, frontier::Lease& lease) -> Result<void> {
    finding.capture.product_token = options.frontier.product_token;
    slice.bytes += finding.capture.payload.size();
    slice.findings.push_back(std::move(finding));
    slice.leases.push_back(std::move(lease));
    return slice.bytes < kSliceBytes ? Result<void>() : hand_over(slice, stop);
  };
  for (auto& one : batch) {
    --in_flight;
    if (is_long(one.lease)) --long_in_flight;
    if (one.exchange.failure == http::Failure::kCancelled) {
      frontier.release(one.lease);  // Nothing was learned, of a robots.txt as of a page.
    } else if (one.lease.purpose == frontier::Purpose::kRobots) {
      TRY(finish_robots(one, now, stop));
    } else {
      TRY(add(judge(one.lease, std::move(one.exchange), now), one.lease));
    }
  }
  for (auto& lease : std::exchange(refusals, {})) TRY(add(refused(lease, now), lease));
  TRY(hand_over(slice, stop));
  settled.notify_all();
  return {};
}

std::vector<Finished> Fetcher::Impl::wait_for_finished(Time now) {
  std::vector<Finished> batch;
  Time next = frontier.next_lease_time(now);
  for (const auto& hop : hops) next = std::min(next, hop.at);
  next = std::max(next, lease_again);
  Duration patience = next == Time::max() ? kLookAround : next - now;
  patience = refusals.empty() ? std::clamp(patience, Duration(1000), kLookAround) : Duration{};
  if (!has_room()) patience = kLookAround;
  auto first = finished.pop_for(patience);
  while (first) {
    batch.push_back(*std::move(first));
    first = finished.pop_for({});
  }
  return batch;
}

Result<void> Fetcher::run_fetches(std::stop_token stop) {
  Impl& impl = *impl_;
  while (!stop.stop_requested()) {
    Time now = impl.options.clock();
    TRY(impl.start_some(now));
    auto done = impl.take(impl.wait_for_finished(now), stop);
    if (!done && done.fault().kind == FaultKind::kUnavailable && stop.stop_requested()) return {};
    TRY(done);
  }
  impl.client->stop(impl.options.drain);
  while (impl.in_flight > 0) {
    const auto done = impl.take(impl.wait_for_finished(impl.options.clock()), stop);
    // What could not be recorded is fetched again by our next life.
    if (!done && done.fault().kind == FaultKind::kUnavailable) return {};
    TRY(done);
  }
  for (const auto& hop : std::exchange(impl.hops, {})) impl.frontier.release(hop.lease);
  return {};
}

std::vector<app::Loop> Fetcher::loops() {
  std::vector<app::Loop> loops = {
      {"intake", [this](std::stop_token stop) { return run_intake(stop); }},
      {"fetch", [this](std::stop_token stop) { return run_fetches(stop); }},
  };
  if (shares()) {
    loops.push_back({"sources", [this](std::stop_token stop) { return run_sources(stop); }});
  }
  return loops;
}

Result<void> Fetcher::put_sources(const std::vector<records::Source>& sources) {
  TRY_LET(known, frontier().sources());
  const Time now = impl_->options.clock();
  for (const auto& source : sources) {
    const auto same = std::ranges::find(known, source.id, &records::Source::id);
    if (same != known.end() && *same == source) continue;
    // Somebody took it away by name; a list that still has it is only out of date.
    if (same != known.end() && same->removed) {
      log::warning("source.stays_removed",
                   {{"source", source.id},
                    {"remedy", "take it out of the seed list, or CreateSource to have it back"}});
      continue;
    }
    bus::Record record;
    record.key = source.id;
    record.value = records::encode(source);
    TRY(impl_->bus.publish(topics::kSources, {record}));
    TRY(frontier().put_source(source, now));
  }
  return {};
}

Result<void> Fetcher::run_intake(std::stop_token stop) {
  Impl& impl = *impl_;
  stage::Options options;
  options.name = "intake";
  options.topics = {std::string(topics::kDiscoveries)};
  options.group = impl.options.group;
  options.batch_max = 1024;
  options.clock = impl.options.clock;
  stage::Sink sink;
  sink.start = [&impl,
                group = options.group](const bus::Position& position) -> Result<std::int64_t> {
    // The frontier takes a discovery twice as once, so the group's own memory is good enough.
    TRY_LET(offsets, impl.bus.committed(position.topic, group));
    const auto partition = static_cast<std::size_t>(position.partition);
    return std::max<std::int64_t>(offsets.at(partition), 0);
  };
  sink.take = [&](const std::vector<bus::Delivery>& batch, std::int64_t) -> Result<void> {
    std::vector<records::Discovery> discoveries;
    for (const auto& delivery : batch) {
      TRY_LET(discovery, records::decode_discovery(delivery.record.value));
      discoveries.push_back(discovery);
    }
    TRY(impl.frontier.add(discoveries, impl.options.clock()));
    // The group moves on only when the next owner could know them too.
    if (impl.shares()) TRY(impl.handover.flush(batch.front().position.partition));
    return {};
  };
  if (impl.shares()) {
    const auto offset_of = std::exchange(sink.start, {});
    sink.start = [&impl, offset_of, stop](const bus::Position& position) -> Result<std::int64_t> {
      TRY(impl.handover.take_over(position.partition, stop));
      return offset_of(position);
    };
    sink.given_up = [&](const auto& positions) { impl.give_up(positions, false); };
    sink.lost = [&](const auto& positions) { impl.give_up(positions, true); };
    sink.rest = [&](bus::Inbox& inbox, const auto& begun) { return impl.rest(inbox, begun); };
  }
  return stage::sink(impl.bus, options, sink, stop);
}

}  // namespace broadsheet::fetcher
