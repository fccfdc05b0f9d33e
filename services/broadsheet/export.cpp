// SPDX-License-Identifier: Apache-2.0
// `broadsheet export`: everything in bulk, resumable.
#include <cstdio>
#include <fstream>
#include <iostream>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "broadsheet/export_formats.h"
#include "core/encode.h"
#include "core/file.h"
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
  if (!options.host.empty()) {
    request.filter.match = rpc::UrlMatch::kDomain;
    request.filter.pattern = options.host;
  }
  request.filter.source = options.source;
  request.filter.languages = options.languages;
  TRY_LET(from, parse_when(options.from, "--from"));
  TRY_LET(to, parse_when(options.to, "--to"));
  request.filter.first_seen = {from, to};
  request.follow = options.follow;
  request.position = options.cursor;
  if (!options.cursor_file.empty() && options.cursor.empty()) {
    auto saved = read_file(options.cursor_file, 64 << 10);
    if (saved) {
      request.position = std::string(trim(*saved));
    } else if (saved.fault().kind != FaultKind::kNotFound) {
      return saved.fault();
    }
  }
  return request;
}

// A cursor of a data folder is bytes; one of a server is text already.
std::string shown(const Options& options, const std::string& cursor) {
  return options.client.data.empty() ? cursor : to_base64url(cursor);
}

// Where the lines or records go.
class Output {
 public:
  explicit Output(std::string name) : name_(std::move(name)) {}

  // A file is gone on with if the export resumes, and begun anew if not.
  Result<void> open(bool resumes) {
    if (is_stdout()) return {};
    file_.open(name_, std::ios::binary | (resumes ? std::ios::app : std::ios::trunc));
    if (!file_) return unavailable("this file cannot be written", name_);
    return {};
  }
  [[nodiscard]] bool is_stdout() const { return name_ == "-"; }
  std::ostream& stream() { return is_stdout() ? std::cout : file_; }
  Result<void> flush() {
    stream().flush();
    if (stream()) return {};
    return unavailable("the output cannot be written", name_);
  }

 private:
  const std::string name_;
  std::ofstream file_;
};

// One export from its first batch to its last, and where it was when it broke off.
class Export {
 public:
  Export(const Options& options, Output& output, ExportWriter& writer, std::string cursor)
      : options_(options), output_(output), writer_(writer), cursor_(std::move(cursor)) {}

  // False: enough.
  bool take(const rpc::StreamBatch& batch) {
    for (const auto& snapshot : batch.snapshots) {
      written_ = writer_.write(snapshot);
      if (!written_) return false;
    }
    // What is not on its way to the disk must not be behind the cursor.
    written_ = output_.flush();
    if (!written_) return false;
    cursor_ = shown(options_, batch.position);
    total_ += batch.snapshots.size();
    if (!options_.cursor_file.empty()) written_ = write_file(options_.cursor_file, cursor_ + "\n");
    if (!output_.is_stdout()) progress_.show(std::to_string(total_) + " snapshots", system_now());
    return written_.ok();
  }

  Result<void> end(const Result<void>& streamed) {
    progress_.finish();
    if (!streamed || !written_) {
      std::fprintf(stderr, "after %s snapshots; go on with --cursor %s\n",
                   std::to_string(total_).c_str(), cursor_.c_str());
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
  const Options& options_;
  Output& output_;
  ExportWriter& writer_;
  app::ProgressLine progress_;
  Result<void> written_;
  std::string cursor_;
  std::uint64_t total_ = 0;
};

Result<app::ExitCode> run(const Options& options) {
  TRY_LET(request, request_of(options));
  if (!options.client.data.empty() && !request.position.empty()) {
    TRY_LET(bytes, from_base64url(request.position));
    request.position = bytes;
  }
  TRY_LET(archive, open_archive(options.client));
  Output output(options.output);
  TRY_LET(writer, open_export(options.format, options.output, output.stream(), *archive.api));
  TRY(output.open(!request.position.empty()));
  Export out(options, output, *writer, shown(options, request.position));
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
  const auto more = client_settings(options.client);
  command.settings.insert(command.settings.end(), more.begin(), more.end());
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
