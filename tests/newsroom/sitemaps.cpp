// SPDX-License-Identifier: Apache-2.0
// Sitemaps, news sitemaps and their indexes (sitemaps.org; Google's news extension).
#include "newsroom/feeds.h"
#include "newsroom/gzip.h"

namespace broadsheet::newsroom {
namespace {

constexpr Duration kNewsAge = std::chrono::hours(48);  // what a news sitemap may hold

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

Document xml(std::string body) {
  return {"application/xml; charset=utf-8", std::string(kXml) + std::move(body)};
}

std::string last_modified(const Page& page, const Piece& piece) {
  const auto versions = piece.versions_at(page.now);
  const auto time =
      page.outlet.silent || versions == 0 ? piece.published : piece.version_time(versions - 1);
  return page.iso(time);
}

std::string urls(const Page& page) {
  std::string out = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const auto* piece : page.catalogue.on_site(page.outlet, page.now)) {
    out += "<url><loc>" + escaped(page.url(*piece)) + "</loc><lastmod>" +
           last_modified(page, *piece) + "</lastmod></url>\n";
  }
  return out + "</urlset>\n";
}

std::string news(const Page& page) {
  std::string out =
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n";
  for (const auto* piece : page.catalogue.on_site(page.outlet, page.now)) {
    if (page.now - piece->published > kNewsAge) break;
    out += filled(
        "<url><loc>{{url}}</loc><lastmod>{{modified}}</"
        "lastmod><news:news><news:publication><news:name>{{site}}</news:name>"
        "<news:language>{{language}}</news:language></"
        "news:publication><news:publication_date>{{published}}"
        "</news:publication_date><news:title>{{title}}</news:title></news:news></url>\n",
        {{"url", escaped(page.url(*piece))},
         {"modified", last_modified(page, *piece)},
         {"site", escaped(page.outlet.name)},
         {"language", page.language().code},
         {"published", page.iso(piece->published)},
         {"title", escaped(page.title(*piece))}});
  }
  return out + "</urlset>\n";
}

std::string index_of(const Page& page, const std::vector<std::string>& paths) {
  std::string out = "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  const auto changed = page.iso(page.catalogue.last_change(page.outlet, page.now));
  for (const auto& path : paths) {
    out +=
        "<sitemap><loc>" + page.url(path) + "</loc><lastmod>" + changed + "</lastmod></sitemap>\n";
  }
  return out + "</sitemapindex>\n";
}

std::string sections(const Page& page) {
  std::string out = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (std::size_t i = 0; i < page.language().sections.size(); ++i) {
    out += "<url><loc>" + page.url(page.section_path(i)) + "</loc></url>\n";
  }
  return out + "</urlset>\n";
}

}  // namespace

std::vector<std::string> sitemap_paths(const Outlet& outlet) {
  switch (outlet.layout) {
    case Layout::kWordPress:
      return {"/wp-sitemap.xml"};
    case Layout::kPublisher:
      return {"/sitemap_index.xml"};
    case Layout::kTables:
      return {};
    case Layout::kLive:
      return {"/news-sitemap.xml"};
    default:
      return {"/sitemap.xml"};
  }
}

std::optional<Document> sitemap_at(const Page& page, std::string_view path) {
  switch (page.outlet.layout) {
    case Layout::kWordPress:
      if (path == "/wp-sitemap.xml") {
        return xml(index_of(
            page, {"/wp-sitemap-posts-post-1.xml", "/wp-sitemap-taxonomies-category-1.xml"}));
      }
      if (path == "/wp-sitemap-posts-post-1.xml") return xml(urls(page));
      if (path == "/wp-sitemap-taxonomies-category-1.xml") return xml(sections(page));
      return std::nullopt;
    case Layout::kPublisher:
      if (path == "/sitemap_index.xml")
        return xml(index_of(page, {"/sitemaps/news.xml", "/sitemaps/articles.xml.gz"}));
      if (path == "/sitemaps/news.xml") return xml(news(page));
      if (path == "/sitemaps/articles.xml.gz")
        return Document{"application/gzip", gzip(std::string(kXml) + urls(page))};
      return std::nullopt;
    case Layout::kLive:
      return path == "/news-sitemap.xml" ? std::optional(xml(news(page))) : std::nullopt;
    case Layout::kMicrodata:
      if (path == "/sitemap.xml")
        return xml(index_of(page, {"/sitemap-news.xml", "/sitemap-1.xml"}));
      if (path == "/sitemap-news.xml") return xml(news(page));
      if (path == "/sitemap-1.xml") return xml(urls(page));
      return std::nullopt;
    case Layout::kAmp:
    case Layout::kPlain:
      return path == "/sitemap.xml" ? std::optional(xml(urls(page))) : std::nullopt;
    case Layout::kTables:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace broadsheet::newsroom
