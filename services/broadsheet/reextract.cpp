// SPDX-License-Identifier: Apache-2.0
// `broadsheet reextract`: the present extractor over the pages that the archive keeps.
#include <cstdio>
#include <filesystem>

#include "app/loops.h"
#include "app/terminal.h"
#include "broadsheet/backfill_target.h"
#include "broadsheet/commands.h"
#include "core/encode.h"
#include "core/file.h"
#include "core/strings.h"
#include "core/wait.h"

namespace broadsheet {

namespace {

constexpr Duration kPause = std::chrono::seconds(1);
constexpr int kAgainMax = 120;  // Of two minutes and more without progress.

struct Options {
  BackfillOptions target;
  std::string url;
  std::string prefix;
  std::string host;
  std::string source;
  std::string from;
  std::string to;
  std::string cursor_file;
  bool all = false;
  bool dry_run = false;
};

Result<rpc::ReextractRequest> request_of(const Options& options) {
  rpc::ReextractRequest request;
  int given = 0;
  const auto match = [&](rpc::UrlMatch kind, const std::string& pattern) {
    if (pattern.empty()) return;
    ++given;
    request.filter.match = kind;
    request.filter.pattern = pattern;
  };
  match(rpc::UrlMatch::kUrl, options.url);
  match(rpc::UrlMatch::kPrefix, options.prefix);
  TRY_LET(host, parse_host(options.host));
  match(rpc::UrlMatch::kDomain, host);
  if (given > 1) return bad_input("more than one of --url, --prefix and --host", "--url");
  request.filter.source = options.source;
  TRY_LET(from, parse_when(options.from, "--from"));
  TRY_LET(to, parse_when(options.to, "--to"));
  request.filter.first_seen = {from, to};
  request.every_version = options.all;
  request.dry_run = options.dry_run;
  if (options.cursor_file.empty()) return request;
  const auto saved = read_file(options.cursor_file, 64 << 10);
  if (!saved && saved.fault().kind == FaultKind::kNotFound) return request;
  if (!saved) return saved.fault();
  TRY_LET(position, from_base64url(trim(*saved)));
  request.position = position;
  return request;
}

class Run {
 public:
  Run(const Options& options, BackfillTarget& target, std::stop_token stop)
      : options_(options), target_(target), stop_(std::move(stop)) {}

  // A stream that breaks off, because the lane is full or the server went, goes on where it was.
  Result<void> run(rpc::ReextractRequest request) {
    for (int again = 0;; ++again) {
      const auto before = sum_;
      bool complete = false;
      rpc::CallContext call;
      call.stop = target_.ending();
      const auto done = target_.api().reextract(request, call, [&](const auto& progress) {
        sum_.seen = before.seen + progress.seen;
        sum_.queued = before.queued + progress.queued;
        sum_.current = before.current + progress.current;
        sum_.without_page = before.without_page + progress.without_page;
        request.position = progress.position;
        complete = progress.complete;
        again = 0;
        keep(progress.position);
        show(line());
        return !call.stop.stop_requested();
      });
      if (stop_.stop_requested()) return {};
      TRY(target_.check());
      if (done && complete) return {};
      if (done || done.fault().kind != FaultKind::kUnavailable || again >= kAgainMax) {
        if (done) return unavailable("the stream ended before its end");
        return done;
      }
      show("waits: " + done.fault().text());
      wait_for(stop_, kPause);
    }
  }

  Result<void> finish() {
    if (stop_.stop_requested()) return {};
    return target_.finish(stop_, [&](std::uint64_t left) {
      show(format_count(static_cast<long long>(left)) + " to be read, archived or indexed");
    });
  }
  // What is done is begun anew the next time: by then there may be a newer extractor.
  void forget() const {
    if (options_.cursor_file.empty() || options_.dry_run) return;
    std::error_code error;
    std::filesystem::remove(options_.cursor_file, error);
    if (!error) return;
    std::fprintf(stderr, "%s: %s; remove it, or the next run finds nothing to do\n",
                 options_.cursor_file.c_str(), error.message().c_str());
  }
  void end_progress() { progress_.finish(); }

