// SPDX-License-Identifier: Apache-2.0
// `broadsheet get`, `copies`, `stats`: questions about one article, and about all.
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
  std::vector<std::string> what;
  std::string as_of;
  std::string page_token;
  bool page = false;
  double resemblance = 0.5;
  int limit = 50;
};

using Run = Result<app::ExitCode> (*)(const Options&);

app::Command command_of(const char* name, const char* summary, Options& options, Run run) {
  app::Command command;
  command.name = name;
  command.summary = summary;
  command.run = [&options, run] { return run(options); };
  return command;
}

void finish(app::Command& command, Options& options) {
  app::append(command.settings, client_settings(options.client));
}

void print_article(const records::Snapshot& snapshot) {
  const auto& article = snapshot.article;
  const auto line = [](const char* name, const std::string& value) {
    if (!value.empty()) std::printf("%-11s %s\n", name, value.c_str());
  };
  std::printf("%s\n\n", article.title.c_str());
  line("url", article.url);
  line("authors", join(article.authors, ", "));
  if (article.published) line("published", records::format_date(*article.published));
  if (article.modified) line("modified", records::format_date(*article.modified));
  line("publisher", article.publisher);
  line("language", article.language);
  line("version", std::to_string(snapshot.version) + ", seen " +
                      std::to_string(snapshot.sightings) + "× from " +
                      format_time(snapshot.first_seen) + " to " + format_time(snapshot.last_seen));
  line("name", snapshot.key().name());
  for (const auto& paragraph : article.paragraphs) {
    std::printf("\n%s\n",
                app::wrap(paragraph.text, std::min(app::terminal_columns(), 100)).c_str());
  }
}

// Many URLs that a person has were redirected, or never fetched.
Fault not_there(const Fault& fault, const Options& options) {
  Fault said = in_words_of_flags(fault, options.what.front());
  if (said.where == options.what.front() && said.remedy.empty() && options.as_of.empty()) {
    said.remedy = "\"broadsheet explain\" says what the crawl knows of it";
  }
  return said;
}

Result<app::ExitCode> run_get(const Options& options) {
  if (options.page && options.client.json) {
    return bad_input("a page is given as it was served", "--json", "leave out --json, or --page");
  }
  TRY_LET(ref, parse_ref(options.what.front(), options.as_of));
  TRY_LET(archive, open_archive(options.client));
  const auto call = call_of(options.client);
  if (options.page) {
    const auto payload = archive.api->get_payload({ref}, call);
    if (!payload) return not_there(payload.fault(), options);
    std::fwrite(payload->bytes.data(), 1, payload->bytes.size(), stdout);
    return 0;
  }
  const auto reply = archive.api->get_snapshot({ref, true}, call);
  if (!reply) return not_there(reply.fault(), options);
  if (options.client.json) {
    Json json = snapshot_json(reply->snapshot);
    print_json(json.set("versions", reply->versions));
  } else {
    print_article(reply->snapshot);
  }
  return 0;
}

Result<app::ExitCode> run_copies(const Options& options) {
  rpc::ListCopiesRequest request;
  TRY_LET(ref, parse_ref(options.what.front(), options.as_of));
  request.of = ref;
  request.resemblance_min = options.resemblance;
  request.page.size = options.limit;
  const std::string question = join(
      {"copies", options.what.front(), options.as_of, std::to_string(options.resemblance)}, "\n");
  TRY_LET(position, position_of(options.client, question, options.page_token, "--page-token"));
  request.page.position = position;
  TRY_LET(archive, open_archive(options.client));
  auto found = archive.api->list_copies(request, call_of(options.client));
  if (!found) return not_there(found.fault(), options);
  auto& reply = *found;
  reply.next_position = token_of(options.client, question, reply.next_position);
  if (options.client.json) {
    print_json(copies_json(reply));
    return 0;
  }
  std::printf("%s\n  %s\n\n", reply.of.article.title.c_str(), reply.of.article.url.c_str());
  std::vector<std::vector<std::string>> rows = {{"COPY", "FIRST SEEN", "URL", "TITLE"}};
  for (const auto& copy : reply.copies) {
    char share[16];
    std::snprintf(share, sizeof share, "%.0f %%", copy.resemblance * 100);
    rows.push_back({copy.exact ? "exact" : share, format_time(copy.snapshot.first_seen),
                    copy.snapshot.article.url, copy.snapshot.article.title});
  }
  warn_of_missing(reply.shard_errors);
  if (reply.copies.empty()) {
    std::printf("no copies\n");
  } else {
    std::fputs(
        app::format_table(rows, app::stdout_is_terminal() ? app::terminal_columns() : 0).c_str(),
        stdout);
  }
  if (!reply.next_position.empty()) {
    std::printf("more with --page-token %s\n", reply.next_position.c_str());
  }
  return 0;
}

Result<app::ExitCode> run_stats(const Options& options) {
  TRY_LET(archive, open_archive(options.client));
  TRY_LET(reply, archive.api->get_stats({}, call_of(options.client)));
  const Json json = stats_json(reply);
  if (options.client.json) {
    print_json(json);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, value] : json.as_object()) {
    if (!value.is_number()) continue;
    const auto number = value.as_int();
    const bool bytes = name.ends_with("bytes");
    rows.push_back(
        {replace_all(name, "_", " "),
         bytes ? format_bytes(static_cast<unsigned long long>(number)) : format_count(number)});
  }
  rows.push_back({"shards", std::to_string(reply.shards.size())});
  warn_of_missing(reply.shard_errors);
  std::fputs(app::format_table(rows).c_str(), stdout);
  return 0;
}

}  // namespace

app::Command get_command() {
  static Options options;
  auto command = command_of("get", "show an article, as it is or as it was", options, run_get);
  command.examples =
      "  broadsheet get https://news.example/flood\n"
      "  broadsheet get https://news.example/flood --as-of 2026-11-01T12:00:00Z\n"
      "  broadsheet get snapshots/… --page > page.html";
  command.positionals = {{"URL", "A URL, or the name of a snapshot", &options.what, 1, 1}};
  command.settings = {
      {"--as-of", "", "TIME", "The version that was current then", "", &options.as_of, false},
      {"--page", "", "", "The page as it was served, instead of the article", "", &options.page,
       false},
  };
  finish(command, options);
  return command;
}

app::Command copies_command() {
  static Options options;
  auto command = command_of("copies", "find the copies of a story", options, run_copies);
  command.description =
      "The same text, or nearly the same, under other URLs: who had it first stands first.";
  command.examples =
      "  broadsheet copies https://news.example/flood\n"
      "  broadsheet copies https://news.example/flood --resemblance 1 --limit 10";
  command.positionals = {{"URL", "A URL, or the name of a snapshot", &options.what, 1, 1}};
  command.settings = {
      {"--as-of", "", "TIME", "Of the version that was current then", "", &options.as_of, false},
      {"--resemblance", "", "SHARE", "How near a copy must be; 1: exact copies only", "",
       &options.resemblance, false, app::Bounds{0, 1}},
      {"--limit,-n", "", "N", "How many copies", "", &options.limit, false,
       app::Bounds{1, rpc::Page::kMax}},
      {"--page-token", "", "TOKEN", "Goes on where a page ended", "", &options.page_token, false},
  };
  finish(command, options);
  return command;
}

app::Command stats_command() {
  static Options options;
  auto command = command_of("stats", "count what the archive holds", options, run_stats);
  command.examples = "  broadsheet stats\n  broadsheet stats --data data --json";
  finish(command, options);
  return command;
}

}  // namespace broadsheet
