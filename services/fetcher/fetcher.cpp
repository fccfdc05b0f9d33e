// SPDX-License-Identifier: Apache-2.0
// One thread decides and records; the client's threads wait for the network. They meet at a queue.
#include "fetcher/fetcher.h"

#include <algorithm>
#include <atomic>
#include <map>

#include "common/topics.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/metrics.h"
#include "core/queue.h"
#include "fetcher/visit.h"
#include "records/discovery.h"
#include "stage/stage.h"
#include "url/canonical.h"

namespace broadsheet::fetcher {

namespace {

constexpr Duration kLookAround = std::chrono::milliseconds(200);  // how soon a stop is noticed
constexpr Duration kDrain = std::chrono::seconds(10);
constexpr unsigned kRobotsRedirectsMax = 5;  // RFC 9309 §2.3.1.2
constexpr std::size_t kRobotsBytesMax = 512 * 1024;

struct Finished {
  frontier::Lease lease;
  http::Exchange exchange;
  unsigned redirects = 0;  // of a robots.txt
};

metrics::Counter outcome_counter(records::Outcome outcome) {
  return metrics::counter("broadsheet_fetches_total", "Fetches, by what they came to.",
                          {{"outcome", records::to_string(outcome)}});
}

}  // namespace

struct Fetcher::Impl {
  Impl(bus::Bus& the_bus, Tally& the_tally, Options the_options, frontier::Frontier the_frontier,
       std::unique_ptr<http::Client> the_client)
      : bus(the_bus),
        tally(the_tally),
        options(std::move(the_options)),
        frontier(std::move(the_frontier)),
        finished(options.fetches_max + 1),
        client(std::move(the_client)) {}

  bool start_one(Time now);
  void request(frontier::Lease lease, const url::Url& url, unsigned redirects);
  Result<void> take(std::vector<Finished> batch, std::stop_token stop);
  bool finish_robots(Finished& one, Time now, Result<void>& result);
  Result<void> publish(const std::vector<Finding>& findings, std::stop_token stop);
  std::vector<Finished> wait_for_finished(Time now);

  bus::Bus& bus;
  Tally& tally;
  const Options options;
  frontier::Frontier frontier;
  std::vector<frontier::Lease> refusals;  // leased, forbidden by robots.txt, to be recorded
  std::atomic<std::size_t> in_flight{0};
  BoundedQueue<Finished> finished;       // never full: as many places as fetches
  std::unique_ptr<http::Client> client;  // Last: its threads use the queue.
};

Fetcher::Fetcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Fetcher::~Fetcher() = default;
frontier::Frontier& Fetcher::frontier() { return impl_->frontier; }
std::size_t Fetcher::in_flight() const { return impl_->in_flight; }

Result<std::unique_ptr<Fetcher>> Fetcher::open(bus::Bus& bus, kv::Store& store, Tally& tally,
                                               Options options) {
  TRY_LET(frontier, frontier::Frontier::open(store, options.frontier));
  TRY_LET(client, http::Client::open(options.http));
  return std::unique_ptr<Fetcher>(new Fetcher(std::make_unique<Impl>(
      bus, tally, std::move(options), std::move(frontier), std::move(client))));
}

void Fetcher::Impl::request(frontier::Lease lease, const url::Url& url, unsigned redirects) {
  http::Request request = request_for(lease);
  request.url = url;
  request.limits = options.limits;
  if (lease.purpose == frontier::Purpose::kRobots) request.limits.body_bytes_max = kRobotsBytesMax;
  ++in_flight;
  client->fetch(std::move(request),
                [this, lease = std::move(lease), redirects](http::Exchange exchange) mutable {
                  CHECK(finished.try_push({std::move(lease), std::move(exchange), redirects}));
                });
}

// False when nothing may be requested now.
bool Fetcher::Impl::start_one(Time now) {
  auto lease = frontier.lease(now);
  if (!lease) {
    log::error("frontier.failed", {{"why", lease.fault().text()}});
    return false;
  }
  if (!*lease) return false;
  if (!(*lease)->robots.allowed) {
    refusals.push_back(**std::move(lease));
    return true;
  }
  const url::Url url = (*lease)->url;
  request(**std::move(lease), url, 0);
  return true;
}

// True if the robots.txt is done with; false if a redirect of it is now followed.
bool Fetcher::Impl::finish_robots(Finished& one, Time now, Result<void>& result) {
  const auto target = redirect_target(one.lease.url, one.exchange);
  if (target && one.redirects < kRobotsRedirectsMax) {
    request(one.lease, *target, one.redirects + 1);
    return false;
  }
  frontier::Visit visit = judge_robots(one.exchange);
  // More redirects than the RFC has us follow: as if there were no robots.txt.
  if (target) visit.status = 404;
  log::debug("robots.fetched", {{"url", one.lease.url.href()}, {"status", visit.status}});
  result = frontier.complete(one.lease, visit, now);
  return true;
}

Result<void> Fetcher::Impl::publish(const std::vector<Finding>& findings, std::stop_token stop) {
  std::vector<bus::Record> records;
  for (const auto& finding : findings) {
    bus::Record record;
    const auto url = url::Url::parse(finding.capture.url);
    CHECK(url.ok());
    record.key = url::url_key(*url);
    record.value = records::encode(finding.capture);
    if (!finding.capture.trace.empty()) record.headers["trace"] = finding.capture.trace;
    records.push_back(std::move(record));
  }
  Duration pause = kLookAround;
  while (true) {
    auto done = bus.publish(topics::kCaptures, records);
    if (done || done.fault().kind != FaultKind::kUnavailable) return done;
    // Back-pressure: no new fetch begins while the bus does not take what we have.
    log::warning("fetcher.waits", {{"why", done.fault().text()}});
    if (stop.stop_requested()) return done;
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, pause, [] { return false; });
    pause = std::min<Duration>(pause * 2, std::chrono::seconds(10));
  }
}

