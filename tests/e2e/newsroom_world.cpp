// SPDX-License-Identifier: Apache-2.0
// Ground truth against archive.
#include "e2e/newsroom_world.h"

#include <set>

#include "bus/bus.h"
#include "core/file.h"
#include "newsroom/seed_list.h"
#include "url/canonical.h"

namespace broadsheet::e2e {

namespace {

// What the page shows at `time`; nothing before it was published and after it was withdrawn.
const newsroom::TrueVersion* shown_at(const newsroom::TrueArticle& article, Time time) {
  if (article.withdrawn && *article.withdrawn <= time) return nullptr;
  const newsroom::TrueVersion* shown = nullptr;
  for (const auto& version : article.versions) {
    if (version.visible <= time) shown = &version;
  }
  return shown;
}

// Titles of a URL's versions, in the order in which the visits at `times` must have seen them. An
// edit that was taken back between two visits was seen by neither.
std::vector<std::string> titles_at(const newsroom::TrueArticle& article,
                                   const std::vector<Time>& times) {
  std::vector<std::string> titles;
  const newsroom::TrueVersion* last = nullptr;
  for (const Time time : times) {
    const auto* now = shown_at(article, time);
    if (now == nullptr) continue;
    const bool same =
        last != nullptr && now->title == last->title && now->paragraphs == last->paragraphs;
    if (!same) titles.push_back(now->title);
    last = now;
  }
  return titles;
}

}  // namespace

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
    const auto titles = titles_at(article, times);
    if (versions.size() != titles.size()) {
      wrong.push_back(std::to_string(versions.size()) + " versions instead of " +
                      std::to_string(titles.size()) + ": " + article.url);
      continue;
    }
    for (std::size_t i = 0; i < titles.size(); ++i) {
      const auto& title = versions[i].article.title;
      if (title == titles[i]) continue;
      wrong.push_back("\"" + title + "\" instead of \"" + titles[i] + "\": " + article.url);
    }
  }
  return wrong;
}

}  // namespace broadsheet::e2e
