// SPDX-License-Identifier: Apache-2.0
// `broadsheet export`: everything in bulk, resumable.
#include <cstdio>
#include <filesystem>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "broadsheet/export_formats.h"
#include "broadsheet/export_output.h"
#include "core/strings.h"

namespace broadsheet {

namespace {

struct Options {
  ClientOptions client;
  std::string format = "jsonl";
  std::string output = "-";
  std::string host;
  std::string source;
  std::vector<std::string> languages;
  std::string from;
  std::string to;
  std::string cursor;
  std::string cursor_file;
  bool follow = false;
};

Result<rpc::StreamSnapshotsRequest> request_of(const Options& options) {
  rpc::StreamSnapshotsRequest request;
  TRY_LET(host, parse_host(options.host));
  if (!host.empty()) {
    request.filter.match = rpc::UrlMatch::kDomain;
    request.filter.pattern = host;
  }
  request.filter.source = options.source;
  TRY_LET(languages, parse_languages(options.languages));
  request.filter.languages = languages;
  TRY_LET(from, parse_when(options.from, "--from"));
  TRY_LET(to, parse_when(options.to, "--to"));
  request.filter.first_seen = {from, to};
  request.follow = options.follow;
  return request;
}

// All that decides what is written, and how: what a cursor belongs to.
std::string question_of(const rpc::StreamSnapshotsRequest& request, const std::string& format) {
  const auto& filter = request.filter;
  const auto time = [](const std::optional<Time>& at) {
    return at ? format_time(*at) : std::string();
  };
  return join({"export", format, filter.pattern, filter.source, join(filter.languages, ","),
               time(filter.first_seen.from), time(filter.first_seen.until)},
              "\n");
}

// A cursor that cannot be kept is said before the first batch, not behind it.
Result<void> check_folder(const std::string& cursor_file) {
  const auto folder = std::filesystem::path(cursor_file).parent_path();
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return {};
  return bad_input("there is no such folder", "--cursor-file " + cursor_file, "make it first");
}

// Where it goes on; none: it begins.
Result<std::optional<ExportPoint>> point_of(const Options& options) {
  if (!options.cursor.empty()) return std::optional(ExportPoint{options.cursor});
  if (options.cursor_file.empty()) return std::optional<ExportPoint>();
  return read_point(options.cursor_file);
}

// One export from its first batch to its last, and where it was when it broke off.
class Export {
 public:
  Export(const Options& options, const std::string& question, ExportOutput& output,
         ExportWriter& writer, std::string cursor)
      : options_(options),
        question_(question),
        output_(output),
        writer_(writer),
        cursor_(std::move(cursor)) {}

  // Before anything is written: from now on the cursor is of this output.
  Result<void> begin() { return cursor_.empty() ? Result<void>() : keep(cursor_); }

  // False: enough.
  bool take(const rpc::StreamBatch& batch) {
    for (const auto& snapshot : batch.snapshots) {
      written_ = writer_.write(snapshot);
      if (!written_) return false;
    }
    written_ = output_.flush();
    if (!written_) return false;
    total_ += batch.snapshots.size();
    const std::string cursor = token_of(options_.client, question_, batch.position);
    if (cursor != cursor_) written_ = keep(cursor);
    if (!output_.is_stdout() && total_ > 0)
      progress_.show(std::to_string(total_) + " snapshots", system_now());
    return written_.ok();
  }

  Result<void> end(const Result<void>& streamed) {
    progress_.finish();
    const bool refused = !streamed && streamed.fault().kind == FaultKind::kBadInput;
    if (refused && total_ == 0) return in_words_of_flags(streamed.fault());
    if (!streamed || !written_) {
      // Half a batch is no part of what goes on later.
      output_.cut_back();
      std::fprintf(stderr, "after %s snapshots; go on with %s\n", std::to_string(total_).c_str(),
                   how_to_go_on().c_str());
    }
    TRY(streamed);
    TRY(written_);
    if (!output_.is_stdout()) {
      std::fprintf(stderr, "%s snapshots\n", std::to_string(total_).c_str());
    }
    if (const auto left_out = writer_.left_out(); left_out > 0) {
      std::fprintf(stderr, "%s of them have no page\n", std::to_string(left_out).c_str());
    }
    return {};
  }

