// SPDX-License-Identifier: Apache-2.0
// Everything in one process. Members stand in the order in which they need each other.
#include "broadsheet/pipeline.h"

#include <algorithm>
#include <charconv>

#include "core/file.h"
#include "core/strings.h"
#include "kv/lock.h"
#include "kv/store.h"
#include "robots/product_token.h"

namespace broadsheet {

namespace {

constexpr const char* kLayoutFile = "layout";        // the number of partitions, for ever
constexpr const char* kTokenFile = "product-token";  // of the last crawl; absent: the house's
constexpr const char* kBusFolder = "bus";
constexpr const char* kFrontierFolder = "frontier";
constexpr const char* kShardsFolder = "shards";

Result<int> read_layout(const std::filesystem::path& data) {
  TRY_LET(text, read_file(data / kLayoutFile, 64));
  int partitions = 0;
  const auto number = trim(text);
  std::from_chars(number.data(), number.data() + number.size(), partitions);
  if (partitions < 1) return broken("the layout file is damaged", (data / kLayoutFile).string());
  return partitions;
}

Result<void> fix_layout(const std::filesystem::path& data, int partitions) {
  const auto known = read_layout(data);
  if (!known && known.fault().kind == FaultKind::kNotFound) {
    TRY(write_file(data / kLayoutFile, std::to_string(partitions) + "\n"));
    return indexer::fix_partitions(data / kShardsFolder, partitions);
  }
  if (!known) return known.fault();
  if (*known == partitions) return indexer::fix_partitions(data / kShardsFolder, partitions);
  return bad_input("the data folder has " + std::to_string(*known) + " shards, not " +
                       std::to_string(partitions),
                   data.string(), "start it with that number, or use another folder");
}

Result<void> keep_product_token(const std::filesystem::path& data, const std::string& token) {
  if (product_token_of(data) == token) return {};
  return write_file(data / kTokenFile, token + "\n");
}

constexpr const char* kBusRemedy =
    "restore a backup; or move this folder away and crawl with --recheck: what was fetched and not "
    "archived yet is lost, and fetched again";
constexpr const char* kFrontierRemedy =
    "restore a backup; or move this folder away and crawl with --seeds: the archive stays, and "
    "what "
    "is known of URLs and sites is learned again";

Fault with_remedy(Fault fault, const char* remedy) {
  if (fault.kind == FaultKind::kBroken && fault.remedy.empty()) fault.remedy = remedy;
  return fault;
}

bool is_served(const std::filesystem::path& data) {
  return kv::is_open_elsewhere(data / kFrontierFolder) ||
         kv::is_open_elsewhere(data / kShardsFolder / "0000" / "store");
}

}  // namespace

struct Pipeline::Impl {
  explicit Impl(PipelineOptions the_options) : options(std::move(the_options)) {}

  Result<void> open();
  Result<std::uint64_t> lag(std::string_view topic, const std::string& group);

