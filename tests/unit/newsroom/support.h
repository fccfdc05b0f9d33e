// SPDX-License-Identifier: Apache-2.0
// What the newsroom's tests share: a small world, a request, and the text of a page.
#pragma once

#include <string>
#include <string_view>

#include "core/strings.h"
#include "newsroom/truth.h"
#include "newsroom/words.h"
#include "newsroom/world.h"

namespace broadsheet::newsroom {

// All named outlets: every layout and every language; half a day of news.
inline const World& whole_world() {
  static const World kWorld({.outlets = 20, .horizon = std::chrono::hours(12)});
  return kWorld;
}

inline Reply get(const World& world, std::string_view url, Time now, http::Headers headers = {}) {
  const auto scheme_end = url.find("://") + 3;
  const auto path = url.find('/', scheme_end);
  return world.respond({.host = std::string(url.substr(scheme_end, path - scheme_end)),
                        .target = std::string(url.substr(path)),
                        .headers = std::move(headers)},
                       now);
}

// Text content as a plain reader sees it: tags gone, the references that we write resolved.
inline std::string text_of(std::string_view html) {
  std::string out;
  bool tag = false;
  for (const char c : html) {
    if (c == '<') tag = true;
    if (!tag) out += c;
    if (c == '>') tag = false;
  }
  for (const auto& [from, to] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}) {
    out = replace_all(std::move(out), from, to);
  }
  return out;
}

// In the bytes that an outlet of `layout` sends.
inline std::string in_bytes_of(std::string_view layout, std::string_view utf8) {
  return layout == "tables" ? to_windows_1252(utf8) : std::string(utf8);
}

}  // namespace broadsheet::newsroom
