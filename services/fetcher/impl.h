// SPDX-License-Identifier: Apache-2.0
// A fetcher from inside: one thread decides and records, the client's threads wait for the network,
// and where sites are shared, a third one hears which are ours. Inside fetcher only.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

#include "core/queue.h"
#include "fetcher/fetcher.h"
#include "fetcher/handover.h"
#include "fetcher/visit.h"

namespace broadsheet::fetcher {

inline constexpr Duration kLookAround =
    std::chrono::milliseconds(200);                                 // how soon a stop is noticed
inline constexpr Duration kHopPatience = std::chrono::minutes(10);  // for another site to be free
inline constexpr Duration kLeasePauseMax = std::chrono::seconds(10);

struct Finished {
  frontier::Lease lease;
  url::Url asked;  // the lease's URL, or where its robots.txt redirected to
  http::Exchange exchange;
  unsigned redirects = 0;  // of a robots.txt
};

// A redirect of a robots.txt that waits until it may be followed.
struct Hop {
  frontier::Lease lease;
  url::Url target;
  unsigned redirects = 0;
  int status = 0;  // of the redirect
  Time since = {};
  Time at = {};  // when to ask
};

// What is published together.
struct Slice {
  std::vector<Finding> findings;
  std::vector<frontier::Lease> leases;
  std::size_t bytes = 0;
};

struct Fetcher::Impl {
  Impl(bus::Bus& the_bus, Tally& the_tally, Options the_options, frontier::Frontier the_frontier,
       std::unique_ptr<http::Client> the_client)
      : bus(the_bus),
        tally(the_tally),
        options(std::move(the_options)),
        frontier(std::move(the_frontier)),
        finished(options.fetches_max + 1),
        fence(options.membership),
        handover(bus, frontier, options.clock),
        client(std::move(the_client)) {}

  [[nodiscard]] http::Limits limits_of(const frontier::Lease& lease) const;
  [[nodiscard]] bool is_long(const frontier::Lease& lease) const;
  [[nodiscard]] bool has_room() const;
  Result<bool> start_one(Time now);
  Result<void> start_some(Time now);
  Result<void> start_hops(Time now);
  Result<bool> start_hop(Hop& hop, Time now);
  void request(frontier::Lease lease, const url::Url& url, unsigned redirects);
  Result<void> take(std::vector<Finished> batch, std::stop_token stop);
  Result<void> finish_robots(Finished& one, Time now, std::stop_token stop);
  Result<void> hand_over(Slice& slice, std::stop_token stop);
  Result<void> complete(const frontier::Lease& lease, const frontier::Visit& visit,
                        std::stop_token stop);
  void note_trouble(const std::string& why);  // empty: it is over
  std::vector<Finished> wait_for_finished(Time now);

  // ---- where others have sites too
  bool shares() const { return options.partitions > 0; }
  Result<void> take_sources(bus::Inbox& inbox, Duration patience);
  Result<void> read_sources();
  void release_strangers();
  Result<void> rest(bus::Inbox& inbox, const std::vector<bus::Position>& begun);
  Result<void> prove_membership(bus::Inbox& inbox, const std::vector<bus::Position>& begun);
  void give_up(const std::vector<bus::Position>& positions, bool is_lost);
  void wait_for_leases(int partition);

  bus::Bus& bus;
  Tally& tally;
  const Options options;
  frontier::Frontier frontier;
  std::vector<frontier::Lease> refusals;  // leased, forbidden by robots.txt, to be recorded
  std::vector<Hop> hops;                  // each holds the lease of its site
  Time lease_again = {};                  // The frontier could not write: not before.
  Duration lease_pause = kLookAround;
  mutable std::mutex trouble_mutex;
  std::string trouble;  // that the frontier cannot write, and why
  std::atomic<std::size_t> in_flight{0};
  std::size_t long_in_flight = 0;   // of these, feeds
  BoundedQueue<Finished> finished;  // never full: as many places as fetches
  Fence fence;
  Handover handover;  // of the intake's thread
  Time flushed = {};  // likewise
  std::mutex settling;
  std::condition_variable settled;       // leases were given back
  std::unique_ptr<bus::Inbox> sources;   // first the opener's, then run_sources()'s
  std::unique_ptr<http::Client> client;  // Last: its threads use the queue.
};

}  // namespace broadsheet::fetcher
