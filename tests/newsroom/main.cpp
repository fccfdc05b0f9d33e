// SPDX-License-Identifier: Apache-2.0
// newsroom: serves the simulated news web; prints its seed list, truth and pages; judges and
// grades.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

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
  Newsroom::Settings settings;
  std::string epoch;
  std::string history = "5d";
  std::string horizon = "2d";
  std::string pace = "40m";
  bool no_trials = false;
  std::string at;
  std::string url;
  std::string port_file;
  std::string log_file;
  std::string latency = "2ms";
  std::string tls_certificate;
  std::string tls_key;
  unsigned port = 0;
  std::vector<std::string> without;
  std::string delay = "1s";
  std::string tolerance = "100ms";
  std::string from;
  std::string agent;
  bool headers = false;
  std::string found_file;
  std::string folder;
  bool json = false;
};

int fail(const Fault& fault) {
  std::fprintf(stderr, "newsroom: %s\n", fault.text().c_str());
  return 2;
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

Result<void> settle(Arguments& arguments) {
  auto& world = arguments.world;
  TRY_LET(history, parse_duration(arguments.history));
  TRY_LET(horizon, parse_duration(arguments.horizon));
  TRY_LET(pace, parse_duration(arguments.pace));
  world.history = history;
  world.horizon = horizon;
  world.pace = pace;
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
  TRY_LET(latency, parse_duration(arguments.latency));
  settings.latency = latency;
  if (!arguments.at.empty()) {
    TRY_LET(start, parse_time(arguments.at));
    settings.start = start;
  }
  TRY(load_tls(arguments, settings));
  return Newsroom::open(settings);
}

int serve(const Arguments& arguments) {
  const auto signals = block_signals();
  auto newsroom = open(arguments);
  if (!newsroom.ok()) return fail(newsroom.fault());
  auto& room = **newsroom;
  if (!arguments.port_file.empty()) {
    const auto written = write_file(arguments.port_file, std::to_string(room.port()) + "\n");
    if (!written.ok()) return fail(written.fault());
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

int print_seeds(const Arguments& arguments) {
  print(seed_list(World(arguments.world), base_of(arguments),
                  {.trials = !arguments.no_trials, .without = arguments.without}));
  return 0;
}

int print_truth(const Arguments& arguments) {
  const auto at = asked_time(arguments);
  if (!at.ok()) return fail(at.fault());
  print(truth_json(World(arguments.world), *at, base_of(arguments)).dump(true) + "\n");
  return 0;
}

int print_page(const Arguments& arguments) {
  const auto at = asked_time(arguments);
  if (!at.ok()) return fail(at.fault());
  const auto url = url::Url::parse(arguments.url);
  if (!url.ok()) return fail(url.fault());
  const auto host = std::string(url->host()) +
                    (url->has_explicit_port() ? ":" + std::to_string(url->port()) : "");
  const auto reply =
      World(arguments.world)
          .respond(
              {.host = host, .target = url->request_target(), .scheme = std::string(url->scheme())},
              *at);
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
int print_pages(const Arguments& arguments) {
  const auto at = asked_time(arguments);
  if (!at.ok()) return fail(at.fault());
  const World world(arguments.world);
  std::size_t count = 0;
  for (const auto& article : truth(world, *at)) {
    const auto url = url::Url::parse(article.url);
    const bool hidden = article.wall == "consent" || article.wall == "challenge";
    if (!url.ok() || hidden || article.withdrawn) continue;
    const auto reply = world.respond({.host = std::string(url->host()),
                                      .target = url->request_target(),
                                      .scheme = std::string(url->scheme())},
                                     *at);
    if (reply.status != 200 || reply.body.empty()) continue;
    const std::string id = "own" + std::to_string(count++);
    const std::string path = arguments.folder + "/" + id + ".html";
    const auto written = write_file(path, reply.body);
    if (!written.ok()) return fail(written.fault());
    Json line;
    line.set("id", id).set("url", article.url).set("path", path).set("body", body_of(article));
    print(line.dump() + "\n");
  }
  return 0;
}

int print_judgement(const Arguments& arguments) {
  const auto bytes = read_file(arguments.log_file);
  if (!bytes.ok()) return fail(bytes.fault());
  auto log = parse_log(*bytes);
  if (!log.ok()) return fail(log.fault());
  const auto delay = parse_duration(arguments.delay);
  if (!delay.ok()) return fail(delay.fault());
  const auto tolerance = parse_duration(arguments.tolerance);
  if (!tolerance.ok()) return fail(tolerance.fault());
  const auto requests = log->size();
  const auto violations =
      judge(std::move(*log), World(arguments.world),
            {.delay = *delay, .tolerance = *tolerance, .agent_must_have = arguments.agent});
  for (const auto& violation : violations) {
    std::printf("%llu\t%s\t%s\n", static_cast<unsigned long long>(violation.number),
                std::string(to_string(violation.offence)).c_str(), violation.what.c_str());
  }
  std::printf("%zu requests, %zu violations\n", requests, violations.size());
  return violations.empty() ? 0 : 1;
}

int print_grade(const Arguments& arguments) {
  const auto at = asked_time(arguments);
  if (!at.ok()) return fail(at.fault());
  const auto from =
      arguments.from.empty() ? Result<Time>(arguments.world.epoch) : parse_time(arguments.from);
  if (!from.ok()) return fail(from.fault());
  const auto bytes = read_file(arguments.found_file);
  if (!bytes.ok()) return fail(bytes.fault());
  const auto found = parse_found(*bytes);
  if (!found.ok()) return fail(found.fault());
  const auto result = grade(truth(World(arguments.world), *at, base_of(arguments)), *found, *from);
  print(arguments.json ? to_json(result).dump(true) + "\n" : to_text(result));
  return 0;
}

void add_world_options(CLI::App& app, Arguments& arguments) {
  app.add_option("--seed", arguments.world.seed, "which world: the same seed gives the same bytes")
      ->capture_default_str();
  app.add_option("--outlets", arguments.world.outlets, "ordinary outlets (at most 2000)")
      ->capture_default_str();
  app.add_option("--articles", arguments.world.articles, "an outlet's own articles at the start")
      ->capture_default_str();
  app.add_option("--epoch", arguments.epoch,
                 "when the scenario begins: a time, or 'now' (default 2026-03-02T08:00:00Z)");
  app.add_option("--history", arguments.history, "how far back articles go")->capture_default_str();
  app.add_option("--horizon", arguments.horizon, "how long after the epoch new ones appear")
      ->capture_default_str();
  app.add_option("--pace", arguments.pace, "time between an outlet's new articles")
      ->capture_default_str();
  app.add_flag("--no-trials", arguments.no_trials,
               "without the outlets that are there for one difficulty each");
}

void add_serve(CLI::App& app, Arguments& arguments) {
  auto* serve = app.add_subcommand("serve", "serve the world until SIGTERM");
  add_world_options(*serve, arguments);
  serve->add_option("--listen", arguments.settings.listen, "ADDRESS:PORT; port 0: any free one")
      ->capture_default_str();
  serve->add_option("--port-file", arguments.port_file, "write the port here once it listens");
  serve->add_option("--log", arguments.log_file, "append every request as a line of JSON");
  serve->add_option("--at", arguments.at, "what the clock shows at first (default: the epoch)");
  serve
      ->add_option("--speed", arguments.settings.speed,
                   "how fast the clock runs; 0: only when it is moved")
      ->capture_default_str();
  serve->add_option("--latency", arguments.latency, "how long every answer waits")
      ->capture_default_str();
  serve->add_option("--threads", arguments.settings.threads, "workers")->capture_default_str();
  serve->add_option("--tls-certificate", arguments.tls_certificate, "PEM: serve https");
  serve->add_option("--tls-key", arguments.tls_key, "PEM");
}

void add_printers(CLI::App& app, Arguments& arguments) {
  auto* seeds = app.add_subcommand("seeds", "print the seed list (YAML)");
  add_world_options(*seeds, arguments);
  seeds->add_option("--port", arguments.port, "write this port into every URL");
  seeds->add_option("--without", arguments.without,
                    "leave out the outlet with this id (repeatable)");

  auto* truth = app.add_subcommand("truth", "print the ground truth (JSON)");
  add_world_options(*truth, arguments);
  truth->add_option("--at", arguments.at, "as visible then (default: the epoch)");
  truth->add_option("--port", arguments.port, "write this port into every URL");

  auto* page = app.add_subcommand("page", "print what a URL answers");
  add_world_options(*page, arguments);
  page->add_option("url", arguments.url, "such as http://morning-ledger.test/")->required();
  page->add_option("--at", arguments.at, "as visible then (default: the epoch)");
  page->add_flag("-i,--include", arguments.headers, "status and header fields too");

  auto* pages = app.add_subcommand(
      "pages", "write every article's page into a folder, and say of which URL, and its text");
  add_world_options(*pages, arguments);
  pages->add_option("folder", arguments.folder, "that exists")->required();
  pages->add_option("--at", arguments.at, "as visible then (default: the epoch)");

  auto* judge = app.add_subcommand(
      "judge", "list what a crawler did wrong, from a log of requests; exit code 1 if anything");
  add_world_options(*judge, arguments);
  judge->add_option("log", arguments.log_file, "what serve --log wrote")->required();
  judge->add_option("--delay", arguments.delay, "the pause that the crawler owes a site")
      ->capture_default_str();
  judge->add_option("--tolerance", arguments.tolerance, "so much less is no offence")
      ->capture_default_str();
  judge->add_option("--agent", arguments.agent, "text that every User-Agent must have");
}

void add_grade(CLI::App& app, Arguments& arguments) {
  auto* grade = app.add_subcommand("grade", "compare what was archived with the truth");
  add_world_options(*grade, arguments);
  grade
      ->add_option("found", arguments.found_file,
                   "JSON lines, as broadsheet export writes; - is standard input")
      ->required();
  grade->add_option("--from", arguments.from, "when the first crawl began (default: the epoch)");
  grade->add_option("--at", arguments.at, "when the last crawl ended (default: the epoch)");
  grade->add_option("--port", arguments.port, "the port in the URLs, if there is one");
  grade->add_flag("--json", arguments.json, "for programs");
}

int run(int argc, char** argv) {
  CLI::App app(
      "A simulated news web: many outlets on one port, the same for the same seed, and the truth "
      "about it.",
      "newsroom");
  app.footer(
      "The desk of a running newsroom: "
      "http://127.0.0.1:PORT/_newsroom/{time,truth,seeds,log,judge,stats};\n"
      "curl -X POST 'http://127.0.0.1:PORT/_newsroom/time?advance=1h' moves its clock.");
  app.require_subcommand(1);
  Arguments arguments;
  add_serve(app, arguments);
  add_printers(app, arguments);
  add_grade(app, arguments);
  CLI11_PARSE(app, argc, argv);
  if (const auto settled = settle(arguments); !settled.ok()) return fail(settled.fault());
  if (app.got_subcommand("serve")) return serve(arguments);
  if (app.got_subcommand("seeds")) return print_seeds(arguments);
  if (app.got_subcommand("truth")) return print_truth(arguments);
  if (app.got_subcommand("judge")) return print_judgement(arguments);
  if (app.got_subcommand("grade")) return print_grade(arguments);
  if (app.got_subcommand("pages")) return print_pages(arguments);
  return print_page(arguments);
}

}  // namespace
}  // namespace broadsheet::newsroom

int main(int argc, char** argv) { return broadsheet::newsroom::run(argc, argv); }
