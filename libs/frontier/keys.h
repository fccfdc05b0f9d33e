// SPDX-License-Identifier: Apache-2.0
// The frontier's families and the order of its queue. Inside frontier only.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/encode.h"
#include "core/time.h"
#include "frontier/lanes.h"

namespace broadsheet::frontier {

inline constexpr std::string_view kUrlsFamily = "urls";        // URL key → FrontierRecord
inline constexpr std::string_view kDueFamily = "queue";        // due_key → nothing
inline constexpr std::string_view kOldDueFamily = "due";       // a queue without lanes; emptied
inline constexpr std::string_view kSitesFamily = "sites";      // site → SiteState
inline constexpr std::string_view kRobotsFamily = "robots";    // origin → RobotsEntry
inline constexpr std::string_view kSourcesFamily = "sources";  // id → Source
inline constexpr std::string_view kPausedFamily = "paused";    // host → JSON
inline constexpr std::string_view kDecisionsFamily =
    "decisions";  // URL key → the last few decisions
inline constexpr std::string_view kBudgetsFamily =
    "budgets";  // source id, NUL and its partition → "day count"
inline constexpr std::string_view kRestingFamily =
    "resting";  // source id, NUL and a URL key: URLs that rest because of their source
inline constexpr std::string_view kMetaFamily = "meta";  // name → number

// site ∥ NUL ∥ lane ∥ due ∥ URL key: of each lane of a site, the URLs in the order in which they
// are due. A due time of "never" has no row.
inline std::string lane_prefix(std::string_view site, Lane lane) {
  return std::string(site) + '\0' + static_cast<char>(lane);
}

inline std::string due_key(std::string_view site, Lane lane, Time due, std::string_view url_key) {
  const auto micros = std::max<long long>(to_micros(due), 0);
  return lane_prefix(site, lane) + big_endian(static_cast<std::uint64_t>(micros)) +
         std::string(url_key);
}

inline std::string site_prefix(std::string_view site) { return std::string(site) + '\0'; }

inline std::string resting_key(std::string_view source, std::string_view url_key) {
  return std::string(source) + '\0' + std::string(url_key);
}

struct DueEntry {
  Lane lane;
  Time due;
  std::string url_key;
};

inline DueEntry parse_due_key(std::string_view key) {
  const auto lane = key.find('\0') + 1;
  return {static_cast<Lane>(key[lane]),
          from_micros(static_cast<long long>(from_big_endian(key.substr(lane + 1, 8)))),
          std::string(key.substr(lane + 9))};
}

}  // namespace broadsheet::frontier
