// SPDX-License-Identifier: Apache-2.0
// `broadsheet verify`: reads the whole archive offline and checks every invariant.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

#include "app/terminal.h"
#include "broadsheet/client.h"
#include "broadsheet/commands.h"
#include "broadsheet/pipeline.h"
#include "bus/bus.h"
#include "core/strings.h"
#include "kv/store.h"
#include "url/canonical.h"

namespace broadsheet {

namespace {

constexpr std::size_t kIndexPage = 10'000;
constexpr std::size_t kSnapshotsAtOnce = 1000;
constexpr std::size_t kProblemsMax = 1000;  // that are named; all are counted

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
  if (report.problems.size() < kProblemsMax) {
    report.problems.push_back({std::move(what), std::move(where)});
  }
}

// Whether the index could not have taken it: then it is not there, and nothing is wrong.
Result<bool> is_left_out(const archive::Shard& store, const records::SnapshotKey& key) {
  TRY_LET(document, indexer::search_document(store, key));
  return !search::check_document(document).ok();
}

// The sequence of the newest snapshot that the index has read, if it has read so many changes:
// snapshots become changes in the order of their sequence.
Result<std::uint64_t> newest_read(const archive::Shard& store, std::uint64_t changes_read,
                                  archive::VerifyReport& report) {
  std::uint64_t newest = 0;
  for (std::uint64_t at = 0; at < changes_read;) {
    TRY_LET(changes, store.changes(at, kIndexPage));
    if (changes.empty()) {
      problem(report, "the index has read further than the archive goes",
              std::to_string(changes_read));
      break;
    }
    for (const auto& change : changes) {
      if (change.sequence > changes_read) break;
      if (const auto snapshot = store.get(change.key))
        newest = std::max(newest, snapshot->sequence);
    }
    at = changes.back().sequence;
  }
  return newest;
}

// What an index has, in the order of its bytes.
class Indexed {
 public:
  explicit Indexed(const search::Index& index) : index_(index) {}

  // The next one that is not before `key`, which is not passed; none at the end.
  Result<std::optional<std::string>> next() {
    if (at_ == page_.size()) {
      const std::string after = page_.empty() ? std::string() : page_.back();
      TRY_LET(page, index_.snapshots(after, kIndexPage));
      page_ = std::move(page);
      at_ = 0;
    }
    if (at_ == page_.size()) return std::optional<std::string>();
    return std::optional(page_[at_++]);
  }

 private:
  const search::Index& index_;
  std::vector<std::string> page_;
  std::size_t at_ = 0;
};

std::string name_of(const std::string& key) {
  const auto parsed = records::SnapshotKey::from_bytes(key);
  return parsed ? parsed->name() : presentable(key);
}

// Every document names a snapshot that exists, and every snapshot that the index has read is in it,
// but for those that no index takes, or that another reading of their page replaced. Both come in
// the order of their keys, a page at a time.
class IndexCheck {
 public:
  IndexCheck(const archive::Shard& store, const search::Index& index, Found& whole)
      : store_(store), indexed_(index), whole_(whole) {
    const auto offset = index.indexed_offset();
    read_ = offset.empty() ? 0 : std::stoull(offset);
  }

  Result<void> run(int shard, int shards) {
    TRY_LET(stats, store_.stats());
    is_behind_ = read_ < stats.last_change;
    TRY_LET(newest, newest_read(store_, read_, whole_.report));
    newest_ = newest;
    TRY(advance());
    std::string after;
    while (true) {
      TRY_LET(page, store_.in_order(after, kSnapshotsAtOnce));
      if (page.empty()) break;
      for (const auto& snapshot : page) {
        TRY(take(snapshot));
        if (bus::partition_of(snapshot.url_key, shards) != shard) {
          problem(whole_.report, "it lies in another shard than its URL says",
                  snapshot.key().name());
        }
      }
      after = page.back().key().bytes();
    }
    while (next_) TRY(stranger());
    return {};
  }

 private:
  Result<void> advance() {
    TRY_LET(next, indexed_.next());
    if (next) ++whole_.report.checked;
    next_ = std::move(next);
    return {};
  }

  Result<void> stranger() {
    problem(whole_.report, "the index has one that the archive has not", name_of(*next_));
    return advance();
  }

  Result<void> take(const records::Snapshot& snapshot) {
    const std::string key = snapshot.key().bytes();
    while (next_ && *next_ < key) TRY(stranger());
    const bool is_there = next_ && *next_ == key;
    const bool replaced = !snapshot.replaced_by.is_zero();
    const bool wanted = snapshot.sequence <= newest_ && !replaced;
    if (is_there) {
      // What it has not read yet may take it out again.
      if (!wanted && !(replaced && is_behind_)) return stranger();
      return advance();
    }
    if (!wanted) return {};
    const auto refused = is_left_out(store_, snapshot.key());
    if (refused && *refused) {
      ++whole_.left_out;
    } else {
      problem(whole_.report, "it is missing in the index", snapshot.key().name());
    }
    return {};
  }

  const archive::Shard& store_;
  Indexed indexed_;
  Found& whole_;
  std::uint64_t read_ = 0;  // changes
  bool is_behind_ = false;
  std::uint64_t newest_ = 0;
  std::optional<std::string> next_;  // of the index
};

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
  for (auto& one : report.problems)
    problem(whole.report, std::move(one.what), std::move(one.where));
  whole.report.problem_count += report.problem_count - report.problems.size();
  const auto index = search::Index::open(folder / "index", {.read_only = true});
  if (index) return IndexCheck(store, *index, whole).run(shard, shards);
  if (index.fault().kind != FaultKind::kNotFound) return index.fault();
  ++whole.without_index;  // A checkpoint has none: it is derived.
  return {};
}

// What is not the archive: the crawl's own stores, and what is under way between the stages.
void check_beside(const Options& options, archive::VerifyReport& report) {
  for (const auto& store : stores_beside(options.data)) {
    const auto whole = kv::verify_folder(store.folder);
    if (whole || whole.fault().kind == FaultKind::kNotFound) continue;
    problem(report, whole.fault().what + " (" + store.remedy + ")", whole.fault().where);
  }
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
  check_beside(options, whole);
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
    if (whole.problem_count > whole.problems.size()) {
      std::printf("and %s more\n",
                  format_count(static_cast<long long>(whole.problem_count - whole.problems.size()))
                      .c_str());
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
      "Checks the checksums of all files of the archive, the frontier and the embedded bus; that "
      "every text, page and snapshot is what its hash says; that every reference leads somewhere "
      "and nothing is left over; the log's hashes; the counters; and that the full-text index has "
      "each version that it should have, and no other. Run it on a folder that nobody serves, or "
      "on a checkpoint. Exit code 1 if anything is wrong.";
  command.examples = "  broadsheet verify --data data\n  broadsheet verify --data backup --json";
  command.settings = {
      {"--data,-d", "", "DIR", "The data folder", "", &options.data, false},
      {"--json", "", "", "Prints the report as JSON", "", &options.json, false},
  };
  command.run = [] { return run(options); };
  return command;
}

}  // namespace broadsheet
