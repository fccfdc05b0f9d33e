// SPDX-License-Identifier: Apache-2.0
// The topics between the services: the one place where their names and kinds are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bus/bus.h"

namespace broadsheet::topics {

inline constexpr std::string_view kSources = "sources";
inline constexpr std::string_view kDiscoveries = "discoveries";
inline constexpr std::string_view kFrontierState = "frontier-state";
inline constexpr std::string_view kCaptures = "captures";
inline constexpr std::string_view kArticles = "articles";
inline constexpr std::string_view kCapturesBackfill = "captures.backfill";
inline constexpr std::string_view kArticlesBackfill = "articles.backfill";
inline constexpr std::string_view kShards = "shards";
inline constexpr std::string_view kDeadLetters = "dead-letters";

// The groups that read them.
inline constexpr std::string_view kExtractors = "extractors";
inline constexpr std::string_view kIndexers = "indexers";
// The group that reads the backfill lane for those of `group`.
std::string backfill_group(std::string_view group);

struct Layout {
  int partitions = 2;  // of captures and articles, so the number of shards; and of discoveries
  int replication = 1;
  // How long a page waits for a slow reader; zero: for ever. Dead letters stay longer.
  Duration retention = std::chrono::hours(168);
};

// A page that could not be read is nowhere else once its capture has gone.
inline constexpr Duration kDeadLettersKept = std::chrono::hours(24 * 90);

// All of them, as they are to be.
std::vector<bus::Topic> all(const Layout& layout);

// Of captures and articles, and of discoveries, on a bus where all topics are. kNotFound if one is
// missing; kBadInput if they do not fit together.
Result<int> partitions(const bus::Bus& bus);

// Creates what is missing. kBadInput if one is there with another number of partitions.
Result<void> apply(bus::Bus& bus, const Layout& layout);

}  // namespace broadsheet::topics
