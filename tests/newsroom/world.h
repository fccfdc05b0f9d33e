// SPDX-License-Identifier: Apache-2.0
// A simulated news web. Every answer is a function of (options, request, now): no clock, disk,
// network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "http/message.h"
#include "http/server.h"
#include "newsroom/catalogue.h"
#include "newsroom/page.h"

namespace broadsheet::newsroom {

// The moment at which every scenario begins unless it says otherwise: Monday, 2 March 2026, 08:00
// UTC.
Time default_epoch();

struct Options {
  std::uint64_t seed = 1;
  std::size_t outlets = 12;  // ordinary ones; at most 2000
  bool trials = true;        // also the outlets that exist for one difficulty each
  Time epoch = default_epoch();
  Duration history = std::chrono::hours(24 * 5);  // how far back the articles go
  Duration horizon = std::chrono::hours(48);      // after epoch + horizon nothing new happens
  std::size_t articles = 10;                 // an outlet's own at the epoch, beside wire copies
  Duration pace = std::chrono::minutes(40);  // between an outlet's new articles, on average
};

struct Request {
  std::string method = "GET";
  std::string host = {};     // as in the Host field; its port is repeated in links
  std::string target = "/";  // path and query
  http::Headers headers = {};
  std::string scheme = "http";
};

// Bytes, delays and faults, as the server carries them out.
using Reply = http::ServerResponse;

class World {
 public:
  explicit World(const Options& options = {});
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Thread-safe; the same arguments give the same answer. A host that is no outlet's is 404.
  [[nodiscard]] Reply respond(const Request& request, Time now) const;

  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] const Catalogue& catalogue() const { return *catalogue_; }

  // What a polite crawler needs to know of a host, for judging one: whether a target may be
  // fetched, and the pause that robots.txt asks for (0: none). A host that is no outlet's may not
  // be fetched.
  [[nodiscard]] bool may_fetch(std::string_view host, std::string_view target) const;
  [[nodiscard]] Duration crawl_delay(std::string_view host) const;

 private:
  Options options_;
  std::unique_ptr<const Catalogue> catalogue_;
};

}  // namespace broadsheet::newsroom
