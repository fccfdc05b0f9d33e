// SPDX-License-Identifier: Apache-2.0
// A shard's store and the lock of its one writer. Inside archive only.
#pragma once

#include <algorithm>
#include <mutex>
#include <vector>

#include "archive/compress.h"
#include "archive/counters.h"
#include "archive/keys.h"
#include "archive/log.h"
#include "archive/shard.h"
#include "kv/store.h"

namespace broadsheet::archive {

struct Shard::Impl {
  explicit Impl(kv::Store the_store) : store(std::move(the_store)) {}

  [[nodiscard]] Result<Counters> counters() const;
  [[nodiscard]] Result<records::Snapshot> get(const records::SnapshotKey& key) const;
  [[nodiscard]] Result<std::vector<records::Snapshot>> versions(std::string_view url_key) const;
  [[nodiscard]] Result<StoredPayload> stored_payload(const Digest& digest) const;
  [[nodiscard]] Result<Digest> log_node(const LogNode& node) const;
  [[nodiscard]] Result<std::vector<records::SnapshotKey>> carriers(const Digest& text_hash,
                                                                   std::size_t count_max) const;

  kv::Store store;
  Options options;
  std::mutex writing;
};

// The publisher says that the page is not to be kept: then only the text and its proof are.
inline bool may_not_be_kept(const records::Article& article) {
  return std::ranges::find(article.robots_directives, "noarchive") !=
         article.robots_directives.end();
}

struct Sighting {
  Time time;
  Digest content_hash;
  Digest payload;  // the page's digest, kept or not
};
// The newest capture of a URL at or before `time` that saw one of its `versions`; none if there is
// none.
Result<std::optional<Sighting>> newest_sighting(const kv::Store& store, std::string_view url_key,
                                                const std::vector<records::Snapshot>& versions,
                                                Time time);

// One of these versions, by first seen, was seen again after another one: what was current between
// its first and last sighting is not told by these two times.
bool has_return(const std::vector<records::Snapshot>& versions);

}  // namespace broadsheet::archive
