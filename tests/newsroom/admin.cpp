// SPDX-License-Identifier: Apache-2.0
// The control desk.
#include "newsroom/admin.h"

#include <charconv>
#include <map>

#include "core/strings.h"
#include "newsroom/judge.h"
#include "newsroom/seed_list.h"
#include "newsroom/truth.h"

namespace broadsheet::newsroom {
namespace {

using http::ServerRequest;
using http::ServerResponse;

std::string parameter(const ServerRequest& request, std::string_view name) {
  for (const auto part : split(request.query, '&')) {
    const auto equals = part.find('=');
    if (equals != std::string_view::npos && part.substr(0, equals) == name)
      return percent_decoded(part.substr(equals + 1));
  }
  return {};
}

ServerResponse json_reply(const Json& json, int status = 200) {
  return ServerResponse::with(status, "application/json", json.dump(true) + "\n");
}

ServerResponse refusal(int status, const std::string& what) {
  return json_reply(Json().set("error", what), status);
}

Base base_of(const ServerRequest& request) {
  const auto port = parameter(request, "port");
  return {.scheme = request.tls ? "https" : "http", .port = port.empty() ? "" : ":" + port};
}

Json time_json(const Desk& desk) {
  return Json()
      .set("now", format_time(desk.clock.now()))
      .set("epoch", format_time(desk.world.options().epoch))
      .set("speed", desk.clock.speed());
}

ServerResponse move_time(const Desk& desk, const ServerRequest& request) {
  if (const auto text = parameter(request, "set"); !text.empty()) {
    const auto time = parse_time(text);
    if (!time.ok()) return refusal(400, time.fault().text());
    desk.clock.set(*time);
  }
  if (const auto text = parameter(request, "advance"); !text.empty()) {
    const auto duration = parse_duration(text);
    if (!duration.ok()) return refusal(400, duration.fault().text());
    desk.clock.advance(*duration);
  }
  if (const auto text = parameter(request, "speed"); !text.empty()) {
    double speed = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), speed);
    if (error != std::errc() || end != text.data() + text.size() || !(speed >= 0))
      return refusal(400, "speed is a number from 0");
    desk.clock.set_speed(speed);
  }
  return json_reply(time_json(desk));
}

ServerResponse truth_reply(const Desk& desk, const ServerRequest& request) {
  auto at = desk.clock.now();
  if (const auto text = parameter(request, "at"); !text.empty()) {
    const auto time = parse_time(text);
    if (!time.ok()) return refusal(400, time.fault().text());
    at = *time;
  }
  return json_reply(truth_json(desk.world, at, base_of(request)));
}

ServerResponse seeds_reply(const Desk& desk, const ServerRequest& request) {
  SeedChoice choice;
  choice.trials = parameter(request, "trials") != "no";
  const auto without = parameter(request, "without");
  for (const auto id : split(without, ',')) choice.without.emplace_back(id);
  return ServerResponse::with(200, "application/yaml; charset=utf-8",
                              seed_list(desk.world, base_of(request), choice));
}

ServerResponse log_reply(const Desk& desk) {
  std::string lines;
  for (const auto& entry : desk.log.entries()) lines += to_json(entry).dump() + "\n";
  return ServerResponse::with(200, "application/jsonl; charset=utf-8", std::move(lines));
}

ServerResponse judge_reply(const Desk& desk, const ServerRequest& request) {
  Rules rules;
  if (const auto text = parameter(request, "delay"); !text.empty()) {
    const auto delay = parse_duration(text);
    if (!delay.ok()) return refusal(400, delay.fault().text());
    rules.delay = *delay;
  }
  rules.agent_must_have = parameter(request, "agent");
  Json violations = Json(Json::Array{});
  for (const auto& violation : judge(desk.log.entries(), desk.world, rules))
    violations.add(to_json(violation));
  return json_reply(
      Json().set("requests", desk.log.count()).set("violations", std::move(violations)));
}

