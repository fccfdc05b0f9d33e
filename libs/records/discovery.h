// SPDX-License-Identifier: Apache-2.0
// A discovery: somebody saw a URL. And what the frontier knows of it later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "core/time.h"

namespace broadsheet::records {

// What a URL is believed to be; decides how often it is fetched and what is made of it.
enum class Role : std::uint8_t { kUnknown, kArticle, kHub, kFeed, kSitemap };
std::string_view to_string(Role role);

// Why a URL may be fetched for its source. The numbers travel.
enum class Standing : std::uint8_t {
  kUnknown,    // found by a version that did not write it down
  kSeed,       // the seed list names it
  kSite,       // a page of the source's site links to it, or what is on it does
  kListed,     // a feed or sitemap of the source lists it
  kPerson,     // somebody asked for it
  kMoved,      // a page that may be fetched redirects to it
  kMovedSeed,  // a seed redirects to it
  kMovedSite,  // on the site to which a homepage moved
};

// What a feed or sitemap said about the page it led to. Empty where it said nothing.
struct Hint {
  std::string title = {};
  std::vector<std::string> authors = {};
  std::optional<Time> published = {};
  std::optional<Time> updated = {};
  std::string language = {};
  std::vector<std::string> keywords = {};

  bool operator==(const Hint&) const = default;
};

struct Discovery {
  std::string url;
  Role role = Role::kUnknown;
  std::string source = {};  // id
  std::string via = {};     // URL of the page or feed with the link; empty: a seed or a person
  std::uint32_t depth = 0;  // links away from a seed
  Time found = {};
  bool urgent = false;  // a person asked: due now, even if known
  Hint hint = {};
  std::string trace = {};                  // follows the page from here to its snapshot
  std::uint32_t hops = 0;                  // redirects between the link and this URL
  Standing standing = Standing::kUnknown;  // where the finder knows it, as of a redirect
  bool fresh = false;                      // likewise; as in FrontierRecord
  std::string unknown_fields = {};

  bool operator==(const Discovery&) const = default;
};

std::string encode(const Discovery& discovery);
Result<Discovery> decode_discovery(std::string_view bytes);

}  // namespace broadsheet::records
