// SPDX-License-Identifier: Apache-2.0
// The fetcher: owns a frontier, fetches what is due, and gives every capture to the bus before it
// believes that it happened.
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "app/loops.h"
#include "bus/bus.h"
#include "common/tally.h"
#include "core/time.h"
#include "frontier/frontier.h"
#include "http/client.h"
#include "kv/store.h"
#include "rpc/crawl_api.h"

namespace broadsheet::fetcher {

struct Options {
  frontier::Options frontier = {};
  http::Client::Options http = {};
  http::Limits limits = {};
  // Instead of limits.body_bytes_max, for feeds and sitemaps: a sitemap may have 50 MB
  // (sitemaps.org), and a record of the bus has room for so much. A longer one is cut.
  std::size_t feed_bytes_max = std::size_t{32} << 20;
  // Requests at once, over all sites: the bound on memory, one body each. A feed that may be four
  // times as long counts as four.
  std::size_t fetches_max = 256;
  std::string group = "fetchers";
  Duration drain = std::chrono::seconds(10);  // how long a stop waits for what is in flight
  // Of `discoveries`, where several fetchers share them: only sites of those that the group gives
  // us are fetched, and their state is handed over by `frontier-state`. 0: everything is ours.
  int partitions = 0;
  // For how long the group's word that we are its member is good; less than its session.
  Duration membership = std::chrono::seconds(5);
  Clock clock = system_now;
};

// Bus, store and tally outlive it. kBadInput at open: a body may be larger than a record of the
// bus. Its loops run on threads of their own, at most once each.
class Fetcher {
 public:
  static Result<std::unique_ptr<Fetcher>> open(bus::Bus& bus, kv::Store& store, Tally& tally,
                                               Options options);
  ~Fetcher();

  // Lease → request → capture on the bus → done, until `stop`; then what is in flight ends first.
  // A capture that the bus can never take is recorded without its body, as failed.
  Result<void> run_fetches(std::stop_token stop);
  // Discoveries from the bus into the frontier, until `stop`. With partitions, also what goes with
  // them: a partition is restored before its first lease, and before it is given up its requests
  // have ended, or `drain` has passed.
  Result<void> run_intake(std::stop_token stop);
  // Sources that others put onto the bus, until `stop`; with partitions only.
  Result<void> run_sources(std::stop_token stop);
  // All of them, by their names.
  std::vector<app::Loop> loops();

  // Adds or updates sources, here and on `sources`. One that somebody removed stays removed, and
  // the log says so. Durable on return.
  Result<void> put_sources(const std::vector<records::Source>& sources);

  // For the control of the crawl; thread-safe.
  frontier::Frontier& frontier();
  [[nodiscard]] std::size_t in_flight() const;
  // Why it stands still, in a sentence; empty: it does not.
  [[nodiscard]] std::string waiting_for() const;
  // Whether others have sites too.
  [[nodiscard]] bool shares() const;

 private:
  struct Impl;
  explicit Fetcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// CrawlService over a fetcher: what it changes is in the frontier when it answers, and on `sources`
// for the other fetchers. All of them outlive it.
std::unique_ptr<rpc::CrawlApi> crawl_control(Fetcher& fetcher, bus::Bus& bus, const Tally& tally,
                                             Clock clock);

}  // namespace broadsheet::fetcher
