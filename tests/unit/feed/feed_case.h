// SPDX-License-Identifier: Apache-2.0
// What the tests of feed/ share.
#pragma once

#include <string>
#include <string_view>

#include "feed/feed.h"

namespace broadsheet::feed {

inline url::Url feed_url() { return *url::Url::parse("https://news.example/rss/feed.xml"); }

inline Feed read(std::string_view bytes, const Limits& limits = {}) {
  return parse(bytes, feed_url(), limits);
}

// An RSS feed of one item that holds `inside`.
inline std::string rss_item(std::string_view inside) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title><item>" +
         std::string(inside) + "</item></channel></rss>";
}

// The one entry of such a feed.
inline Entry read_item(std::string_view inside) {
  auto feed = read(rss_item(inside));
  if (feed.entries.size() != 1) return Entry{*url::Url::parse("https://no.entry/")};
  return feed.entries[0];
}

inline std::string date_text(const std::optional<Time>& time) {
  return time ? format_time(*time) : "none";
}

}  // namespace broadsheet::feed
