// SPDX-License-Identifier: Apache-2.0
// A page built from many blocks by some content system: microdata, generated class names, no
// JSON-LD.
#include "core/hash.h"
#include "newsroom/layouts/layouts.h"

namespace broadsheet::newsroom {
namespace {

// "css-1x8dk": what a build gives a class; another with every build, which is every hour.
std::string class_name(const Page& page, std::string_view part) {
  static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  auto random = page.churn(part, std::chrono::hours(1));
  std::string out = "css-";
  for (int i = 0; i < 6; ++i) out += kLetters[random.below(kLetters.size())];
  return out;
}

std::string block(const Page& page, std::string_view type, std::string_view inside) {
  return "<div class=\"" + class_name(page, type) + "\" data-block=\"" + std::string(type) +
         "\"><div class=\"" + class_name(page, "inner") + "\">" + std::string(inside) +
         "</div></div>\n";
}

std::string top(const Page& page, std::string_view title, std::string_view extra) {
  std::string menu;
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    menu += "<span><a href=\"" + page.url(page.section_path(i)) + "\">" +
            std::string(page.language().sections[i].name) + "</a></span>";
  }
  return filled(
             R"(<!DOCTYPE html><html {{attributes}}><head><meta charset="utf-8"><title>{{title}}</title><link rel="alternate" type="application/rss+xml" href="{{rss}}">{{extra}}</head><body><div id="root">
)",
             {{"attributes", page.html_attributes()},
              {"title", title},
              {"rss", page.url("/feeds/all.rss")},
              {"extra", extra}}) +
         block(page, "header",
               "<a href=\"" + page.url("/") + "\">" + escaped(page.outlet.name) + "</a>" + menu) +
         block(page, "ticker", page.minutes_ago("ticker"));
}

std::string bottom(const Page& page) {
  return block(page, "newsletter",
               "<div>" + std::string(page.labels().newsletter_title) + "</div><div>" +
                   std::string(page.labels().newsletter_text) + "</div><button>" +
                   std::string(page.labels().sign_up) + "</button>") +
         block(page, "footer",
               std::string(page.labels().rights) + " <a href=\"/contact\">" +
                   std::string(page.labels().contact) + "</a> <a href=\"/privacy\">" +
                   std::string(page.labels().privacy) + "</a>") +
         "</div></body></html>\n";
}

}  // namespace

std::string microdata_article(const Page& page, const Piece& piece, const Content& content) {
  const auto extra = "<link rel=\"canonical\" href=\"" + page.url(piece) +
                     "\"><meta property=\"og:title\" content=\"" + escaped(content.title) + "\">";
  std::string out = top(page, escaped(content.title) + " | " + escaped(page.outlet.name), extra);
  out += "<div itemscope itemtype=\"https://schema.org/NewsArticle\">\n";
  out += block(page, "headline", "<h1 itemprop=\"headline\">" + escaped(content.title) + "</h1>");
  std::string people;
  for (const auto& author : content.authors) {
    people +=
        "<span itemprop=\"author\" itemscope itemtype=\"https://schema.org/Person\"><span "
        "itemprop=\"name\">" +
        escaped(author) + "</span></span> ";
  }
  if (content.authors.empty()) people = "<span>" + escaped(content.byline) + "</span> ";
  out += block(page, "meta",
               people + "<time itemprop=\"datePublished\" datetime=\"" +
                   page.iso(content.published) + "\">" + page.date(content.published) +
                   "</time><meta itemprop=\"dateModified\" content=\"" +
                   page.iso(page.shown_modified(content)) +
                   "\"><meta itemprop=\"inLanguage\" content=\"" +
                   std::string(page.language().code) + "\"><span>" + page.views(piece) + "</span>");
  out += block(page, "image",
               "<img itemprop=\"image\" src=\"" + page.url(image_path(piece, 0)) + "\"><div>" +
                   escaped(content.captions.front()) + " | " + std::string(page.labels().photo) +
                   "</div>");
  out += "<div itemprop=\"articleBody\">\n";
  for (std::size_t i = 0; i < content.paragraphs.size(); ++i) {
    out += block(page, "paragraph", "<p>" + inline_html(page, piece, content, i) + "</p>");
    if (i == 2)
      out += block(page, "ad", "<span>" + std::string(page.labels().advertisement) + "</span>");
    if (i == 3) {
      const auto others = page.related(piece, 1);
      if (!others.empty()) {
        out += block(page, "recirculation",
                     "<span>" + std::string(page.labels().also_read) + "</span> " +
                         anchor(page, *others.front()));
      }
    }
  }
  out += "</div>\n";
  for (const auto& notice : content.notices)
    out += block(page, "notice", "<p>" + escaped(notice) + "</p>");
  out += "</div>\n";
  std::string cards;
  for (const auto* other : page.related(piece, 6))
    cards += "<div>" + anchor(page, *other) + "</div>";
  return out +
         block(page, "cards", "<div>" + std::string(page.labels().most_read) + "</div>" + cards) +
         bottom(page);
}

std::string microdata_hub(const Page& page, const Hub& hub) {
  std::string out = top(page, escaped(hub.title), {});
  for (const auto* piece : hub.items) {
    const auto content = page.catalogue.content_at(*piece, page.now);
    out += block(page, "card",
                 "<h3>" + anchor(page, *piece) + "</h3><div>" +
                     escaped(shortened(content.description, 80)) + "</div>");
  }
  if (hub.page < hub.pages) {
    out += block(page, "pager",
                 "<a href=\"" + page.url(hub.path + "?page=" + std::to_string(hub.page + 1)) +
                     "\">" + std::string(page.labels().older) + "</a>");
  }
  return out + bottom(page);
}

}  // namespace broadsheet::newsroom
