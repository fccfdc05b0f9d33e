// SPDX-License-Identifier: Apache-2.0
// What the frontier knows of one URL; travels on `frontier-state` when a partition moves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "records/capture.h"

namespace broadsheet::records {

struct FrontierRecord {
  std::string url;  // the form to request
  Role role = Role::kUnknown;
  std::string source = {};
  std::string via = {};
  std::uint32_t depth = 0;
  Hint hint = {};
  std::string trace = {};
  Time found = {};
  Time due = {};                // the next fetch; Time::max(): never
  std::string due_reason = {};  // a sentence: "first fetch", "recheck 1h after a change", …
  Time fetched = {};            // last attempt; zero: never
  Time changed = {};            // last time its content was new
  std::uint32_t fetches = 0;
  std::uint32_t changes = 0;
  std::uint32_t failures = 0;  // no answer or a bad one, in a row
  std::uint32_t gone = 0;      // answers that it is gone, in a row
  std::uint32_t forms = 0;     // redirects to another form of itself, in a row
  int status = 0;
  Outcome outcome = Outcome::kUnknown;
  std::string reason = {};
  std::string etag = {};
  std::string last_modified = {};
  Digest payload_digest = {};  // of the last body
  Duration interval = {};      // the current recheck interval
  std::string redirect = {};
  std::uint32_t hops = 0;  // redirects between the link and this URL
  Standing standing = Standing::kUnknown;
  bool fresh = false;  // found where news appears: in a feed, on a homepage, …
  std::string unknown_fields = {};

  bool operator==(const FrontierRecord&) const = default;
};

std::string encode(const FrontierRecord& record);
Result<FrontierRecord> decode_frontier_record(std::string_view bytes);

}  // namespace broadsheet::records
