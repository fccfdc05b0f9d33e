// SPDX-License-Identifier: Apache-2.0
// Feeds in four formats, with the habits of their makers.
#include "newsroom/feeds.h"

#include "core/strings.h"
#include "newsroom/dates.h"

namespace broadsheet::newsroom {
namespace {

constexpr std::size_t kEntries = 20;

// Members' pieces are in the feed too: that a link was seen is no leave to follow it.
std::vector<const Piece*> entries(const Page& page) {
  auto all = page.catalogue.on_site(page.outlet, page.now, true);
  if (all.size() > kEntries) all.resize(kEntries);
  return all;
}

// The address as the feed gives it: with tracking, or an old one that redirects.
std::string feed_link(const Page& page, const Piece& piece) {
  const bool old = page.outlet.layout == Layout::kLive || page.outlet.layout == Layout::kMicrodata;
  if (old && !piece.old_path.empty()) return page.url(piece.old_path);
  auto url = page.url(piece);
  if (page.outlet.tracks) url += "?utm_source=rss&utm_medium=feed&utm_campaign=all";
  return url;
}

std::string authors_rss(const Page& page, const Content& content) {
  return "<dc:creator>" + escaped(page.byline(content)) + "</dc:creator>";
}

Document rss(const Page& page, const std::vector<const Piece*>& pieces, std::string_view self) {
  std::string items;
  for (const auto* piece : pieces) {
    const auto content = page.catalogue.content_at(*piece, page.now);
    items += "<item>\n<title>" + escaped(content.title) + "</title>\n<link>" +
             escaped(feed_link(page, *piece)) + "</link>\n" + authors_rss(page, content) +
             "\n<pubDate>" + rss_time(content.published, page.outlet.offset_minutes) +
             "</pubDate>\n<category><![CDATA[" + content.keywords.front() +
             "]]></category>\n<guid isPermaLink=\"false\">" +
             page.url("/?p=" + std::to_string(piece->number)) +
             "</guid>\n<description><![CDATA[<p>" + escaped(content.description) +
             "</p>]]></description>\n</item>\n";
  }
  return {"application/rss+xml; charset=UTF-8", filled(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
<title>{{site}}</title>
<atom:link href="{{self}}" rel="self" type="application/rss+xml" />
<link>{{home}}</link>
<description>{{site}}</description>
<language>{{language}}</language>
<lastBuildDate>{{built}}</lastBuildDate>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
<ttl>15</ttl>
{{items}}</channel>
</rss>
)",
                                                       {{"site", escaped(page.outlet.name)},
                                                        {"self", page.url(self)},
                                                        {"home", page.url("/")},
                                                        {"language", page.language().code},
                                                        {"built", rss_time(page.now, 0)},
                                                        {"items", items}})};
}

// A feed of readers' comments: a feed, but of nothing that an archive of articles wants.
Document comments_rss(const Page& page) {
  std::string items;
  for (const auto* piece : page.recent(3)) {
    items += "<item><title>" + escaped(page.language().men.front()) + "</title><link>" +
             page.url(*piece) + "#comment-0</link><description>" +
             escaped(page.language().reader_comments.front()) + "</description></item>\n";
  }
  return {"application/rss+xml; charset=UTF-8",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>" +
              escaped(page.outlet.name) + "</title><link>" + page.url("/") +
              "</link><description>-</description>\n" + items + "</channel></rss>\n"};
}

Document atom(const Page& page) {
  std::string items;
  for (const auto* piece : entries(page)) {
    const auto content = page.catalogue.content_at(*piece, page.now);
    std::string people;
    for (const auto& author : content.authors)
      people += "<author><name>" + escaped(author) + "</name></author>";
    items += "<entry>\n<id>tag:" + page.outlet.host + ",2026:" + std::to_string(piece->number) +
             "</id>\n<title type=\"html\">" + escaped(escaped(content.title)) +
             "</title>\n<link rel=\"alternate\" href=\"" + escaped(feed_link(page, *piece)) +
             "\"/>\n" + people + "<published>" + page.iso(content.published) +
             "</published>\n<updated>" + page.iso(page.shown_modified(content)) +
             "</updated>\n<category term=\"" + escaped(content.keywords.front()) +
             "\"/>\n<summary>" + escaped(content.description) + "</summary>\n</entry>\n";
  }
  return {"application/atom+xml; charset=utf-8",
          filled(R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{{language}}">
<id>{{home}}</id>
<title>{{site}}</title>
<author><name>{{site}}</name></author>
<link rel="alternate" href="{{home}}"/>
<link rel="self" href="{{self}}"/>
<updated>{{updated}}</updated>
{{items}}</feed>
)",
                 {{"language", page.language().code},
                  {"home", page.url("/")},
                  {"site", escaped(page.outlet.name)},
                  {"self", page.url("/atom.xml")},
                  {"updated", page.iso(page.catalogue.last_change(page.outlet, page.now))},
                  {"items", items}})};
}

