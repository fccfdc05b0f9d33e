// SPDX-License-Identifier: Apache-2.0
// Pages that somebody made to cost as much as they can, of any size: what is quadratic anywhere
// between the bytes and the article shows in how they grow.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::testing_support {

struct HostilePage {
  std::string_view name;
  std::function<std::string(std::size_t bytes)> make;  // of about so many bytes
};

// `piece` again and again; "#" in it becomes a number of its own each time.
inline std::string flood(std::string_view piece, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + piece.size() + 16);
  const auto hole = piece.find('#');
  for (std::size_t i = 0; out.size() < bytes; ++i) {
    out += piece.substr(0, hole);
    if (hole == std::string_view::npos) continue;
    out += std::to_string(i);
    out += piece.substr(hole + 1);
  }
  return out;
}

// Half of the first, then as many of the second.
inline std::string in_and_out(std::string_view in, std::string_view out, std::size_t bytes) {
  const std::size_t times = bytes / (in.size() + out.size());
  return flood(in, times * in.size()) + flood(out, times * out.size());
}

inline std::vector<HostilePage> hostile_pages() {
  std::vector<HostilePage> all;
  const auto flooded = [&](std::string_view name, std::string before, std::string piece,
                           std::string after = {}) {
    all.push_back({name, [=](std::size_t bytes) { return before + flood(piece, bytes) + after; }});
  };
  const auto nested = [&](std::string_view name, std::string in, std::string out) {
    all.push_back({name, [=](std::size_t bytes) { return in_and_out(in, out, bytes); }});
  };
  // Bytes.
  flooded("one text", "<p>", "word and ");
  flooded("one word", "<p>", "x");
  flooded("less than", "", "<");
  flooded("end tags of nothing", "", "</p>");
  flooded("ampersands", "<p>", "&");
  flooded("references", "<p>", "&amp;&eacute;&#8217;");
  flooded("references that grow", "<p>", "&nGt;");
  flooded("comments that do not end", "", "<!--");
  flooded("zeros", "<p>", std::string(7, '\0') + "x");
  flooded("marks without end", "<p>a", "\xcc\x81\xcc\xa3");
  flooded("letters of every script", "<p>", "aя字ا ");
  // Tags.
  nested("deep boxes", "<div>", "</div>");
  nested("deep tables", "<table><tr><td>", "</table>");
  nested("deep lists", "<ul><li>x", "</ul>");
  nested("deep links", "<a href=/#><div>", "</div></a>");
  flooded("nothing is closed", "", "<div><p><b><i><a href=/><span><table><tr><td><ul><li>text");
  flooded("attributes", "<p ", "a#=# ", ">");
  flooded("the same attribute", "<p ", "a=1 ", ">");
  flooded("one class without end", "<p class='", "word-# ", "'>text");
  flooded("classes", "", "<p class='sidebar-# comment-# author-# caption'>x");
  flooded("a second body", "<body>", "<body a#=1>");
  flooded("elements nobody knows", "", "<x-#>");
  // Tree construction.
  flooded("adoption", "", "<b><p>x</b>");
  nested("adoption at the end", "<b><p>", "</b>");
  nested("adoption of others", "<a><div id=#>", "</a>");
  flooded("formatting", "", "<b id=#><p>");
  flooded("formatting with markers", "", "<object><b id=#><i>");
  flooded("fonts", "", "<font size=#><p>x");
  flooded("foster parents", "<table>", "x<b>y</b>");
  flooded("tables in tables", "", "<table>x");
  flooded("rows without cells", "<table>", "<tr><div>x");
  flooded("forms", "", "<form><input>");
  flooded("options", "<select>", "<option>x");
  flooded("templates", "", "<template>");
  flooded("foreign", "", "<svg><foreignObject>");
  flooded("frames", "<frameset>", "<frame>");
  // What extraction looks at.
  flooded("headings", "<title>Flood hits town</title>", "<h1>Flood hits town #</h1>");
  flooded("headings of one text", "<title>Flood hits town</title>", "<h1>Flood hits town</h1>");
  flooded("paragraphs", "", "<p>Rain fell in town # for the whole of the day, they said.</p>");
  flooded("the same paragraph", "",
          "<p>Rain fell in town for the whole of the day, they said.</p>");
  flooded("short lines", "", "<div>line #</div>");
  flooded("line breaks", "<p>", "line #<br>");
  flooded("line breaks alone", "<p>", "<br>");
  flooded("links", "", "<a href=/#>Rain falls in town again #</a> ");
  flooded("a link without end", "<a href=/>", "<p>Rain fell in town # for the whole day.");
  flooded("data rows", "<table>", "<tr><td>a<td>b");
  flooded("cells of one row", "<table><tr>", "<td>a");
  nested("authors in authors", "<div class=author>", "By Jane Doe</div>");
  nested("captions in captions", "<div class=caption>", "x</div>");
  nested("comments in comments", "<div class=comments>", "x</div>");
  flooded("authors", "", "<span class=author itemprop=author>By Jane Doe #</span>");
  flooded("times", "", "<time datetime=2026-11-22>22 November 2026</time>");
  flooded("dates", "<p>", "22 November 2026 10:# ");
  flooded("meta", "", "<meta name=author content='Jane Doe #'>");
  flooded("titles", "", "<meta property=og:title content='Flood hits town #'><h2>Flood #</h2>");
  flooded("bases", "", "<base target=x><link rel=canonical href=/#>");
  flooded("hidden", "", "<div style='display : none' hidden>x</div>");
  const std::string ld = "<script type=application/ld+json>";
  all.push_back({"deep JSON-LD", [=](std::size_t bytes) {
                   return ld + in_and_out("{\"@graph\":[", "]}", bytes) + "</script>";
                 }});
  flooded("unfinished JSON-LD", ld, "{\"@graph\":[");
  flooded(
      "blocks of JSON-LD", "",
      ld + "{\"@type\":\"NewsArticle\",\"headline\":\"Flood #\",\"author\":\"Jane #\"}</script>");
  flooded("authors of JSON-LD", ld + "{\"@type\":\"NewsArticle\",\"author\":[\"x\"",
          ",{\"name\":\"Jane Doe #\"}", "]}</script>");
  flooded("keywords of JSON-LD", ld + "{\"@type\":\"NewsArticle\",\"keywords\":\"", "word #,",
          "\"}</script>");
  flooded("articleBody", ld + "{\"@type\":\"NewsArticle\",\"articleBody\":\"", "Rain fell there. ",
          "\"}</script><p>Rain fell there. Rain fell there. Rain fell there.</p>");
  flooded("broken JSON-LD", ld, "{\"a\":\"\n\",,}", "</script>");
  return all;
}

}  // namespace broadsheet::testing_support
