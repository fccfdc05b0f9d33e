// SPDX-License-Identifier: Apache-2.0
// The reading room: the archive for people.
#include <algorithm>

#include "common/versions.h"
#include "core/strings.h"
#include "gateway/http_html.h"
#include "gateway/http_route.h"

namespace broadsheet::gateway {

namespace {

using Answer = Result<http::ServerResponse>;

constexpr int kHitsShown = 20;
constexpr int kCopiesShown = 50;

std::string article_path(const records::SnapshotKey& key) {
  return "/article?name=" + percent_encode(key.name());
}

std::string diff_path(const records::SnapshotKey& before, const records::SnapshotKey& after) {
  return "/diff?before=" + percent_encode(before.name()) + "&after=" + percent_encode(after.name());
}

std::string shown_time(Time time) {
  const std::string text = format_time(time);  // 2026-11-22T10:00:00.5Z
  return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

void add_time(Html& html, Time time) {
  html.markup("<time datetime=\"").text(format_time(time)).markup("\">");
  html.text(shown_time(time)).markup("</time>");
}

std::string title_of(const records::Snapshot& snapshot) {
  return snapshot.article.title.empty() ? snapshot.article.url : snapshot.article.title;
}

std::string host_of(const std::string& page) {
  const auto url = url::Url::parse(page);
  return url ? std::string(url->host()) : page;
}

// "gazette.example · By A. Writer · 2026-11-22 · version 2"
void add_byline(Html& html, const records::Snapshot& snapshot) {
  const auto& article = snapshot.article;
  html.markup("<p class=\"meta\">").text(host_of(article.url));
  if (!article.authors.empty()) {
    html.markup(" · By <span dir=\"auto\">").text(join(article.authors, ", ")).markup("</span>");
  }
  if (article.published) html.markup(" · ").text(records::format_date(*article.published));
  html.markup(" · version ").text(std::to_string(snapshot.version)).markup("</p>\n");
}

void add_number(Html& html, std::string_view name, std::uint64_t number) {
  html.markup("<div><dt>").text(name).markup("</dt><dd>");
  html.text(format_count(static_cast<long long>(number))).markup("</dd></div>\n");
}

void add_missing(Html& html, const std::vector<rpc::ShardError>& errors) {
  if (errors.empty()) return;
  html.markup("<p class=\"note\">A part of the archive did not answer: this is not all.</p>\n");
}

Answer home(const Ask& ask) {
  TRY(Parameters::parse(ask.request.query, {}));
  TRY_LET(reply, ask.archive.get_stats({}, ask.call));
  rpc::ShardStats sum;
  for (const auto& shard : reply.shards) {
    sum.urls += shard.urls;
    sum.snapshots += shard.snapshots;
    sum.texts += shard.texts;
    sum.captures += shard.captures;
  }
  Html html;
  html.markup("<h1>What the news said, and when</h1>\n");
  html.markup("<p>Every version of every article, as it was published. Search the text above, or ");
  html.markup("look up a page by its address:</p>\n");
  html.markup(R"(<form action="/article">
<input type="search" name="url" aria-label="Address of a page" placeholder="https://…">
<button>Look up</button>
</form>
<dl class="numbers">
)");
  add_number(html, "articles", sum.urls);
  add_number(html, "versions", sum.snapshots);
  add_number(html, "different texts", sum.texts);
  add_number(html, "visits to pages", sum.captures);
  html.markup("</dl>\n");
  add_missing(html, reply.shard_errors);
  return html_page(200, "The archive", "", html);
}

// A span may come from another shard of another version: it is held to the text.
void add_snippet(Html& html, const rpc::Snippet& snippet) {
  const std::string_view text = snippet.text;
  std::size_t at = 0;
  html.markup("<p dir=\"auto\">");
  for (const auto& span : snippet.highlights) {
    const auto begin = std::clamp(span.begin, at, text.size());
    const auto end = std::clamp(span.end, begin, text.size());
    html.text(text.substr(at, begin - at)).markup("<mark>");
    html.text(text.substr(begin, end - begin)).markup("</mark>");
    at = end;
  }
  html.text(text.substr(at)).markup("</p>\n");
}

void add_hit(Html& html, const rpc::Hit& hit) {
  html.markup("<li>\n<h3 dir=\"auto\">");
  html.link(article_path(hit.snapshot.key()), title_of(hit.snapshot)).markup("</h3>\n");
  add_byline(html, hit.snapshot);
  for (const auto& snippet : hit.snippets) {
    if (snippet.field == "text" && !snippet.text.empty()) add_snippet(html, snippet);
  }
  html.markup("</li>\n");
}

void add_option(Html& html, const Parameters& parameters, std::string_view value,
                std::string_view label) {
  html.markup("<option value=\"").text(value).markup("\"");
  if (parameters.get("sort") == value) html.markup(" selected");
  html.markup(">").text(label).markup("</option>");
}

void add_field(Html& html, const Parameters& parameters, std::string_view name,
               std::string_view label, std::string_view type) {
  html.markup("<label>").text(label).markup("<input type=\"").text(type).markup("\" name=\"");
  html.text(name).markup("\" value=\"").text(parameters.get(name)).markup("\"></label>\n");
}

void add_filters(Html& html, const Parameters& parameters) {
  html.markup("<form action=\"/search\" aria-label=\"Narrow the search\">\n");
  html.markup("<input type=\"hidden\" name=\"q\" value=\"").text(parameters.get("q"));
  html.markup("\">\n<fieldset>\n");
  add_field(html, parameters, "host", "Site", "text");
  add_field(html, parameters, "lang", "Language", "text");
  add_field(html, parameters, "from", "Published from", "date");
  add_field(html, parameters, "to", "to", "date");
  html.markup("<label>Order<select name=\"sort\">");
  add_option(html, parameters, "relevance", "Best first");
  add_option(html, parameters, "newest", "Newest first");
  add_option(html, parameters, "oldest", "Oldest first");
  html.markup("</select></label>\n<button>Narrow</button>\n</fieldset>\n</form>\n");
}

std::string next_path(const Parameters& parameters, const std::string& token) {
  std::string path = "/search?page_token=" + percent_encode(token);
  for (const auto name : {"q", "host", "source", "lang", "from", "to", "versions", "sort"}) {
    if (parameters.has(name)) {
      path += "&" + std::string(name) + "=" + percent_encode(parameters.get(name));
    }
  }
  return path;
}

Answer search(const Ask& ask) {
  TRY_LET(parameters,
          Parameters::parse(ask.request.query, {"q", "host", "source", "lang", "from", "to",
                                                "versions", "sort", "page_token"}));
  rpc::SearchRequest request;
  TRY_LET(query, query_of(parameters));
  request.query = query;
  TRY_LET(order, search_order_of(parameters));
  request.order = order;
  TRY_LET(page, page_of(ask, parameters, kHitsShown));
  request.page = page;
  TRY_LET(reply, ask.archive.search(request, ask.call));
  Html html;
  html.markup("<h1>").text(format_count(static_cast<long long>(reply.total)));
  html.text(reply.total == 1 ? " article" : " articles").markup("</h1>\n");
  add_filters(html, parameters);
  add_missing(html, reply.shard_errors);
  if (reply.hits.empty()) {
    html.markup("<p>Nothing here matches. Try fewer words, or a wider range of dates.</p>\n");
  }
  html.markup("<ol class=\"hits\">\n");
  for (const auto& hit : reply.hits) add_hit(html, hit);
  html.markup("</ol>\n");
  if (!reply.next_position.empty()) {
    const auto token = token_of(ask, parameters, reply.next_position);
    html.markup("<nav aria-label=\"Pages\"><p>");
    html.link(next_path(parameters, token), "More results").markup("</p></nav>\n");
  }
  const std::string& words = parameters.get("q");
  return html_page(200, words.empty() ? "Search" : words, words, html);
}

void add_paragraph(Html& html, const records::Paragraph& paragraph) {
  switch (paragraph.kind) {
    case records::ParagraphKind::kHeading:
      html.markup("<h2>").text(paragraph.text).markup("</h2>\n");
      return;
    case records::ParagraphKind::kListItem:
      html.markup("<p>• ").text(paragraph.text).markup("</p>\n");
      return;
    case records::ParagraphKind::kQuote:
      html.markup("<blockquote><p>").text(paragraph.text).markup("</p></blockquote>\n");
      return;
    case records::ParagraphKind::kCaption:
    case records::ParagraphKind::kNotice:
      html.markup("<p class=\"caption\">").text(paragraph.text).markup("</p>\n");
      return;
    case records::ParagraphKind::kTableRow:
    case records::ParagraphKind::kText:
      html.markup("<p>").text(paragraph.text).markup("</p>\n");
      return;
  }
}

void add_versions(Html& html, const records::Snapshot& shown,
                  const std::vector<records::Snapshot>& versions) {
  html.markup("<h2 id=\"versions\">Versions</h2>\n<table>\n<thead><tr><th scope=\"col\">Version");
  html.markup("</th><th scope=\"col\">First seen</th><th scope=\"col\">Words</th>");
  html.markup("<th scope=\"col\">Change</th></tr></thead>\n<tbody>\n");
  for (std::size_t i = versions.size(); i-- > 0;) {
    const auto& version = versions[i];
    html.markup("<tr><td>");
    if (version.key() == shown.key()) {
      html.markup("<strong aria-current=\"page\">").text(std::to_string(version.version));
      html.markup("</strong>");
    } else {
      html.link(article_path(version.key()), std::to_string(version.version));
    }
    html.markup("</td><td>");
    add_time(html, version.first_seen);
    html.markup("</td><td>").text(std::to_string(version.words)).markup("</td><td>");
    if (i > 0) {
      html.link(diff_path(versions[i - 1].key(), version.key()),
                "what changed since version " + std::to_string(versions[i - 1].version));
    }
    html.markup("</td></tr>\n");
  }
  html.markup("</tbody>\n</table>\n");
}

// Copies are found by another question; a page is still a page without its answer.
void add_copies(Html& html, const Ask& ask, const records::Snapshot& shown) {
  rpc::ListCopiesRequest request;
  request.of.key = shown.key();
  request.page.size = kCopiesShown;
  const auto reply = ask.archive.list_copies(request, ask.call);
  html.markup("<h2 id=\"copies\">Copies</h2>\n");
  if (!reply) {
    html.markup("<p>They cannot be looked up at the moment.</p>\n");
    return;
  }
  add_missing(html, reply->shard_errors);
  if (reply->copies.empty()) html.markup("<p>None are known.</p>\n");
  html.markup("<ol class=\"hits\">\n");
  for (const auto& copy : reply->copies) {
    html.markup("<li><span dir=\"auto\">");
    html.link(article_path(copy.snapshot.key()), title_of(copy.snapshot));
    html.markup("</span><p class=\"meta\">").text(host_of(copy.snapshot.article.url));
    const int percent = static_cast<int>(copy.resemblance * 100);
    html.text(copy.exact ? " · the same text"
                         : " · " + std::to_string(percent) + " % of it the same");
    html.markup(" · ").link(diff_path(shown.key(), copy.snapshot.key()), "compare");
    html.markup("</p></li>\n");
  }
  html.markup("</ol>\n");
  if (!reply->next_position.empty()) html.markup("<p>… and more.</p>\n");
}

Answer article(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"url", "as_of", "name"}));
  TRY_LET(ref, ref_of(parameters));
  TRY_LET(reply, ask.archive.get_snapshot({ref, true}, ask.call));
  const auto& snapshot = reply.snapshot;
  TRY_LET(url, parse_page_url(snapshot.article.url, "url"));
  TRY_LET(versions, versions_of(ask.archive, url, ask.call));
  Html html;
  html.markup("<article dir=\"auto\" lang=\"").text(snapshot.article.language).markup("\">\n<h1>");
  html.text(title_of(snapshot)).markup("</h1>\n");
  add_byline(html, snapshot);
  for (const auto& paragraph : snapshot.article.paragraphs) add_paragraph(html, paragraph);
  html.markup("</article>\n<h2>About this version</h2>\n<table>\n<tbody>\n");
  html.markup("<tr><th scope=\"row\">Address</th><td>").link(url.href(), url.href());
  html.markup("</td></tr>\n<tr><th scope=\"row\">First seen</th><td>");
  add_time(html, snapshot.first_seen);
  html.markup("</td></tr>\n<tr><th scope=\"row\">Last seen</th><td>");
  add_time(html, snapshot.last_seen);
  html.markup("</td></tr>\n<tr><th scope=\"row\">As served</th><td>");
  html.link("/v1/payload?name=" + percent_encode(snapshot.key().name()), "the page as it came");
  html.markup("</td></tr>\n<tr><th scope=\"row\">Permalink</th><td><code>");
  html.link("/v1/" + snapshot.key().name(), snapshot.key().name());
  html.markup("</code></td></tr>\n</tbody>\n</table>\n");
  add_versions(html, snapshot, versions);
  add_copies(html, ask, snapshot);
  return html_page(200, title_of(snapshot), "", html);
}

