// SPDX-License-Identifier: Apache-2.0
// `broadsheet search`.
#include <algorithm>
#include <cstdio>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "common/json_views.h"
#include "core/strings.h"

namespace broadsheet {

namespace {

struct Options {
  ClientOptions client;
  std::vector<std::string> query;
  std::string host;
  std::string source;
  std::vector<std::string> languages;
  std::string from;
  std::string to;
  std::string as_of;
  std::string sort = "relevance";
  bool all_versions = false;
  int limit = 10;
  std::string page_token;
};

// Highlights as bold on a terminal, as nothing elsewhere.
std::string marked(const rpc::Snippet& snippet, bool color) {
  std::string out;
  std::size_t at = 0;
  for (const auto& span : snippet.highlights) {
    if (!color || span.begin < at || span.end > snippet.text.size()) continue;
    out += snippet.text.substr(at, span.begin - at) + "\x1b[1m" +
           snippet.text.substr(span.begin, span.end - span.begin) + "\x1b[0m";
    at = span.end;
  }
  return replace_all(out + snippet.text.substr(at), "\n", " ");
}

void print_hit(const rpc::Hit& hit, bool color) {
  const auto& article = hit.snapshot.article;
  std::printf("%s\n", article.title.c_str());
  std::string line = article.url;
  if (article.published) line += "  " + records::format_date(*article.published);
  if (hit.snapshot.version > 1) line += "  version " + std::to_string(hit.snapshot.version);
  std::printf("  %s\n", line.c_str());
  for (const auto& snippet : hit.snippets) {
    if (snippet.field == "text") std::printf("  %s\n", marked(snippet, color).c_str());
  }
  std::printf("\n");
}

Result<rpc::SearchRequest> request_of(const Options& options) {
  rpc::SearchRequest request;
  request.query.text = join(options.query, " ");
  TRY_LET(host, parse_host(options.host));
  request.query.host = host;
  request.query.source = options.source;
  TRY_LET(languages, parse_languages(options.languages));
  request.query.languages = languages;
  TRY_LET(from, parse_when(options.from, "--from"));
  TRY_LET(to, parse_when(options.to, "--to"));
  TRY_LET(as_of, parse_when(options.as_of, "--as-of"));
  request.query.published = {from, to};
  request.query.as_of = as_of;
  if (options.all_versions) request.query.versions = rpc::VersionScope::kAll;
  if (options.sort == "newest") {
    request.order = rpc::SearchOrder::kNewest;
  } else if (options.sort == "oldest") {
    request.order = rpc::SearchOrder::kOldest;
  } else if (options.sort != "relevance") {
    return bad_input("no order \"" + options.sort + "\"", "--sort",
                     "say relevance, newest or oldest");
  }
  request.page.size = options.limit;
  request.page.position = options.page_token;
  return request;
}

Result<app::ExitCode> run(const Options& options) {
  TRY_LET(request, request_of(options));
  TRY_LET(archive, open_archive(options.client));
  const auto found = archive.api->search(request, call_of(options.client));
  if (!found) return in_words_of_flags(found.fault());
  const auto& reply = *found;
  if (options.client.json) {
    print_json(search_json(reply));
    return 0;
  }
  const bool color = app::stdout_takes_color();
  for (const auto& hit : reply.hits) print_hit(hit, color);
  std::printf("%s found", format_count(static_cast<long long>(reply.total)).c_str());
  if (!reply.next_position.empty()) {
    std::printf("; more with --page-token %s", reply.next_position.c_str());
  }
  std::printf("\n");
  warn_of_missing(reply.shard_errors);
  return 0;
}

}  // namespace

app::Command search_command() {
  static Options options;
  app::Command command;
  command.name = "search";
  command.summary = "search the text of all articles";
  command.description =
      "Words side by side must all be there; \"phrases\", AND, OR, NOT, parentheses, prefix*, "
      "NEAR/5 and "
      "fields (title: author: site: lang: section: published:2026-11..2026-12) as usual. Only the "
      "newest "
      "version of each article is searched, unless --all-versions or --as-of say otherwise.";
  command.examples =
      "  broadsheet search flood '\"prime minister\"'\n"
      "  broadsheet search 'title:budget AND site:example.org' --sort newest\n"
      "  broadsheet search budget --as-of 2026-11-01";
  command.positionals = {
      {"QUERY", "What to look for; nothing finds everything", &options.query, 0, 64}};
  command.settings = {
      {"--host", "", "HOST", "Only this host and those below it", "", &options.host, false},
      {"--source", "", "ID", "Only this source", "", &options.source, false},
      {"--lang", "", "CODE", "Only this language", "", &options.languages, false},
      {"--from", "", "TIME", "Published then or later", "", &options.from, false},
      {"--to", "", "TIME", "Published before then", "", &options.to, false},
      {"--as-of", "", "TIME", "The archive as it was then", "", &options.as_of, false},
      {"--all-versions", "", "", "Superseded versions too", "", &options.all_versions, false},
      {"--sort", "", "ORDER", "relevance, newest or oldest", "", &options.sort, false},
      {"--limit,-n", "", "N", "How many hits", "", &options.limit, false,
       app::Bounds{1, rpc::Page::kMax}},
      {"--page-token", "", "TOKEN", "Goes on where a page ended", "", &options.page_token, false},
  };
  app::append(command.settings, client_settings(options.client));
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
