// SPDX-License-Identifier: Apache-2.0
// `broadsheet import`: WARC files into the archive, with the times that they name.
#include <cstdio>

#include "app/loops.h"
#include "app/terminal.h"
#include "backfill/warc_captures.h"
#include "broadsheet/backfill_target.h"
#include "broadsheet/commands.h"
#include "core/file.h"
#include "core/strings.h"
#include "core/wait.h"

namespace broadsheet {

namespace {

constexpr std::size_t kBatchMax = 100;
constexpr std::size_t kBatchBytes = std::size_t{8} << 20;  // one page more fits the request too
constexpr Duration kFullPause = std::chrono::seconds(1);
constexpr std::size_t kCursorBytesMax = std::size_t{16} << 20;

struct Options {
  BackfillOptions target;
  std::vector<std::string> files;
  std::string source;
  std::string cursor_file;
  bool dry_run = false;
};

// How far each file was brought, so that an import that was cut goes on where it was.
class Cursor {
 public:
  static Result<Cursor> open(const std::string& path) {
    Cursor cursor;
    cursor.path_ = path;
    if (path.empty()) return cursor;
    const auto text = read_file(path, kCursorBytesMax);
    if (!text && text.fault().kind == FaultKind::kNotFound) return cursor;
    if (!text) return text.fault();
    auto json = parse_json(*text);
    if (!json || !json->is_object()) {
      return bad_input("this is no cursor of an import", path, "name another --cursor-file");
    }
    cursor.files_ = *std::move(json);
    return cursor;
  }

  // Records of the file up to the last that is durable; none if the file is new, or another one
  // than it was. No offset would do: all records of a member that was compressed whole have one.
  [[nodiscard]] std::optional<std::uint64_t> of(const std::string& file, std::uint64_t size) const {
    const Json& known = files_[file];
    if (known.is_null() || known["bytes"].as_int() != static_cast<std::int64_t>(size)) return {};
    if (!known.has("records")) return {};  // by an older version: brought again, which is harmless
    return static_cast<std::uint64_t>(known["records"].as_int());
  }
  [[nodiscard]] bool is_done(const std::string& file, std::uint64_t size) const {
    return of(file, size) && files_[file]["done"].as_bool();
  }

  Result<void> note(const std::string& file, std::uint64_t size, std::uint64_t records, bool done) {
    if (path_.empty()) return {};
    Json entry;
    entry.set("bytes", size).set("records", records).set("done", done);
    files_.set(file, std::move(entry));
    return write_file(path_, files_.dump(true) + "\n");
  }

 private:
  std::string path_;
  Json files_ = Json::Object{};
};

class Import {
 public:
  Import(const Options& options, BackfillTarget* target, Cursor cursor, std::stop_token stop)
      : options_(options),
        target_(target),
        cursor_(std::move(cursor)),
        stop_(std::move(stop)),
        captures_({.source = options.source}) {}

  // False if it was told to stop. A file that cannot be read is noted, and the next one follows.
  Result<bool> run() {
    for (const auto& file : options_.files) {
      const auto opened = captures_.open(file);
      if (!opened) {
        unreadable_.push_back(opened.fault().text());
        continue;
      }
      TRY_LET(whole, bring(file));
      if (!whole) return false;
    }
    return true;
  }

  Result<void> finish() {
    if (target_ == nullptr || stop_.stop_requested()) return {};
    return target_->finish(stop_, [&](std::uint64_t left) {
      show(format_count(static_cast<long long>(left)) + " to be extracted, archived or indexed");
    });
  }

  void end_progress() { progress_.finish(); }