ServerResponse stats_reply(const Desk& desk) {
  std::map<int, int> statuses;
  std::map<std::string, int> hosts;
  std::size_t conditional = 0;
  for (const auto& entry : desk.log.entries()) {
    ++statuses[entry.status];
    ++hosts[entry.host];
    conditional += entry.conditional ? 1 : 0;
  }
  Json by_status = Json(Json::Object{});
  for (const auto& [status, count] : statuses) by_status.set(std::to_string(status), count);
  Json by_host = Json(Json::Object{});
  for (const auto& [host, count] : hosts) by_host.set(host, count);
  return json_reply(
      Json()
          .set("now", format_time(desk.clock.now()))
          .set("outlets", static_cast<std::uint64_t>(desk.world.catalogue().outlets().size()))
          .set("articles", static_cast<std::uint64_t>(truth(desk.world, desk.clock.now()).size()))
          .set("requests", desk.log.count())
          .set("conditional", static_cast<std::uint64_t>(conditional))
          .set("by_status", std::move(by_status))
          .set("by_host", std::move(by_host)));
}

// "news.test" as a browser can reach it: "news.localhost" with our port.
ServerResponse front(const Desk& desk, const ServerRequest& request) {
  const auto field = request.headers.get("Host");
  const auto colon = field.rfind(':');
  const Base base{.scheme = request.tls ? "https" : "http",
                  .port = colon == std::string_view::npos ? "" : std::string(field.substr(colon)),
                  .localhost = true};
  std::string rows;
  for (const auto& outlet : desk.world.catalogue().outlets()) {
    rows += "<tr><td><a href=\"" + base.url(outlet, "/") + "\">" + escaped(outlet.name) +
            "</a></td><td>" + outlet.host + "</td><td>" + std::string(outlet.language->code) +
            "</td><td>" + std::string(to_string(outlet.layout)) + "</td><td>" +
            (outlet.is_trial() ? "trial" : "") + "</td></tr>\n";
  }
  return ServerResponse::with(
      200, "text/html; charset=utf-8",
      filled(R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>The newsroom</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}td{padding:.2rem 1rem .2rem 0}</style>
<h1>The newsroom</h1>
<p>A simulated news web, seed {{seed}}. Its clock shows {{now}}.
<p><a href="/_newsroom/time">time</a> · <a href="/_newsroom/stats">stats</a> · <a href="/_newsroom/seeds">seeds</a> · <a href="/_newsroom/truth">truth</a> · <a href="/_newsroom/log">log</a> · <a href="/_newsroom/judge">judge</a>
<table>
{{rows}}</table>
</html>
)",
             {{"seed", std::to_string(desk.world.options().seed)},
              {"now", format_time(std::chrono::floor<std::chrono::seconds>(desk.clock.now()))},
              {"rows", rows}}));
}

}  // namespace

bool is_desk(std::string_view host) {
  return host == "newsroom.test" || host == "newsroom.localhost" || host == "localhost" ||
         host == "[::1]" || host.substr(0, 4) == "127.";
}

ServerResponse desk_reply(const Desk& desk, const ServerRequest& request) {
  const bool post = request.method == "POST";
  if (request.path == "/_newsroom/time")
    return post ? move_time(desk, request) : json_reply(time_json(desk));
  if (request.path == "/_newsroom/log" && request.method == "DELETE") {
    desk.log.clear();
    return json_reply(Json().set("requests", desk.log.count()));
  }
  if (request.method != "GET" && request.method != "HEAD")
    return refusal(405, "only time takes POST, only log DELETE");
  if (request.path == "/") return front(desk, request);
  if (request.path == "/_newsroom/truth") return truth_reply(desk, request);
  if (request.path == "/_newsroom/seeds") return seeds_reply(desk, request);
  if (request.path == "/_newsroom/log") return log_reply(desk);
  if (request.path == "/_newsroom/judge") return judge_reply(desk, request);
  if (request.path == "/_newsroom/stats") return stats_reply(desk);
  return refusal(404, "the desk has /_newsroom/{time,truth,seeds,log,judge,stats}");
}

}  // namespace broadsheet::newsroom
