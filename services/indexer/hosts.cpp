// SPDX-License-Identifier: Apache-2.0
// The shards of one process, and of a folder that no process has.
#include "indexer/hosts.h"

#include <algorithm>
#include <fstream>

#include "common/topics.h"
#include "indexer/checkpoints.h"
#include "kv/lock.h"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;

Fault not_here(int shard) { return unavailable("shard " + std::to_string(shard) + " is not here"); }

class LocalHost final : public rpc::ShardHost {
 public:
  LocalHost(Indexer& indexer, const fs::path& checkpoints)
      : indexer_(indexer), checkpoints_({.folder = checkpoints}) {}

  Result<void> with_shard(int shard,
                          const std::function<Result<void>(rpc::ShardApi&)>& use) override {
    if (!has(shard)) return not_here(shard);
    return use(indexer_.api(shard));
  }
  Result<rpc::OpenedCheckpoint> open_checkpoint(int shard, const rpc::CallContext&) override {
    if (!has(shard)) return not_here(shard);
    return checkpoints_.open(shard, indexer_.unit(shard).shard);
  }
  Result<Digest> read_checkpoint_file(const std::string& checkpoint, const std::string& file,
                                      std::uint64_t from, const rpc::CallContext& call,
                                      const rpc::BytesSink& sink) override {
    return checkpoints_.read(checkpoint, file, from, call, sink);
  }
  Result<void> close_checkpoint(const std::string& checkpoint, const rpc::CallContext&) override {
    return checkpoints_.close(checkpoint);
  }

 private:
  [[nodiscard]] bool has(int shard) const { return shard >= 0 && shard < indexer_.shards(); }

  Indexer& indexer_;
  Checkpoints checkpoints_;
};

class RestingShards final : public rpc::CheckpointApi {
 public:
  explicit RestingShards(fs::path root) : root_(std::move(root)) {}

  // The name of a checkpoint is the shard's number.
  Result<rpc::OpenedCheckpoint> open_checkpoint(int shard, const rpc::CallContext&) override {
    const fs::path store = shard_folder(root_, shard) / "store";
    std::error_code error;
    if (!fs::exists(store / "CURRENT", error)) return not_here(shard);
    if (kv::is_open_elsewhere(store)) {
      return unavailable("another process has this shard", store.string(), "ask it: --server");
    }
    rpc::OpenedCheckpoint opened;
    opened.name = std::to_string(shard);
    for (auto at = fs::directory_iterator(store, error); !error && at != fs::end(at);
         at.increment(error)) {
      const std::string name = at->path().filename().string();
      // What a process has while it works, and what it says of itself.
      if (name == "LOCK" || name.starts_with("LOG") || !at->is_regular_file()) continue;
      opened.files.push_back({name, at->file_size(error)});
    }
    if (error) return unavailable(error.message(), store.string());
    std::ranges::sort(opened.files, {}, &rpc::CheckpointFile::name);
    TRY_LET(unit, archive::Shard::open(store, {.shard = shard, .read_only = true}));
    TRY_LET(offset, unit.offset(topics::kArticles, shard));
    opened.bus_offset = offset;
    TRY_LET(stats, unit.stats());
    opened.sequence = stats.last_sequence;
    return opened;
  }

  Result<Digest> read_checkpoint_file(const std::string& checkpoint, const std::string& file,
                                      std::uint64_t from, const rpc::CallContext& call,
                                      const rpc::BytesSink& sink) override {
    const fs::path path =
        shard_folder(root_, std::atoi(checkpoint.c_str())) / "store" / fs::path(file).filename();
    std::ifstream in(path, std::ios::binary);
    if (!in) return not_found("there is no such file", path.string());
    Sha256 hash;
    std::uint64_t at = 0;
    std::string piece(kPieceBytes, '\0');
    while (in) {
      if (call.given_up()) return unavailable("stopped");
      in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      const auto bytes = std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount()));
      hash.add(bytes);
      const std::uint64_t had = from > at ? std::min<std::uint64_t>(from - at, bytes.size()) : 0;
      at += bytes.size();
      if (had < bytes.size() && !sink(bytes.substr(had)))
        return unavailable("the reader went away");
    }
    return hash.finish();
  }

  Result<void> close_checkpoint(const std::string&, const rpc::CallContext&) override { return {}; }

 private:
  fs::path root_;
};

}  // namespace

std::unique_ptr<rpc::ShardHost> host_of(Indexer& indexer, const fs::path& checkpoints) {
  return std::make_unique<LocalHost>(indexer, checkpoints);
}

std::unique_ptr<rpc::CheckpointApi> resting_shards(const fs::path& root) {
  return std::make_unique<RestingShards>(root);
}

}  // namespace broadsheet::indexer
