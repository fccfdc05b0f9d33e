// SPDX-License-Identifier: Apache-2.0
// An outlet with live blogs: pages that grow entry by entry, beside ordinary articles.
#include "newsroom/dates.h"
#include "newsroom/layouts/layouts.h"

namespace broadsheet::newsroom {
namespace {

std::string top(const Page& page, std::string_view title, std::string_view extra) {
  std::string menu;
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    menu += "<li><a href=\"" + page.url(page.section_path(i)) + "\">" +
            std::string(page.language().sections[i].name) + "</a></li>\n";
  }
  return filled(R"(<!DOCTYPE html>
<html {{attributes}}>
<head>
<meta charset="utf-8">
<title>{{title}} · {{site}}</title>
<link rel="alternate" type="application/rss+xml" href="{{home}}rss">
{{extra}}</head>
<body>
<header role="banner"><a href="{{home}}">{{site}}</a><nav><ul>
{{menu}}</ul></nav></header>
)",
                {{"attributes", page.html_attributes()},
                 {"title", title},
                 {"site", escaped(page.outlet.name)},
                 {"home", page.url("/")},
                 {"extra", extra},
                 {"menu", menu}});
}

std::string bottom(const Page& page) {
  return "<footer role=\"contentinfo\"><p>" + std::string(page.labels().cookie_text) + " <button>" +
         std::string(page.labels().accept_all) + "</button></p><p>&copy; " +
         escaped(page.outlet.name) + ". " + std::string(page.labels().rights) +
         "</p></footer>\n</body>\n</html>\n";
}

Json live_json(const Page& page, const Piece& piece, const Content& content) {
  auto json = news_article(page, piece, content);
  json.set("coverageStartTime", page.iso(piece.published));
  if (!piece.edits.empty()) json.set("coverageEndTime", page.iso(piece.edits.back().at));
  Json updates = Json(Json::Array{});
  for (const auto& entry : content.entries) {
    updates.add(Json()
                    .set("@type", "BlogPosting")
                    .set("headline", shortened(entry.text, 60))
                    .set("datePublished", page.iso(entry.at))
                    .set("articleBody", entry.text));
  }
  json.set("liveBlogUpdate", std::move(updates));
  return json;
}

std::string live_body(const Page& page, const Piece& piece, const Content& content) {
  std::string out = "<p class=\"intro\">" + inline_html(page, piece, content, 0) +
                    "</p>\n<p class=\"status\">" + std::string(page.labels().live) + " · " +
                    page.minutes_ago("live") + "</p>\n<ol class=\"live-entries\">\n";
  for (std::size_t i = 0; i < content.entries.size(); ++i) {
    const auto& entry = content.entries[i];
    out += "<li class=\"live-entry\" id=\"e" + std::to_string(content.entries.size() - i) +
           "\"><time datetime=\"" + page.iso(entry.at) + "\">" +
           clock_time(entry.at, page.outlet.offset_minutes) +
           "</time><div class=\"entry-text\"><p>" + escaped(entry.text) + "</p></div></li>\n";
  }
  return out + "</ol>\n";
}

}  // namespace

std::string live_article(const Page& page, const Piece& piece, const Content& content) {
  const auto json =
      piece.live ? live_json(page, piece, content) : news_article(page, piece, content);
  const auto extra = "<link rel=\"canonical\" href=\"" + page.url(piece) +
                     "\">\n<meta name=\"description\" content=\"" + escaped(content.description) +
                     "\">\n<script type=\"application/ld+json\">" + script_json(json) +
                     "</script>\n";
  std::string out = top(page, escaped(content.title), extra);
  out += filled(R"(<main><article>
<h1>{{title}}</h1>
<p class="meta"><span rel="author">{{author}}</span> <time datetime="{{published}}" pubdate>{{date}}</time> <span class="views">{{views}}</span></p>
<figure><img src="{{image}}" alt=""><figcaption>{{caption}} ({{photo}})</figcaption></figure>
)",
                {{"title", escaped(content.title)},
                 {"author", escaped(page.byline(content))},
                 {"published", page.iso(content.published)},
                 {"date", page.date_time(content.published)},
                 {"views", page.views(piece)},
                 {"image", page.url(image_path(piece, 0))},
                 {"caption", escaped(content.captions.front())},
                 {"photo", page.labels().photo}});
  if (piece.live) {
    out += live_body(page, piece, content);
  } else {
    out += "<section class=\"text\">\n" + paragraphs_html(page, piece, content) + "</section>\n";
    for (const auto& notice : content.notices)
      out += "<p class=\"correction\">" + escaped(notice) + "</p>\n";
  }
  out += "</article>\n<aside><h2>" + std::string(page.labels().most_read) + "</h2><ul>\n";
  for (const auto* other : page.related(piece, 5)) out += "<li>" + anchor(page, *other) + "</li>\n";
  return out + "</ul></aside></main>\n" + bottom(page);
}

std::string live_hub(const Page& page, const Hub& hub) {
  std::string out = top(page, escaped(hub.title), {});
  out += "<main>\n";
  for (const auto* piece : hub.items) {
    out += "<section><h2>" + anchor(page, *piece) + "</h2><p>" + page.minutes_ago(piece->path) +
           "</p></section>\n";
  }
  if (hub.page < hub.pages) {
    out += "<a rel=\"next\" href=\"" +
           page.url(hub.path + "?page=" + std::to_string(hub.page + 1)) + "\">" +
           std::string(page.labels().older) + "</a>\n";
  }
  return out + "</main>\n" + bottom(page);
}

}  // namespace broadsheet::newsroom
