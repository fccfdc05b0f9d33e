// SPDX-License-Identifier: Apache-2.0
// The parts of World::respond, a subject a file: validators, hubs, walls, trials, trouble.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "newsroom/page.h"
#include "newsroom/world.h"

namespace broadsheet::newsroom {

// A request taken apart.
struct Asked {
  const Request& request;
  std::string path;   // percent-encoded, without query
  std::string query;  // without '?'

  // The value of a query parameter; empty if there is none.
  [[nodiscard]] std::string parameter(std::string_view name) const;
  // The whole, without what only says where the visitor came from (utm_…).
  [[nodiscard]] std::string plain_target() const;
};
Asked take_apart(const Request& request);

Reply html_reply(const Page& page, int status, std::string html);
Reply redirect(int status, std::string location);

// Adds ETag and Last-Modified by the outlet's habit, and makes a 304 of what the client has already
// (RFC 9110 §13.2.2). `state` names the content: it changes when the content does.
void validate(const Page& page, const Asked& asked, std::string_view state, Time modified,
              Reply& reply);

// Front page, sections, tags, months, pagination; none if `asked` is no page of links.
std::optional<Hub> hub_at(const Page& page, const Asked& asked);

// Contact, privacy, authors and the like; pictures, styles, scripts; none if it is none.
std::optional<Reply> fixture_at(const Page& page, const Asked& asked);

// What stands before the articles of a walled outlet; none where the way is free.
std::optional<Reply> wall_at(const Page& page, const Asked& asked, std::string_view host);

// The outlets of redirects (moved-times) and of too many requests (busy-bulletin).
std::optional<Reply> trial_at(const Page& page, const Asked& asked);

// The host of faults. Its front page lists them all.
Reply trouble_at(const Page& page, const Asked& asked);

}  // namespace broadsheet::newsroom