void add_side(Html& html, std::string_view label, const records::Snapshot& snapshot) {
  html.markup("<tr><th scope=\"row\">").text(label).markup("</th><td>");
  html.link(article_path(snapshot.key()),
            host_of(snapshot.article.url) + ", version " + std::to_string(snapshot.version));
  html.markup("</td><td>");
  add_time(html, snapshot.first_seen);
  html.markup("</td></tr>\n");
}

Answer diff(const Ask& ask) {
  TRY_LET(parameters, Parameters::parse(ask.request.query, {"before", "after", "url"}));
  TRY_LET(request, diff_of(ask, parameters));
  TRY_LET(reply, ask.archive.diff(request, ask.call));
  Html html;
  html.markup("<h1 dir=\"auto\">");
  add_spans(html, reply.title);
  html.markup("</h1>\n<p class=\"meta\">").text(std::to_string(reply.diff.words_inserted));
  html.markup(" words more, ").text(std::to_string(reply.diff.words_deleted));
  html.markup(" words gone</p>\n<table>\n<tbody>\n");
  add_side(html, "Before", reply.before);
  add_side(html, "After", reply.after);
  html.markup("</tbody>\n</table>\n<article dir=\"auto\" lang=\"");
  html.text(reply.after.article.language).markup("\">\n");
  for (const auto& hunk : reply.diff.hunks) {
    if (hunk.moved >= 0) {
      html.markup("<p class=\"moved\"><small>(moved)</small> ");
    } else {
      html.markup("<p>");
    }
    add_spans(html, hunk.spans);
    html.markup("</p>\n");
  }
  html.markup("</article>\n");
  return html_page(200, "What changed: " + title_of(reply.after), "", html);
}

