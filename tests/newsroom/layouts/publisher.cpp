// SPDX-License-Identifier: Apache-2.0
// A large publisher: JSON-LD, boxes in mid-text, galleries, advertisements, a cookie banner.
#include "newsroom/layouts/layouts.h"

namespace broadsheet::newsroom {
namespace {

std::string head(const Page& page, std::string_view title, std::string_view extra) {
  return filled(R"(<!doctype html>
<html {{attributes}} class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{title}} | {{site}}</title>
<meta name="robots" content="index,follow,max-snippet:-1,max-image-preview:large">
<link rel="preconnect" href="https://cdn.invalid">
<link rel="stylesheet" href="/assets/main.css?v={{build}}">
<link rel="alternate" type="application/rss+xml" title="{{site}}" href="{{home}}rss.xml">
{{extra}}<script>window.dataLayer=window.dataLayer||[];dataLayer.push({"page":"{{build}}","consent":null});</script>
</head>
)",
                {{"attributes", page.html_attributes()},
                 {"title", title},
                 {"site", escaped(page.outlet.name)},
                 {"home", page.url("/")},
                 {"build", std::to_string(page.churn("build").below(1000000))},
                 {"extra", extra}});
}

std::string masthead(const Page& page) {
  std::string items;
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    items += "<li><a href=\"" + page.url(page.section_path(i)) + "\">" +
             std::string(page.language().sections[i].name) + "</a></li>\n";
  }
  return filled(R"(<body class="c-page">
<div class="c-cookie-banner" role="dialog" aria-modal="true"><h2>{{cookie_title}}</h2><p>{{cookie_text}}</p><button>{{reject}}</button><button>{{accept}}</button></div>
<header class="c-masthead"><a class="c-logo" href="{{home}}">{{site}}</a>
<nav class="c-nav" aria-label="sections"><ul>
{{items}}</ul></nav>
<a class="c-masthead__login" href="/account/login" rel="nofollow">Login</a></header>
<div class="c-ad c-ad--billboard"><span class="c-ad__label">{{ad}}</span><div id="ad-{{slot}}" data-size="970x250"></div></div>
)",
                {{"cookie_title", page.labels().cookie_title},
                 {"cookie_text", page.labels().cookie_text},
                 {"reject", page.labels().reject_all},
                 {"accept", page.labels().accept_all},
                 {"home", page.url("/")},
                 {"site", escaped(page.outlet.name)},
                 {"items", items},
                 {"ad", page.labels().advertisement},
                 {"slot", std::to_string(page.churn("ad").below(100000))}});
}

std::string footer(const Page& page) {
  std::string most_read;
  for (const auto* piece : page.recent(5)) most_read += "<li>" + anchor(page, *piece) + "</li>\n";
  return filled(R"(<aside class="c-sidebar"><section class="c-most-read"><h2>{{most_read}}</h2><ol>
{{items}}</ol></section>
<div class="c-ad c-ad--sky"><span class="c-ad__label">{{ad}}</span></div></aside>
<footer class="c-footer"><nav><a href="/contact">{{contact}}</a> <a href="/privacy">{{privacy}}</a> <a href="/sitemap">Sitemap</a></nav><p>&copy; {{site}}. {{rights}}</p></footer>
<script src="/assets/main.js?v={{build}}" defer></script>
</body>
</html>
)",
                {{"most_read", page.labels().most_read},
                 {"items", most_read},
                 {"ad", page.labels().advertisement},
                 {"contact", page.labels().contact},
                 {"privacy", page.labels().privacy},
                 {"site", escaped(page.outlet.name)},
                 {"rights", page.labels().rights},
                 {"build", std::to_string(page.churn("build").below(1000000))}});
}

std::string related_box(const Page& page, const Piece& piece) {
  const auto others = page.related(piece, 2);
  if (others.empty()) return {};
  std::string out = "<aside class=\"c-related-inline\" data-track=\"inline-related\"><h3>" +
                    std::string(page.labels().related) + "</h3><ul>\n";
  for (const auto* other : others) out += "<li>" + anchor(page, *other) + "</li>\n";
  return out + "</ul></aside>\n";
}

