// SPDX-License-Identifier: Apache-2.0
// By what right a URL that was found is to be fetched.
#include "frontier/impl.h"
#include "url/canonical.h"

namespace broadsheet::frontier {

namespace {

using records::Role;
using records::Standing;

// What was published a while ago is no news, whatever list it stands in. News sitemaps hold two
// days.
constexpr Duration kNews = std::chrono::hours(24 * 3);

bool is_list(Role role) { return role == Role::kFeed || role == Role::kSitemap; }

}  // namespace

bool is_moved(Standing standing) {
  return standing == Standing::kMovedSeed || standing == Standing::kMovedSite;
}

Frontier::Impl::Claim Frontier::Impl::claim_of_target(const records::FrontierRecord& record,
                                                      bool is_seed, const std::string& via) {
  const bool was_seed = record.standing == Standing::kMovedSeed;
  const Standing standing = is_seed || was_seed ? Standing::kMovedSeed : Standing::kMoved;
  return {standing, was_seed && !is_seed ? record.via : via, record.fresh || is_seed, false};
}

// The seed list says so, also where another frontier has the page itself; or its
// robots.txt, which may name sitemaps on other hosts (sitemaps.org, "Sitemaps & Cross Submits").
bool Frontier::Impl::is_own_list(const records::Discovery& discovery, const url::Url& via) const {
  const records::Source& source = source_of(discovery.source);
  if (source.id.empty() || source.removed) return false;
  if (via.path() == "/robots.txt") {
    return discovery.role == Role::kSitemap &&
           sources_of_site.contains({url::site(via), source.id});
  }
  records::Source lists = source;
  lists.homepage.clear();
  return is_seed(lists, discovery.via);
}

Result<Frontier::Impl::Origin> Frontier::Impl::origin_of(
    const records::Discovery& discovery) const {
  Origin origin;
  const auto via = url::Url::parse(discovery.via);
  if (!via) return origin;
  const records::Source& source = source_of(discovery.source);
  origin.site = url::site(*via);
  origin.is_seed = is_seed(source, discovery.via);
  origin.own_list = is_own_list(discovery, *via);
  records::Source sitemaps = source;
  sitemaps.homepage.clear();
  sitemaps.feeds.clear();
  origin.fresh = origin.is_seed && !is_seed(sitemaps, discovery.via);
  TRY_LET(record, read_url(url::url_key(*via)));
  if (!record || record->source != discovery.source) return origin;
  origin.known = true;
  origin.own_list = origin.own_list || is_list(record->role);
  const bool front = record->role == Role::kHub && record->depth == 0;
  origin.fresh = origin.fresh || record->role == Role::kFeed || front;
  origin.record = *std::move(record);
  return origin;
}

Result<Frontier::Impl::Claim> Frontier::Impl::claim_of(const records::Discovery& discovery,
                                                       const url::Url& url, Adding& adding) {
  Claim claim{.via = discovery.via};
  const auto& published = discovery.hint.published;
  claim.fresh = published && *published > adding.now - kNews;
  if (discovery.via.empty()) {
    const bool seed = is_seed(source_of(discovery.source), discovery.url);
    return Claim{seed ? Standing::kSeed : Standing::kPerson, {}, true, true};
  }
  if (discovery.standing != Standing::kUnknown) {
    claim.standing = discovery.standing;
    claim.fresh = claim.fresh || discovery.fresh;
    claim.from_news = false;
    return claim;
  }
  const auto [found, is_new] = adding.origins.try_emplace({discovery.via, discovery.source});
  if (is_new) {
    TRY_LET(looked_up, origin_of(discovery));
    found->second = std::move(looked_up);
  }
  const Origin& origin = found->second;
  const Standing before = origin.record.standing;
  if (discovery.hops > 0 && (origin.known || origin.is_seed)) {
    // The same page at another place.
    const bool fresh = claim.fresh;
    claim = claim_of_target(origin.record, origin.is_seed, discovery.via);
    claim.fresh = claim.fresh || fresh;
    return claim;
  }
  claim.from_news = origin.fresh;
  claim.fresh = claim.fresh || origin.fresh;
  if (origin.own_list) {
    claim.standing = Standing::kListed;
  } else if (origin.record.role == Role::kHub && is_moved(before) &&
             origin.site == url::site(url)) {
    claim.standing = Standing::kMovedSite;
  }
  return claim;
}

}  // namespace broadsheet::frontier
