// SPDX-License-Identifier: Apache-2.0
// Which URL of a site is asked for first: news before what is long known, and none of them never.
// Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "records/frontier_record.h"

namespace broadsheet::frontier {

// The numbers stand in the keys of the queue, in the order in which the lanes are served.
enum class Lane : std::uint8_t {
  kAsked,    // a person wants it now
  kLists,    // the source's own lists: its seeds, its feeds, the sitemaps that robots.txt names
  kNews,     // new, from a feed, from the homepage, or published lately
  kKnown,    // had before, or a list somewhere inside the site
  kBacklog,  // new, but from an archive: a sitemap, a page of old links
};
inline constexpr std::size_t kLanes = 5;

// Why a known URL is due before its time because a sitemap says so: whoever reads the lane looks
// for these words. Some sitemaps say it of all their URLs each time.
inline constexpr const char* kSitemapSaysUpdated = "its sitemap says it was updated";

// By what its record says alone, so that the record before it finds the row before it.
Lane lane_of(const records::FrontierRecord& record);

// The lanes in the order in which a site's n-th page is looked for. Of sixteen pages, eleven go by
// the order of the lanes, with lists and news taking turns; two begin with the backlog, and one
// each with known pages, lists and news. A lane without a due URL gives its turn to the others.
std::array<Lane, kLanes> order_of(std::uint32_t turn);

// After how many pages of the site, about, its turn comes, if so many due URLs stand before it in
// its own lane, and so many in lanes that are served earlier.
std::uint64_t pages_before(Lane lane, std::uint64_t in_lane, std::uint64_t in_earlier_lanes);

// "news", "backlog", …: what a URL of it waits as.
std::string_view words_for(Lane lane);

}  // namespace broadsheet::frontier
