// SPDX-License-Identifier: Apache-2.0
// `broadsheet seeds lint|plan|import|export`.
#include "seeds/seeds.h"

#include <cstdio>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "core/file.h"
#include "core/strings.h"
#include "frontier/rules.h"

namespace broadsheet {

namespace {

constexpr std::size_t kFileBytesMax = std::size_t{64} << 20;

struct Options {
  std::vector<std::string> files;
  std::string format;
  std::string output = "-";
  bool json = false;
};

std::string line_of(const seeds::Problem& problem) {
  return problem.where + ": " + (problem.warning ? "warning: " : "") + problem.what +
         (problem.remedy.empty() ? "" : " (" + problem.remedy + ")");
}

Json problem_json(const seeds::Problem& problem) {
  return Json()
      .set("where", problem.where)
      .set("what", problem.what)
      .set("remedy", problem.remedy)
      .set("severity", problem.warning ? "warning" : "error");
}

Result<app::ExitCode> lint(const Options& options) {
  std::size_t sources = 0;
  std::size_t errors = 0;
  Json problems = Json::Array{};
  seeds::Together together;
  for (const auto& file : options.files) {
    TRY_LET(text, read_file(file, kFileBytesMax));
    auto list = seeds::parse(text, file);
    together.check(list);
    sources += list.sources.size();
    for (const auto& problem : list.problems) {
      if (!problem.warning) ++errors;
      if (!options.json) std::printf("%s\n", line_of(problem).c_str());
      problems.add(problem_json(problem));
    }
  }
  if (options.json) {
    print_json(Json()
                   .set("sources", static_cast<std::uint64_t>(sources))
                   .set("errors", static_cast<std::uint64_t>(errors))
                   .set("problems", std::move(problems)));
  } else {
    std::printf("%zu sources, %zu errors\n", sources, errors);
  }
  return errors == 0 ? 0 : 1;
}

Json plan_json(const records::Source& source) {
  Json json;
  json.set("id", source.id).set("name", source.name);
  Json fetches = Json::Array{};
  const auto add = [&](const std::string& url, const char* role) {
    if (!url.empty()) fetches.add(Json().set("url", url).set("role", role));
  };
  add(source.homepage, "hub");
  for (const auto& feed : source.feeds) add(feed, "feed");
  for (const auto& sitemap : source.sitemaps) add(sitemap, "sitemap");
  json.set("fetches", std::move(fetches));
  const frontier::Rules rules;
  json.set("delay", format_duration(frontier::pause_between(rules, source, std::nullopt)));
  if (source.recheck) json.set("recheck", format_duration(*source.recheck));
  if (source.budget) json.set("budget", *source.budget);
  if (!source.allow.empty()) json.set("allow", Json::array(source.allow));
  if (!source.deny.empty()) json.set("deny", Json::array(source.deny));
  return json;
}

// What the first round would fetch, without fetching anything.
Result<app::ExitCode> plan(const Options& options) {
  TRY_LET(sources, seeds::load(options.files));
  if (options.json) {
    Json all = Json::Array{};
    for (const auto& source : sources) all.add(plan_json(source));
    print_json(Json().set("sources", std::move(all)));
    return 0;
  }
  for (const auto& source : sources) {
    const Json json = plan_json(source);
    std::printf("%s  %s\n", source.id.c_str(), source.name.c_str());
    std::printf("  robots.txt of each host first; %s between two requests to a site\n",
                json["delay"].as_string().c_str());
    for (const auto& fetch : json["fetches"].as_array()) {
      std::printf("  %-8s %s\n", fetch["role"].as_string().c_str(),
                  fetch["url"].as_string().c_str());
    }
    if (!source.allow.empty()) std::printf("  only     %s\n", join(source.allow, ", ").c_str());
    if (!source.deny.empty()) std::printf("  never    %s\n", join(source.deny, ", ").c_str());
    if (source.budget) std::printf("  at most  %u fetches a day\n", *source.budget);
  }
  std::printf("%zu sources\n", sources.size());
  return 0;
}

Result<void> write_output(const Options& options, const std::string& text) {
  if (options.output != "-") return write_file(options.output, text);
  std::fputs(text.c_str(), stdout);
  return {};
}

Result<app::ExitCode> import_list(const Options& options) {
  std::vector<records::Source> sources;
  bool errors = false;
  seeds::Together together;
  for (const auto& file : options.files) {
    TRY_LET(text, read_file(file, kFileBytesMax));
    auto format = seeds::Format::kAuto;
    if (!options.format.empty()) {
      TRY_LET(given, seeds::parse_format(options.format));
      format = given;
    }
    auto list = seeds::parse(text, file, format);
    together.check(list);
    for (const auto& problem : list.problems)
      std::fprintf(stderr, "%s\n", line_of(problem).c_str());
    errors = errors || list.has_errors();
    sources.insert(sources.end(), list.sources.begin(), list.sources.end());
  }
  TRY(write_output(options, seeds::write(sources, seeds::Format::kYaml)));
  return errors ? 1 : 0;
}

Result<app::ExitCode> export_list(const Options& options) {
  TRY_LET(format, seeds::parse_format(options.format.empty() ? "opml" : options.format));
  TRY_LET(sources, seeds::load(options.files));
  TRY(write_output(options, seeds::write(sources, format)));
  return 0;
}

app::Command subcommand(const char* name, const char* summary, const char* examples,
                        Options& options, Result<app::ExitCode> (*run)(const Options&)) {
  app::Command command;
  command.name = name;
  command.summary = summary;
  command.examples = examples;
  command.positionals = {{"FILE", "Seed lists; - is standard input", &options.files, 1, 1000}};
  command.run = [&options, run] { return run(options); };
  return command;
}

}  // namespace

app::Command seeds_command() {
  static Options options;
  const app::Setting json{"--json", "", "", "Prints JSON", "", &options.json, false};
  const app::Setting output{
      "--output,-o",   "",   "FILE", "Where to write; - is standard output", "",
      &options.output, false};
  app::Command command;
  command.name = "seeds";
  command.summary = "check, plan and convert seed lists";
  command.description =
      "A seed list names the sources to follow, in YAML (see docs/seed-lists.md). OPML, CSV and "
      "plain "
      "lists of URLs can be imported, exported, and given to crawl and up as they are.";
  command.examples =
      "  broadsheet seeds lint seeds/*.yaml\n"
      "  broadsheet seeds plan seeds/example.yaml\n"
      "  broadsheet seeds import subscriptions.opml -o seeds/mine.yaml\n"
      "  broadsheet seeds export seeds/mine.yaml --format opml";
  auto lint_command = subcommand("lint", "say what is wrong with seed lists, and where",
                                 "  broadsheet seeds lint seeds/*.yaml", options, lint);
  lint_command.settings = {json};
  auto plan_command = subcommand("plan", "show what would be fetched first, without fetching",
                                 "  broadsheet seeds plan seeds/example.yaml", options, plan);
  plan_command.settings = {json};
  auto import_command = subcommand(
      "import", "turn OPML, CSV or a list of URLs into YAML",
      "  broadsheet seeds import subscriptions.opml -o seeds/mine.yaml", options, import_list);
  import_command.settings = {
      {"--format", "", "FORMAT", "yaml, opml, csv or urls, where the name does not say it", "",
       &options.format, false},
      output};
  auto export_command_ =
      subcommand("export", "turn seed lists into OPML, CSV or a list of URLs",
                 "  broadsheet seeds export seeds/mine.yaml --format opml", options, export_list);
  export_command_.settings = {
      {"--format", "", "FORMAT", "opml (unless said otherwise), csv, urls or yaml", "",
       &options.format, false},
      output};
  command.subcommands = {lint_command, plan_command, import_command, export_command_};
  return command;
}

}  // namespace broadsheet