  const PipelineOptions options;
  Tally tally;
  std::unique_ptr<bus::Bus> bus;
  std::optional<kv::Store> frontier_store;
  std::unique_ptr<fetcher::Fetcher> fetcher;
  std::unique_ptr<indexer::Indexer> indexer;
};

Pipeline::Pipeline(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pipeline::~Pipeline() = default;

Result<void> Pipeline::Impl::open() {
  std::error_code error;
  std::filesystem::create_directories(options.data, error);
  if (error) return unavailable(error.message(), options.data.string());
  TRY(fix_layout(options.data, options.layout.partitions));
  TRY(keep_product_token(options.data, options.fetcher.frontier.product_token));

  bus::Options bus_options;
  bus_options.address =
      options.bus.empty() ? "embedded:" + bus_folder(options.data).string() : options.bus;
  auto the_bus = bus::open(bus_options);
  if (!the_bus) return with_remedy(the_bus.fault(), kBusRemedy);
  bus = *std::move(the_bus);
  TRY(topics::apply(*bus, options.layout));

  kv::Options store_options;
  store_options.families = frontier::Frontier::families();
  auto store = kv::Store::open(options.data / kFrontierFolder, store_options);
  if (!store) return with_remedy(store.fault(), kFrontierRemedy);
  frontier_store = *std::move(store);
  TRY_LET(the_fetcher, fetcher::Fetcher::open(*bus, *frontier_store, tally, options.fetcher));
  fetcher = std::move(the_fetcher);

  indexer::Options indexer_options;
  indexer_options.folder = options.data / kShardsFolder;
  indexer_options.shards = options.layout.partitions;
  indexer_options.cache_bytes = options.shard_cache_bytes;
  indexer_options.crash_marks = options.data / "indexer.marks";
  indexer_options.clock = options.clock;
  TRY_LET(the_indexer, indexer::Indexer::open(indexer_options));
  indexer = std::move(the_indexer);
  return {};
}

Result<std::unique_ptr<Pipeline>> Pipeline::open(PipelineOptions options) {
  options.fetcher.clock = options.clock;
  options.extractor.clock = options.clock;
  options.extractor.crash_marks = options.data / "extractor.marks";
  auto impl = std::make_unique<Impl>(std::move(options));
  TRY(impl->open());
  return std::unique_ptr<Pipeline>(new Pipeline(std::move(impl)));
}

Result<void> Pipeline::put_sources(const std::vector<records::Source>& sources) {
  return fetcher().put_sources(sources);
}

std::vector<app::Loop> Pipeline::backfill_loops() {
  Impl& impl = *impl_;
  return {
      {"extract",
       [&](std::stop_token stop) {
         return extractor::run(*impl.bus, impl.tally, impl.options.extractor, stop);
       }},
      {"archive",
       [&](std::stop_token stop) {
         return impl.indexer->run_archive(*impl.bus, impl.tally, stop);
       }},
      {"backfill",
       [&](std::stop_token stop) { return impl.indexer->run_backfill(*impl.bus, stop); }},
      {"index", [&](std::stop_token stop) { return impl.indexer->run_index(stop); }},
  };
}

std::vector<app::Loop> Pipeline::loops() {
  std::vector<app::Loop> loops = impl_->fetcher->loops();
  for (auto& loop : backfill_loops()) loops.push_back(std::move(loop));
  return loops;
}

bus::Bus& Pipeline::bus() { return *impl_->bus; }
const std::string& Pipeline::product_token() const {
  return impl_->options.fetcher.frontier.product_token;
}
fetcher::Fetcher& Pipeline::fetcher() { return *impl_->fetcher; }
indexer::Indexer& Pipeline::indexer() { return *impl_->indexer; }
const Tally& Pipeline::tally() const { return impl_->tally; }

std::vector<rpc::ShardApi*> Pipeline::shards() {
  std::vector<rpc::ShardApi*> shards;
  for (int i = 0; i < indexer().shards(); ++i) shards.push_back(&indexer().api(i));
  return shards;
}

std::unique_ptr<rpc::CrawlApi> Pipeline::crawl_control() {
  return fetcher::crawl_control(*impl_->fetcher, *impl_->bus, impl_->tally, impl_->options.clock);
}

Result<std::uint64_t> Pipeline::Impl::lag(std::string_view topic, const std::string& group) {
  TRY_LET(ends, bus->end_offsets(topic));
  TRY_LET(begins, bus->begin_offsets(topic));
  TRY_LET(done, bus->committed(topic, group));
  std::uint64_t lag = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto at = std::max(done.at(i), begins.at(i));
    if (ends[i] > at) lag += static_cast<std::uint64_t>(ends[i] - at);
  }
  return lag;
}

// In the direction in which work flows: what moves on meanwhile is counted twice, and not missed.
Result<std::uint64_t> Pipeline::queued_backfill() {
  const std::string& extractors = impl_->options.extractor.group;
  const std::string indexers = indexer::Options{}.group;
  TRY_LET(captures, impl_->lag(topics::kCaptures, extractors));
  TRY_LET(old_captures, impl_->lag(topics::kCapturesBackfill, topics::backfill_group(extractors)));
  TRY_LET(old_articles, impl_->lag(topics::kArticlesBackfill, topics::backfill_group(indexers)));
  TRY_LET(articles, impl_->lag(topics::kArticles, indexers));
  return captures + old_captures + old_articles + articles;
}

Result<std::uint64_t> Pipeline::queued() {
  TRY_LET(discoveries, impl_->lag(topics::kDiscoveries, impl_->options.fetcher.group));
  TRY_LET(behind, queued_backfill());
  return discoveries + behind;
}

// Looks in the direction in which work flows, and at its beginning once more: what moved on
// meanwhile was seen before or after.
Result<bool> Pipeline::is_idle(Duration idle) {
  const auto fetching = [&] {
    const Time now = impl_->options.clock();
    return fetcher().frontier().stats(now).leased > 0 || fetcher().frontier().has_work(now + idle);
  };
  if (fetching()) return false;
  TRY_LET(waiting, queued());
  if (waiting > 0 || indexer().unindexed() > 0 || fetching()) return false;
  TRY_LET(still_waiting, queued());
  return still_waiting == 0 && indexer().unindexed() == 0;
}

Result<void> check_free(const std::filesystem::path& data) {
  if (!is_served(data)) return {};
  return unavailable("another process works on this folder", data.string(),
                     "stop it, or use another folder");
}

Result<void> check_unserved(const std::filesystem::path& data) {
  std::error_code error;
  const bool there = std::filesystem::exists(data, error);
  const bool archive = !error && std::filesystem::exists(data / kLayoutFile, error);
  if (error) return unavailable("cannot look into it: " + error.message(), data.string());
  if (!there) {
    return not_found("there is no such folder", data.string(), "name the --data folder of a crawl");
  }
  if (!archive) {
    return not_found("there is no archive in this folder", data.string(),
                     "name the --data folder of a crawl");
  }
  if (!is_served(data)) return {};
  return unavailable("another process serves this folder", data.string(),
                     "ask that process, with --server instead of --data, or stop it");
}

Result<int> partitions_of(const std::filesystem::path& data) {
  TRY(check_unserved(data));
  return read_layout(data);
}

Result<void> check_layout(const std::filesystem::path& data, int partitions) {
  return fix_layout(data, partitions);
}

std::string product_token_of(const std::filesystem::path& data) {
  const auto text = read_file(data / kTokenFile, 256);
  const auto token = text ? trim(*text) : std::string_view();
  return std::string(robots::is_product_token(token) ? token : robots::kProductToken);
}

std::vector<StoreBeside> stores_beside(const std::filesystem::path& data) {
  return {{bus_folder(data), kBusRemedy}, {data / kFrontierFolder, kFrontierRemedy}};
}

std::filesystem::path bus_folder(const std::filesystem::path& data) { return data / kBusFolder; }

std::filesystem::path shards_folder(const std::filesystem::path& data) {
  return data / kShardsFolder;
}

Result<std::unique_ptr<indexer::Indexer>> open_archive(const std::filesystem::path& data) {
  TRY_LET(partitions, partitions_of(data));
  indexer::Options options;
  options.folder = data / kShardsFolder;
  options.shards = partitions;
  options.read_only = true;
  return indexer::Indexer::open(options);
}

struct FrontierReader::Impl {
  explicit Impl(kv::Store the_store) : store(std::move(the_store)) {}

