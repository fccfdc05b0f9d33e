// SPDX-License-Identifier: Apache-2.0
// From an outlet's layout to the functions that draw it.
#include "newsroom/layouts/layouts.h"

namespace broadsheet::newsroom {
namespace {

// What a subscriber wall lets through: the first two paragraphs.
void tease(Content& content) {
  if (content.paragraphs.size() > 2) content.paragraphs.resize(2);
}

}  // namespace

std::string article_page(const Page& page, const Piece& piece) {
  auto content = page.catalogue.content_at(piece, page.now);
  if (page.outlet.wall == Wall::kPaywall) tease(content);
  switch (page.outlet.layout) {
    case Layout::kWordPress:
      return wordpress_article(page, piece, content);
    case Layout::kPublisher:
      return publisher_article(page, piece, content);
    case Layout::kTables:
      return to_windows_1252(tables_article(page, piece, content));
    case Layout::kAmp:
      return amp_article(page, piece, content);
    case Layout::kLive:
      return live_article(page, piece, content);
    case Layout::kPlain:
      return plain_article(page, piece, content);
    case Layout::kMicrodata:
      return microdata_article(page, piece, content);
  }
  return {};
}

std::string hub_page(const Page& page, const Hub& hub) {
  switch (page.outlet.layout) {
    case Layout::kWordPress:
      return wordpress_hub(page, hub);
    case Layout::kPublisher:
      return publisher_hub(page, hub);
    case Layout::kTables:
      return to_windows_1252(tables_hub(page, hub));
    case Layout::kAmp:
      return amp_hub(page, hub);
    case Layout::kLive:
      return live_hub(page, hub);
    case Layout::kPlain:
      return plain_hub(page, hub);
    case Layout::kMicrodata:
      return microdata_hub(page, hub);
  }
  return {};
}

std::string amp_page(const Page& page, const Piece& piece) {
  return amp_twin(page, piece, page.catalogue.content_at(piece, page.now));
}

std::string not_found_page(const Page& page) {
  const auto& labels = page.labels();
  std::string links;
  for (const auto* piece : page.recent(5)) links += "<li>" + anchor(page, *piece) + "</li>\n";
  const auto html =
      filled(R"(<!DOCTYPE html>
<html {{attributes}}>
<head><meta charset="{{charset}}"><title>{{title}} - {{site}}</title></head>
<body>
<header><a href="{{home}}">{{site}}</a></header>
<main><h1>{{title}}</h1>
<p>{{text}}</p>
<form role="search" action="/search"><input name="q"><button>{{search}}</button></form>
<h2>{{most_read}}</h2>
<ul>
{{links}}</ul></main>
<footer>{{rights}}</footer>
</body>
</html>
)",
             {{"attributes", page.html_attributes()},
              {"charset", page.outlet.layout == Layout::kTables ? "windows-1252" : "utf-8"},
              {"title", labels.not_found_title},
              {"text", labels.not_found_text},
              {"site", escaped(page.outlet.name)},
              {"home", page.url("/")},
              {"search", labels.search},
              {"most_read", labels.most_read},
              {"links", links},
              {"rights", labels.rights}});
  return page.outlet.layout == Layout::kTables ? to_windows_1252(html) : html;
}

std::string content_type(const Outlet& outlet) {
  // The house of 2003 leaves the charset to its <meta>.
  return outlet.layout == Layout::kTables ? "text/html" : "text/html; charset=UTF-8";
}

}  // namespace broadsheet::newsroom
