// SPDX-License-Identifier: Apache-2.0
// The plainest seed list: a URL a line, # begins a comment. A URL of a feed may be said to be one,
// as other crawlers' lists do: "URL<TAB>isFeed=true".
#include "seeds/url_list.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>

#include "core/strings.h"
#include "seeds/checks.h"
#include "url/url.h"

namespace broadsheet::seeds {

namespace {

// By what stands behind the host: a paper may be called Feed or Atomic News.
bool looks_like(const url::Url& url, std::initializer_list<std::string_view> marks) {
  return std::ranges::any_of(
      marks, [&](std::string_view mark) { return icontains(url.request_target(), mark); });
}

bool looks_like_sitemap(const url::Url& url) { return looks_like(url, {"sitemap"}); }
bool looks_like_feed(const url::Url& url) {
  return looks_like(url, {"rss", "atom", "feed", ".xml", ".rdf"});
}

enum class Role { kHomepage, kFeed, kSitemap };

// What the fields behind the URL say, else what the URL looks like.
Role role_of(const url::Url& url, const std::vector<std::string_view>& fields) {
  std::optional<bool> feed;
  std::optional<bool> sitemap;
  for (const auto field : fields) {
    const auto equals = field.find('=');
    if (equals == std::string_view::npos) continue;
    const bool yes = iequals(trim(field.substr(equals + 1)), "true");
    if (iequals(trim(field.substr(0, equals)), "isFeed")) feed = yes;
    if (iequals(trim(field.substr(0, equals)), "isSitemap")) sitemap = yes;
  }
  if (sitemap.value_or(false)) return Role::kSitemap;
  if (feed.value_or(false)) return Role::kFeed;
  if (!sitemap && looks_like_sitemap(url)) return Role::kSitemap;
  return !feed && looks_like_feed(url) ? Role::kFeed : Role::kHomepage;
}

class UrlReader {
 public:
  explicit UrlReader(std::string_view name) : name_(name) {}

  SeedList run(std::string_view text) {
    int number = 0;
    for (const auto line : split(text, '\n')) read_line(line, ++number);
    return std::move(list_);
  }

 private:
  void read_line(std::string_view line, int number) {
    const auto text = trim(line);
    if (text.empty() || text.front() == '#') return;
    const auto fields = split(text, '\t');
    const std::string written(trim(fields.front()));
    const std::string where =
        name_ + ":" + std::to_string(number) + ":" + std::to_string(text.data() - line.data() + 1);
    if (const Wrong wrong = check_url(written); !wrong.what.empty()) {
      list_.problems.push_back({where, wrong.what, wrong.remedy});
      return;
    }
    add(written, role_of(*url::Url::parse(written), fields), where);
  }

  void add(const std::string& written, Role role, const std::string& where) {
    records::Source source;
    if (role == Role::kHomepage) source.homepage = written;
    if (role == Role::kFeed) source.feeds = {written};
    if (role == Role::kSitemap) source.sitemaps = {written};
    source.id = id_for(source);
    const auto [known, fresh] = by_id_.emplace(source.id, list_.sources.size());
    if (fresh) return list_.add(std::move(source), where);
    auto& before = list_.sources[known->second];
    if (role == Role::kSitemap) {
      before.sitemaps.push_back(written);
    } else if (role == Role::kFeed || !before.homepage.empty()) {
      // A second page of a host is polled like its feeds are.
      before.feeds.push_back(written);
    } else {
      before.homepage = written;
    }
  }

  std::string name_;
  SeedList list_;
  std::map<std::string, std::size_t> by_id_;  // → index in list_.sources
};

// Says no where the reader would guess otherwise.
std::string homepage_line(const std::string& homepage) {
  const auto url = url::Url::parse(homepage);
  std::string line = homepage;
  if (url && looks_like_feed(*url)) line += "\tisFeed=false";
  if (url && looks_like_sitemap(*url)) line += "\tisSitemap=false";
  return line + "\n";
}

}  // namespace

SeedList parse_url_list(std::string_view text, std::string_view name) {
  return UrlReader(name).run(text);
}

std::string write_url_list(const std::vector<records::Source>& sources) {
  std::string out;
  for (const auto& source : sources) {
    if (!source.homepage.empty()) out += homepage_line(source.homepage);
    for (const auto& feed : source.feeds) out += feed + "\tisFeed=true\n";
    for (const auto& sitemap : source.sitemaps) out += sitemap + "\tisSitemap=true\n";
  }
  return out;
}

}  // namespace broadsheet::seeds