// RSS 1.0, in the bytes of 2003.
Document rdf(const Page& page) {
  std::string list;
  std::string items;
  for (const auto* piece : entries(page)) {
    const auto content = page.catalogue.content_at(*piece, page.now);
    const auto url = escaped(page.url(*piece));
    list += "<rdf:li rdf:resource=\"" + url + "\"/>\n";
    items += "<item rdf:about=\"" + url + "\">\n<title>" + escaped(content.title) +
             "</title>\n<link>" + url + "</link>\n<description>" + escaped(content.description) +
             "</description>\n<dc:date>" + page.iso(content.published) + "</dc:date>\n</item>\n";
  }
  const auto xml = filled(R"(<?xml version="1.0" encoding="windows-1252"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{{home}}backend.rdf">
<title>{{site}}</title>
<link>{{home}}</link>
<description>{{site}}</description>
<dc:language>{{language}}</dc:language>
<items><rdf:Seq>
{{list}}</rdf:Seq></items>
</channel>
{{items}}</rdf:RDF>
)",
                          {{"home", page.url("/")},
                           {"site", escaped(page.outlet.name)},
                           {"language", page.language().code},
                           {"list", list},
                           {"items", items}});
  return {"text/xml", to_windows_1252(xml)};
}

Document json_feed(const Page& page) {
  Json items = Json(Json::Array{});
  for (const auto* piece : entries(page)) {
    const auto content = page.catalogue.content_at(*piece, page.now);
    Json authors = Json(Json::Array{});
    for (const auto& author : content.authors) authors.add(Json().set("name", author));
    items.add(Json()
                  .set("id", std::to_string(piece->number))
                  .set("url", feed_link(page, *piece))
                  .set("title", content.title)
                  .set("summary", content.description)
                  .set("date_published", page.iso(content.published))
                  .set("date_modified", page.iso(page.shown_modified(content)))
                  .set("authors", std::move(authors))
                  .set("tags", Json::array(content.keywords))
                  .set("language", page.language().code));
  }
  Json feed;
  feed.set("version", "https://jsonfeed.org/version/1.1")
      .set("title", page.outlet.name)
      .set("home_page_url", page.url("/"))
      .set("feed_url", page.url("/feed.json"))
      .set("language", page.language().code)
      .set("items", std::move(items));
  return {"application/feed+json", feed.dump(true) + "\n"};
}

std::optional<Document> section_rss(const Page& page, std::string_view path) {
  const auto& sections = page.language().sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (path != page.section_path(i) + "rss.xml") continue;
    auto pieces = entries(page);
    std::erase_if(pieces, [&](const Piece* piece) {
      return page.language().topics[piece->topic].section != i;
    });
    return rss(page, pieces, path);
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> feed_paths(const Outlet& outlet) {
  switch (outlet.layout) {
    case Layout::kWordPress:
      return {"/feed/"};
    case Layout::kPublisher:
      return {"/rss.xml"};
    case Layout::kTables:
      return {"/backend.rdf"};
    case Layout::kAmp:
      return {"/atom.xml"};
    case Layout::kLive:
      return {"/rss"};
    case Layout::kPlain:
      return {"/feed.json", "/atom.xml"};
    case Layout::kMicrodata:
      return {"/feeds/all.rss"};
  }
  return {};
}

std::optional<Document> feed_at(const Page& page, std::string_view path) {
  const auto layout = page.outlet.layout;
  if (layout == Layout::kWordPress && path == "/comments/feed/") return comments_rss(page);
  if (layout == Layout::kPublisher && path != "/rss.xml") return section_rss(page, path);
  bool known = false;
  for (const auto& own : feed_paths(page.outlet)) known = known || own == path;
  if (!known) return std::nullopt;
  if (layout == Layout::kTables) return rdf(page);
  if (path == "/atom.xml") return atom(page);
  if (path == "/feed.json") return json_feed(page);
  return rss(page, entries(page), path);
}

}  // namespace broadsheet::newsroom
