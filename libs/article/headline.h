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

// The heading that the page's own titles repeat, or null: of the highest level, the longest.
const html::Node* find_headline(const html::Document& document, const Candidates& metadata);

// What a reader sees as the headline where the page's titles say it in other words: the one first
// heading that is neither the name of the site nor part of its frame; or null.
const html::Node* shown_headline(const html::Document& document, const Candidates& metadata);

}  // namespace broadsheet::article