  [[nodiscard]] Json summary() const {
    const auto& counts = captures_.counts();
    Json passed_over = Json::Object{};
    for (const auto& [what, count] : counts.passed_over) passed_over.set(what, count);
    Json problems = Json::Array{};
    for (const auto& problem : counts.problems) {
      Json one;
      one.set("file", problem.file).set("offset", problem.offset).set("what", problem.what);
      problems.add(std::move(one));
    }
    Json json;
    json.set("files", options_.files.size()).set("records", counts.records);
    json.set("captures", counts.captures).set("imported", imported_).set("resumed_over", skipped_);
    json.set("passed_over", std::move(passed_over));
    json.set("problem_count", counts.problem_count).set("problems", std::move(problems));
    json.set("unreadable_files", Json::array(unreadable_)).set("dry_run", options_.dry_run);
    if (target_ != nullptr && target_->tally() != nullptr) {
      json.set("archived", target_->tally()->captures_archived());
      json.set("new_snapshots", target_->tally()->snapshots());
    }
    return json;
  }

  [[nodiscard]] app::ExitCode exit_code() const {
    return captures_.counts().problem_count == 0 && unreadable_.empty() ? 0 : 1;
  }

 private:
  void show(const std::string& what) {
    if (options_.target.client.json && !app::stderr_is_terminal()) return;
    progress_.show(what, system_now());
  }

  void show_file(const std::string& file) {
    const auto size = std::max<std::uint64_t>(captures_.size(), 1);
    show(file + "  " + std::to_string(captures_.position() * 100 / size) + "%  " +
         format_count(static_cast<long long>(imported_)) + " captures");
  }

  // A file that was brought before is read all the same: later revisits may be of its pages.
  Result<bool> bring(const std::string& file) {
    const auto size = captures_.size();
    const auto had = cursor_.of(file, size);
    const bool done = cursor_.is_done(file, size);
    last_ = 0;
    backfill::WarcCapture next;
    while (!stop_.stop_requested()) {
      auto more = captures_.next(next);
      if (!more) {
        unreadable_.push_back(more.fault().text());
        break;
      }
      if (!*more) {
        TRY_LET(flushed, flush(file));
        if (!flushed) return false;
        if (!options_.dry_run) TRY(cursor_.note(file, size, last_, true));
        return !stop_.stop_requested();
      }
      if (done || (had && next.number <= *had)) {
        ++skipped_;
        last_ = next.number;
        continue;
      }
      batch_bytes_ += next.capture.payload.size();
      batch_.push_back(std::move(next.capture));
      last_ = next.number;
      if (batch_.size() >= kBatchMax || batch_bytes_ >= kBatchBytes) {
        TRY_LET(flushed, flush(file));
        if (!flushed) return false;
      }
    }
    TRY_LET(flushed, flush(file));
    return flushed && !stop_.stop_requested();
  }

  // Durable on return, as the cursor says from then on. A lane that is full is waited for. False if
  // it was told to stop before.
  Result<bool> flush(const std::string& file) {
    show_file(file);
    if (batch_.empty()) return true;
    const auto batch = std::exchange(batch_, {});
    batch_bytes_ = 0;
    if (!options_.dry_run) {
      TRY_LET(done, put(batch, file));
      if (!done) return false;
      TRY(cursor_.note(file, captures_.size(), last_, false));
    }
    imported_ += batch.size();
    return true;
  }

  Result<bool> put(const std::vector<records::Capture>& batch, const std::string& file) {
    for (int refused = 0;; ++refused) {
      TRY(target_->check());
      auto call = call_of(options_.target.client);
      call.stop = target_->ending();
      const auto put = target_->api().import_captures(batch, call);
      if (put) return true;
      if (stop_.stop_requested()) return false;
      TRY(target_->check());
      if (put.fault().kind != FaultKind::kUnavailable || refused + 1 >= kRefusedMax) {
        return put.fault();
      }
      show(file + "  waits: " + put.fault().text());
      wait_for(target_->ending(), kFullPause);
      if (stop_.stop_requested()) return false;
    }
  }

  // With 30 s for each call: an hour without a place in the lane, or without a server.
  static constexpr int kRefusedMax = 120;