// We publish before we complete: a crash in between fetches again and forgets nothing.
Result<void> Fetcher::Impl::take(std::vector<Finished> batch, std::stop_token stop) {
  const Time now = options.clock();
  std::vector<Finding> findings;
  std::vector<frontier::Lease> leases;
  for (auto& one : batch) {
    --in_flight;
    if (one.lease.purpose == frontier::Purpose::kRobots) {
      Result<void> result;
      finish_robots(one, now, result);
      TRY(result);
      continue;
    }
    if (one.exchange.failure == http::Failure::kCancelled) {
      TRY(frontier.release(one.lease, now));
      continue;
    }
    findings.push_back(judge(one.lease, std::move(one.exchange), now));
    leases.push_back(std::move(one.lease));
  }
  for (auto& lease : refusals) {
    findings.push_back(refused(lease, now));
    leases.push_back(std::move(lease));
  }
  refusals.clear();
  if (findings.empty()) return {};
  TRY(publish(findings, stop));
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& capture = findings[i].capture;
    TRY(frontier.complete(leases[i], findings[i].visit, options.clock()));
    tally.fetched(capture.wire_bytes);
    outcome_counter(capture.outcome).add();
    log::info("page.fetched", {{"url", capture.url},
                               {"outcome", records::to_string(capture.outcome)},
                               {"status", capture.status},
                               {"bytes", capture.payload.size()},
                               {"trace", capture.trace}});
  }
  return {};
}

std::vector<Finished> Fetcher::Impl::wait_for_finished(Time now) {
  std::vector<Finished> batch;
  const Time next = frontier.next_lease_time(now);
  Duration patience = next == Time::max() ? kLookAround : next - now;
  patience = refusals.empty() ? std::clamp(patience, Duration(1000), kLookAround) : Duration{};
  if (in_flight >= options.fetches_max) patience = kLookAround;
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
    while (impl.in_flight < impl.options.fetches_max &&
           impl.refusals.size() < impl.options.fetches_max && impl.start_one(now)) {
    }
    auto done = impl.take(impl.wait_for_finished(now), stop);
    if (!done && done.fault().kind == FaultKind::kUnavailable && stop.stop_requested()) return {};
    TRY(done);
  }
  impl.client->stop(kDrain);
  while (impl.in_flight > 0) {
    TRY(impl.take(impl.wait_for_finished(impl.options.clock()), stop));
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
  sink.start = [&](const bus::Position& position) -> Result<std::int64_t> {
    // The frontier takes a discovery twice as once, so the group's own memory is good enough.
    TRY_LET(offsets, impl.bus.committed(position.topic, options.group));
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
    return {};
  };
  return stage::sink(impl.bus, options, sink, stop);
}

}  // namespace broadsheet::fetcher
