// SPDX-License-Identifier: Apache-2.0
// As JSON: one row per shard, and people can read it.
#include "archive/counters.h"

#include "core/json.h"

namespace broadsheet::archive {

std::string Counters::encode() const {
  Json json;
  json.set("snapshots", snapshots).set("urls", urls).set("captures", captures);
  json.set("texts", texts).set("payloads", payloads).set("payload_bytes", payload_bytes);
  json.set("payload_stored_bytes", payload_stored_bytes).set("changes", changes);
  json.set("newest", static_cast<std::int64_t>(to_micros(newest)));
  return json.dump();
}

Result<Counters> Counters::decode(std::string_view row) {
  auto parsed = parse_json(row);
  if (!parsed) return broken("the counters are damaged: " + parsed.fault().what);
  const Json& json = *parsed;
  const auto number = [&](const char* name) {
    return static_cast<std::uint64_t>(json[name].as_int());
  };
  Counters counters;
  counters.snapshots = number("snapshots");
  counters.urls = number("urls");
  counters.captures = number("captures");
  counters.texts = number("texts");
  counters.payloads = number("payloads");
  counters.payload_bytes = number("payload_bytes");
  counters.payload_stored_bytes = number("payload_stored_bytes");
  counters.changes = number("changes");
  counters.newest = from_micros(json["newest"].as_int());
  return counters;
}

}  // namespace broadsheet::archive
