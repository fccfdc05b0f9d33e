// SPDX-License-Identifier: Apache-2.0
// An outlet of few means: semantic HTML5 and nothing else. No structured data: the page is the
// data.
#include "newsroom/layouts/layouts.h"

namespace broadsheet::newsroom {
namespace {

std::string top(const Page& page, std::string_view title) {
  return filled(R"(<!doctype html>
<html {{attributes}}>
<meta charset=utf-8>
<title>{{title}}</title>
<link rel=alternate type="application/feed+json" href="/feed.json">
<link rel=alternate type="application/atom+xml" href="/atom.xml">
<header><a href="/">{{site}}</a></header>
)",
                {{"attributes", page.html_attributes()},
                 {"title", title},
                 {"site", escaped(page.outlet.name)}});
}

std::string bottom(const Page& page) {
  std::string links;
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    links += "<a href=\"" + page.section_path(i) + "\">" +
             std::string(page.language().sections[i].name) + "</a>\n";
  }
  return "<footer><nav>\n" + links + "</nav><p>&copy; " + escaped(page.outlet.name) +
         "</p></footer>\n";
}

}  // namespace

std::string plain_article(const Page& page, const Piece& piece, const Content& content) {
  std::string out = top(page, escaped(content.title) + " – " + escaped(page.outlet.name));
  out += "<main>\n<article>\n<h1>" + escaped(content.title) + "</h1>\n<p><address>" +
         std::string(page.labels().by) + " <a rel=author href=\"/about\">" +
         escaped(page.byline(content)) + "</a></address>\n<time datetime=\"" +
         page.iso(content.published) + "\">" + page.date(content.published) + "</time>\n";
  const auto modified = page.shown_modified(content);
  if (modified != content.published) {
    out += "<small>" + std::string(page.labels().updated) + " <time datetime=\"" +
           page.iso(modified) + "\">" + page.date(modified) + "</time></small>\n";
  }
  for (std::size_t i = 0; i < content.paragraphs.size(); ++i) {
    const bool quote = i == 3;  // a paragraph set as a quotation is still of the text
    out += std::string(quote ? "<blockquote>" : "") + "<p>" + inline_html(page, piece, content, i) +
           (quote ? "</blockquote>\n" : "\n");
  }
  for (const auto& notice : content.notices) out += "<p><small>" + escaped(notice) + "</small>\n";
  return out + "</article>\n</main>\n" + bottom(page);
}

std::string plain_hub(const Page& page, const Hub& hub) {
  std::string out =
      top(page, escaped(hub.title)) + "<main>\n<h1>" + escaped(hub.title) + "</h1>\n<ul>\n";
  for (const auto* piece : hub.items) {
    out += "<li><time datetime=\"" + page.iso(piece->published) + "\">" +
           page.date(piece->published) + "</time> " + anchor(page, *piece) + "\n";
  }
  out += "</ul>\n";
  if (hub.page < hub.pages) {
    out += "<a rel=next href=\"" + hub.path + "?page=" + std::to_string(hub.page + 1) + "\">" +
           std::string(page.labels().older) + "</a>\n";
  }
  return out + "</main>\n" + bottom(page);
}

}  // namespace broadsheet::newsroom
