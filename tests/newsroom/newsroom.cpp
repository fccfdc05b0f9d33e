// SPDX-License-Identifier: Apache-2.0
// The shell around a World: socket in, log out.
#include "newsroom/newsroom.h"

#include <charconv>

#include "core/strings.h"
#include "newsroom/admin.h"
#include "url/canonical.h"

namespace broadsheet::newsroom {
namespace {

// Beyond this the client may well have given up: the end is not known.
constexpr Duration kKnownDelayMax = std::chrono::seconds(3);

int status_of(const Reply& reply) {
  if (reply.drop) return 0;
  if (!reply.raw) return reply.status;
  int status = 0;
  if (reply.raw->size() > 12)
    std::from_chars(reply.raw->data() + 9, reply.raw->data() + 12, status);
  return status;
}

// RFC 9110 §10.2.3: seconds, or a date. A date is of the scenario's clock: what counts is how far
// off it is.
std::optional<Time> retry_after(const Reply& reply, Time real_now, Time scenario_now) {
  const auto value = reply.headers.get("Retry-After");
  if (value.empty()) return std::nullopt;
  long long seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error == std::errc() && end == value.data() + value.size())
    return real_now + std::chrono::seconds(seconds);
  const auto date = parse_http_date(value);
  if (!date.ok()) return std::nullopt;
  return real_now + (*date - scenario_now);
}

}  // namespace

struct Newsroom::Impl {
  explicit Impl(const Settings& chosen)
      : settings(chosen),
        world(chosen.world),
        clock(chosen.start.value_or(chosen.world.epoch), chosen.speed) {}

  http::ServerResponse handle(const http::ServerRequest& request) {
    if (is_desk(request.host)) return desk_reply({world, clock, *log}, request);
    const auto site = url::site_of_host(request.host);
    LogEntry entry;
    entry.at_once = log->begin(site);
    entry.began = system_now();
    entry.scenario = clock.now();
    auto reply = world.respond({.method = request.method,
                                .host = std::string(request.headers.get("Host")),
                                .target = request.target,
                                .headers = request.headers,
                                .scheme = request.tls ? "https" : "http"},
                               entry.scenario);
    reply.delay += settings.latency;
    if (!reply.headers.has("Date")) reply.headers.set("Date", format_http_date(entry.scenario));
    describe(request, reply, entry);
    log->end(site, std::move(entry));
    return reply;
  }

  static void describe(const http::ServerRequest& request, const Reply& reply, LogEntry& entry) {
    const auto answered = system_now();
    entry.ended = answered + (reply.delay <= kKnownDelayMax ? reply.delay : Duration::zero());
    entry.scheme = request.tls ? "https" : "http";
    entry.host = request.host;
    entry.method = request.method;
    entry.target = request.target;
    entry.status = status_of(reply);
    entry.user_agent = request.headers.get("User-Agent");
    entry.peer = request.remote_address + ":" + std::to_string(request.remote_port);
    entry.conditional =
        request.headers.has("If-None-Match") || request.headers.has("If-Modified-Since");
    entry.location = reply.headers.get("Location");
    entry.retry_after = newsroom::retry_after(reply, answered, entry.scenario);
  }

  const Settings settings;
  World world;
  ScenarioClock clock;
  std::unique_ptr<RequestLog> log;
  std::unique_ptr<http::Server> server;  // last: its handlers use the rest
};

Result<std::unique_ptr<Newsroom>> Newsroom::open(const Settings& settings) {
  auto impl = std::make_unique<Impl>(settings);
  auto log = RequestLog::open({.file = settings.log_file});
  if (!log.ok()) return log.fault();
  impl->log = std::move(*log);
  auto server = http::Server::open(
      {.listen = settings.listen, .threads = settings.threads, .tls = settings.tls},
      [self = impl.get()](const http::ServerRequest& request) { return self->handle(request); });
  if (!server.ok()) return server.fault();
  impl->server = std::move(*server);
  return std::unique_ptr<Newsroom>(new Newsroom(std::move(impl)));
}

Newsroom::Newsroom(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Newsroom::~Newsroom() = default;

std::uint16_t Newsroom::port() const { return impl_->server->port(); }
std::string Newsroom::address() const { return impl_->server->address(); }
const World& Newsroom::world() const { return impl_->world; }
ScenarioClock& Newsroom::clock() { return impl_->clock; }
RequestLog& Newsroom::log() { return *impl_->log; }
std::vector<Violation> Newsroom::judge(const Rules& rules) const {
  return newsroom::judge(impl_->log->entries(), impl_->world, rules);
}
void Newsroom::stop(Duration patience) { impl_->server->stop(patience); }

}  // namespace broadsheet::newsroom
