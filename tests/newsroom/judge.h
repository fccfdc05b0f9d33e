// SPDX-License-Identifier: Apache-2.0
// The judge of politeness: from a log of requests to what the crawler did wrong, seen from outside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "newsroom/request_log.h"
#include "newsroom/world.h"

namespace broadsheet::newsroom {

struct Rules {
  Duration delay = std::chrono::seconds(1);  // between two requests to one site, start to start
  // A client measures from when it sends, we from when we read: so much less is no offence.
  // On a machine that is busy with other things, much can lie between the two.
  Duration tolerance = std::chrono::milliseconds(100);
  bool follow_at_once = true;        // the target of a redirect may be asked for without a pause
  bool crawl_delay = true;           // robots.txt may ask for more than `delay`
  std::string agent_must_have = {};  // in every User-Agent: a name, a contact; empty: anything goes
};

enum class Offence { kTooSoon, kAtOnce, kDisallowed, kBeforeRetryAfter, kAnonymous };
std::string_view to_string(Offence offence);

struct Violation {
  Offence offence = Offence::kTooSoon;
  std::uint64_t number = 0;  // of the log entry
  std::string site = {};
  std::string what = {};  // a sentence
};
Json to_json(const Violation& violation);

// In the order of the log. Hosts that are no outlet of `world` are not judged by robots.txt.
std::vector<Violation> judge(std::vector<LogEntry> log, const World& world, const Rules& rules);

}  // namespace broadsheet::newsroom
