// SPDX-License-Identifier: Apache-2.0
// Ground truth against archive.
#include "e2e/newsroom_world.h"

#include <set>

#include "bus/bus.h"
#include "core/file.h"
#include "newsroom/seed_list.h"
#include "url/canonical.h"

namespace broadsheet::e2e {

std::unique_ptr<newsroom::Newsroom> open_newsroom(std::size_t outlets, bool trials) {
  newsroom::Newsroom::Settings settings;
  settings.world.outlets = outlets;
  settings.world.trials = trials;
  settings.speed = 0;
  auto opened = newsroom::Newsroom::open(settings);
  CHECK(opened.ok());
  return *std::move(opened);
}

std::filesystem::path write_seeds(const newsroom::Newsroom& newsroom,
                                  const std::filesystem::path& folder) {
  const auto file = folder / "seeds.yaml";
  const newsroom::SeedChoice choice{.trials = newsroom.world().options().trials};
  CHECK(write_file(file, newsroom::seed_list(newsroom.world(), {}, choice)).ok());
  return file;
}

std::string resolve_rule(const newsroom::Newsroom& newsroom) {
  return "*=127.0.0.1:" + std::to_string(newsroom.port());
}

std::vector<std::string> compare(indexer::Indexer& archive, const newsroom::Newsroom& newsroom,
                                 const std::vector<Time>& times) {
  const auto versions_of = [&](int shard, const std::string& key) {
    const auto versions = archive.unit(shard).shard.versions(key);
    CHECK(versions.ok());
    return *versions;
  };
  return compare(versions_of, archive.shards(), newsroom, times);
}

std::vector<std::string> compare(const VersionsOf& versions_of, int shards,
                                 const newsroom::Newsroom& newsroom,
                                 const std::vector<Time>& times) {
  std::vector<std::string> wrong;
  std::set<std::string> known;
  for (const auto& article : newsroom::truth(newsroom.world(), times.back())) {
    const auto url = url::Url::parse(article.url);
    CHECK(url.ok());
    const std::string key = url::url_key(*url);
    known.insert(key);
    const auto versions = versions_of(bus::partition_of(key, shards), key);
    if (!article.allowed || !article.wall.empty() || article.live ||
        article.validators == "stale") {
      if (!article.allowed && !versions.empty())
        wrong.push_back("forbidden, and archived: " + article.url);
      continue;
    }
    const auto wanted = newsroom::versions_seen(article, times);
    if (versions.size() != wanted.size()) {
      wrong.push_back(std::to_string(versions.size()) + " versions instead of " +
                      std::to_string(wanted.size()) + ": " + article.url);
      continue;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto& title = versions[i].article.title;
      if (title == wanted[i].title) continue;
      wrong.push_back("\"" + title + "\" instead of \"" + wanted[i].title + "\": " + article.url);
    }
  }
  return wrong;
}

}  // namespace broadsheet::e2e
