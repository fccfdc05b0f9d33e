// SPDX-License-Identifier: Apache-2.0
// The extractor's whole job as one pure function: a capture in, its event and discoveries out.
#pragma once

#include <cstdint>
#include <vector>

#include "article/extract.h"
#include "records/article.h"
#include "records/discovery.h"

namespace broadsheet::article {

struct Reading {
  records::ArticleEvent event;                  // one for each capture
  std::vector<records::Discovery> discoveries;  // feed entries, sitemaps, links of hubs, redirects
};

struct ReadingLimits {
  std::size_t discoveries_max = 50'000;  // of one capture: a sitemap's own limit
  std::size_t hub_links_max = 500;       // of one HTML page
  std::uint32_t depth_max = 3;           // links away from a seed
};

// Feeds and sitemaps lead to their entries with what they say of them; hubs to the headlines on
// them and to sections of the same site; every page to the feeds it announces; a redirect to its
// target. A page or feed that says nofollow, itself or by its server, leads nowhere; of a feed that
// may not be archived (X-Robots-Tag: noarchive) the event has no payload. Which of them are fetched
// is the frontier's decision (scope, budget, seen before).
Reading read_capture(records::Capture capture, const ReadingLimits& limits = {});

}  // namespace broadsheet::article