  kv::Store store;
  std::unique_ptr<bus::Bus> bus;  // Nothing goes over it: a fetcher has one.
  Tally tally;
  std::unique_ptr<fetcher::Fetcher> fetcher;
};

FrontierReader::FrontierReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FrontierReader::~FrontierReader() = default;

Result<std::unique_ptr<FrontierReader>> FrontierReader::open(const std::filesystem::path& data) {
  TRY(check_unserved(data));
  kv::Options options;
  options.families = frontier::Frontier::families();
  options.read_only = true;
  TRY_LET(store, kv::Store::open(data / kFrontierFolder, options));
  auto impl = std::make_unique<Impl>(std::move(store));
  TRY_LET(bus, bus::open({}));
  impl->bus = std::move(bus);
  fetcher::Options fetching;
  fetching.frontier.product_token = product_token_of(data);
  TRY_LET(fetcher, fetcher::Fetcher::open(*impl->bus, impl->store, impl->tally, fetching));
  impl->fetcher = std::move(fetcher);
  return std::unique_ptr<FrontierReader>(new FrontierReader(std::move(impl)));
}

Result<rpc::ExplainReply> FrontierReader::explain(const rpc::ExplainRequest& request) {
  return fetcher::crawl_control(*impl_->fetcher, *impl_->bus, impl_->tally, system_now)
      ->explain(request, {});
}

}  // namespace broadsheet
