// SPDX-License-Identifier: Apache-2.0
// Any bytes as a feed and as a date.
// uses: bs_feed
#include <string_view>

#include "core/result.h"
#include "feed/feed.h"

void fuzz_feed(std::string_view bytes) {
  namespace feed = broadsheet::feed;
  static const auto base = *broadsheet::url::Url::parse("https://news.example/feed");
  feed::Limits limits;
  limits.entries_max = 100;
  const auto read = feed::parse(bytes, base, limits);
  CHECK(read.entries.size() <= limits.entries_max);
  CHECK(read.kind != feed::Kind::kNone || !read.problem.empty());
  CHECK(read.kind != feed::Kind::kNone || read.entries.empty());
  for (const auto& entry : read.entries) {
    CHECK(entry.url.is_http());
    CHECK(entry.summary.size() <= 4096);
  }
  (void)feed::sniff(bytes);
  (void)feed::parse_feed_date(bytes);
}
