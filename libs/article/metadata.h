// SPDX-License-Identifier: Apache-2.0
// Everything that a page says about itself outside its visible text: meta tags, JSON-LD, microdata,
// links. Candidates, not decisions. Inside article only.
#pragma once

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
  kRobots,
  kSiteName,
};

struct Candidate {
  FieldKind field;
  std::string source;  // "json-ld:headline", "meta:og:title", "h1"
  std::string value;   // normalised, not empty
  double confidence = 0;
};

using Candidates = std::vector<Candidate>;

// In the order of the page, JSON-LD first.
Candidates read_metadata(const html::Document& document);

// JSON-LD of one script element into candidates; broken JSON gives what could be repaired.
void read_json_ld(std::string_view script, Candidates& out);

// The best of a field, or null.
const Candidate* best(const Candidates& candidates, FieldKind field);

}  // namespace broadsheet::article
