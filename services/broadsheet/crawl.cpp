// SPDX-License-Identifier: Apache-2.0
// `broadsheet crawl`: the same pipeline, until nothing is due.
#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/terminal.h"
#include "broadsheet/commands.h"
#include "broadsheet/crawl_options.h"
#include "core/json.h"
#include "core/strings.h"
#include "core/wait.h"
#include "gateway/gateway.h"
#include "program/serve.h"
#include "rpc/server.h"
#include "seeds/seeds.h"

namespace broadsheet {

namespace {

constexpr Duration kLook = std::chrono::milliseconds(200);

struct Options {
  CrawlOptions crawl;
  LogOptions log;
  Duration idle = std::chrono::seconds(5);
  std::optional<Duration> limit;
  bool recheck = false;
  bool json = false;
  std::string listen;
};

std::uint64_t articles_of(const Tally& tally) {
  std::uint64_t articles = 0;
  for (std::size_t i = 0; i < Tally::kOutcomes; ++i) {
    const auto outcome = static_cast<records::Outcome>(i);
    if (records::has_article(outcome)) articles += tally.outcomes(outcome);
  }
  return articles;
}

std::string outcomes_line(const Tally& tally) {
  std::string line;
  for (std::size_t i = 0; i < Tally::kOutcomes; ++i) {
    const auto outcome = static_cast<records::Outcome>(i);
    const auto count = tally.outcomes(outcome);
    if (count == 0) continue;
    line += (line.empty() ? "" : ", ") + std::string(records::to_string(outcome)) + " " +
            std::to_string(count);
  }
  return line;
}

std::string progress_line(Pipeline& pipeline, Time now, Duration running) {
  const Tally& tally = pipeline.tally();
  const auto frontier = pipeline.fetcher().frontier().stats(now);
  const double seconds = std::max(1e-3, std::chrono::duration<double>(running).count());
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.1f/s", static_cast<double>(tally.captures()) / seconds);
  const std::string outcomes = outcomes_line(tally);
  return "captures " + format_count(static_cast<long long>(tally.captures())) + "  articles " +
         format_count(static_cast<long long>(articles_of(tally))) + "  snapshots " +
         format_count(static_cast<long long>(tally.snapshots())) + "  " + rate + "  queue " +
         format_count(static_cast<long long>(frontier.due)) +
         (outcomes.empty() ? "" : "  [" + outcomes + "]");
}

Json summary(Pipeline& pipeline, Time now, Duration running, const char* ended) {
  const Tally& tally = pipeline.tally();
  const auto frontier = pipeline.fetcher().frontier().stats(now);
  Json outcomes = Json::Object{};
  for (std::size_t i = 0; i < Tally::kOutcomes; ++i) {
    const auto outcome = static_cast<records::Outcome>(i);
    if (tally.outcomes(outcome) > 0) {
      outcomes.set(records::to_string(outcome), tally.outcomes(outcome));
    }
  }
  Json json;
  json.set("captures", tally.captures()).set("articles", articles_of(tally));
  json.set("snapshots", tally.snapshots()).set("bytes", tally.bytes());
  json.set("outcomes", std::move(outcomes)).set("urls", frontier.urls).set("due", frontier.due);
  json.set("seconds", std::chrono::duration<double>(running).count());
  return json.set("ended", ended);
}

// Watches from the side: shows progress, and ends the loops when there is nothing left to do.
class Watch {
 public:
  static constexpr const char* kStopped = "stopped";

  Watch(Pipeline& pipeline, const Options& options) : pipeline_(pipeline), options_(options) {}

  Result<void> run(std::stop_token stop, std::stop_source& end) {
    app::ProgressLine progress;
    while (!wait_for(stop, kLook)) {
      const Time now = system_now();
      const bool json_only = options_.json && !app::stderr_is_terminal();
      if (!json_only) progress.show(progress_line(pipeline_, now, now - begin_), now);
      TRY_LET(idle, pipeline_.is_idle(options_.idle));
      if (idle) {
        ended_ = "nothing is due";
        break;
      }
      if (options_.limit && now - begin_ >= *options_.limit) {
        ended_ = "time is up";
        break;
      }
    }
    end.request_stop();
    return {};
  }

  [[nodiscard]] Duration running() const { return system_now() - begin_; }
  [[nodiscard]] const char* ended() const { return ended_; }

