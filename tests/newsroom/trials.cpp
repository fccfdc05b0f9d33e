// SPDX-License-Identifier: Apache-2.0
// Redirects of every kind, and a server that asks for patience.
#include "core/strings.h"
#include "newsroom/replies.h"

namespace broadsheet::newsroom {
namespace {

constexpr int kBusyPeriod = 20;  // seconds; so many of each are refused:
constexpr int kBusySeconds = 5;

bool takes(std::string_view& path, std::string_view prefix) {
  if (path.substr(0, prefix.size()) != prefix) return false;
  path.remove_prefix(prefix.size());
  return true;
}

const Piece* numbered(const Page& page, std::string_view digits) {
  std::uint64_t number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9' || number > 100'000'000) return nullptr;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return page.catalogue.by_number(page.outlet, number);
}

// Every link of the front page is a redirect; all of them but the loop end at an article.
Reply moved_front(const Page& page) {
  std::string links;
  for (const auto* piece : page.recent(20)) {
    links += "<li><a href=\"/go/" + std::to_string(piece->number) + "\">" +
             escaped(page.title(*piece)) + "</a></li>\n";
  }
  return html_reply(page, 200,
                    filled(R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{site}}</title></head>
<body><h1>{{site}}</h1><ul>
{{links}}<li><a href="/loop/a">A loop</a></li>
<li><a href="/self">A page that redirects to itself</a></li>
<li><a href="/away">An article that went to another house</a></li>
<li><a href="/refresh">A page that refreshes to an article</a></li>
<li><a href="/nowhere">A redirect without a Location</a></li>
<li><a href="/odd">A redirect to something that is no page</a></li>
</ul></body></html>
)",
                           {{"site", escaped(page.outlet.name)}, {"links", links}}));
}

std::optional<Reply> moved(const Page& page, const Asked& asked) {
  std::string_view path = asked.path;
  if (path == "/") return moved_front(page);
  if (path == "/loop/a") return redirect(302, "/loop/b");
  if (path == "/loop/b") return redirect(302, page.url("/loop/a"));
  if (path == "/self") return redirect(301, page.url("/self"));
  if (path == "/nowhere") return redirect(302, "");
  if (path == "/odd") return redirect(302, "mailto:editor@moved-times.test");
  const auto recent = page.recent(1);
  if (path == "/refresh" && !recent.empty()) {
    return html_reply(page, 200,
                      "<!doctype html><meta http-equiv=\"refresh\" content=\"0; url=" +
                          page.url(*recent.front()) + "\">\n");
  }
  if (path == "/away") {
    const auto& house = page.catalogue.outlets().front();
    const auto there = page.catalogue.on_site(house, page.now);
    if (!there.empty()) return redirect(301, page.base.url(house, there.front()->path));
  }
  // Three hops of three kinds: relative, absolute, to a slug with a fragment.
  if (takes(path, "/go/")) {
    return numbered(page, path) != nullptr
               ? std::optional(redirect(302, "../step/" + std::string(path)))
               : std::nullopt;
  }
  if (takes(path, "/step/")) return redirect(307, page.url("/slug/" + std::string(path)));
  if (takes(path, "/slug/")) {
    const auto* piece = numbered(page, path);
    return piece != nullptr ? std::optional(redirect(308, piece->path + "#top")) : std::nullopt;
  }
  return std::nullopt;
}

// In every period the first seconds are refused: by 429 with seconds, then by 503 with a date, in
// turn.
std::optional<Reply> busy(const Page& page, const Asked& asked) {
  if (asked.path == "/robots.txt") return std::nullopt;
  const auto since = std::chrono::floor<std::chrono::seconds>(page.now).time_since_epoch().count();
  const auto into = since % kBusyPeriod;
  if (into >= kBusySeconds) return std::nullopt;
  const auto left = kBusySeconds - into;
  const bool by_date = (since / kBusyPeriod) % 2 == 1;
  auto reply = Reply::text(by_date ? 503 : 429, "Please come back later.\n");
  reply.headers.set("Retry-After", by_date
                                       ? format_http_date(page.now + std::chrono::seconds(left + 1))
                                       : std::to_string(left));
  return reply;
}

}  // namespace

std::optional<Reply> trial_at(const Page& page, const Asked& asked) {
  if (page.outlet.trial == Trial::kMoved) return moved(page, asked);
  if (page.outlet.trial == Trial::kBusy) return busy(page, asked);
  return std::nullopt;
}

}  // namespace broadsheet::newsroom
