// SPDX-License-Identifier: Apache-2.0
// From a request to an answer: the order in which an outlet looks at what it was asked.
#include "newsroom/world.h"

#include <algorithm>

#include "core/strings.h"
#include "newsroom/feeds.h"
#include "newsroom/layouts/layouts.h"
#include "newsroom/replies.h"
#include "newsroom/robots.h"
#include "newsroom/schedule.h"

namespace broadsheet::newsroom {
namespace {

constexpr std::size_t kOutletsMax = 2000;

std::unique_ptr<const Catalogue> make_catalogue(const Options& options) {
  const auto count = std::min(options.outlets, kOutletsMax);
  auto outlets = make_outlets(options.seed, count, options.trials);
  const Plan plan{.seed = options.seed,
                  .epoch = options.epoch,
                  .history = options.history,
                  .horizon = options.horizon,
                  .articles = options.articles,
                  .pace = std::max<Duration>(options.pace, std::chrono::seconds(10))};
  auto pieces = make_pieces(plan, outlets);
  return std::make_unique<const Catalogue>(std::move(outlets), std::move(pieces));
}

struct Host {
  std::string name;
  std::string port = {};  // ":8080" or empty
  bool localhost = false;
};

Host split_host(std::string_view field) {
  auto host = ascii_lower(field);
  std::string port;
  if (const auto colon = host.rfind(':'); colon != std::string::npos) {
    port = host.substr(colon);
    host.resize(colon);
  }
  if (!host.empty() && host.back() == '.') host.pop_back();
  constexpr std::string_view kLocal = ".localhost";
  const bool localhost = host.size() > kLocal.size() && host.ends_with(kLocal);
  if (localhost) host.replace(host.size() - kLocal.size(), kLocal.size(), ".test");
  return {std::move(host), std::move(port), localhost};
}

Reply not_found(const Page& page, int status) {
  return html_reply(page, page.outlet.soft_not_found ? 200 : status, not_found_page(page));
}

Reply robots_reply(const Page& page) {
  if (page.outlet.robots == RobotsFile::kUnavailable)
    return Reply::text(503, "Service Unavailable\n");
  if (page.outlet.robots == RobotsFile::kAbsent) return Reply::text(404, "Not Found\n");
  return Reply::with(200, "text/plain; charset=utf-8", robots_txt(page));
}

Reply document_reply(Document document) {
  return Reply::with(200, std::move(document.content_type), std::move(document.body));
}

// "/?p=1234567": WordPress's own short links.
std::optional<Reply> short_link(const Page& page, const Asked& asked) {
  const auto id = asked.parameter("p");
  if (page.outlet.layout != Layout::kWordPress || asked.path != "/" || id.empty())
    return std::nullopt;
  for (const auto* piece : page.catalogue.on_site(page.outlet, page.now)) {
    if (std::to_string(piece->number) == id) return redirect(301, page.url(*piece));
  }
  return not_found(page, 404);
}

std::optional<Reply> piece_reply(const Page& page, const Asked& asked) {
  const auto found = page.catalogue.find(page.outlet, asked.path);
  if (found.piece == nullptr) {
    // WordPress sends what lacks the slash to where it is.
    const auto slashed = page.catalogue.find(page.outlet, asked.path + "/");
    if (slashed.piece != nullptr && slashed.piece->is_there(page.now))
      return redirect(301, page.url(*slashed.piece));
    return std::nullopt;
  }
  const auto& piece = *found.piece;
  if (page.now < piece.published) return std::nullopt;
  if (!piece.is_there(page.now)) return not_found(page, 410);
  if (found.form == Catalogue::Form::kOld) return redirect(301, page.url(piece));
  auto reply = html_reply(
      page, 200,
      found.form == Catalogue::Form::kAmp ? amp_page(page, piece) : article_page(page, piece));
  const auto versions = piece.versions_at(page.now);
  validate(page, asked, "v" + std::to_string(versions), piece.version_time(versions - 1), reply);
  return reply;
}

// What every ordinary site has, in the order of a router.
Reply site_reply(const Page& page, const Asked& asked) {
  const auto changed = page.catalogue.last_change(page.outlet, page.now);
  const auto validated = [&](Reply reply) {
    validate(page, asked, asked.query + std::to_string(to_micros(changed)), changed, reply);
    return reply;
  };
  if (asked.path == "/robots.txt") return robots_reply(page);
  if (auto reply = trial_at(page, asked)) return std::move(*reply);
  if (auto feed = feed_at(page, asked.path)) return validated(document_reply(std::move(*feed)));
  if (auto sitemap = sitemap_at(page, asked.path))
    return validated(document_reply(std::move(*sitemap)));
  if (auto reply = short_link(page, asked)) return std::move(*reply);
  if (auto hub = hub_at(page, asked)) return validated(html_reply(page, 200, hub_page(page, *hub)));
  if (auto reply = piece_reply(page, asked)) return std::move(*reply);
  if (auto reply = fixture_at(page, asked)) return std::move(*reply);
  return not_found(page, 404);
}

bool accepts_gzip(const http::Headers& headers) {
  return icontains(headers.joined("Accept-Encoding"), "gzip");
}

}  // namespace

Time default_epoch() {
  using namespace std::chrono_literals;
  return std::chrono::sys_days(std::chrono::year(2026) / std::chrono::March / 2) + 8h;
}

std::string Asked::parameter(std::string_view name) const {
  for (const auto part : split(query, '&')) {
    const auto equals = part.find('=');
    if (equals != std::string_view::npos && part.substr(0, equals) == name)
      return percent_decoded(part.substr(equals + 1));
  }
  return {};
}

std::string Asked::plain_target() const {
  std::vector<std::string> kept;
  for (const auto part : split(query, '&')) {
    if (!part.empty() && part.substr(0, 4) != "utm_") kept.emplace_back(part);
  }
  return kept.empty() ? path : path + "?" + join(kept, "&");
}

Asked take_apart(const Request& request) {
  const auto question = request.target.find('?');
  Asked asked{request, request.target.substr(0, question), {}};
  if (question != std::string::npos) asked.query = request.target.substr(question + 1);
  if (asked.path.empty()) asked.path = "/";
  return asked;
}

Reply html_reply(const Page& page, int status, std::string html) {
  auto reply = Reply::with(status, content_type(page.outlet), std::move(html));
  reply.headers.set("Content-Language", page.language().code);
  return reply;
}

Reply redirect(int status, std::string location) {
  auto reply =
      Reply::with(status, "text/html; charset=utf-8", "<html><body>Moved.</body></html>\n");
  if (!location.empty()) reply.headers.set("Location", location);
  return reply;
}

World::World(const Options& options) : options_(options), catalogue_(make_catalogue(options_)) {}
World::~World() = default;

Reply World::respond(const Request& request, Time now) const {
  const auto host = split_host(request.host);
  const auto* outlet = catalogue_->outlet_at(host.name);
  if (outlet == nullptr) return Reply::text(404, "No outlet of this world has that name.\n");
  const auto asked = take_apart(request);
  const Page page{
      *catalogue_, *outlet, {request.scheme, host.port, host.localhost}, now, options_.seed};
  if (request.method != "GET" && request.method != "HEAD") {
    auto reply = Reply::text(405, "Method Not Allowed\n");
    reply.headers.set("Allow", "GET, HEAD");
    return reply;
  }
  if (outlet->trial == Trial::kTrouble) {
    return asked.path == "/robots.txt" ? robots_reply(page) : trouble_at(page, asked);
  }
  // Also the host that collects consent has a robots.txt of its own.
  if (outlet->wall != Wall::kNone && asked.path == "/robots.txt") return robots_reply(page);
  if (auto reply = wall_at(page, asked, host.name)) return std::move(*reply);
  if (host.name != outlet->host) return redirect(302, page.url(asked.request.target));
  auto reply = site_reply(page, asked);
  reply.gzip = outlet->gzip && reply.status == 200 && accepts_gzip(request.headers) &&
               !reply.headers.has("Content-Encoding") &&
               reply.headers.get("Content-Type") != "application/gzip";
  return reply;
}

bool World::may_fetch(std::string_view host, std::string_view target) const {
  const auto* outlet = catalogue_->outlet_at(split_host(host).name);
  return outlet != nullptr && newsroom::may_fetch(*outlet, target);
}

Duration World::crawl_delay(std::string_view host) const {
  const auto* outlet = catalogue_->outlet_at(split_host(host).name);
  return std::chrono::seconds(outlet == nullptr ? 0 : outlet->crawl_delay);
}

}  // namespace broadsheet::newsroom
