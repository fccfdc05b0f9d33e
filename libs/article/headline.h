// SPDX-License-Identifier: Apache-2.0
// Which heading of a page is its headline. Inside article only.
#pragma once

#include <string>
#include <string_view>

#include "article/metadata.h"
#include "html/dom.h"

namespace broadsheet::article {

// Words in lower case, joined by spaces: quotes, dashes and case say nothing about whether two
// headlines are the same.
std::string plain_words(std::string_view text);

// How far two texts have the same words: 0 … 1, from what plain_words() gives.
double shared_words(std::string_view a, std::string_view b);

// What a heading says, and the kicker over it where it holds both: "Olympics" over "Town wins".
struct HeadingText {
  std::string headline;
  std::string kicker;
};
HeadingText read_heading(const html::Node& heading, const Candidates& metadata);

// What says who may read it, or how it came about, and not what it is about: "Premium", "Live".
bool is_mark(std::string_view text);

// Whether the class of an element says that it is the line over a headline.
bool says_kicker(const html::Node& node);

// The heading that the page's own titles repeat, or null: outside the frame of the page before
// inside it, then of the highest level, then the longest.
const html::Node* find_headline(const html::Document& document, const Candidates& metadata);

// What a reader sees as the headline where the page's titles say it in other words: the one first
// heading that is neither the name of the site nor part of its frame; or null.
const html::Node* shown_headline(const html::Document& document, const Candidates& metadata);

}  // namespace broadsheet::article
