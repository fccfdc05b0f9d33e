// SPDX-License-Identifier: Apache-2.0
// An outlet: one simulated news site, its house style and its habits, good and bad.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "newsroom/language.h"

namespace broadsheet::newsroom {

// What its pages are made of.
enum class Layout {
  kWordPress,  // a common theme: widgets, comment form, author box
  kPublisher,  // a large house: JSON-LD, boxes in mid-text, galleries, cookie banner
  kTables,     // 2003: nested tables, windows-1252
  kAmp,        // each article has an AMP twin
  kLive,       // plain articles and live blogs
  kPlain,      // little but semantic HTML5
  kMicrodata,  // a built page of many blocks; itemprop, no JSON-LD
};
std::string_view to_string(Layout layout);

// What ETag and Last-Modified are worth.
enum class Validators {
  kHonest,    // they change with the content, and only then
  kStale,     // they never change: a 304 hides an edit
  kRestless,  // they change with every answer: never a 304
  kNone,
};
std::string_view to_string(Validators validators);

enum class RobotsFile { kRules, kUnavailable, kAbsent, kClosed };  // 503; 404; Disallow: /

// What stands between a reader and the articles.
enum class Wall { kNone, kConsent, kChallenge, kPaywall };

// Trials are outlets that exist for one difficulty each.
enum class Trial { kNone, kMoved, kBusy, kTrouble };

struct Outlet {
  std::size_t index = 0;
  std::string id = {};     // in seed lists: "morning-ledger"
  std::string name = {};   // "The Morning Ledger"
  std::string host = {};   // the canonical one: "www.harbour-post.test"
  std::string alias = {};  // a host that redirects (302) to `host`; may be empty
  const Language* language = nullptr;
  std::string country = {};
  int offset_minutes = 0;  // its zone
  Layout layout = Layout::kPlain;
  Validators validators = Validators::kHonest;
  RobotsFile robots = RobotsFile::kRules;
  Wall wall = Wall::kNone;
  Trial trial = Trial::kNone;
  int crawl_delay = 0;          // seconds, in robots.txt; 0: none
  bool gzip = false;            // compresses for those who accept it
  bool tracks = false;          // feed links carry utm_ parameters
  bool silent = false;          // edits do not change the date of modification
  bool soft_not_found = false;  // what is not there is answered 200
  std::vector<std::string> staff = {};

  // Whether it is in the world for one difficulty and not for its news.
  [[nodiscard]] bool is_trial() const {
    return trial != Trial::kNone || wall != Wall::kNone || robots != RobotsFile::kRules;
  }
};

// `count` ordinary outlets, named ones first, then the trials if they are wanted.
std::vector<Outlet> make_outlets(std::uint64_t seed, std::size_t count, bool trials);

}  // namespace broadsheet::newsroom