 private:
  // What is behind the cursor is on the disk before the cursor is.
  Result<void> keep(const std::string& cursor) {
    cursor_ = cursor;
    if (options_.cursor_file.empty()) return {};
    TRY_LET(point, output_.point(cursor));
    return write_point(options_.cursor_file, point);
  }

  [[nodiscard]] std::string how_to_go_on() const {
    if (!options_.cursor_file.empty()) return "--cursor-file " + options_.cursor_file;
    return cursor_.empty() ? "the same again" : "--cursor " + cursor_;
  }

  const Options& options_;
  const std::string& question_;
  ExportOutput& output_;
  ExportWriter& writer_;
  app::ProgressLine progress_;
  Result<void> written_;
  std::string cursor_;
  std::uint64_t total_ = 0;
};

Result<app::ExitCode> run(const Options& options) {
  TRY_LET(request, request_of(options));
  TRY(check_folder(options.cursor_file));
  TRY_LET(from, point_of(options));
  const std::string cursor = from ? from->cursor : std::string();
  const std::string question = question_of(request, options.format);
  TRY_LET(position, position_of(options.client, question, cursor,
                                options.cursor.empty() ? "--cursor-file" : "--cursor"));
  request.position = position;
  TRY_LET(archive, open_archive(options.client));
  ExportOutput output(options.output);
  TRY_LET(writer, open_export(options.format, options.output, output.stream(), *archive.api));
  TRY(output.open(from));
  Export out(options, question, output, *writer, cursor);
  TRY(out.begin());
  const rpc::CallContext call;  // Bulk takes the time it takes.
  const auto streamed = archive.api->stream_snapshots(
      request, call, [&](const rpc::StreamBatch& batch) { return out.take(batch); });
  TRY(out.end(streamed));
  return 0;
}

}  // namespace

app::Command export_command() {
  static Options options;
  app::Command command;
  command.name = "export";
  command.summary = "write all snapshots as JSON lines or WARC, resumable";
  command.description =
      "One line of JSON for each snapshot, or its page as it was served as a WARC record (gzip, a "
      "member each, with the request and what the archive calls it), in the order in which the "
      "archive took them. With "
      "--cursor-file, an export that was interrupted goes on where it was, and a later one writes "
      "only "
      "what is new.";
  command.examples =
      "  broadsheet export -o all.jsonl --cursor-file all.cursor\n"
      "  broadsheet export --format warc -o all.warc.gz --cursor-file all.warc.cursor\n"
      "  broadsheet export --host example.org | gzip > example.jsonl.gz";
  command.settings = {
      {"--format", "", "FORMAT", "jsonl or warc", "", &options.format, false},
      {"--output,-o", "", "FILE", "Where to write; - is standard output", "", &options.output,
       false},
      {"--host", "", "HOST", "Only this host and those below it", "", &options.host, false},
      {"--source", "", "ID", "Only this source", "", &options.source, false},
      {"--lang", "", "CODE", "Only this language", "", &options.languages, false},
      {"--from", "", "TIME", "First seen then or later", "", &options.from, false},
      {"--to", "", "TIME", "First seen before then", "", &options.to, false},
      {"--cursor", "", "CURSOR", "Goes on after this point", "", &options.cursor, false},
      {"--cursor-file", "", "FILE", "Keeps the cursor here, and goes on from it", "",
       &options.cursor_file, false},
      {"--follow,-f", "", "", "Stays, and writes what comes", "", &options.follow, false},
  };
  app::append(command.settings, client_settings(options.client));
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
