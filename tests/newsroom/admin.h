// SPDX-License-Identifier: Apache-2.0
// The control desk: what a test or a person may ask of a running newsroom, over HTTP.
#pragma once

#include <string>
#include <string_view>

#include "http/server.h"
#include "newsroom/request_log.h"
#include "newsroom/scenario_clock.h"
#include "newsroom/world.h"

namespace broadsheet::newsroom {

struct Desk {
  const World& world;
  ScenarioClock& clock;
  RequestLog& log;
};

// Whether `host` (lower case, without port) is the desk and no outlet.
bool is_desk(std::string_view host);

// GET  /                     for people: the outlets, with links
// GET  /_newsroom/time       {"now", "epoch", "speed"}
// POST /_newsroom/time?set=TIME | advance=DURATION | speed=X
// GET  /_newsroom/truth?at=TIME&port=N     ground truth; `port` goes into the URLs
// GET  /_newsroom/seeds?trials=no&without=ID,ID&port=N
// GET  /_newsroom/log        JSON lines;  DELETE forgets them
// GET  /_newsroom/judge?delay=DURATION&agent=TEXT
// GET  /_newsroom/stats
http::ServerResponse desk_reply(const Desk& desk, const http::ServerRequest& request);

}  // namespace broadsheet::newsroom
