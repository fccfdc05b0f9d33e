// SPDX-License-Identifier: Apache-2.0
// Ground truth: every article of a world, version by version, as a grader needs it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "newsroom/world.h"

namespace broadsheet::newsroom {

// Two versions in a row always differ in title or paragraphs.
struct TrueVersion {
  Time visible = {};  // from when the page shows it
  std::string title = {};
  std::vector<std::string> paragraphs = {};  // the article's text as served, in order
  std::vector<std::string> notices = {};     // editors' notes on the page that are not of its text
  std::string change = {};  // "published", "added", "corrected", "headline", "entry"
};

struct TrueArticle {
  std::string url = {};      // canonical
  std::string amp_url = {};  // its AMP twin; may be empty
  std::string old_url = {};  // redirects to `url`; may be empty
  std::string outlet = {};   // id
  std::string host = {};
  std::string language = {};
  std::string section = {};
  std::string layout = {};
  std::vector<std::string> authors = {};  // people; none where a house or an agency signs:
  std::string byline = {};                // it, which a reader may fairly take for an author
  std::vector<std::string> keywords = {};
  Time published = {};
  std::optional<Time> withdrawn = {};  // 410, or a soft 404, from then on
  std::string wire = {};  // articles with the same are copies, more or less edited; may be empty
  bool live = false;      // a live blog: one version an entry
  bool allowed = true;    // by robots.txt: one that is not must never be fetched
  std::string wall =
      {};  // "consent", "challenge": no article is served; "paywall": the beginning is
  std::string validators = {};             // what 304 is worth there: "stale" hides every edit
  std::vector<TrueVersion> versions = {};  // those visible at the time asked for, oldest first
};

// Everything that was published by `now`, oldest first, withdrawn ones too.
std::vector<TrueArticle> truth(const World& world, Time now, const Base& base = {});

// What whoever comes at these times, in order, sees of an article, each wording once, first seen
// first: an edit that was taken back in between was never there, and one that is taken back later
// shows the wording that was there before. None of it once the article is withdrawn.
std::vector<TrueVersion> versions_seen(const TrueArticle& article, const std::vector<Time>& visits);

// {"seed", "epoch", "now", "outlets": […], "articles": […]}.
Json truth_json(const World& world, Time now, const Base& base = {});

}  // namespace broadsheet::newsroom
