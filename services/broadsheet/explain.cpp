// SPDX-License-Identifier: Apache-2.0
// `broadsheet explain`: every decision on a URL, a host or a source, and what happens next.
#include <algorithm>
#include <cstdio>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "broadsheet/pipeline.h"
#include "common/json_views.h"
#include "url/url.h"

namespace broadsheet {

namespace {

struct Options {
  ClientOptions client;
  std::vector<std::string> what;
  std::string kind = "auto";
};

rpc::ExplainRequest request_of(const Options& options) {
  const std::string& what = options.what.front();
  rpc::ExplainRequest request;
  const bool url = what.find("://") != std::string::npos;
  if (options.kind == "url" || (options.kind == "auto" && url)) {
    request.url = what;
  } else if (options.kind == "host" ||
             (options.kind == "auto" && what.find('.') != std::string::npos)) {
    request.host = what;
  } else {
    constexpr std::string_view kCollection = "sources/";
    request.source = what.starts_with(kCollection) ? what.substr(kCollection.size()) : what;
  }
  return request;
}

// What the extractor last made of a URL: why a source that is fetched yields nothing.
struct Reading {
  std::string url;
  records::CaptureRecord capture;
};

constexpr std::size_t kUrlsReadMax = 50;  // of a source: more seeds than people read about
constexpr int kCapturesLookedAt = 50;     // for one that is not "unchanged"

std::vector<std::string> urls_of(const rpc::ExplainRequest& request,
                                 const rpc::ExplainReply& reply) {
  if (!request.url.empty()) return {reply.subject};
  std::vector<std::string> urls;
  for (const auto& decision : reply.decisions) {
    const bool fresh = std::ranges::find(urls, decision.url) == urls.end();
    if (!decision.url.empty() && fresh && urls.size() < kUrlsReadMax) urls.push_back(decision.url);
  }
  std::ranges::sort(urls);
  return urls;
}

// As far as the archive answers: a fetcher of its own has none.
std::vector<Reading> readings_of(const Options& options, const std::vector<std::string>& urls) {
  std::vector<Reading> readings;
  if (urls.empty()) return readings;
  const auto archive = open_archive(options.client);
  if (!archive) return readings;
  for (const auto& text : urls) {
    const auto url = url::Url::parse(text);
    if (!url) continue;
    rpc::ListCapturesRequest request;
    request.url = *url;
    request.page.size = kCapturesLookedAt;
    auto reply = archive->api->list_captures(request, call_of(options.client));
    if (!reply) continue;
    auto& captures = reply->captures;
    const auto read = std::ranges::find_if(captures, [](const auto& capture) {
      return capture.outcome != records::Outcome::kUnchanged;
    });
    if (read != captures.end()) readings.push_back({text, std::move(*read)});
  }
  return readings;
}

Json to_json(const rpc::ExplainReply& reply, const std::vector<Reading>& readings) {
  Json all = Json::Array{};
  for (const auto& [url, capture] : readings) {
    Json one;
    one.set("url", url).set("time", format_time(capture.time));
    one.set("outcome", records::to_string(capture.outcome)).set("reason", capture.reason);
    all.add(std::move(one));
  }
  return explain_json(reply).set("readings", std::move(all));
}

void print(const std::vector<Reading>& readings) {
  if (readings.empty()) return;
  std::printf("\nread last\n");
  std::vector<std::vector<std::string>> rows;
  for (const auto& [url, capture] : readings) {
    std::string came_to(records::to_string(capture.outcome));
    if (!capture.reason.empty()) came_to += " (" + capture.reason + ")";
    rows.push_back({"  " + format_time(capture.time), url, came_to});
  }
  std::fputs(app::format_table(rows).c_str(), stdout);
}

void print(const rpc::ExplainReply& reply, const std::vector<Reading>& readings) {
  std::printf("%s: %s\n", reply.subject.c_str(), reply.state.c_str());
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, value] : reply.facts) rows.push_back({"  " + name, value});
  std::fputs(app::format_table(rows).c_str(), stdout);
  if (!reply.decisions.empty()) std::printf("\ndecisions, newest first\n");
  rows.clear();
  for (const auto& decision : reply.decisions) {
    std::string why = decision.reason;
    if (!decision.rule.empty() && decision.rule != why) why += " [" + decision.rule + "]";
    const std::string of = decision.url.empty() ? "" : decision.url + ": ";
    rows.push_back({"  " + format_time(decision.time), of + decision.decision, why});
  }
  std::fputs(app::format_table(rows).c_str(), stdout);
  print(readings);
  std::printf("\nnext: %s\n", reply.next.reason.c_str());
}

Result<rpc::ExplainReply> explain(const Options& options, const rpc::ExplainRequest& request) {
  if (!options.client.data.empty()) {
    TRY_LET(frontier, FrontierReader::open(options.client.data));
    return frontier->explain(request);
  }
  TRY_LET(crawl, open_crawl(options.client));
  return crawl->explain(request, call_of(options.client));
}

Result<app::ExitCode> run(const Options& options) {
  if (options.kind != "auto" && options.kind != "url" && options.kind != "host" &&
      options.kind != "source") {
    return bad_input("no kind \"" + options.kind + "\"", "--kind", "say url, host or source");
  }
  const auto request = request_of(options);
  TRY_LET(reply, explain(options, request));
  const auto readings = readings_of(options, urls_of(request, reply));
  if (options.client.json) {
    print_json(to_json(reply, readings));
  } else {
    print(reply, readings);
  }
  return 0;
}

}  // namespace

app::Command explain_command() {
  static Options options;
  app::Command command;
  command.name = "explain";
  command.summary = "say why a URL, host or source was or was not fetched, and what happens next";
  command.description =
      "Every decision about it, newest first, with the line of robots.txt, the glob of the scope "
      "or "
      "the rule of the schedule that made it; and what the archive says that its last fetch was "
      "read as: a "
      "feed with no entries, and why.";
  command.examples =
      "  broadsheet explain https://news.example/flood\n"
      "  broadsheet explain news.example\n"
      "  broadsheet explain --kind source daily-planet";
  command.positionals = {{"WHAT", "A URL, a host or the id of a source", &options.what, 1, 1}};
  command.settings = {{"--kind", "", "KIND",
                       "url, host or source, where it could be taken for another", "",
                       &options.kind, false}};
  app::append(command.settings, client_settings(options.client));
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
