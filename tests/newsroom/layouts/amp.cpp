// SPDX-License-Identifier: Apache-2.0
// An outlet with AMP twins: the same text at two addresses that name each other.
#include "newsroom/layouts/layouts.h"

namespace broadsheet::newsroom {
namespace {

std::string frame_top(const Page& page, std::string_view title, std::string_view extra) {
  std::string menu;
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    menu += "<a href=\"" + page.section_path(i) + "\">" +
            std::string(page.language().sections[i].name) + "</a>\n";
  }
  return filled(
      R"(<!DOCTYPE html>
<html {{attributes}}>
<head>
<meta charset="utf-8">
<title>{{title}} - {{site}}</title>
<link rel="alternate" type="application/atom+xml" href="/atom.xml">
{{extra}}</head>
<body>
<div class="top-bar"><a href="/">{{site}}</a><div class="sections">
{{menu}}</div><span class="weather">{{weather}}°</span></div>
)",
      {{"attributes", page.html_attributes()},
       {"title", title},
       {"site", escaped(page.outlet.name)},
       {"extra", extra},
       {"menu", menu},
       {"weather", std::to_string(page.churn("weather", std::chrono::minutes(5)).below(30))}});
}

std::string frame_bottom(const Page& page) {
  return filled(
      R"(<div class="footer"><p>{{title}}</p><p>{{text}}</p><p>&copy; {{site}} · <a href="/contact">{{contact}}</a> · <a href="/privacy">{{privacy}}</a></p></div>
</body>
</html>
)",
      {{"title", page.labels().newsletter_title},
       {"text", page.labels().newsletter_text},
       {"site", escaped(page.outlet.name)},
       {"contact", page.labels().contact},
       {"privacy", page.labels().privacy}});
}

std::string related_list(const Page& page, const Piece& piece) {
  std::string out = "<div class=\"more\"><h4>" + std::string(page.labels().related) + "</h4><ul>\n";
  for (const auto* other : page.related(piece, 4)) out += "<li>" + anchor(page, *other) + "</li>\n";
  return out + "</ul></div>\n";
}

std::string dated_byline(const Page& page, const Content& content) {
  const auto modified = page.shown_modified(content);
  auto out = "<p class=\"byline\">" + std::string(page.labels().by) + " <span class=\"author\">" +
             escaped(page.byline(content)) + "</span> · <time datetime=\"" +
             page.iso(content.published) + "\">" + page.date_time(content.published) + "</time>";
  if (modified != content.published) {
    out += " · " + std::string(page.labels().updated) + " <time datetime=\"" + page.iso(modified) +
           "\">" + page.date_time(modified) + "</time>";
  }
  return out + "</p>\n";
}

}  // namespace

std::string amp_article(const Page& page, const Piece& piece, const Content& content) {
  const auto extra = "<link rel=\"canonical\" href=\"" + page.url(piece) +
                     "\">\n<link rel=\"amphtml\" href=\"" + page.url(piece.amp_path) + "\">\n" +
                     open_graph(page, piece, content) + "<script type=\"application/ld+json\">" +
                     script_json(news_article(page, piece, content)) + "</script>\n";
  std::string out = frame_top(page, escaped(content.title), extra);
  out += "<div class=\"story\"><h1>" + escaped(content.title) + "</h1>\n" +
         dated_byline(page, content);
  out += "<div class=\"story-text\">\n" + paragraphs_html(page, piece, content);
  for (const auto& notice : content.notices)
    out += "<p class=\"note\">" + escaped(notice) + "</p>\n";
  out += "</div>\n<div class=\"tools\"><a href=\"https://share.invalid/x\">" +
         with(page.labels().share, "X") + "</a></div></div>\n";
  return out + related_list(page, piece) + frame_bottom(page);
}

std::string amp_twin(const Page& page, const Piece& piece, const Content& content) {
  std::string out = filled(R"(<!doctype html>
<html ⚡ {{attributes}}>
<head>
<meta charset="utf-8">
<script async src="https://cdn.invalid/v0.js"></script>
<script async custom-element="amp-ad" src="https://cdn.invalid/v0/amp-ad-0.1.js"></script>
<title>{{title}}</title>
<link rel="canonical" href="{{canonical}}">
<meta name="viewport" content="width=device-width">
<script type="application/ld+json">{{json}}</script>
<style amp-boilerplate>body{visibility:visible}</style>
</head>
<body>
<amp-analytics type="counter"></amp-analytics>
<header><a href="{{home}}">{{site}}</a></header>
<article>
<h1>{{title}}</h1>
)",
                           {{"attributes", page.html_attributes()},
                            {"title", escaped(content.title)},
                            {"canonical", page.url(piece)},
                            {"json", script_json(news_article(page, piece, content))},
                            {"home", page.url("/")},
                            {"site", escaped(page.outlet.name)}});
  out += dated_byline(page, content);
  out += "<amp-img src=\"" + page.url(image_path(piece, 0)) +
         "\" width=\"640\" height=\"360\"></amp-img>\n";
  for (std::size_t i = 0; i < content.paragraphs.size(); ++i) {
    out += "<p>" + inline_html(page, piece, content, i) + "</p>\n";
    if (i == 2)
      out += "<amp-ad width=\"300\" height=\"250\" type=\"counter\"><div placeholder>" +
             std::string(page.labels().advertisement) + "</div></amp-ad>\n";
  }
  return out + "</article>\n<footer>" + std::string(page.labels().rights) +
         "</footer>\n</body>\n</html>\n";
}

std::string amp_hub(const Page& page, const Hub& hub) {
  std::string out = frame_top(page, escaped(hub.title), {});
  out += "<div class=\"river\">\n";
  for (const auto* piece : hub.items) {
    out += "<div class=\"river-item\"><h2>" + anchor(page, *piece) + "</h2><time datetime=\"" +
           page.iso(piece->published) + "\">" + page.minutes_ago(piece->path) + "</time></div>\n";
  }
  if (hub.page < hub.pages) {
    out += "<a href=\"" + page.url(hub.path + "?page=" + std::to_string(hub.page + 1)) + "\">" +
           std::string(page.labels().older) + "</a>\n";
  }
  return out + "</div>\n" + frame_bottom(page);
}

}  // namespace broadsheet::newsroom
