// SPDX-License-Identifier: Apache-2.0
// A source: one publisher as a seed list names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace broadsheet::records {

struct Source {
  std::string id;  // [a-z0-9-], unique in an archive
  std::string name = {};
  std::string homepage = {};  // absolute URLs; a homepage or one feed is there
  std::vector<std::string> feeds = {};
  std::vector<std::string> sitemaps = {};
  std::string language = {};  // BCP 47
  std::string country = {};   // ISO 3166-1 alpha-2
  std::vector<std::string> tags = {};
  std::vector<std::string> allow = {};       // globs over whole URLs; empty: the source's own sites
  std::vector<std::string> deny = {};        // wins over allow
  std::optional<Duration> delay = {};        // between two requests to a host
  std::optional<Duration> recheck = {};      // how soon a known article is looked at again
  std::optional<std::uint32_t> budget = {};  // fetches a day; none: no limit
  bool removed = false;                      // a tombstone: crawl it no longer
  std::string unknown_fields = {};           // of a newer writer, kept as they came

  bool operator==(const Source&) const = default;
};

std::string encode(const Source& source);
Result<Source> decode_source(std::string_view bytes);

}  // namespace broadsheet::records
