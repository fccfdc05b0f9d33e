// SPDX-License-Identifier: Apache-2.0
// The plainest seed list: a URL a line, # begins a comment. A URL of a feed may be said to be one,
// as other crawlers' lists do: "URL<TAB>isFeed=true".
#include "seeds/url_list.h"

#include <map>

#include "core/strings.h"
#include "seeds/checks.h"
#include "url/url.h"

namespace broadsheet::seeds {

namespace {

bool looks_like_feed(const std::string& url) {
  for (const char* mark : {"rss", "atom", "feed", ".xml", ".rdf"}) {
    if (icontains(url, mark)) return true;
  }
  return false;
}

}  // namespace

SeedList parse_url_list(std::string_view text, std::string_view name) {
  SeedList list;
  std::map<std::string, std::size_t> by_id;  // → index in list.sources
  int number = 0;
  for (const auto line : split(text, '\n')) {
    ++number;
    const auto fields = split(trim(line), '\t');
    const std::string url(trim(fields.front()));
    if (url.empty() || url.front() == '#') continue;
    const std::string where = std::string(name) + ":" + std::to_string(number) + ":1";
    if (const Wrong wrong = check_url(url); !wrong.what.empty()) {
      list.problems.push_back({where, wrong.what, wrong.remedy});
      continue;
    }
    const bool sitemap = icontains(line, "isSitemap") || icontains(url, "sitemap");
    const bool feed = !sitemap && (icontains(line, "isFeed=true") || looks_like_feed(url));
    records::Source source;
    (sitemap ? source.sitemaps : source.feeds).push_back(url);
    if (!sitemap && !feed) {
      source.feeds.clear();
      source.homepage = url;
    }
    source.id = id_for(source);
    const auto [known, fresh] = by_id.emplace(source.id, list.sources.size());
    if (fresh) {
      list.sources.push_back(std::move(source));
      continue;
    }
    auto& before = list.sources[known->second];
    if (sitemap) {
      before.sitemaps.push_back(url);
    } else if (feed || !before.homepage.empty()) {
      // A second page of a host is polled like its feeds are.
      before.feeds.push_back(url);
    } else {
      before.homepage = url;
    }
  }
  return list;
}

std::string write_url_list(const std::vector<records::Source>& sources) {
  std::string out;
  for (const auto& source : sources) {
    if (!source.homepage.empty()) out += source.homepage + "\n";
    for (const auto& feed : source.feeds) out += feed + "\tisFeed=true\n";
    for (const auto& sitemap : source.sitemaps) out += sitemap + "\tisSitemap=true\n";
  }
  return out;
}

}  // namespace broadsheet::seeds
