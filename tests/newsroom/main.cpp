// SPDX-License-Identifier: Apache-2.0
// newsroom: serves the simulated news web; prints its seed list, truth and pages; judges and
// grades.
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "app/command.h"
#include "core/file.h"
#include "core/strings.h"
#include "newsroom/grade.h"
#include "newsroom/newsroom.h"
#include "newsroom/truth.h"
#include "url/url.h"

namespace broadsheet::newsroom {
namespace {

struct Arguments {
  Options world;
  Newsroom::Settings settings = {};
  std::string epoch;
  bool no_trials = false;
  std::string at;
  std::string port_file;
  std::string log_file;
  std::string tls_certificate;
  std::string tls_key;
  int port = 0;
  std::vector<std::string> without;
  Rules rules;
  std::string from;
  bool headers = false;
  bool json = false;
  std::vector<std::string> words;  // the one that a command asks for
};

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

Result<void> settle(Arguments& arguments) {
  auto& world = arguments.world;
  world.trials = !arguments.no_trials;
  if (arguments.epoch == "now") {
    world.epoch = std::chrono::floor<std::chrono::seconds>(system_now());
  } else if (!arguments.epoch.empty()) {
    TRY_LET(epoch, parse_time(arguments.epoch));
    world.epoch = epoch;
  }
  return {};
}

Result<Time> asked_time(const Arguments& arguments) {
  return arguments.at.empty() ? Result<Time>(arguments.world.epoch) : parse_time(arguments.at);
}

Base base_of(const Arguments& arguments) {
  return {.port = arguments.port == 0 ? "" : ":" + std::to_string(arguments.port)};
}

// Blocks the signals that end us before any thread starts, so that all threads inherit it.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

Result<void> load_tls(const Arguments& arguments, Newsroom::Settings& settings) {
  if (arguments.tls_certificate.empty() != arguments.tls_key.empty()) {
    return bad_input("TLS needs both a certificate and a key", "--tls-certificate, --tls-key");
  }
  if (arguments.tls_certificate.empty()) return {};
  TRY_LET(certificate, read_file(arguments.tls_certificate));
  TRY_LET(key, read_file(arguments.tls_key));
  settings.tls = http::Server::Tls{.certificate_pem = certificate, .key_pem = key};
  return {};
}

Result<std::unique_ptr<Newsroom>> open(const Arguments& arguments) {
  auto settings = arguments.settings;
  settings.world = arguments.world;
  settings.log_file = arguments.log_file;
  if (!arguments.at.empty()) {
    TRY_LET(start, parse_time(arguments.at));
    settings.start = start;
  }
  TRY(load_tls(arguments, settings));
  return Newsroom::open(settings);
}

Result<app::ExitCode> serve(const Arguments& arguments) {
  const auto signals = block_signals();
  TRY_LET(newsroom, open(arguments));
  auto& room = *newsroom;
  if (!arguments.port_file.empty()) {
    TRY(write_file(arguments.port_file, std::to_string(room.port()) + "\n"));
  }
  std::printf("newsroom: %zu outlets at %s, clock at %s\n",
              room.world().catalogue().outlets().size(), room.address().c_str(),
              format_time(std::chrono::floor<std::chrono::seconds>(room.clock().now())).c_str());
  std::printf("newsroom: for people http://localhost:%u/, for crawlers --resolve '*.test=%s'\n",
              static_cast<unsigned>(room.port()), room.address().c_str());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  room.stop();
  std::printf("newsroom: %llu requests served\n",
              static_cast<unsigned long long>(room.log().count()));
  return 0;
}

Result<app::ExitCode> print_seeds(const Arguments& arguments) {
  print(seed_list(World(arguments.world), base_of(arguments),
                  {.trials = !arguments.no_trials, .without = arguments.without}));
  return 0;
}

Result<app::ExitCode> print_truth(const Arguments& arguments) {
  TRY_LET(at, asked_time(arguments));
  print(truth_json(World(arguments.world), at, base_of(arguments)).dump(true) + "\n");
  return 0;
}

Result<app::ExitCode> print_page(const Arguments& arguments) {
  TRY_LET(at, asked_time(arguments));
  TRY_LET(url, url::Url::parse(arguments.words.front()));
  const auto host =
      std::string(url.host()) + (url.has_explicit_port() ? ":" + std::to_string(url.port()) : "");
  const auto reply =
      World(arguments.world)
          .respond(
              {.host = host, .target = url.request_target(), .scheme = std::string(url.scheme())},
              at);
  if (arguments.headers) {
    std::printf("HTTP %d\n", reply.status);
    for (const auto& header : reply.headers)
      std::printf("%s: %s\n", header.name.c_str(), header.value.c_str());
    std::printf("\n");
  }
  print(reply.raw ? *reply.raw : reply.body);
  return reply.status < 400 ? 0 : 1;
}

// The text of an article as its page has it.
std::string body_of(const TrueArticle& article) {
  return article.versions.empty() ? "" : join(article.versions.back().paragraphs, "\n");
}

// Files that hold each article's page, and a line of JSON for each: what an extractor can be asked,
// and what it should find.
Result<app::ExitCode> print_pages(const Arguments& arguments) {
  TRY_LET(at, asked_time(arguments));
  const World world(arguments.world);
  std::size_t count = 0;
  for (const auto& article : truth(world, at)) {
    const auto url = url::Url::parse(article.url);
    const bool hidden = article.wall == "consent" || article.wall == "challenge";
    if (!url.ok() || hidden || article.withdrawn) continue;
    const auto reply = world.respond({.host = std::string(url->host()),
                                      .target = url->request_target(),
                                      .scheme = std::string(url->scheme())},
                                     at);
    if (reply.status != 200 || reply.body.empty()) continue;
    const std::string id = "own" + std::to_string(count++);
    const std::string path = arguments.words.front() + "/" + id + ".html";
    TRY(write_file(path, reply.body));
    Json line;
    line.set("id", id).set("url", article.url).set("path", path).set("body", body_of(article));
    print(line.dump() + "\n");
  }
  return 0;
}

Result<app::ExitCode> print_judgement(const Arguments& arguments) {
  TRY_LET(bytes, read_file(arguments.words.front()));
  TRY_LET(log, parse_log(bytes));
  const auto requests = log.size();
  const auto violations = judge(std::move(log), World(arguments.world), arguments.rules);
  for (const auto& violation : violations) {
    std::printf("%llu\t%s\t%s\n", static_cast<unsigned long long>(violation.number),
                std::string(to_string(violation.offence)).c_str(), violation.what.c_str());
  }
  std::printf("%zu requests, %zu violations\n", requests, violations.size());
  return violations.empty() ? 0 : 1;
}

Result<app::ExitCode> print_grade(const Arguments& arguments) {
  TRY_LET(at, asked_time(arguments));
  Time from = arguments.world.epoch;
  if (!arguments.from.empty()) {
    TRY_LET(said, parse_time(arguments.from));
    from = said;
  }
  TRY_LET(bytes, read_file(arguments.words.front()));
  TRY_LET(found, parse_found(bytes));
  const auto result = grade(truth(World(arguments.world), at, base_of(arguments)), found, from);
  print(arguments.json ? to_json(result).dump(true) + "\n" : to_text(result));
  return 0;
}

using Run = Result<app::ExitCode> (*)(const Arguments&);

app::Setting setting(const char* flags, const char* value, const char* help, app::Target target) {
  return {.flags = flags, .value = value, .help = help, .target = target};
}

// Which world it is about, which every command asks.
std::vector<app::Setting> world_settings(Arguments& a) {
  return {
      setting("--seed", "N", "Which world: the same seed gives the same bytes", &a.world.seed),
      setting("--outlets", "N", "Ordinary outlets (at most 2000)", &a.world.outlets),
      setting("--articles", "N", "An outlet's own articles at the start", &a.world.articles),
      setting("--epoch", "TIME",
              "When the scenario begins: a time, or 'now' (default 2026-03-02T08:00:00Z)",
              &a.epoch),
      setting("--history", "DURATION", "How far back articles go", &a.world.history),
      setting("--horizon", "DURATION", "How long after the epoch new ones appear",
              &a.world.horizon),
      setting("--pace", "DURATION", "Time between an outlet's new articles", &a.world.pace),
      setting("--no-trials", "", "Without the outlets that are there for one difficulty each",
              &a.no_trials),
  };
}

app::Setting at_setting(Arguments& a, const char* help) {
  return setting("--at", "TIME", help, &a.at);
}
app::Setting port_setting(Arguments& a, const char* help) {
  return setting("--port", "N", help, &a.port);
}

// `word`: what the one positional is called, if there is one.
app::Command subcommand(Arguments& arguments, const char* name, const char* summary, Run run,
                        const std::vector<app::Setting>& own, const char* word = nullptr,
                        const char* help = "") {
  app::Command command;
  command.name = name;
  command.summary = summary;
  command.settings = world_settings(arguments);
  app::append(command.settings, own);
  if (word != nullptr) command.positionals = {{word, help, &arguments.words, 1, 1}};
  command.run = [&arguments, run]() -> Result<app::ExitCode> {
    TRY(settle(arguments));
    return run(arguments);
  };
  return command;
}

app::Command serve_command(Arguments& a) {
  return subcommand(
      a, "serve", "serve the world until SIGTERM", serve,
      {
          setting("--listen", "ADDRESS:PORT", "Port 0 takes any", &a.settings.listen),
          setting("--port-file", "FILE", "Writes the port here once it listens", &a.port_file),
          setting("--log", "FILE", "Appends every request as a line of JSON", &a.log_file),
          at_setting(a, "What the clock shows at first (default: the epoch)"),
          setting("--speed", "FACTOR", "How fast the clock runs; 0: only when it is moved",
                  &a.settings.speed),
          setting("--latency", "DURATION", "How long every answer waits", &a.settings.latency),
          setting("--threads", "N", "Workers", &a.settings.threads),
          setting("--tls-certificate", "FILE", "PEM: serves https", &a.tls_certificate),
          setting("--tls-key", "FILE", "PEM", &a.tls_key),
      });
}

std::vector<app::Command> printing_commands(Arguments& a) {
  return {
      subcommand(a, "seeds", "print the seed list (YAML)", print_seeds,
                 {port_setting(a, "Writes this port into every URL"),
                  setting("--without", "ID", "Leaves out this outlet; may be given many times",
                          &a.without)}),
      subcommand(a, "truth", "print the ground truth (JSON)", print_truth,
                 {at_setting(a, "As visible then (default: the epoch)"),
                  port_setting(a, "Writes this port into every URL")}),
      subcommand(a, "page", "print what a URL answers", print_page,
                 {at_setting(a, "As visible then (default: the epoch)"),
                  setting("-i,--include", "", "Status and header fields too", &a.headers)},
                 "URL", "Such as http://morning-ledger.test/"),
      subcommand(a, "pages",
                 "write every article's page into a folder, and say of which URL, and its text",
                 print_pages, {at_setting(a, "As visible then (default: the epoch)")}, "FOLDER",
                 "That exists"),
  };
}

std::vector<app::Command> judging_commands(Arguments& a) {
  return {
      subcommand(
          a, "judge",
          "list what a crawler did wrong, from a log of requests; exit code 1 if anything",
          print_judgement,
          {setting("--delay", "DURATION", "The pause that the crawler owes a site", &a.rules.delay),
           setting("--tolerance", "DURATION", "So much less is no offence", &a.rules.tolerance),
           setting("--agent", "TEXT", "What every User-Agent must have", &a.rules.agent_must_have)},
          "LOG", "What serve --log wrote"),
      subcommand(
          a, "grade", "compare what was archived with the truth", print_grade,
          {setting("--from", "TIME", "When the first crawl began (default: the epoch)", &a.from),
           at_setting(a, "When the last crawl ended (default: the epoch)"),
           port_setting(a, "The port in the URLs, if there is one"),
           setting("--json", "", "For programs", &a.json)},
          "FOUND", "JSON lines, as broadsheet export writes; - is standard input"),
  };
}

app::Command root_command(Arguments& arguments) {
  app::Command command;
  command.name = "newsroom";
  command.summary = "a simulated news web, the same for the same seed, and the truth about it";
  command.description =
      "Many outlets on one port. The desk of a running newsroom: "
      "http://127.0.0.1:PORT/_newsroom/{time,truth,seeds,log,judge,stats}.";
  command.examples =
      "  newsroom serve --port-file port\n"
      "  curl -X POST 'http://127.0.0.1:PORT/_newsroom/time?advance=1h'   # moves its clock";
  command.subcommands = {serve_command(arguments)};
  for (auto& one : printing_commands(arguments)) command.subcommands.push_back(std::move(one));
  for (auto& one : judging_commands(arguments)) command.subcommands.push_back(std::move(one));
  return command;
}

}  // namespace
}  // namespace broadsheet::newsroom

int main(int argc, char** argv) {
  broadsheet::newsroom::Arguments arguments;
  return broadsheet::app::run_program(broadsheet::newsroom::root_command(arguments), "simulated",
                                      argc, argv);
}
