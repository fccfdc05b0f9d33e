// SPDX-License-Identifier: Apache-2.0
// `broadsheet verify`: reads the whole archive offline and checks every invariant.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <set>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "broadsheet/pipeline.h"
#include "bus/bus.h"
#include "core/strings.h"
#include "url/canonical.h"

namespace broadsheet {

namespace {

constexpr std::size_t kIndexPage = 10'000;

struct Options {
  std::string data = "data";
  bool json = false;
};

struct Found {
  archive::VerifyReport report;
  int without_index = 0;
  std::uint64_t left_out = 0;  // versions that no index takes
};

void problem(archive::VerifyReport& report, std::string what, std::string where) {
  ++report.problem_count;
  report.problems.push_back({std::move(what), std::move(where)});
}

// Whether the index could not have taken it: then it is not there, and nothing is wrong.
Result<bool> is_left_out(const archive::Shard& store, const records::SnapshotKey& key) {
  TRY_LET(document, indexer::search_document(store, key));
  return !search::check_document(document).ok();
}

// Every document names a snapshot that exists, and every snapshot that the index has read is in it,
// but for those that no index takes.
Result<void> check_index(const archive::Shard& store, const search::Index& index, int shard,
                         int shards, Found& whole) {
  archive::VerifyReport& report = whole.report;
  std::set<std::string> indexed;
  std::string after;
  while (true) {
    TRY_LET(page, index.snapshots(after, kIndexPage));
    if (page.empty()) break;
    after = page.back();
    indexed.insert(page.begin(), page.end());
  }
  const auto offset = index.indexed_offset();
  const std::uint64_t read = offset.empty() ? 0 : std::stoull(offset);
  std::uint64_t at = 0;
  std::set<std::string> wanted;
  while (at < read) {
    TRY_LET(changes, store.changes(at, kIndexPage));
    if (changes.empty()) {
      problem(report, "the index has read further than the archive goes", offset);
      break;
    }
    for (const auto& change : changes) {
      if (change.sequence > read) continue;
      const auto snapshot = store.get(change.key);
      // A change behind this one takes it out of the index, or has.
      if (!snapshot || snapshot->replaced_by.is_zero()) wanted.insert(change.key.bytes());
    }
    at = changes.back().sequence;
  }
  for (const auto& key : wanted) {
    const auto parsed = records::SnapshotKey::from_bytes(key);
    const std::string name = parsed ? parsed->name() : key;
    if (!indexed.contains(key)) {
      const auto refused = parsed ? is_left_out(store, *parsed) : Result<bool>(false);
      if (refused && *refused) {
        ++whole.left_out;
      } else {
        problem(report, "it is missing in the index", name);
      }
    }
    if (parsed && bus::partition_of(parsed->url_key, shards) != shard) {
      problem(report, "it lies in another shard than its URL says", name);
    }
  }
  for (const auto& key : indexed) {
    if (!wanted.contains(key)) problem(report, "the index has one that the archive has not", key);
  }
  report.checked += indexed.size();
  return {};
}

// What was found in one shard is added to `whole`.
Result<void> check_shard(const Options& options, int shard, int shards, app::ProgressLine& progress,
                         Found& whole) {
  const auto folder = indexer::shard_folder(shards_folder(options.data), shard);
  TRY_LET(store, archive::Shard::open(folder / "store", {.shard = shard, .read_only = true}));
  TRY_LET(report, store.verify([&](double done) {
    char line[64];
    std::snprintf(line, sizeof line, "shard %d of %d: %.0f %%", shard + 1, shards, done * 100);
    progress.show(line, system_now());
  }));
  whole.report.checked += report.checked;
  whole.report.problem_count += report.problem_count;
  std::ranges::move(report.problems, std::back_inserter(whole.report.problems));
  const auto index = search::Index::open(folder / "index", {.read_only = true});
  if (index) return check_index(store, *index, shard, shards, whole);
  if (index.fault().kind != FaultKind::kNotFound) return index.fault();
  ++whole.without_index;  // A checkpoint has none: it is derived.
  return {};
}

Result<app::ExitCode> run(const Options& options) {
  TRY_LET(shards, partitions_of(options.data));
  app::ProgressLine progress;
  Found found;
  auto& whole = found.report;
  for (int shard = 0; shard < shards; ++shard) {
    const auto checked = check_shard(options, shard, shards, progress, found);
    // Damage is what we look for; the other shards are looked at too.
    if (!checked && checked.fault().kind == FaultKind::kUnavailable) return checked.fault();
    if (!checked) problem(whole, checked.fault().what, checked.fault().where);
  }
  progress.finish();
  if (options.json) {
    Json problems = Json::Array{};
    for (const auto& one : whole.problems) {
      problems.add(Json().set("what", one.what).set("where", one.where));
    }
    Json json;
    json.set("ok", whole.problem_count == 0).set("checked", whole.checked);
    json.set("not_indexable", found.left_out);
    print_json(json.set("problem_count", whole.problem_count).set("problems", std::move(problems)));
  } else {
    for (const auto& one : whole.problems) {
      std::printf("%s: %s\n", one.where.c_str(), one.what.c_str());
    }
    if (found.left_out > 0) {
      std::printf(
          "%s versions are kept that the full-text index cannot take: no search finds them\n",
          format_count(static_cast<long long>(found.left_out)).c_str());
    }
    if (found.without_index > 0) {
      std::printf("%d shards have no index yet\n", found.without_index);
    }
    std::printf(
        "%s rows checked in %d shards: %s\n",
        format_count(static_cast<long long>(whole.checked)).c_str(), shards,
        whole.problem_count == 0
            ? "everything is as it should be"
            : (format_count(static_cast<long long>(whole.problem_count)) + " problems").c_str());
  }
  return whole.problem_count == 0 ? 0 : 1;
}

}  // namespace

app::Command verify_command() {
  static Options options;
  app::Command command;
  command.name = "verify";
  command.summary = "read the whole archive offline and check every invariant";
  command.description =
      "Checks the checksums of all files; that every text, page and snapshot is what its hash "
      "says; that "
      "every reference leads somewhere and nothing is left over; the log's hashes; the counters; "
      "and the "
      "full-text index against the store. Run it on a folder that nobody serves, or on a "
      "checkpoint. Exit "
      "code 1 if anything is wrong.";
  command.examples = "  broadsheet verify --data data\n  broadsheet verify --data backup --json";
  command.settings = {
      {"--data,-d", "", "DIR", "The data folder", "", &options.data, false},
      {"--json", "", "", "Prints the report as JSON", "", &options.json, false},
  };
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