void add_routes(Html& html, const std::vector<Route>& routes) {
  for (const auto& route : routes) {
    html.markup("<tr><td><code>").text(route.path).markup("</code></td><td>").text(route.what);
    html.markup("</td><td><code>").text(route.parameters).markup("</code></td></tr>\n");
  }
}

Answer api(const Ask& ask) {
  TRY(Parameters::parse(ask.request.query, {}));
  Html html;
  html.markup("<h1>What is here</h1>\n<table>\n<thead><tr><th scope=\"col\">Path</th>");
  html.markup("<th scope=\"col\">What it gives</th><th scope=\"col\">Parameters</th></tr></thead>");
  html.markup("\n<tbody>\n");
  for (const auto* routes : {&json_routes(), &memento_routes(), &cdx_routes(), &page_routes()}) {
    add_routes(html, *routes);
  }
  html.markup("</tbody>\n</table>\n");
  return html_page(200, "What is here", "", html);
}

}  // namespace

const std::vector<Route>& page_routes() {
  constexpr auto kPeople = Audience::kPeople;
  static const std::vector<Route> kRoutes = {
      {"/", "", "the reading room", kPeople, home},
      {"/search", "q, host, source, lang, from, to, versions, sort, page_token",
       "what matches, for people", kPeople, search},
      {"/article", "url and as_of, or name", "an article, its versions and copies", kPeople,
       article},
      {"/diff", "before and after (names), or url", "what changed, for people", kPeople, diff},
      {"/api", "", "this list", kPeople, api},
  };
  return kRoutes;
}

}  // namespace broadsheet::gateway
