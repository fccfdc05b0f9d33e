// SPDX-License-Identifier: Apache-2.0
// What a template may know when it draws a page, and what the templates share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/random.h"
#include "newsroom/catalogue.h"
#include "newsroom/words.h"

namespace broadsheet::newsroom {

// How the client reached us: links to all outlets are written the same way.
struct Base {
  std::string scheme = "http";
  std::string port = {};   // ":8080", or empty
  bool localhost = false;  // ".localhost" instead of ".test": what browsers resolve by themselves

  // "http://host:8080/path".
  [[nodiscard]] std::string url(const Outlet& outlet, std::string_view path) const {
    return url(outlet.host, path);
  }
  [[nodiscard]] std::string url(std::string host, std::string_view path) const;
};

struct Page {
  const Catalogue& catalogue;
  const Outlet& outlet;
  Base base;
  Time now;
  std::uint64_t seed = 0;

  [[nodiscard]] const Language& language() const { return *outlet.language; }
  [[nodiscard]] const Labels& labels() const { return outlet.language->labels; }
  [[nodiscard]] std::string url(std::string_view path) const { return base.url(outlet, path); }
  [[nodiscard]] std::string url(const Piece& piece) const;
  [[nodiscard]] std::string title(const Piece& piece) const {
    return catalogue.title_at(piece, now);
  }

  // Randomness that changes every `period`: what makes two answers differ though nothing happened.
  [[nodiscard]] Random churn(std::string_view what,
                             Duration period = std::chrono::seconds(1)) const;
  // "17 minutes ago", drawn: a clock that no archive should follow.
  [[nodiscard]] std::string minutes_ago(std::string_view what) const;
  [[nodiscard]] std::string views(const Piece& piece) const;

  // `count` others, rotating by the minute.
  [[nodiscard]] std::vector<const Piece*> related(const Piece& piece, std::size_t count) const;
  [[nodiscard]] std::vector<const Piece*> recent(std::size_t count) const;
  // The one before and after in time; nullptr at the ends.
  [[nodiscard]] std::pair<const Piece*, const Piece*> neighbours(const Piece& piece) const;

  [[nodiscard]] std::string section_path(std::size_t section) const;
  [[nodiscard]] std::string tag_path(std::size_t topic) const;
  // `lang="ar" dir="rtl"`.
  [[nodiscard]] std::string html_attributes() const;
  [[nodiscard]] std::string iso(Time time) const;
  [[nodiscard]] std::string date(Time time) const;       // long
  [[nodiscard]] std::string date_time(Time time) const;  // long, with the time of day
  // The byline as pages print it: authors, else the house's signature.
  [[nodiscard]] std::string byline(const Content& content) const;
  // When the outlet says that this version was modified; a silent one says when it was published.
  [[nodiscard]] Time shown_modified(const Content& content) const;
};

// A page of links: front page, section, tag, month.
struct Hub {
  std::string title = {};
  std::string path = {};  // of its first page
  std::vector<const Piece*> items = {};
  std::size_t page = 1;
  std::size_t pages = 1;
  bool front = false;
};

// A paragraph's text as HTML: escaped, the first mention of the place linked to its tag. The text
// content stays the paragraph.
std::string inline_html(const Page& page, const Piece& piece, const Content& content,
                        std::size_t paragraph);
// All paragraphs as <p>…</p> with `attributes` in each tag.
std::string paragraphs_html(const Page& page, const Piece& piece, const Content& content,
                            std::string_view attributes = {});
// "<a href=…>title</a>".
std::string anchor(const Page& page, const Piece& piece);
std::string image_path(const Piece& piece, std::size_t index);

// schema.org NewsArticle (or LiveBlogPosting), the value of an ld+json script.
Json news_article(const Page& page, const Piece& piece, const Content& content);
// JSON for a <script>: no "</script>" inside.
std::string script_json(const Json& json);
// Open Graph and article:* metas.
std::string open_graph(const Page& page, const Piece& piece, const Content& content);

}  // namespace broadsheet::newsroom