 private:
  Pipeline& pipeline_;
  const Options& options_;
  Time begin_ = system_now();
  const char* ended_ = kStopped;
};

void print_summary(const Json& json) {
  std::string outcomes;
  for (const auto& [name, count] : json["outcomes"].as_object()) {
    outcomes += (outcomes.empty() ? "" : ", ") + name + " " + format_count(count.as_int());
  }
  if (!outcomes.empty()) outcomes += "\n";
  std::printf(
      "%s captures, %s articles, %s new snapshots in %.1f s (%s)\n%s%s URLs known, %s of them "
      "wait for their sites\n",
      format_count(json["captures"].as_int()).c_str(),
      format_count(json["articles"].as_int()).c_str(),
      format_count(json["snapshots"].as_int()).c_str(), json["seconds"].as_double(),
      json["ended"].as_string().c_str(), outcomes.c_str(),
      format_count(json["urls"].as_int()).c_str(), format_count(json["due"].as_int()).c_str());
}

// A crawl that nobody answered did not work.
app::ExitCode exit_code(const Tally& tally, const Json& json, const std::string& data) {
  const auto failed = tally.outcomes(records::Outcome::kFailed);
  const bool wanted = failed > 0 || json["due"].as_int() > 0;
  // Whoever stopped it did not wait for an answer.
  const bool stopped = json["ended"].as_string() == Watch::kStopped;
  if (tally.captures() > failed || !wanted || stopped) return 0;
  std::fprintf(stderr, "crawl: no server answered; why: broadsheet explain --data %s URL\n",
               data.c_str());
  return 1;
}

Fault nothing_to_crawl(const Options& options) {
  return bad_input("there is nothing to crawl: " + options.crawl.data + " knows no source",
                   "--seeds", "name a seed list, as in --seeds seeds/example.yaml");
}

Result<app::ExitCode> run(const Options& options) {
  TRY(configure_log(options.log));
  TRY(check_free(options.crawl.data));
  const std::stop_token stop = app::stop_on_signals();
  TRY_LET(sources, seeds::load(options.crawl.seeds));
  // A folder that is not there is not made to find nothing in it.
  std::error_code error;
  if (sources.empty() && !std::filesystem::exists(options.crawl.data, error)) {
    return nothing_to_crawl(options);
  }
  TRY_LET(pipeline_options, to_pipeline(options.crawl));
  TRY_LET(pipeline, Pipeline::open(pipeline_options));
  TRY(pipeline->put_sources(sources));
  const auto known = pipeline->fetcher().frontier().stats(system_now());
  TRY_LET(followed, pipeline->fetcher().frontier().sources());
  if (followed.empty() && known.urls == 0) {
    return nothing_to_crawl(options);
  }
  fetcher::warn_without_contact(options.crawl.fetcher);
  if (options.recheck) TRY(pipeline->fetcher().frontier().recheck_all(system_now()));

  const auto archive = gateway::archive_gateway(pipeline->shards());
  const auto crawl = pipeline->crawl_control();
  std::unique_ptr<rpc::Server> server;
  if (!options.listen.empty()) {
    rpc::ServerOptions server_options;
    server_options.listen = options.listen;
    TRY_LET(started,
            rpc::Server::start(server_options, {archive.get(), nullptr, nullptr, crawl.get()}));
    server = std::move(started);
  }

  Watch watch(*pipeline, options);
  std::stop_source end;
  std::stop_callback pass_on(stop, [&end] { end.request_stop(); });
  auto loops = pipeline->loops();
  loops.push_back({"watch", [&](std::stop_token) { return watch.run(end.get_token(), end); }});
  TRY(app::run_loops(loops, end.get_token()));
  const Json json = summary(*pipeline, system_now(), watch.running(), watch.ended());
  if (options.json) {
    std::printf("%s\n", json.dump().c_str());
  } else {
    print_summary(json);
  }
  return exit_code(pipeline->tally(), json, options.crawl.data);
}

}  // namespace

app::Command crawl_command() {
  static Options options;
  app::Command command;
  command.name = "crawl";
  command.summary = "crawl until nothing is due, then end";
  command.description =
      "Crawls the sources of the seed lists and of the data folder; ends when nothing is due "
      "within "
      "--idle, after --for, or at SIGTERM. A second crawl over the same folder fetches only what "
      "is due: "
      "--recheck makes everything due.";
  command.examples =
      "  broadsheet crawl --seeds seeds/example.yaml --data data --contact you@example.org\n"
      "  broadsheet crawl --data data --recheck --for 10m --json";
  command.settings = crawl_settings(options.crawl);
  app::append(command.settings, log_settings(options.log));
  app::append(
      command.settings,
      {
          {"--idle", "", "DURATION", "Ends when nothing is due within this time", "", &options.idle,
           false},
          {"--for", "", "DURATION", "Ends after this time", "", &options.limit, false},
          {"--recheck", "", "", "Makes every known URL due now, and asks for each page whole", "",
           &options.recheck, false},
          {"--json", "", "", "Prints a summary as JSON at the end", "", &options.json, false},
          {"--listen", "", "ADDRESS:PORT", "Also answers over gRPC meanwhile", "", &options.listen,
           false},
      });
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
