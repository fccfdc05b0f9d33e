// SPDX-License-Identifier: Apache-2.0
// What an exchange with a server comes to: a pure function from the exchange to its capture and
// visit.
#pragma once

#include <optional>
#include <string>

#include "frontier/frontier.h"
#include "http/client.h"
#include "records/capture.h"

namespace broadsheet::fetcher {

struct Finding {
  records::Capture capture;
  frontier::Visit visit;
};

// Of a page that was asked for. `now` is when the answer was had.
Finding judge(const frontier::Lease& lease, http::Exchange exchange, Time now);

// Of a page that was not asked for, since robots.txt forbids it.
Finding refused(const frontier::Lease& lease, Time now);

// Of a robots.txt: its last answer, or the one that cannot be followed.
frontier::Visit judge_robots(const http::Exchange& exchange, Time now);

// The target of a redirect, if the exchange came to one.
std::optional<url::Url> redirect_target(const url::Url& from, const http::Exchange& exchange);

// Retry-After (RFC 9110 §10.2.3): seconds or a date. A number of seconds that no clock has means
// the longest wait there is; none if it is neither.
std::optional<Duration> parse_retry_after(std::string_view value, Time now);

// The request for a lease, with validators where they may be trusted.
http::Request request_for(const frontier::Lease& lease);

}  // namespace broadsheet::fetcher
