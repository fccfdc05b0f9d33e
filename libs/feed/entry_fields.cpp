// SPDX-License-Identifier: Apache-2.0
// What each element of an XML entry says about it.
#include "feed/entry_fields.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/strings.h"

namespace broadsheet::feed {

namespace {

// What an entry's element may hold that we want, under the names that read_xml gives.
constexpr std::array<std::string_view, 34> kEntryFields = {"title",
                                                           "link",
                                                           "description",
                                                           "guid",
                                                           "author",
                                                           "category",
                                                           "pubdate",
                                                           "dc:creator",
                                                           "dc:date",
                                                           "dc:language",
                                                           "dc:subject",
                                                           "dc:title",
                                                           "dcterms:created",
                                                           "dcterms:issued",
                                                           "dcterms:modified",
                                                           "content:encoded",
                                                           "itunes:author",
                                                           "media:title",
                                                           "media:keywords",
                                                           "feedburner:origlink",
                                                           "loc",
                                                           "lastmod",
                                                           "atom:title",
                                                           "atom:id",
                                                           "atom:updated",
                                                           "atom:published",
                                                           "atom:issued",
                                                           "atom:created",
                                                           "atom:modified",
                                                           "atom:summary",
                                                           "atom:content",
                                                           "atom:category",
                                                           "dc:description",
                                                           "date"};

// Inside <news:news> and <news:publication>.
constexpr std::array<std::string_view, 4> kNewsFields = {"news:title", "news:keywords",
                                                         "news:language", "news:publication_date"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view local_name(std::string_view name) { return name.substr(name.rfind(':') + 1); }

// True if the field is one for dates, whatever it holds.
bool take_date(std::string_view name, std::string_view local, std::string_view text, Draft& draft) {
  if (local == "pubdate" || local == "published" || local == "issued" || local == "created" ||
      local == "date" || local == "publication_date") {
    const auto time = meaningful_date(text);
    // A format's own element speaks before Dublin Core's.
    if (time && (!draft.published || !name.starts_with("dc"))) draft.published = time;
    return true;
  }
  if (local == "updated" || local == "modified" || local == "lastmod") {
    if (const auto time = meaningful_date(text)) draft.updated = time;
    return true;
  }
  return false;
}

}  // namespace

bool is_entry_field(std::string_view name) { return is_one_of(kEntryFields, name); }

bool is_news_field(std::string_view name) { return is_one_of(kNewsFields, name); }

void take_entry_field(std::string_view name, std::string_view text, TextKind kind, Draft& draft) {
  const auto local = local_name(name);
  if (take_date(name, local, text, draft)) return;
  if (name == "news:title" || name == "title" || name == "atom:title") {
    draft.title = plain(text, kind, kTitleBytesMax);
  } else if (local == "title") {
    if (draft.title.empty()) draft.title = plain(text, kind, kTitleBytesMax);
  } else if (name == "guid" || name == "atom:id") {
    draft.id = text;
    if (name == "atom:id") draft.id_may_be_url = true;
  } else if (local == "description" || local == "summary") {
    draft.summary = plain(text, kind, kSummaryBytesMax);
  } else if (local == "encoded" || local == "content") {
    draft.content = plain(text, kind, kSummaryBytesMax);
  } else if (local == "author" || local == "creator" || local == "name") {
    add_author(text, draft.authors);
  } else if (name == "category" || local == "subject") {
    add_keyword(text, draft.keywords);
  } else if (local == "keywords") {
    add_keywords(text, draft.keywords);
  } else if (local == "language") {
    if (const auto tag = language_tag(text); !tag.empty()) draft.language = tag;
  }
}

}  // namespace broadsheet::feed
