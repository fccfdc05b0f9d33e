// SPDX-License-Identifier: Apache-2.0
// A newsroom on a port, its seed list, and what an archive of it must hold.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/indexer.h"
#include "newsroom/newsroom.h"
#include "newsroom/truth.h"
#include "records/snapshot.h"

namespace broadsheet::e2e {

// `outlets` ordinary outlets and none of the difficult ones, unless `trials`.
std::unique_ptr<newsroom::Newsroom> open_newsroom(std::size_t outlets, bool trials = false);

// Writes the seed list of the newsroom's world.
std::filesystem::path write_seeds(const newsroom::Newsroom& newsroom,
                                  const std::filesystem::path& folder);

// "*=127.0.0.1:43121"
std::string resolve_rule(const newsroom::Newsroom& newsroom);

// What is wrong with the archive, a sentence each: every article that may be fetched is there under
// its URL, with each of its versions in `times` (clock times at which everything was fetched), and
// nothing that the newsroom never published.
// The versions of a URL key in a shard.
using VersionsOf =
    std::function<std::vector<records::Snapshot>(int shard, const std::string& url_key)>;
std::vector<std::string> compare(const VersionsOf& versions_of, int shards,
                                 const newsroom::Newsroom& newsroom,
                                 const std::vector<Time>& times);
std::vector<std::string> compare(indexer::Indexer& archive, const newsroom::Newsroom& newsroom,
                                 const std::vector<Time>& times);

}  // namespace broadsheet::e2e
