// SPDX-License-Identifier: Apache-2.0
// Grades what a crawler and its extractor made of a world, against the truth about it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "newsroom/truth.h"

namespace broadsheet::newsroom {

// One article as found: what `broadsheet export` and `broadsheet extract --jsonl` write a line of.
struct FoundArticle {
  std::string url = {};
  std::string title = {};
  std::vector<std::string> authors = {};
  std::string text = {};
};

// Reads lines of JSON with "url", "title", "authors", and "text" or "paragraphs". kBadInput with
// the line.
Result<std::vector<FoundArticle>> parse_found(std::string_view json_lines);

struct Score {
  std::size_t articles = 0;        // that a polite crawler could have
  std::size_t found = 0;           // of them, under their address or that of their AMP twin
  std::size_t versions = 0;        // that were visible by then
  std::size_t versions_found = 0;  // whose title and text were found exactly
  std::size_t readings = 0;        // found articles: several of one address, if its versions were
  std::size_t titles = 0;          // of them, with a true title
  std::size_t authors = 0;         // of them, with the true authors
  std::size_t texts = 0;           // of them, with exactly the true text
  double text_f1 = 0;              // the sum over them of the F1 of their words
};

struct Grade {
  Score whole = {};
  std::map<std::string, Score> by_layout = {};
  std::vector<std::string> missing = {};    // addresses
  std::vector<std::string> forbidden = {};  // found, though robots.txt forbids or a wall hides them
  std::vector<std::string> strangers = {};  // found, and no article of this world
};

// White space does not count. Each reading is compared with the version that it is most like.
// Versions that were replaced before `from`, when the crawl began, are not asked for. Of what a
// paywall cuts off, neither keeping the beginning nor leaving it is graded.
Grade grade(const std::vector<TrueArticle>& truth, const std::vector<FoundArticle>& found,
            Time from = {});

// For people.
std::string to_text(const Grade& grade);
Json to_json(const Grade& grade);

}  // namespace broadsheet::newsroom
