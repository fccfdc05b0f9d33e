// SPDX-License-Identifier: Apache-2.0
// What speaks for or against an article, as numbers. Inside article only.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "article/blocks.h"
#include "article/body.h"
#include "article/extract.h"
#include "article/metadata.h"
#include "article/title.h"
#include "html/dom.h"

namespace broadsheet::article {

// The order is that of the table in model.cpp, which was learned from it.
inline constexpr std::string_view kSignNames[] = {
    // What the page says of itself.
    "typed",
    "called",
    "website",
    "other_type",
    "shop_type",
    "forum_type",
    "list_type",
    "place_type",
    "author",
    "published",
    "modified",
    "section",
    "keywords",
    "site_types",
    // Its address.
    "depth",
    "slug_words",
    "slug_digits",
    "path_dated",
    "query",
    "word_news",
    "word_shop",
    "word_forum",
    "word_docs",
    "word_list",
    "word_site",
    "host_other",
    // Its text.
    "length",
    "good_length",
    "share",
    "paragraphs",
    "paragraph_length",
    "teasers",
    "marked",
    "headline",
    "title_words",
    "kept_share",
    "list_share",
    "heading_share",
    "label_share",
    "own_links",
    "sentences",
    "asides",
    "person",
    "prices",
    "questions",
    // Its words.
    "headings_ask",
    "exclaimed",
    "labels_service",
    "labels_reading",
    "labels_dated",
    "title_glue",
    "title_number",
    "title_colon",
    // Its shape.
    "blocks",
    "link_density",
    "linked_lines",
    "repeats",
    "largest",
    "above",
    "elements",
    // Its markup.
    "headings1",
    "headings2",
    "forms",
    "inputs",
    "buttons",
    "pictures",
    "code",
    "times",
    "tables",
    "articles",
    "navs",
    "asides_tag",
    "links",
    "priced",
    "replies",
    "theme_shop",
    "theme_forum",
    "theme_docs",
    "theme_news",
};
inline constexpr std::size_t kSignCount = std::size(kSignNames);
using Signs = std::array<double, kSignCount>;

struct Looks {
  const Page& page;
  const html::Document& document;
  const Candidates& metadata;
  const std::vector<Block>& blocks;
  const Body& body;
  const Title& title;
  bool headline = false;  // a heading of the page says what its title says
};

Signs read_signs(const Looks& looks);

}  // namespace broadsheet::article
