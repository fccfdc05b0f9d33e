// SPDX-License-Identifier: Apache-2.0
// A byline is cut where names are joined; what is left must look like a name.
#include "article/authors.h"

#include <algorithm>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kNamesMax = 20;
constexpr std::size_t kNameBytesMax = 80;
constexpr std::size_t kNameWordsMax = 6;

// Folded, with the space behind.
constexpr std::string_view kBy[] = {
    "by ",     "von ",       "par ",          "por ",        "di ",       "da ",
    "door ",   "af ",        "av ",           "text ",       "autor ",    "author ",
    "autore ", "auteur ",    "words ",        "written by ", "story by ", "reporting by ",
    "автор ",  "posted by ", "published by ", "tekst ",      "autorin "};
constexpr std::string_view kJoints[] = {" and ", " und ",  " et ", " y ", " e ",
                                        " en ",  " och ",  " og ", " i ", " и ",
                                        " και ", " with ", " & ",  " · ", " | "};
// A part that holds one of these words (folded) is a role or a phrase, not a name.
constexpr std::string_view kNotNames[] = {
    "editor",      "correspondent", "reporter",  "redaktion", "staff", "writer", "journalist",
    "redakteur",   "updated",       "published", "minutes",   "read",  "follow", "share",
    "contributor", "http",          "www",       "@",         "admin", "posted", "korrespondent"};

bool looks_like_name(std::string_view name) {
  if (name.size() < 2 || name.size() > kNameBytesMax) return false;
  const std::string folded = text::fold(name);
  for (const auto word : kNotNames) {
    if (folded.find(word) != std::string::npos) return false;
  }
  if (std::ranges::any_of(name, [](char c) { return c >= '0' && c <= '9'; })) return false;
  return split(name, ' ').size() <= kNameWordsMax;
}

std::string without_by(std::string text) {
  for (bool again = true; again;) {
    again = false;
    const std::string folded = text::fold(text);
    for (const auto by : kBy) {
      std::string colon(by);
      colon.back() = ':';
      for (const std::string_view prefix : {by, std::string_view(colon)}) {
        // Folding may change lengths; "by" words are ASCII where they begin a byline, else the
        // lengths agree.
        if (!folded.starts_with(prefix) || prefix.size() >= text.size()) continue;
        text = std::string(trim(std::string_view(text).substr(prefix.size())));
        again = true;
        break;
      }
      if (again) break;
    }
  }
  return text;
}

std::vector<std::string> parts_of(const std::string& byline) {
  std::string marked = byline;
  for (const auto joint : kJoints) {
    for (std::size_t at = 0; (at = ascii_lower(marked).find(joint, at)) != std::string::npos;) {
      marked.replace(at, joint.size(), ",");
    }
  }
  marked = replace_all(replace_all(marked, ";", ","), "/", ",");
  std::vector<std::string> parts;
  for (const auto part : split(marked, ',')) {
    std::string name(trim(part));
    if (const auto paren = name.find('('); paren != std::string::npos) {
      name = std::string(trim(std::string_view(name).substr(0, paren)));
    }
    if (!name.empty()) parts.push_back(std::move(name));
  }
  return parts;
}

}  // namespace

std::vector<std::string> names_in(std::string_view byline) {
  std::vector<std::string> names;
  if (byline.size() > 400 || icontains(byline, "://")) return names;
  for (auto& part : parts_of(without_by(text::normalise(byline)))) {
    std::string name = without_by(std::move(part));
    if (!looks_like_name(name) || names.size() >= kNamesMax) continue;
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace broadsheet::article
