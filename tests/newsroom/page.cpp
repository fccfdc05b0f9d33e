// SPDX-License-Identifier: Apache-2.0
// What the templates share.
#include "newsroom/page.h"

#include <algorithm>

#include "core/hash.h"
#include "core/strings.h"
#include "newsroom/dates.h"

namespace broadsheet::newsroom {

std::string Base::url(std::string host, std::string_view path) const {
  if (localhost) host.replace(host.rfind('.'), std::string::npos, ".localhost");
  return scheme + "://" + host + port + std::string(path);
}

std::string Page::url(const Piece& piece) const {
  return base.url(catalogue.outlet_of(piece), piece.path);
}

Random Page::churn(std::string_view what, Duration period) const {
  const auto tick = now.time_since_epoch() / period;
  return Random(hash64(outlet.host + std::string(what) + std::to_string(tick), seed));
}

std::string Page::minutes_ago(std::string_view what) const {
  auto random = churn(what, std::chrono::seconds(10));
  return with(labels().minutes_ago, std::to_string(2 + random.below(57)));
}

std::string Page::views(const Piece& piece) const {
  const auto since =
      std::chrono::duration_cast<std::chrono::seconds>(now - piece.published).count();
  const auto count =
      static_cast<std::uint64_t>(std::max<long long>(since, 0)) / 7 + piece.number % 500;
  return with(labels().views, grouped(count, language().thousands));
}

std::vector<const Piece*> Page::related(const Piece& piece, std::size_t count) const {
  auto all = catalogue.on_site(outlet, now);
  std::erase(all, &piece);
  auto random = churn("related", std::chrono::minutes(1));
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
  all.resize(std::min(all.size(), count));
  return all;
}

std::vector<const Piece*> Page::recent(std::size_t count) const {
  auto all = catalogue.on_site(outlet, now);
  all.resize(std::min(all.size(), count));
  return all;
}

std::pair<const Piece*, const Piece*> Page::neighbours(const Piece& piece) const {
  const auto all = catalogue.on_site(outlet, now);  // newest first
  const auto at = std::find(all.begin(), all.end(), &piece);
  if (at == all.end()) return {nullptr, nullptr};
  const Piece* before = at + 1 == all.end() ? nullptr : *(at + 1);
  const Piece* after = at == all.begin() ? nullptr : *(at - 1);
  return {before, after};
}

std::string Page::section_path(std::size_t section) const {
  const std::string name(language().sections[section].slug);
  switch (outlet.layout) {
    case Layout::kWordPress:
      return "/category/" + name + "/";
    case Layout::kPublisher:
      return "/" + name + "/";
    case Layout::kTables:
      return "/" + name + "/index.htm";
    case Layout::kMicrodata:
      return "/c/" + name;
    default:
      return "/section/" + name;
  }
}

std::string Page::tag_path(std::size_t topic) const {
  const auto name = slug(language().topics[topic].keyword);
  const auto tag = name.empty() ? "t" + std::to_string(topic) : name;
  switch (outlet.layout) {
    case Layout::kWordPress:
      return "/tag/" + tag + "/";
    case Layout::kPublisher:
      return "/topic/" + tag + "/";
    case Layout::kTables:
      return "/topics/" + tag + ".htm";
    default:
      return "/tag/" + tag;
  }
}

std::string Page::html_attributes() const {
  return "lang=\"" + std::string(language().code) + "\"" +
         (language().right_to_left ? " dir=\"rtl\"" : "");
}

std::string Page::iso(Time time) const { return iso_time(time, outlet.offset_minutes); }
std::string Page::date(Time time) const {
  return long_date(language(), time, outlet.offset_minutes);
}
std::string Page::date_time(Time time) const {
  return date(time) + ", " + clock_time(time, outlet.offset_minutes);
}

std::string Page::byline(const Content& content) const {
  return content.authors.empty() ? content.byline : join(content.authors, ", ");
}

Time Page::shown_modified(const Content& content) const {
  return outlet.silent ? content.published : content.modified;
}

std::string inline_html(const Page& page, const Piece& piece, const Content& content,
                        std::size_t paragraph) {
  auto html = escaped(content.paragraphs[paragraph]);
  if (paragraph != 1) return html;
  const auto place = escaped(content.keywords.back());
  const auto at = html.find(place);
  if (at == std::string::npos) return html;
  const auto link = "<a href=\"" + page.url(page.tag_path(piece.topic)) + "\">" + place + "</a>";
  return html.replace(at, place.size(), link);
}

std::string paragraphs_html(const Page& page, const Piece& piece, const Content& content,
                            std::string_view attributes) {
  std::string out;
  for (std::size_t i = 0; i < content.paragraphs.size(); ++i) {
    out += "<p";
    if (!attributes.empty()) out += " " + std::string(attributes);
    out += ">" + inline_html(page, piece, content, i) + "</p>\n";
  }
  return out;
}

std::string anchor(const Page& page, const Piece& piece) {
  return "<a href=\"" + escaped(page.url(piece)) + "\">" + escaped(page.title(piece)) + "</a>";
}

std::string image_path(const Piece& piece, std::size_t index) {
  return "/media/" + std::to_string(piece.number) + "-" + std::to_string(index) + ".png";
}

Json news_article(const Page& page, const Piece& piece, const Content& content) {
  Json json;
  json.set("@context", "https://schema.org");
  json.set("@type", piece.live ? "LiveBlogPosting" : "NewsArticle");
  json.set("mainEntityOfPage", Json().set("@type", "WebPage").set("@id", page.url(piece)));
  json.set("headline", content.title);
  json.set("description", content.description);
  json.set("datePublished", page.iso(content.published));
  json.set("dateModified", page.iso(page.shown_modified(content)));
  json.set("inLanguage", page.language().code);
  json.set("articleSection", page.language().sections[content.section].name);
  json.set("keywords", Json::array(content.keywords));
  json.set("image", Json().add(page.url(image_path(piece, 0))));
  Json authors = Json(Json::Array{});
  for (const auto& name : content.authors)
    authors.add(Json().set("@type", "Person").set("name", name));
  if (content.authors.empty())
    authors.add(Json().set("@type", "Organization").set("name", content.byline));
  json.set("author", std::move(authors));
  Json logo = Json().set("@type", "ImageObject").set("url", page.url("/media/logo.png"));
  json.set("publisher", Json()
                            .set("@type", "NewsMediaOrganization")
                            .set("name", page.outlet.name)
                            .set("logo", std::move(logo)));
  json.set("isAccessibleForFree", page.outlet.wall != Wall::kPaywall);
  return json;
}

std::string script_json(const Json& json) { return replace_all(json.dump(), "</", "<\\/"); }

std::string open_graph(const Page& page, const Piece& piece, const Content& content) {
  std::string out = filled(R"(<meta property="og:type" content="article">
<meta property="og:locale" content="{{locale}}">
<meta property="og:site_name" content="{{site}}">
<meta property="og:title" content="{{title}}">
<meta property="og:description" content="{{description}}">
<meta property="og:url" content="{{url}}">
<meta property="og:image" content="{{image}}">
<meta property="article:published_time" content="{{published}}">
<meta property="article:modified_time" content="{{modified}}">
<meta property="article:section" content="{{section}}">
<meta name="twitter:card" content="summary_large_image">
)",
                           {{"locale", page.language().locale},
                            {"site", escaped(page.outlet.name)},
                            {"title", escaped(content.title)},
                            {"description", escaped(content.description)},
                            {"url", escaped(page.url(piece))},
                            {"image", page.url(image_path(piece, 0))},
                            {"published", page.iso(content.published)},
                            {"modified", page.iso(page.shown_modified(content))},
                            {"section", escaped(page.language().sections[content.section].name)}});
  for (const auto& keyword : content.keywords) {
    out += "<meta property=\"article:tag\" content=\"" + escaped(keyword) + "\">\n";
  }
  for (const auto& author : content.authors) {
    out += "<meta name=\"author\" content=\"" + escaped(author) + "\">\n";
  }
  return out;
}

}  // namespace broadsheet::newsroom
