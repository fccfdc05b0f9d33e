// SPDX-License-Identifier: Apache-2.0
// The archive over HTTP: which route a request is for, and how a fault is told.
#include <algorithm>
#include <array>

#include "common/json_views.h"
#include "core/log.h"
#include "core/metrics.h"
#include "gateway/gateway.h"
#include "gateway/http_html.h"
#include "gateway/http_route.h"
#include "rpc/trace.h"

namespace broadsheet::gateway {

namespace {

constexpr auto kPatience = std::chrono::seconds(20);  // Then nobody waits in front of a page.
constexpr std::string_view kRetrySeconds = "5";

std::array<const std::vector<Route>*, 4> all_routes() {
  return {&json_routes(), &memento_routes(), &cdx_routes(), &page_routes()};
}

// A route that ends with '/' takes what is below it; "/" itself only the root.
bool is_for(const Route& route, std::string_view path) {
  const bool below = route.path.size() > 1 && route.path.ends_with('/');
  return below ? path.starts_with(route.path) : path == route.path;
}

const Route* find_route(std::string_view path) {
  for (const auto* routes : all_routes()) {
    for (const auto& route : *routes) {
      if (is_for(route, path)) return &route;
    }
  }
  return nullptr;
}

// Browsers say text/html; programs rarely do.
bool wants_page(const http::ServerRequest& request) {
  return request.headers.joined("Accept").find("text/html") != std::string::npos;
}

std::string_view headline_of(int status) {
  switch (status) {
    case 400:
      return "That cannot be answered";
    case 404:
      return "Not in the archive";
    case 503:
      return "Not at the moment";
    default:
      return "Something is broken here";
  }
}

http::ServerResponse fault_page(int status, const Fault& fault) {
  Html html;
  html.markup("<h1>").text(headline_of(status)).markup("</h1>\n<p>");
  if (!fault.where.empty()) html.text(fault.where).markup(": ");
  html.text(fault.what).markup("</p>\n");
  if (!fault.remedy.empty()) html.markup("<p>").text(fault.remedy).markup("</p>\n");
  return html_page(status, headline_of(status), "", html);
}

http::ServerResponse fault_response(const Fault& fault, bool page) {
  const int status = status_of(fault);
  auto response = page ? fault_page(status, fault) : json_response(status, fault_json(fault));
  if (status == 503) response.headers.set("Retry-After", kRetrySeconds);
  return response;
}

http::ServerResponse no_route(const http::ServerRequest& request) {
  const Fault fault =
      not_found("there is nothing here", request.path.substr(0, 200), "see routes, or /api");
  if (wants_page(request)) return fault_page(404, fault);
  Json paths = Json::Array{};
  for (const auto* routes : all_routes()) {
    for (const auto& route : *routes) paths.add(route.path);
  }
  return json_response(404, fault_json(fault).set("routes", std::move(paths)));
}

// Pages and JSON are worth compressing; a payload goes out as it is, with its own validator.
bool is_ours(const http::ServerResponse& response) { return !response.headers.has("ETag"); }

http::ServerResponse answer(rpc::ArchiveApi& archive, const rpc::PageTokens& tokens,
                            const http::ServerRequest& request, const std::string& trace) {
  if (request.method != "GET" && request.method != "HEAD") {
    auto response =
        json_response(405, fault_json(bad_input("there is only GET and HEAD here", "method")));
    response.headers.set("Allow", "GET, HEAD");
    return response;
  }
  const Route* route = find_route(request.path);
  if (route == nullptr) return no_route(request);
  const std::string_view target = request.target;
  const auto rest = target.substr(std::min(route->path.size(), target.size()));
  rpc::CallContext call = rpc::call_within(kPatience);
  call.trace = trace;
  const Ask ask{archive, tokens, request, route->path, rest, std::move(call)};
  auto response = route->answer(ask);
  if (response) {
    response->gzip = is_ours(*response);
    return *std::move(response);
  }
  return fault_response(response.fault(), route->audience == Audience::kPeople);
}

// Labels are routes of ours, never what was asked for.
void note(const http::ServerRequest& request, int status, double seconds,
          const std::string& trace) {
  const Route* route = find_route(request.path);
  const std::string_view path = route == nullptr ? std::string_view("none") : route->path;
  metrics::counter("broadsheet_http_calls_total",
                   "Requests that were answered, by route and status",
                   {{"route", path}, {"status", std::to_string(status)}})
      .add();
  metrics::seconds("broadsheet_http_call_seconds", "Time from a request to its answer",
                   {{"route", path}})
      .observe(seconds);
  log::info("http.answered",
            {{"route", path}, {"status", status}, {"seconds", seconds}, {"trace", trace}});
}

}  // namespace

http::Server::Handler http_handler(rpc::ArchiveApi& archive) {
  // The tokens guard against accidents only: a position is foreign bytes to the archive anyway.
  return [&archive, tokens = rpc::PageTokens()](const http::ServerRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    const auto sent = rpc::parse_traceparent(request.headers.joined(rpc::kTraceparent));
    const std::string trace = sent.value_or(rpc::new_trace());
    auto response = answer(archive, tokens, request, trace);
    response.headers.set(rpc::kTraceparent, rpc::make_traceparent(trace));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    note(request, response.status, took.count(), trace);
    return response;
  };
}

}  // namespace broadsheet::gateway
