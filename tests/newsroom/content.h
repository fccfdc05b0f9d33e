// SPDX-License-Identifier: Apache-2.0
// The words of a piece, version by version: the ground truth.
#pragma once

#include <string>
#include <vector>

#include "newsroom/outlet.h"
#include "newsroom/piece.h"

namespace broadsheet::newsroom {

struct LiveEntry {
  Time at = {};
  std::string text = {};
};

struct Content {
  std::string title = {};
  std::string description = {};
  std::vector<std::string> paragraphs = {};  // in order, plain text, UTF-8: the article's text
  std::vector<std::string> notices = {};     // notes of the editors: on the page, not of the text
  std::vector<std::string> authors = {};     // may be empty: signed by the house or the agency
  std::string byline = {};                   // what the page says instead of authors, or with them
  std::size_t section = 0;
  std::vector<std::string> keywords = {};
  std::vector<std::string> captions = {};  // of pictures: not of the text
  std::vector<LiveEntry> entries = {};     // of a live blog, newest first; also in `paragraphs`
  Time published = {};
  Time modified = {};  // of this version
};

// Version `version` (0 is the first). A pure function of its arguments.
Content compose(const Outlet& outlet, const Piece& piece, std::size_t version);

// The headline of the first version (of a live blog, without the mark that it is live), at little
// cost: what paths are made of.
std::string first_title_of(const Piece& piece);

}  // namespace broadsheet::newsroom
