// SPDX-License-Identifier: Apache-2.0
// As JSON: one small row per site, and people can read it.
#include "frontier/site_state.h"

#include "core/json.h"

namespace broadsheet::frontier {

std::string encode(const SiteState& state) {
  Json json;
  json.set("next_request", static_cast<std::int64_t>(to_micros(state.next_request)));
  if (state.pause != Duration{}) {
    json.set("pause", static_cast<std::int64_t>(state.pause.count()));
  }
  if (!state.why.empty()) json.set("why", state.why);
  json.set("throttles", state.throttles).set("failures", state.failures).set("urls", state.urls);
  if (state.backlog > 0) json.set("backlog", state.backlog);
  if (state.turn > 0) json.set("turn", state.turn);
  return json.dump();
}

Result<SiteState> decode_site_state(std::string_view bytes) {
  TRY_LET(json, parse_json(bytes));
  SiteState state;
  state.next_request = from_micros(json["next_request"].as_int());
  state.pause = Duration(json["pause"].as_int());
  state.why = json["why"].as_string();
  state.throttles = static_cast<std::uint32_t>(json["throttles"].as_int());
  state.failures = static_cast<std::uint32_t>(json["failures"].as_int());
  state.backlog = static_cast<std::uint64_t>(json["backlog"].as_int());
  state.turn = static_cast<std::uint32_t>(json["turn"].as_int());
  state.urls = static_cast<std::uint64_t>(json["urls"].as_int());
  return state;
}

}  // namespace broadsheet::frontier
