// SPDX-License-Identifier: Apache-2.0
// Ground truth against what came out.
#include "chaos/judge.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>

#include "archive/shard.h"
#include "common/topics.h"
#include "e2e/newsroom_world.h"
#include "rpc/client.h"
#include "url/canonical.h"

namespace broadsheet::chaos {

namespace {

using Versions = std::map<std::string, std::vector<records::Snapshot>>;  // by URL key

Result<Versions> versions_of(rpc::ArchiveApi& archive) {
  Versions versions;
  rpc::ListSnapshotsRequest request;
  request.order = rpc::TimeOrder::kOldestFirst;
  request.page.size = rpc::Page::kMax;
  do {
    TRY_LET(reply, archive.list_snapshots(request, rpc::call_within(std::chrono::seconds(20))));
    for (const auto& error : reply.shard_errors) {
      return unavailable("shard " + std::to_string(error.shard) + ": " + error.fault.text());
    }
    for (auto& snapshot : reply.snapshots) {
      auto& list = versions[snapshot.url_key];
      list.push_back(std::move(snapshot));
    }
    request.page.position = reply.next_position;
  } while (!request.page.position.empty());
  for (auto& [key, list] : versions) std::ranges::sort(list, {}, &records::Snapshot::version);
  return versions;
}

Result<archive::Shard> newest_shard(const std::vector<std::filesystem::path>& folders, int number) {
  std::optional<archive::Shard> newest;
  std::int64_t most = -1;
  char name[16];
  std::snprintf(name, sizeof name, "%04d", number);
  for (const auto& folder : folders) {
    archive::Options options;
    options.shard = number;
    options.read_only = true;
    auto shard = archive::Shard::open(folder / "shards" / name / "store", options);
    if (!shard && shard.fault().kind == FaultKind::kNotFound) continue;
    if (!shard) return shard.fault();
    TRY_LET(offset, shard->offset(topics::kArticles, number));
    if (offset <= most) continue;
    most = offset;
    newest.emplace(*std::move(shard));
  }
  if (!newest) return not_found("nobody has this shard", name);
  return *std::move(newest);
}

}  // namespace

Result<std::vector<std::string>> judge_gateway(const std::string& address,
                                               const newsroom::Newsroom& newsroom, int shards,
                                               const std::vector<Time>& times) {
  TRY_LET(archive, rpc::connect_archive(address));
  TRY_LET(all, versions_of(*archive));
  const auto versions = [&](int, const std::string& key) {
    const auto found = all.find(key);
    return found == all.end() ? std::vector<records::Snapshot>() : found->second;
  };
  return e2e::compare(versions, shards, newsroom, times);
}

std::vector<std::string> judge_disks(const std::vector<std::filesystem::path>& folders,
                                     const newsroom::Newsroom& newsroom, int count,
                                     const std::vector<Time>& times) {
  std::vector<std::string> wrong;
  std::vector<archive::Shard> shards;
  for (int number = 0; number < count; ++number) {
    auto shard = newest_shard(folders, number);
    if (!shard) return {shard.fault().text()};
    const auto problems = shard->verify({});
    if (!problems || problems->problem_count > 0) {
      wrong.push_back("shard " + std::to_string(number) + " does not verify");
    }
    shards.push_back(*std::move(shard));
  }
  const auto versions = [&](int shard, const std::string& key) {
    return *shards[static_cast<std::size_t>(shard)].versions(key);
  };
  const auto differences = e2e::compare(versions, count, newsroom, times);
  wrong.insert(wrong.end(), differences.begin(), differences.end());
  return wrong;
}

std::vector<std::string> judge_manners(const newsroom::Newsroom& newsroom, Duration delay,
                                       const std::string& agent) {
  newsroom::Rules rules;
  rules.delay = delay;
  rules.tolerance = std::min<Duration>(delay / 4, std::chrono::milliseconds(60));
  rules.agent_must_have = agent;
  std::vector<std::string> wrong;
  for (const auto& violation : newsroom.judge(rules)) {
    wrong.push_back("impolite: " + std::string(newsroom::to_string(violation.offence)) + ": " +
                    violation.what);
  }
  return wrong;
}

}  // namespace broadsheet::chaos
