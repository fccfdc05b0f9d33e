// SPDX-License-Identifier: Apache-2.0
// `broadsheet history`: the versions of an article, or every fetch of it.
#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "common/json_views.h"
#include "common/versions.h"

namespace broadsheet {

namespace {

struct Options {
  ClientOptions client;
  std::vector<std::string> what;
  bool captures = false;
  int limit = 0;  // of captures; 0: all
};

Fault nothing(const char* what, const url::Url& url) {
  return not_found(what, url.href(), "\"broadsheet explain\" says what the crawl knows of it");
}

// The newest captures, page by page. Each page has the time that a question has.
Result<rpc::ListCapturesReply> captures_of(rpc::ArchiveApi& archive, const url::Url& url,
                                           const Options& options) {
  const auto most = options.limit > 0 ? static_cast<std::size_t>(options.limit) : SIZE_MAX;
  rpc::ListCapturesRequest request;
  request.url = url;
  rpc::ListCapturesReply all;
  do {
    const std::size_t missing = most - all.captures.size();
    request.page.size = static_cast<int>(std::min<std::size_t>(missing, rpc::Page::kMax));
    TRY_LET(reply, archive.list_captures(request, call_of(options.client)));
    std::ranges::move(reply.captures, std::back_inserter(all.captures));
    all.next_position = request.page.position = reply.next_position;
  } while (!all.next_position.empty() && all.captures.size() < most);
  return all;
}

Result<app::ExitCode> print_captures(rpc::ArchiveApi& archive, const url::Url& url,
                                     const Options& options) {
  TRY_LET(all, captures_of(archive, url, options));
  if (all.captures.empty()) return nothing("the archive has no fetch of this URL", url);
  const bool more = !all.next_position.empty();
  if (options.client.json) {
    Json captures = Json::Array{};
    for (const auto& capture : all.captures) captures.add(capture_json(capture));
    Json json;
    json.set("captures", std::move(captures));
    if (more) json.set("more", true);
    print_json(json);
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {{"TIME", "STATUS", "OUTCOME", "REASON"}};
  for (const auto& capture : all.captures) {
    rows.push_back({format_time(capture.time), std::to_string(capture.status),
                    std::string(records::to_string(capture.outcome)), capture.reason});
  }
  std::fputs(app::format_table(rows).c_str(), stdout);
  if (more) std::printf("… and more before these\n");
  return 0;
}

// Of a snapshot's name: the URL that it is a version of.
Result<url::Url> url_of(rpc::ArchiveApi& archive, const Options& options) {
  TRY_LET(ref, parse_ref(options.what.front()));
  if (ref.url) return *ref.url;
  TRY_LET(reply, archive.get_snapshot({ref, false}, call_of(options.client)));
  return url::Url::parse(reply.snapshot.article.url);
}

// Who made this version another one than the one before it.
std::string changed_by(const std::vector<records::Snapshot>& versions, std::size_t i) {
  if (i == 0) return "";
  const auto cause = rpc::cause_of(versions[i - 1], versions[i]);
  return cause == rpc::DiffCause::kUnclear ? "editor or extractor"
                                           : std::string(rpc::to_string(cause));
}

Result<app::ExitCode> run(const Options& options) {
  TRY(parse_ref(options.what.front()));
  TRY_LET(archive, open_archive(options.client));
  TRY_LET(url, url_of(*archive.api, options));
  if (options.captures) return print_captures(*archive.api, url, options);
  const auto found = versions_of(*archive.api, url, call_of(options.client));
  if (!found && found.fault().kind == FaultKind::kNotFound) {
    return nothing("the archive has no version of this URL", url);
  }
  TRY(found);
  const auto& versions = *found;
  if (options.client.json) {
    print_json(versions_json(versions));
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {
      {"VERSION", "FIRST SEEN", "LAST SEEN", "SEEN", "WORDS", "CHANGED BY", "TITLE"}};
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const auto& version = versions[i];
    rows.push_back({std::to_string(version.version), format_time(version.first_seen),
                    format_time(version.last_seen), std::to_string(version.sightings) + "×",
                    std::to_string(version.words), changed_by(versions, i), version.article.title});
  }
  std::fputs(
      app::format_table(rows, app::stdout_is_terminal() ? app::terminal_columns() : 0).c_str(),
      stdout);
  for (const auto& version : versions) {
    if (version.reading_of.is_zero()) continue;
    std::printf("version %u was read anew by extractor %s; before, it was %s\n", version.version,
                version.article.extractor_version.c_str(),
                records::SnapshotKey{version.url_key, version.reading_of}.name().c_str());
  }
  return 0;
}

}  // namespace

app::Command history_command() {
  static Options options;
  app::Command command;
  command.name = "history";
  command.summary = "list the versions of an article";
  command.examples =
      "  broadsheet history https://news.example/flood\n"
      "  broadsheet history https://news.example/flood --captures --json";
  command.positionals = {
      {"URL", "The article's URL, or the name of one of its snapshots", &options.what, 1, 1}};
  command.settings = {
      {"--captures", "", "", "Every fetch of it instead, newest first", "", &options.captures,
       false},
      {"--limit,-n", "", "N", "How many fetches; 0 is all", "", &options.limit, false,
       app::Bounds{0, 1e9}},
  };
  app::append(command.settings, client_settings(options.client));
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
