// SPDX-License-Identifier: Apache-2.0
// `broadsheet explain`: every decision on a URL, a host or a source, and what happens next.
#include <cstdio>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "broadsheet/pipeline.h"
#include "common/json_views.h"

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
    request.source = what;
  }
  return request;
}

void print(const rpc::ExplainReply& reply) {
  std::printf("%s: %s\n", reply.subject.c_str(), reply.state.c_str());
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, value] : reply.facts) rows.push_back({"  " + name, value});
  std::fputs(app::format_table(rows).c_str(), stdout);
  if (!reply.decisions.empty()) std::printf("\ndecisions, newest first\n");
  rows.clear();
  for (const auto& decision : reply.decisions) {
    std::string why = decision.reason;
    if (!decision.rule.empty() && decision.rule != why) why += " [" + decision.rule + "]";
    rows.push_back({"  " + format_time(decision.time), decision.decision, why});
  }
  std::fputs(app::format_table(rows).c_str(), stdout);
  std::printf("\nnext: %s\n", reply.next.reason.c_str());
}

Result<rpc::ExplainReply> explain_folder(const Options& options) {
  TRY_LET(frontier, FrontierReader::open(options.client.data));
  return frontier->explain(request_of(options));
}

Result<app::ExitCode> run(const Options& options) {
  if (options.kind != "auto" && options.kind != "url" && options.kind != "host" &&
      options.kind != "source") {
    return bad_input("no kind \"" + options.kind + "\"", "--kind", "say url, host or source");
  }
  rpc::ExplainReply reply;
  if (!options.client.data.empty()) {
    TRY_LET(answer, explain_folder(options));
    reply = answer;
  } else {
    TRY_LET(crawl, open_crawl(options.client));
    TRY_LET(answer, crawl->explain(request_of(options), call_of(options.client)));
    reply = answer;
  }
  if (options.client.json) {
    print_json(explain_json(reply));
  } else {
    print(reply);
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
      "the rule of the schedule that made it.";
  command.examples =
      "  broadsheet explain https://news.example/flood\n"
      "  broadsheet explain news.example\n"
      "  broadsheet explain --kind source daily-planet";
  command.positionals = {{"WHAT", "A URL, a host or the id of a source", &options.what, 1, 1}};
  command.settings = {{"--kind", "", "KIND",
                       "url, host or source, where it could be taken for another", "",
                       &options.kind, false}};
  const auto more = client_settings(options.client);
  command.settings.insert(command.settings.end(), more.begin(), more.end());
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