  const Options& options_;
  BackfillTarget* target_;
  Cursor cursor_;
  std::stop_token stop_;
  backfill::WarcCaptures captures_;
  app::ProgressLine progress_;
  std::vector<records::Capture> batch_;
  std::size_t batch_bytes_ = 0;
  std::uint64_t last_ = 0;  // number of the record that was read last
  std::uint64_t imported_ = 0;
  std::uint64_t skipped_ = 0;
  std::vector<std::string> unreadable_;
};

void print(const Json& json) {
  for (const auto& file : json["unreadable_files"].as_array()) {
    std::fprintf(stderr, "%s\n", file.as_string().c_str());
  }
  for (const auto& problem : json["problems"].as_array()) {
    std::fprintf(stderr, "%s at %s: %s\n", problem["file"].as_string().c_str(),
                 std::to_string(problem["offset"].as_int()).c_str(),
                 problem["what"].as_string().c_str());
  }
  std::string line = format_count(json["imported"].as_int()) + " captures of " +
                     format_count(json["records"].as_int()) + " records" +
                     (json["dry_run"].as_bool() ? " would be imported" : " imported");
  if (json["resumed_over"].as_int() > 0) {
    line += ", " + format_count(json["resumed_over"].as_int()) + " had been before";
  }
  if (json.has("new_snapshots")) {
    line += "; " + format_count(json["new_snapshots"].as_int()) + " new snapshots";
  }
  std::printf("%s\n", line.c_str());
  std::string passed;
  for (const auto& [what, count] : json["passed_over"].as_object()) {
    passed += (passed.empty() ? "" : ", ") + what + " " + format_count(count.as_int());
  }
  if (!passed.empty()) std::printf("passed over: %s\n", passed.c_str());
}

Result<app::ExitCode> run(const Options& options) {
  const std::stop_token stop = app::stop_on_signals();
  TRY_LET(cursor, Cursor::open(options.cursor_file));
  std::unique_ptr<BackfillTarget> target;
  if (!options.dry_run) {
    TRY_LET(opened, BackfillTarget::open(options.target, true, stop));
    target = std::move(opened);
  }
  Import import(options, target.get(), std::move(cursor), stop);
  auto brought = import.run();
  if (brought && *brought) TRY(import.finish());
  import.end_progress();
  const Json json = import.summary();
  if (options.target.client.json) {
    print_json(json);
  } else {
    print(json);
  }
  if (!brought) return brought.fault();
  if (!*brought || stop.stop_requested()) {
    std::fprintf(stderr, "stopped; run it again to go on%s\n",
                 options.cursor_file.empty() ? ": what is there already is not doubled" : "");
    return 1;
  }
  return import.exit_code();
}

}  // namespace

app::Command import_command() {
  static Options options;
  app::Command command;
  command.name = "import";
  command.summary = "bring pages from WARC files into the archive, with their own times";
  command.description =
      "Reads WARC files (plain, gzip or zstd) and WACZ, of other archives or of `broadsheet "
      "export`, and puts their pages, feeds, redirects and revisits into the backfill lane, where "
      "they never delay live news. Each keeps the time that its record names, so that history "
      "comes into its place; what was imported before, by URL and time, changes nothing. Pictures, "
      "scripts and other bytes without news are passed over. Nothing is fetched, and links in old "
      "pages are not followed.\n\n"
      "A server must answer BackfillService; with --data a folder that nobody serves takes "
      "everything in before the command ends; with --bus the extractors of that bus do. What "
      "cannot be read is named by file and offset, and the exit code is then 1.";
  command.examples =
      "  broadsheet import --data data old-1.warc.gz old-2.warc.gz\n"
      "  broadsheet import --server 127.0.0.1:7400 --source gazette --cursor-file gazette.cursor "
      "gazette-*.warc.gz\n"
      "  broadsheet import --dry-run --json crawl.wacz";
  command.settings = {
      {"--source", "", "ID", "To which source the captures belong", "", &options.source, false},
      {"--cursor-file", "", "FILE", "Keeps here how far it is, and goes on from there", "",
       &options.cursor_file, false},
      {"--dry-run,-n", "", "", "Reads and counts, and brings nothing", "", &options.dry_run, false},
  };
  app::append(command.settings, backfill_settings(options.target, true));
  command.positionals = {{"FILE", "WARC files", &options.files, 1, 100'000}};
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
