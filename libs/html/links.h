// SPDX-License-Identifier: Apache-2.0
// The links of a page, absolute; what discovery feeds on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"
#include "url/url.h"

namespace broadsheet::html {

enum class LinkKind {
  kAnchor,       // <a href>, <area href>
  kCanonical,    // <link rel=canonical>
  kFeed,         // <link rel=alternate type=…rss, atom, feed+json>
  kAmp,          // <link rel=amphtml>
  kAlternate,    // <link rel=alternate hreflang|media>
  kNext,         // <link rel=next>, <a rel=next>
  kMetaRefresh,  // <meta http-equiv=refresh>
};

struct Link {
  LinkKind kind = LinkKind::kAnchor;
  url::Url url;
  std::string text;       // the anchor's text, white space collapsed; the title of a <link>
  bool nofollow = false;  // rel=nofollow, ugc or sponsored
  const Node* node = nullptr;
};

// Resolved against <base href> if there is one, else `page`. http and https only, in document
// order; what does not parse is left out. At most `count_max`. Without `anchors`, only what the
// page says of itself: <link> and refresh.
std::vector<Link> links(const Document& document, const url::Url& page,
                        std::size_t count_max = 10'000, bool anchors = true);

// The base URL of the page, as above.
url::Url base_url(const Document& document, const url::Url& page);

}  // namespace broadsheet::html
