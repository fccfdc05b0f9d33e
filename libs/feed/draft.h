// SPDX-License-Identifier: Apache-2.0
// An entry while it is being read, from whichever format. Inside feed/ only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/feed.h"

namespace broadsheet::feed {

constexpr std::size_t kSummaryBytesMax = 4096;
constexpr std::size_t kTitleBytesMax = 2048;
constexpr std::size_t kNameBytesMax = 256;
constexpr std::size_t kIdBytesMax = 2048;
constexpr std::size_t kNamesMax = 64;

// Text as a format declares it.
enum class TextKind { kHtml, kPlain };

struct Draft {
  std::string url;               // as written
  std::optional<url::Url> base;  // what it is relative to; none: the feed's
  std::string id;
  bool id_may_be_url = false;
  std::string title;    // plain
  std::string summary;  // plain
  std::string content;  // plain, where there is no summary
  std::vector<std::string> authors;
  std::vector<std::string> keywords;
  std::string language;
  std::optional<Time> published;
  std::optional<Time> updated;
  bool is_news = false;
};

// The entry, if it has a usable http(s) address.
std::optional<Entry> finish_entry(Draft draft, const url::Url& base);

// Resolves; none unless the result is http(s).
std::optional<url::Url> web_url(std::string_view text, const url::Url& base);

std::string plain(std::string_view text, TextKind kind, std::size_t bytes_max);

// "Jane Doe", "jane@example.com (Jane Doe)", "Jane Doe <jane@example.com>" → "Jane Doe". An address
// alone is no name and is left out; so are duplicates.
void add_author(std::string_view text, std::vector<std::string>& authors);
void add_keyword(std::string_view text, std::vector<std::string>& keywords);
void add_keywords(std::string_view comma_separated, std::vector<std::string>& keywords);

// "en_US" → "en-US"; empty if it does not look like BCP 47.
std::string language_tag(std::string_view text);

// A date that says something: neither 1970-01-01T00:00:00Z nor anything before print.
std::optional<Time> meaningful_date(std::string_view text);

}  // namespace broadsheet::feed