std::string newsletter_box(const Page& page) {
  return filled(
      R"(<div class="c-newsletter"><h3 class="c-newsletter__title">{{title}}</h3><p class="c-newsletter__text">{{text}}</p><form action="/newsletter" method="post"><input type="email" name="email" placeholder="{{email}}"><button>{{sign_up}}</button></form></div>
)",
      {{"title", page.labels().newsletter_title},
       {"text", page.labels().newsletter_text},
       {"email", page.labels().email},
       {"sign_up", page.labels().sign_up}});
}

std::string figure(const Page& page, const Piece& piece, const Content& content,
                   std::size_t index) {
  const auto& surnames = page.language().surnames;
  return filled(
      R"(<figure class="c-figure"><img src="{{image}}" alt="{{caption}}" loading="lazy"><figcaption><span class="c-caption">{{caption}}</span> <span class="c-credit">{{photo}}: {{credit}}</span></figcaption></figure>
)",
      {{"image", page.url(image_path(piece, index))},
       {"caption", escaped(content.captions[index])},
       {"photo", page.labels().photo},
       {"credit", surnames[(piece.number + index) % surnames.size()]}});
}

std::string gallery(const Page& page, const Piece& piece, const Content& content) {
  std::string out = "<section class=\"c-gallery\" data-slides=\"" +
                    std::to_string(content.captions.size()) + "\"><h3>" +
                    std::string(page.labels().gallery) + "</h3>\n";
  for (std::size_t i = 0; i < content.captions.size(); ++i) out += figure(page, piece, content, i);
  return out + "</section>\n";
}

std::string also_read(const Page& page, const Piece& piece) {
  const auto others = page.related(piece, 3);
  if (others.size() < 3) return {};
  return "<p class=\"c-also-read\"><strong>" + std::string(page.labels().also_read) + "</strong> " +
         anchor(page, *others[2]) + "</p>\n";
}

std::string paywall(const Page& page) {
  return "<div class=\"c-paywall\" data-paywall=\"hard\"><h2>" +
         std::string(page.labels().subscribe_title) + "</h2><p>" +
         std::string(page.labels().subscribe_text) + "</p></div>\n";
}

// The text with all that stands in its way.
std::string body(const Page& page, const Piece& piece, const Content& content) {
  std::string out = "<div class=\"c-article__body js-article-body\">\n";
  for (std::size_t i = 0; i < content.paragraphs.size(); ++i) {
    out += "<p class=\"c-paragraph\">" + inline_html(page, piece, content, i) + "</p>\n";
    if (i == 1) out += related_box(page, piece);
    if (i == 2) {
      out += "<div class=\"c-ad c-ad--inline\"><span class=\"c-ad__label\">" +
             std::string(page.labels().advertisement) + "</span></div>\n";
    }
    if (i == 3) out += newsletter_box(page);
    if (i == 4)
      out +=
          piece.number % 2 == 0 ? gallery(page, piece, content) : figure(page, piece, content, 1);
    if (i == 5) out += also_read(page, piece);
  }
  for (const auto& notice : content.notices)
    out += "<p class=\"c-correction\">" + escaped(notice) + "</p>\n";
  if (page.outlet.wall == Wall::kPaywall) out += paywall(page);
  return out + "</div>\n";
}

Json structured(const Page& page, const Piece& piece, const Content& content) {
  auto article = news_article(page, piece, content);
  if (page.outlet.wall == Wall::kPaywall) {
    article.set("hasPart", Json()
                               .set("@type", "WebPageElement")
                               .set("isAccessibleForFree", false)
                               .set("cssSelector", ".c-paywall"));
  }
  Json crumbs;
  crumbs.set("@context", "https://schema.org").set("@type", "BreadcrumbList");
  crumbs.set("itemListElement",
             Json()
                 .add(Json().set("@type", "ListItem").set("position", 1).set("item", page.url("/")))
                 .add(Json()
                          .set("@type", "ListItem")
                          .set("position", 2)
                          .set("item", page.url(page.section_path(content.section)))));
  return Json().add(std::move(article)).add(std::move(crumbs));
}

}  // namespace

