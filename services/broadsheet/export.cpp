// SPDX-License-Identifier: Apache-2.0
// `broadsheet export`: everything in bulk, resumable.
#include <cstdio>
#include <fstream>
#include <iostream>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "common/json_views.h"
#include "core/encode.h"
#include "core/file.h"
#include "core/strings.h"

namespace broadsheet {

namespace {

struct Options {
  ClientOptions client;
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

Result<app::ExitCode> run(const Options& options) {
  TRY_LET(request, request_of(options));
  if (!options.client.data.empty() && !request.position.empty()) {
    TRY_LET(bytes, from_base64url(request.position));
    request.position = bytes;
  }
  std::ofstream file;
  const bool to_stdout = options.output == "-";
  if (!to_stdout) {
    const bool resumes = !request.position.empty();
    file.open(options.output, resumes ? std::ios::app : std::ios::trunc);
    if (!file) return unavailable("this file cannot be written", options.output);
  }
  std::ostream& out = to_stdout ? std::cout : file;
  TRY_LET(archive, open_archive(options.client));
  Result<void> written;
  std::string cursor = shown(options, request.position);
  std::uint64_t total = 0;
  app::ProgressLine progress;
  rpc::CallContext call;  // Bulk takes the time it takes.
  auto done = archive.api->stream_snapshots(request, call, [&](rpc::StreamBatch batch) {
    for (const auto& snapshot : batch.snapshots) out << snapshot_json(snapshot).dump() << '\n';
    out.flush();
    if (!out) {
      written = unavailable("the output cannot be written", options.output);
      return false;
    }
    cursor = shown(options, batch.position);
    total += batch.snapshots.size();
    if (!options.cursor_file.empty()) written = write_file(options.cursor_file, cursor + "\n");
    if (!to_stdout) progress.show(std::to_string(total) + " snapshots", system_now());
    return written.ok();
  });
  progress.finish();
  if (!done || !written) {
    std::fprintf(stderr, "after %llu snapshots; go on with --cursor %s\n",
                 static_cast<unsigned long long>(total), cursor.c_str());
  }
  TRY(done);
  TRY(written);
  if (!to_stdout) std::fprintf(stderr, "%llu snapshots\n", static_cast<unsigned long long>(total));
  return 0;
}

}  // namespace

app::Command export_command() {
  static Options options;
  app::Command command;
  command.name = "export";
  command.summary = "write all snapshots as JSON lines, resumable";
  command.description =
      "One line of JSON for each snapshot, in the order in which the archive took them. With "
      "--cursor-file, an export that was interrupted goes on where it was, and a later one writes "
      "only "
      "what is new.";
  command.examples =
      "  broadsheet export -o all.jsonl --cursor-file all.cursor\n"
      "  broadsheet export --host example.org | gzip > example.jsonl.gz";
  command.settings = {
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
