// SPDX-License-Identifier: Apache-2.0
// Checkpoints of shards that others copy.
#include "indexer/checkpoints.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>

#include "common/topics.h"
#include "core/log.h"
#include "core/random.h"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;
constexpr int kFreshNamesMax = 100;

// A checkpoint on the disk; the folder goes with the last one who reads it.
struct Held {
  Held(fs::path the_folder, rpc::OpenedCheckpoint the_checkpoint)
      : folder(std::move(the_folder)), checkpoint(std::move(the_checkpoint)) {}
  ~Held() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

  const fs::path folder;
  const rpc::OpenedCheckpoint checkpoint;
};

Result<std::vector<rpc::CheckpointFile>> files_in(const fs::path& folder) {
  std::vector<rpc::CheckpointFile> files;
  std::error_code error;
  for (auto at = fs::directory_iterator(folder, error); !error && at != fs::end(at);
       at.increment(error)) {
    std::error_code failed;
    const auto size = at->file_size(failed);
    if (failed) return unavailable(failed.message(), at->path().string());
    files.push_back({at->path().filename().string(), size});
  }
  if (error) return unavailable(error.message(), folder.string());
  std::ranges::sort(files, {}, &rpc::CheckpointFile::name);
  return files;
}

}  // namespace

struct Checkpoints::Impl {
  struct Entry {
    std::shared_ptr<const Held> held;
    std::chrono::steady_clock::time_point used;
  };

  void forget_old(std::chrono::steady_clock::time_point now) {
    std::erase_if(
        open, [&](const auto& entry) { return now - entry.second.used > options.forgotten_after; });
  }

  Result<std::shared_ptr<const Held>> find(const std::string& name) {
    const std::scoped_lock lock(mutex);
    const auto found = open.find(name);
    if (found == open.end()) {
      return not_found("there is no such checkpoint any more", name, "open another one");
    }
    found->second.used = std::chrono::steady_clock::now();
    return found->second.held;
  }

  Options options;
  std::mutex mutex;
  std::map<std::string, Entry> open;  // under the mutex
};

Checkpoints::Checkpoints(Options options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
  std::error_code ignored;
  fs::remove_all(impl_->options.folder, ignored);
}
Checkpoints::~Checkpoints() = default;

Result<rpc::OpenedCheckpoint> Checkpoints::open(int shard, const archive::Shard& from) {
  const std::scoped_lock lock(impl_->mutex);
  const auto now = std::chrono::steady_clock::now();
  impl_->forget_old(now);
  if (impl_->open.size() >= impl_->options.open_max) {
    return unavailable("too many checkpoints are being read", {}, "try again later");
  }
  std::error_code error;
  fs::create_directories(impl_->options.folder, error);
  if (error) return unavailable(error.message(), impl_->options.folder.string());
  rpc::OpenedCheckpoint checkpoint;
  Random random(static_cast<std::uint64_t>(now.time_since_epoch().count()));
  for (int attempt = 0; attempt < kFreshNamesMax; ++attempt) {
    checkpoint.name = std::to_string(shard) + "-" + std::to_string(random.next());
    if (!fs::exists(impl_->options.folder / checkpoint.name, error)) break;
  }
  const fs::path folder = impl_->options.folder / checkpoint.name;
  // The checkpoint is at least as far as what is read here; opening it tells how far exactly.
  TRY(from.checkpoint(folder));
  TRY_LET(files, files_in(folder));
  checkpoint.files = files;
  {
    archive::Options options;
    options.shard = shard;
    options.read_only = true;
    TRY_LET(copy, archive::Shard::open(folder, options));
    TRY_LET(offset, copy.offset(topics::kArticles, shard));
    checkpoint.bus_offset = offset;
    TRY_LET(stats, copy.stats());
    checkpoint.sequence = stats.last_sequence;
  }
  impl_->open[checkpoint.name] = {std::make_shared<const Held>(folder, checkpoint), now};
  log::info("checkpoint.opened", {{"shard", shard},
                                  {"files", static_cast<long long>(checkpoint.files.size())},
                                  {"offset", checkpoint.bus_offset}});
  return checkpoint;
}

Result<Digest> Checkpoints::read(const std::string& checkpoint, const std::string& file,
                                 std::uint64_t from, const rpc::CallContext& call,
                                 const rpc::BytesSink& sink) {
  TRY_LET(held, impl_->find(checkpoint));
  const auto& files = held->checkpoint.files;
  const auto found = std::ranges::find(files, file, &rpc::CheckpointFile::name);
  if (found == files.end()) return not_found("the checkpoint has no such file", file);
  if (from > found->bytes) {
    return bad_input("the file has " + std::to_string(found->bytes) + " bytes", "read_offset");
  }
  std::ifstream in(held->folder / file, std::ios::binary);
  if (!in) return unavailable("cannot read the file of a checkpoint", file);
  Sha256 hash;
  std::string piece(kPieceBytes, '\0');
  std::uint64_t at = 0;
  while (at < found->bytes) {
    if (call.given_up()) return unavailable("the caller gave up");
    const auto wanted = std::min<std::uint64_t>(piece.size(), found->bytes - at);
    in.read(piece.data(), static_cast<std::streamsize>(wanted));
    if (static_cast<std::uint64_t>(in.gcount()) != wanted) {
      return broken("the file of a checkpoint is shorter than it was", file);
    }
    const auto bytes = std::string_view(piece).substr(0, wanted);
    hash.add(bytes);
    // What the reader has is hashed, and not sent.
    const std::uint64_t had = from > at ? std::min(from - at, wanted) : 0;
    at += wanted;
    if (had < wanted && !sink(bytes.substr(had))) return unavailable("the reader went away");
    TRY(impl_->find(checkpoint));  // It is in use: not forgotten.
  }
  return hash.finish();
}

Result<void> Checkpoints::close(const std::string& checkpoint) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->open.erase(checkpoint);
  return {};
}

}  // namespace broadsheet::indexer
