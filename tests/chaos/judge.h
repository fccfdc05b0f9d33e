// SPDX-License-Identifier: Apache-2.0
// What is wrong with an archive, seen through the gateway and on the indexers' disks, and with the
// crawl's manners.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "newsroom/newsroom.h"

namespace broadsheet::chaos {

// Sentences; none: all is well. `times`: when everything was fetched, by the newsroom's clock.

// kUnavailable: the gateway does not answer, or not for all shards.
Result<std::vector<std::string>> judge_gateway(const std::string& address,
                                               const newsroom::Newsroom& newsroom, int shards,
                                               const std::vector<Time>& times);

// Of several copies of a shard, the one that has read furthest. Nobody may serve them.
std::vector<std::string> judge_disks(const std::vector<std::filesystem::path>& folders,
                                     const newsroom::Newsroom& newsroom, int shards,
                                     const std::vector<Time>& times);

std::vector<std::string> judge_manners(const newsroom::Newsroom& newsroom, Duration delay,
                                       const std::string& agent);

}  // namespace broadsheet::chaos