std::string publisher_article(const Page& page, const Piece& piece, const Content& content) {
  const auto extra = "<link rel=\"canonical\" href=\"" + page.url(piece) +
                     "\">\n<meta name=\"description\" content=\"" + escaped(content.description) +
                     "\">\n" + open_graph(page, piece, content) +
                     "<script type=\"application/ld+json\">" +
                     script_json(structured(page, piece, content)) + "</script>\n";
  std::string out = head(page, escaped(content.title), extra) + masthead(page);
  const auto modified = page.shown_modified(content);
  out += filled(
      R"(<main class="c-article" id="main"><article>
<nav class="c-breadcrumb"><a href="{{home}}">{{home_label}}</a> › <a href="{{section_url}}">{{section}}</a></nav>
<header class="c-article__header"><span class="c-kicker">{{section}}</span><h1 class="c-headline">{{title}}</h1><p class="c-standfirst">{{description}}</p>
<div class="c-byline">{{by}} <a href="{{author_url}}" rel="author">{{author}}</a></div>
<div class="c-dates"><time datetime="{{published}}">{{date}}</time>{{updated}} <span class="c-relative">{{ago}}</span> <span class="c-views">{{views}}</span></div>
<ul class="c-share"><li><a href="https://share.invalid/facebook">Facebook</a></li><li><a href="https://share.invalid/mail">E-Mail</a></li></ul></header>
)",
      {{"home", page.url("/")},
       {"home_label", page.labels().home},
       {"section_url", page.url(page.section_path(content.section))},
       {"section", page.language().sections[content.section].name},
       {"title", escaped(content.title)},
       {"description", escaped(content.description)},
       {"by", page.labels().by},
       {"author_url", page.url("/authors/" + slug(page.byline(content)))},
       {"author", escaped(page.byline(content))},
       {"published", page.iso(content.published)},
       {"date", page.date_time(content.published)},
       {"updated", modified == content.published
                       ? std::string()
                       : " · " + std::string(page.labels().updated) + " <time datetime=\"" +
                             page.iso(modified) + "\">" + page.date_time(modified) + "</time>"},
       {"ago", page.minutes_ago("article")},
       {"views", page.views(piece)}});
  out += figure(page, piece, content, 0) + body(page, piece, content);
  out += "<div class=\"c-tags\">" + std::string(page.labels().tags) + ": <a href=\"" +
         page.url(page.tag_path(piece.topic)) + "\">" + escaped(content.keywords.front()) +
         "</a></div>\n</article></main>\n<section class=\"c-onward\"><h2>" +
         std::string(page.labels().related) + "</h2>\n";
  for (const auto* other : page.related(piece, 6)) {
    out += "<div class=\"c-card\"><h3>" + anchor(page, *other) +
           "</h3><span class=\"c-relative\">" + page.minutes_ago(other->path) + "</span></div>\n";
  }
  return out + "</section>\n" + footer(page);
}

std::string publisher_hub(const Page& page, const Hub& hub) {
  std::string out = head(page, escaped(hub.title), {}) + masthead(page);
  out += "<main class=\"c-front\" id=\"main\">\n";
  if (!hub.front) out += "<h1 class=\"c-front__title\">" + escaped(hub.title) + "</h1>\n";
  for (const auto* piece : hub.items) {
    const auto content = page.catalogue.content_at(*piece, page.now);
    out += "<article class=\"c-teaser\"><h2>" + anchor(page, *piece) + "</h2><p>" +
           escaped(shortened(content.description, 90)) + "</p><span class=\"c-relative\">" +
           page.minutes_ago(piece->path) + "</span></article>\n";
  }
  if (hub.front) {
    out += "<div class=\"c-ad\"><span class=\"c-ad__label\">" +
           std::string(page.labels().advertisement) +
           "</span><a rel=\"sponsored\" href=\"https://partner.invalid/offer?id=" +
           std::to_string(page.churn("offer").below(999)) + "\">partner.invalid</a></div>\n";
  }
  if (hub.page < hub.pages) {
    out += "<a class=\"c-more\" rel=\"next\" href=\"" +
           page.url(hub.path + "?page=" + std::to_string(hub.page + 1)) + "\">" +
           std::string(page.labels().older) + "</a>\n";
  }
  return out + "</main>\n" + footer(page);
}

}  // namespace broadsheet::newsroom