  [[nodiscard]] std::string line() const {
    return format_count(static_cast<long long>(sum_.seen)) + " snapshots, " +
           format_count(static_cast<long long>(sum_.queued)) +
           (options_.dry_run ? " would be read again, " : " are read again, ") +
           format_count(static_cast<long long>(sum_.current)) + " as they are, " +
           format_count(static_cast<long long>(sum_.without_page)) + " without their page";
  }

  [[nodiscard]] Json summary() const {
    Json json;
    json.set("seen", sum_.seen).set("queued", sum_.queued).set("current", sum_.current);
    json.set("without_page", sum_.without_page).set("dry_run", options_.dry_run);
    if (target_.tally() != nullptr) json.set("new_snapshots", target_.tally()->snapshots());
    return json;
  }

 private:
  void show(const std::string& what) {
    if (options_.target.client.json && !app::stderr_is_terminal()) return;
    progress_.show(what, system_now());
  }
  void keep(const std::string& position) {
    if (options_.cursor_file.empty() || options_.dry_run) return;
    const auto kept = write_file(options_.cursor_file, to_base64url(position) + "\n");
    if (!kept) std::fprintf(stderr, "%s\n", kept.fault().text().c_str());
  }

  const Options& options_;
  BackfillTarget& target_;
  std::stop_token stop_;
  app::ProgressLine progress_;
  rpc::ReextractProgress sum_;
};

Result<app::ExitCode> run(const Options& options) {
  const std::stop_token stop = app::stop_on_signals();
  TRY_LET(request, request_of(options));
  TRY_LET(target, BackfillTarget::open(options.target, false, stop));
  Run work(options, *target, stop);
  auto done = work.run(std::move(request));
  if (done) done = work.finish();
  work.end_progress();
  if (options.target.client.json) {
    print_json(work.summary());
  } else {
    std::printf("%s\n", work.line().c_str());
  }
  TRY(done);
  if (stop.stop_requested()) {
    std::fprintf(stderr, "stopped; run it again to go on\n");
    return 1;
  }
  work.forget();
  return 0;
}

}  // namespace

app::Command reextract_command() {
  static Options options;
  app::Command command;
  command.name = "reextract";
  command.summary = "read the archive's pages again with the present extractor";
  command.description =
      "Puts the pages that the archive keeps into the backfill lane once more: those that an older "
      "version of the extractor read, or all. Where the present one makes the same text of a page, "
      "the snapshot gets its metadata; where it makes another, a new snapshot takes the old one's "
      "place and its times, and says what it replaced. No edit of the publisher appears or "
      "disappears by it, and nothing is counted twice. The old one keeps its name, its text and "
      "its "
      "proof, and leaves lists and searches. Whoever does it twice changes nothing the second "
      "time.\n\n"
      "The extractor that reads is the server's: upgrade extractors and indexers first.";
  command.examples =
      "  broadsheet reextract --dry-run\n"
      "  broadsheet reextract --host example.org --from 2026-01-01 --cursor-file again.cursor\n"
      "  broadsheet reextract --data data --all";
  command.settings = {
      {"--url", "", "URL", "Only versions of this page", "", &options.url, false},
      {"--prefix", "", "URL", "Only pages whose address begins so", "", &options.prefix, false},
      {"--host", "", "HOST", "Only this host and those below it", "", &options.host, false},
      {"--source", "", "ID", "Only this source", "", &options.source, false},
      {"--from", "", "TIME", "First seen then or later", "", &options.from, false},
      {"--to", "", "TIME", "First seen before then", "", &options.to, false},
      {"--all", "", "", "Also what the present extractor has read", "", &options.all, false},
      {"--cursor-file", "", "FILE",
       "Keeps here how far it is, and goes on from there; gone when all is done", "",
       &options.cursor_file, false},
      {"--dry-run,-n", "", "", "Counts, and does nothing", "", &options.dry_run, false},
  };
  app::append(command.settings, backfill_settings(options.target, false));
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
