// SPDX-License-Identifier: Apache-2.0
// JSON Feed 1.0 and 1.1 (jsonfeed.org), by Boost.JSON.
#include "feed/json_feed.h"

#include <algorithm>
#include <boost/json.hpp>
#include <exception>
#include <string>
#include <utility>

#include "core/strings.h"
#include "feed/draft.h"

namespace broadsheet::feed {

namespace {

namespace json = boost::json;

constexpr std::size_t kBytesMax = 16 << 20;  // A tree of values takes up to twelve times its text.
constexpr std::size_t kHubsMax = 16;

// Text, or the digits of a number (ids are numbers, sometimes); empty otherwise.
std::string text_of(const json::object& object, std::string_view field) {
  const auto* value = object.if_contains(field);
  if (value == nullptr) return {};
  if (value->is_string()) return {value->as_string().data(), value->as_string().size()};
  if (value->is_int64()) return std::to_string(value->as_int64());
  if (value->is_uint64()) return std::to_string(value->as_uint64());
  return {};
}

const json::array* array_of(const json::object& object, std::string_view field) {
  const auto* value = object.if_contains(field);
  return value == nullptr ? nullptr : value->if_array();
}

void take_author(const json::value* value, Draft& draft) {
  if (value == nullptr) return;
  if (const auto* object = value->if_object()) {
    add_author(text_of(*object, "name"), draft.authors);
  } else if (const auto* name = value->if_string()) {
    add_author({name->data(), name->size()}, draft.authors);
  }
}

Draft read_item(const json::object& item) {
  Draft draft;
  draft.url = text_of(item, "url");
  if (draft.url.empty()) draft.url = text_of(item, "external_url");
  draft.id = text_of(item, "id");
  draft.id_may_be_url = true;
  draft.title = plain(text_of(item, "title"), TextKind::kHtml, kTitleBytesMax);
  draft.summary = plain(text_of(item, "summary"), TextKind::kHtml, kSummaryBytesMax);
  if (draft.summary.empty()) {
    draft.content = plain(text_of(item, "content_text"), TextKind::kPlain, kSummaryBytesMax);
  }
  if (draft.summary.empty() && draft.content.empty()) {
    draft.content = plain(text_of(item, "content_html"), TextKind::kHtml, kSummaryBytesMax);
  }
  if (const auto* authors = array_of(item, "authors")) {
    for (const auto& author : *authors) take_author(&author, draft);
  }
  if (draft.authors.empty()) take_author(item.if_contains("author"), draft);
  if (const auto* tags = array_of(item, "tags")) {
    for (const auto& tag : *tags) {
      if (tag.is_string())
        add_keyword({tag.as_string().data(), tag.as_string().size()}, draft.keywords);
    }
  }
  draft.language = language_tag(text_of(item, "language"));
  draft.published = meaningful_date(text_of(item, "date_published"));
  draft.updated = meaningful_date(text_of(item, "date_modified"));
  return draft;
}

void take_hubs(const json::object& root, const url::Url& base, Feed& feed) {
  const auto* hubs = array_of(root, "hubs");
  if (hubs == nullptr) return;
  for (const auto& hub : *hubs) {
    const auto* object = hub.if_object();
    if (object == nullptr || feed.hubs.size() >= kHubsMax) continue;
    if (const auto address = web_url(text_of(*object, "url"), base)) {
      feed.hubs.push_back(address->href());
    }
  }
}

void take_items(const json::array& items, const url::Url& base, const Limits& limits, Feed& feed) {
  std::size_t unusable = 0;
  for (const auto& item : items) {
    if (feed.entries.size() >= limits.entries_max) {
      feed.truncated = true;
      feed.problem = "more than " + std::to_string(limits.entries_max) + " entries";
      return;
    }
    const auto* object = item.if_object();
    auto entry = object == nullptr ? std::nullopt : finish_entry(read_item(*object), base);
    if (entry) {
      feed.entries.push_back(*std::move(entry));
    } else {
      ++unusable;
    }
  }
  if (unusable > 0) feed.problem = std::to_string(unusable) + " entries have no usable address";
}

Feed no_feed(std::string problem) {
  Feed feed;
  feed.problem = std::move(problem);
  return feed;
}

// Line and column of what comes after the `read` good bytes.
std::string place_in(std::string_view text, std::size_t read) {
  const auto good = text.substr(0, read);
  const auto line = std::count(good.begin(), good.end(), '\n') + 1;
  const auto start = good.rfind('\n');
  const auto column = good.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

Feed read_feed(std::string_view utf8, const url::Url& base, const Limits& limits) {
  json::parse_options options;
  options.max_depth = limits.depth_max;
  options.allow_trailing_commas = true;
  options.allow_invalid_utf8 = true;
  json::parser parser({}, options);
  json::error_code error;
  const auto read = parser.write_some(utf8.data(), utf8.size(), error);
  if (error) return no_feed(place_in(utf8, read) + ": " + error.message());
  const auto value = parser.release();
  const auto* root = value.if_object();
  const auto* items = root == nullptr ? nullptr : array_of(*root, "items");
  if (items == nullptr) return no_feed("this is JSON, but no JSON Feed: it has no \"items\"");

  Feed feed;
  feed.kind = Kind::kJson;
  feed.title = plain(text_of(*root, "title"), TextKind::kHtml, kTitleBytesMax);
  feed.language = language_tag(text_of(*root, "language"));
  feed.home = web_url(text_of(*root, "home_page_url"), base);
  take_hubs(*root, base, feed);
  take_items(*items, base, limits, feed);
  return feed;
}

}  // namespace

Feed parse_json_feed(std::string_view utf8, const url::Url& base, const Limits& limits) {
  if (utf8.size() > kBytesMax) return no_feed("a JSON feed above 16 MB");
  try {
    return read_feed(utf8, base, limits);
  } catch (const std::exception& error) {  // Boost.JSON's limits on sizes
    return no_feed(error.what());
  }
}

}  // namespace broadsheet::feed
