// SPDX-License-Identifier: Apache-2.0
// `broadsheet diff`: what changed between two versions.
#include <cstdio>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "common/json_views.h"
#include "common/versions.h"

namespace broadsheet {

namespace {

struct Options {
  ClientOptions client;
  std::vector<std::string> what;
  std::string before;
  std::string after;
};

std::string marked(const std::vector<text::DiffSpan>& spans, bool color) {
  std::string out;
  for (const auto& span : spans) {
    switch (span.op) {
      case text::DiffOp::kEqual:
        out += span.text;
        break;
      case text::DiffOp::kInsert:
        out += color ? "\x1b[32m" + span.text + "\x1b[0m" : "{+" + span.text + "+}";
        break;
      case text::DiffOp::kDelete:
        out += color ? "\x1b[31m" + span.text + "\x1b[0m" : "[-" + span.text + "-]";
        break;
    }
  }
  return out;
}

bool has_change(const std::vector<text::DiffSpan>& spans) {
  for (const auto& span : spans) {
    if (span.op != text::DiffOp::kEqual) return true;
  }
  return false;
}

std::string cause_words(rpc::DiffCause cause) {
  switch (cause) {
    case rpc::DiffCause::kUnknown:
      return "";
    case rpc::DiffCause::kEditor:
      return "changed by the editor\n";
    case rpc::DiffCause::kExtractor:
      return "the same page, read by another extractor\n";
    case rpc::DiffCause::kUnclear:
      return "changed by the editor or by the extractor, of which two versions read them: "
             "\"broadsheet reextract\" tells\n";
  }
  return "";
}

void print_diff(const rpc::DiffReply& reply) {
  const bool color = app::stdout_takes_color();
  std::printf("version %u (%s) → version %u (%s): %zu words in, %zu words out\n%s\n",
              reply.before.version, format_time(reply.before.first_seen).c_str(),
              reply.after.version, format_time(reply.after.first_seen).c_str(),
              reply.diff.words_inserted, reply.diff.words_deleted,
              cause_words(reply.cause).c_str());
  if (has_change(reply.title)) std::printf("title: %s\n\n", marked(reply.title, color).c_str());
  std::size_t same = 0;
  for (const auto& hunk : reply.diff.hunks) {
    if (!has_change(hunk.spans)) {
      ++same;
      continue;
    }
    if (same > 0) std::printf("  … %zu paragraphs unchanged\n\n", same);
    same = 0;
    std::printf("%s\n\n", marked(hunk.spans, color).c_str());
  }
  if (same > 0) std::printf("  … %zu paragraphs unchanged\n", same);
}

// The version that `after` names, or that was current at its time, against the one before it.
Result<rpc::DiffRequest> against_previous(rpc::ArchiveApi& archive, const rpc::SnapshotRef& after,
                                          const rpc::CallContext& call) {
  TRY_LET(newer, archive.get_snapshot({after, false}, call));
  if (!newer.previous) {
    return not_found(newer.versions < 2 ? "there is only one version: nothing to compare it with"
                                        : "this is the first version: there is none before it",
                     newer.snapshot.article.url);
  }
  rpc::DiffRequest request;
  request.after.key = newer.snapshot.key();
  request.before.key = records::SnapshotKey{newer.snapshot.url_key, *newer.previous};
  return request;
}

// Two names; or one URL: its last edit, or the versions of two times.
Result<rpc::DiffRequest> diff_request(rpc::ArchiveApi& archive, const Options& options) {
  const auto& what = options.what;
  if (what.size() == 2) {
    if (!options.before.empty() || !options.after.empty()) {
      return bad_input("times are for one URL, and here are two versions",
                       options.before.empty() ? "--after" : "--before");
    }
    TRY_LET(before, parse_ref(what[0]));
    TRY_LET(after, parse_ref(what[1]));
    return rpc::DiffRequest{before, after};
  }
  TRY_LET(after, parse_ref(what.front(), options.after, "--after"));
  if (!options.before.empty()) {
    TRY_LET(before, parse_ref(what.front(), options.before, "--before"));
    return rpc::DiffRequest{before, after};
  }
  const auto call = call_of(options.client);
  const bool at_a_time = !options.after.empty();
  return after.url && !at_a_time ? last_edit(archive, *after.url, call)
                                 : against_previous(archive, after, call);
}

Result<app::ExitCode> run(const Options& options) {
  TRY_LET(archive, open_archive(options.client));
  const auto request = diff_request(*archive.api, options);
  if (!request) return in_words_of_flags(request.fault(), options.what.front());
  TRY_LET(reply, archive.api->diff(*request, call_of(options.client)));
  if (options.client.json) {
    print_json(diff_json(reply));
  } else {
    print_diff(reply);
  }
  return 0;
}

}  // namespace

app::Command diff_command() {
  static Options options;
  app::Command command;
  command.name = "diff";
  command.summary = "show what changed between two versions";
  command.description =
      "Of a URL: its newest version against the one before it, or the versions of two times; of a "
      "snapshot's name: it against the one before it; or any two snapshots by name.";
  command.examples =
      "  broadsheet diff https://news.example/flood\n"
      "  broadsheet diff https://news.example/flood --before 2026-11-01 --after 2026-11-02\n"
      "  broadsheet diff snapshots/… snapshots/…";
  command.positionals = {{"URL", "A URL, or two names of snapshots", &options.what, 1, 2}};
  command.settings = {
      {"--before", "", "TIME", "The older version: the one current then", "", &options.before,
       false},
      {"--after", "", "TIME", "The newer version: the one current then", "", &options.after, false},
  };
  app::append(command.settings, client_settings(options.client));
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
