// SPDX-License-Identifier: Apache-2.0
// Feeds and sitemaps of an outlet: RSS, Atom, RDF, JSON Feed; sitemaps, news sitemaps, indexes, one
// gzip.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsroom/page.h"

namespace broadsheet::newsroom {

// The ones a seed list would name; there may be more (a section's, a comments feed).
std::vector<std::string> feed_paths(const Outlet& outlet);
std::vector<std::string> sitemap_paths(const Outlet& outlet);

struct Document {
  std::string content_type = {};
  std::string body = {};
};

// The feed or sitemap at `path`; none if there is none.
std::optional<Document> feed_at(const Page& page, std::string_view path);
std::optional<Document> sitemap_at(const Page& page, std::string_view path);

}  // namespace broadsheet::newsroom
