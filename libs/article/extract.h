// SPDX-License-Identifier: Apache-2.0
// A page in, its outcome and its article out. Pure: the same bytes in, the same article out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "core/time.h"
#include "records/article.h"
#include "robots/directives.h"
#include "robots/product_token.h"
#include "url/url.h"

namespace broadsheet::article {

// Changes whenever the same bytes could give another article.
std::string_view extractor_version();

struct Page {
  url::Url url;
  std::string_view body;  // as served, content codings undone; outlives the call
  int status = 200;
  records::Headers headers = {};  // Content-Type, X-Robots-Tag, Link, … may be empty
  Time fetched = {};              // zero: unknown; no date may lie far behind it
  records::Hint hint = {};        // what a feed said; weighed, not believed
  // What we are called where a page or its server speaks to robots by name; outlives the call.
  std::string_view product_token = robots::kProductToken;
};

enum class LinkRole {
  kInText,
  kRelated,
  kNavigation,
  kHub
};  // kHub: an item of a list of headlines

struct PageLink {
  url::Url url;
  std::string text;
  LinkRole role = LinkRole::kNavigation;
  bool nofollow = false;
};

// Why a block of the page is in the text or out of it; for people, and for scripts/train-body.
struct BlockVerdict {
  std::string path;  // "body > main > article > p"
  std::string text;
  records::ParagraphKind kind = records::ParagraphKind::kText;
  bool kept = false;
  std::string reason;
  double score = 0;                       // how much it is like text, 0 … 1
  bool asked = false;                     // the score decided; else a rule did
  std::vector<float> signs = {};          // what the score was made from
  std::vector<std::uint32_t> place = {};  // its parent, the parent of that, its path: same or not
};

// What a page was judged by; for people, and for scripts/train-outcome.
struct PageSign {
  std::string_view name;
  double value = 0;
};

struct Extraction {
  records::Outcome outcome = records::Outcome::kUnknown;
  std::string reason = {};
  double confidence = 0;
  // Where has_article(outcome); with Options::any_outcome of any page that has a text.
  std::optional<records::Article> article = {};
  std::vector<PageLink> links = {};        // of any HTML page, in document order
  std::vector<url::Url> feeds = {};        // that it announces
  std::optional<url::Url> canonical = {};  // as the page says it
  std::optional<url::Url> amp = {};
  robots::Directives directives = {};     // of an HTML page and its server, for us
  std::vector<BlockVerdict> blocks = {};  // only with Options::explain
  std::vector<PageSign> signs = {};       // only with Options::explain
};

struct Options {
  bool explain = false;
  bool links = true;
  bool any_outcome = false;  // the text and fields also of what is no article
};

// Any bytes; never fails. Thread-safe. HTML only: feeds are for read_capture.
Extraction extract(const Page& page, const Options& options = {});

}  // namespace broadsheet::article
