// SPDX-License-Identifier: Apache-2.0
// Everything in one process: the loops of all services over one bus, in one data folder.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/loops.h"
#include "bus/bus.h"
#include "common/tally.h"
#include "common/topics.h"
#include "extractor/extractor.h"
#include "fetcher/fetcher.h"
#include "indexer/indexer.h"

namespace broadsheet {

struct PipelineOptions {
  std::filesystem::path data;  // "bus", "frontier" and "shards" below it
  std::string bus = {};        // an address; empty: the embedded bus in the data folder
  topics::Layout layout = {};
  fetcher::Options fetcher = {};
  extractor::Options extractor = {};
  std::size_t shard_cache_bytes = std::size_t{64} << 20;
  Clock clock = system_now;
};

// Opens what a data folder holds, in order: bus, frontier, shards; and lists the loops over them.
class Pipeline {
 public:
  // kUnavailable if another process has the folder; kBadInput if it was made with another number of
  // shards.
  static Result<std::unique_ptr<Pipeline>> open(PipelineOptions options);
  ~Pipeline();

  // Adds or updates sources. Durable on return.
  Result<void> put_sources(const std::vector<records::Source>& sources);

  // All loops; run them with app::run_loops. The pipeline outlives them.
  std::vector<app::Loop> loops();
  // Those of them that take in what is brought: nothing is fetched.
  std::vector<app::Loop> backfill_loops();

  [[nodiscard]] bus::Bus& bus();
  // By which the directives of what is brought are to be read.
  [[nodiscard]] const std::string& product_token() const;
  [[nodiscard]] fetcher::Fetcher& fetcher();
  [[nodiscard]] indexer::Indexer& indexer();
  [[nodiscard]] const Tally& tally() const;
  std::vector<rpc::ShardApi*> shards();
  std::unique_ptr<rpc::CrawlApi> crawl_control();

  // True when nothing is in work anywhere and no URL is due within `idle`.
  [[nodiscard]] Result<bool> is_idle(Duration idle);
  // Records on the bus that a stage has not taken yet, over all stages.
  [[nodiscard]] Result<std::uint64_t> queued();
  // Of those, what backfill_loops() take.
  [[nodiscard]] Result<std::uint64_t> queued_backfill();

 private:
  struct Impl;
  explicit Pipeline(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// That no other process works on this folder, which may not be there yet. kUnavailable. Reads and
// changes nothing; call it before anything of the folder is opened.
Result<void> check_free(const std::filesystem::path& data);

// That this is a data folder, and that no other process works on it. kNotFound, kUnavailable; reads
// and changes nothing. Call it before anything of the folder is opened.
Result<void> check_unserved(const std::filesystem::path& data);

// The number of shards of a data folder that nobody serves; faults as check_unserved().
Result<int> partitions_of(const std::filesystem::path& data);

// Says how many shards a data folder has, which is fixed from then on. kBadInput if it was made
// with another number.
Result<void> check_layout(const std::filesystem::path& data, int partitions);

// The name by which its last crawl asked robots.txt; the house's if there was none.
std::string product_token_of(const std::filesystem::path& data);

// Where a data folder has its shards.
std::filesystem::path shards_folder(const std::filesystem::path& data);
std::filesystem::path bus_folder(const std::filesystem::path& data);

// What a data folder has beside its archive, and what to do if it is damaged.
struct StoreBeside {
  std::filesystem::path folder;
  std::string remedy;
};
std::vector<StoreBeside> stores_beside(const std::filesystem::path& data);

// The shards of a data folder that nobody serves, to be read only: nothing in it changes. kNotFound
// if there are none, kUnavailable if somebody serves it.
Result<std::unique_ptr<indexer::Indexer>> open_archive(const std::filesystem::path& data);

// Its frontier, in the same way, with all that CrawlService::explain needs.
class FrontierReader {
 public:
  static Result<std::unique_ptr<FrontierReader>> open(const std::filesystem::path& data);
  ~FrontierReader();
  Result<rpc::ExplainReply> explain(const rpc::ExplainRequest& request);

 private:
  struct Impl;
  explicit FrontierReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet
