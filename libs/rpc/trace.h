// SPDX-License-Identifier: Apache-2.0
// What follows a question through gateway, shards and fetchers, and a page from its discovery to
// its snapshot: a trace id of 32 hexadecimal digits, as W3C Trace Context carries it in the
// metadata or header `traceparent` (https://www.w3.org/TR/trace-context/).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::rpc {

inline constexpr const char* kTraceparent = "traceparent";

// The trace id of a `traceparent`; none if it is not one.
std::optional<std::string> parse_traceparent(std::string_view value);
// A `traceparent` of this trace, with a parent id of its own. Empty if `trace` is no trace id.
std::string make_traceparent(std::string_view trace);
// Of a question that came without one.
std::string new_trace();

}  // namespace broadsheet::rpc
