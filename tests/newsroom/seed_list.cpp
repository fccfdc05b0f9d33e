// SPDX-License-Identifier: Apache-2.0
// The seed list of a world.
#include "newsroom/seed_list.h"

#include <algorithm>

#include "newsroom/feeds.h"

namespace broadsheet::newsroom {
namespace {

// JSON strings are YAML strings.
std::string as_json(std::string_view text) { return Json(text).dump(); }

void list_of_urls(std::string& out, std::string_view key, const Outlet& outlet, const Base& base,
                  const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  out += "    " + std::string(key) + ":\n";
  for (const auto& path : paths) out += "      - " + base.url(outlet, path) + "\n";
}

std::vector<std::string> feeds_of(const Outlet& outlet) {
  if (outlet.trial == Trial::kTrouble) return {"/laughs.xml", "/entity.xml", "/broken.xml"};
  if (outlet.trial == Trial::kMoved) return {};  // its front page is the trial
  return feed_paths(outlet);
}

std::vector<std::string> sitemaps_of(const Outlet& outlet) {
  if (outlet.trial != Trial::kNone) return {};
  // Half of the outlets leave it to robots.txt to say where their sitemaps are.
  return outlet.index % 2 == 0 ? sitemap_paths(outlet) : std::vector<std::string>{};
}

std::string source(const Outlet& outlet, const Base& base) {
  std::string out = "  - id: " + outlet.id + "\n";
  out += "    name: " + as_json(outlet.name) + "\n";
  out += "    homepage: " + base.url(outlet, "/") + "\n";
  list_of_urls(out, "feeds", outlet, base, feeds_of(outlet));
  list_of_urls(out, "sitemaps", outlet, base, sitemaps_of(outlet));
  out += "    language: " + std::string(outlet.language->code) + "\n";
  out += "    country: " + outlet.country + "\n";
  out += "    tags: [" + std::string(outlet.is_trial() ? "trial" : "news") + ", " +
         std::string(to_string(outlet.layout)) + "]\n";
  if (outlet.layout == Layout::kWordPress) {
    out += "    scope:\n      deny:\n        - \"*/author/*\"\n        - \"*/comments/feed/*\"\n";
  }
  if (outlet.layout == Layout::kLive) out += "    crawl:\n      recheck: 5m\n";
  if (outlet.is_trial()) out += "    crawl:\n      budget: 500\n";
  return out;
}

}  // namespace

std::string seed_list(const World& world, const Base& base, const SeedChoice& choice) {
  std::string out = "# The newsroom: a simulated news web, seed " +
                    std::to_string(world.options().seed) + ".\nsources:\n";
  for (const auto& outlet : world.catalogue().outlets()) {
    if (outlet.is_trial() && !choice.trials) continue;
    if (std::find(choice.without.begin(), choice.without.end(), outlet.id) != choice.without.end())
      continue;
    out += source(outlet, base);
  }
  return out;
}

}  // namespace broadsheet::newsroom
