// SPDX-License-Identifier: Apache-2.0
// Everything that a page says about itself outside its visible text: meta tags, JSON-LD, microdata,
// links. Candidates, not decisions. Inside article only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"

namespace broadsheet::article {

enum class FieldKind {
  kTitle,
  kAuthor,
  kPublished,
  kModified,
  kLanguage,
  kSection,
  kKeyword,
  kImage,
  kDescription,
  kPublisher,
  kCanonical,
  kType,  // "NewsArticle", "article", "website"
  kBody,  // articleBody
  kFree,  // isAccessibleForFree
  kSiteName,
};

struct Candidate {
  FieldKind field;
  std::string source;  // "json-ld:headline", "meta:og:title", "h1"
  std::string value;   // normalised, not empty
  double confidence = 0;
  std::uint32_t order = 0;  // of the node that a reader sees it in; 0: none sees it
  std::uint32_t thing = 0;  // which of the articles that JSON-LD describes; 0: the page
};

using Candidates = std::vector<Candidate>;

// Of JSON-LD, and of all else: what comes after so many is left out. No page of people has a tenth,
// and some are compared with each other.
inline constexpr std::size_t kCandidatesMax = 2000;

// In the order of the page, JSON-LD first. Where JSON-LD describes several articles, and the page's
// title is that of one, nothing but the types of the others.
Candidates read_metadata(const html::Document& document);

// JSON-LD of one script element into candidates; broken JSON gives what could be repaired.
void read_json_ld(std::string_view script, Candidates& out);

// What readers see of authors and dates outside `scope` belongs to other articles: it is believed
// only where there is nothing else.
void distrust_outside(const html::Node& scope, Candidates& candidates);

// The best of a field, or null.
const Candidate* best(const Candidates& candidates, FieldKind field);

}  // namespace broadsheet::article
