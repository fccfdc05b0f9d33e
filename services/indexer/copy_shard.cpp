// SPDX-License-Identifier: Apache-2.0
// A shard's files from another place to this disk.
#include "indexer/copy_shard.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "core/file.h"
#include "core/log.h"
#include "core/wait.h"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;
constexpr std::size_t kFilesMax = 1'000'000;

Fault disk_fault(const fs::path& path) { return unavailable(std::strerror(errno), path.string()); }

// Written at its end.
class File {
 public:
  static Result<File> open(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return disk_fault(path);
    return File(path, descriptor);
  }
  File(File&& other) noexcept
      : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  // Hashes what is there; how much that is.
  Result<std::uint64_t> read_into(Sha256& hash) {
    std::string piece(kPieceBytes, '\0');
    std::uint64_t size = 0;
    while (true) {
      const auto got = ::pread(descriptor_, piece.data(), piece.size(), static_cast<off_t>(size));
      if (got < 0) return disk_fault(path_);
      if (got == 0) return size;
      hash.add(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
      size += static_cast<std::uint64_t>(got);
    }
  }

  Result<void> write(std::string_view bytes, std::uint64_t at) {
    while (!bytes.empty()) {
      const auto put = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (put < 0) return disk_fault(path_);
      at += static_cast<std::uint64_t>(put);
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
  }

  Result<void> cut(std::uint64_t size) {
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) return disk_fault(path_);
    return {};
  }

  Result<void> sync() {
    if (::fsync(descriptor_) != 0) return disk_fault(path_);
    return {};
  }

 private:
  File(fs::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  fs::path path_;
  int descriptor_;
};

// A name that a sender gives must not lead out of the folder.
Result<void> check_files(const rpc::OpenedCheckpoint& checkpoint) {
  std::set<std::string> names;
  for (const auto& file : checkpoint.files) {
    const bool plain = !file.name.empty() && file.name.size() < 256 && file.name[0] != '.' &&
                       file.name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
    if (!plain || !names.insert(file.name).second) {
      return broken("a checkpoint names a file that it may not", file.name);
    }
  }
  if (names.empty() || names.size() > kFilesMax) {
    return broken("a checkpoint has no files, or too many", checkpoint.name);
  }
  return {};
}

Result<void> remove_others(const rpc::OpenedCheckpoint& checkpoint, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return unavailable(error.message(), folder.string());
  std::vector<fs::path> others;
  for (auto at = fs::directory_iterator(folder, error); !error && at != fs::end(at);
       at.increment(error)) {
    const auto name = at->path().filename().string();
    const bool wanted = std::ranges::any_of(
        checkpoint.files, [&](const rpc::CheckpointFile& file) { return file.name == name; });
    if (!wanted) others.push_back(at->path());
  }
  for (const auto& path : others) fs::remove_all(path, error);
  if (error) return unavailable(error.message(), folder.string());
  return {};
}

class Copy {
 public:
  Copy(rpc::CheckpointApi& from, const rpc::OpenedCheckpoint& checkpoint, const fs::path& folder,
       const CopyOptions& options, std::stop_token stop)
      : from_(from),
        checkpoint_(checkpoint),
        folder_(folder),
        options_(options),
        stop_(std::move(stop)) {}

  Result<void> run() {
    TRY(check_files(checkpoint_));
    TRY(remove_others(checkpoint_, folder_));
    for (const auto& file : checkpoint_.files) total_ += file.bytes;
    for (const auto& file : checkpoint_.files) {
      TRY(copy_patiently(file));
      here_ += file.bytes;
    }
    return sync_path(folder_);
  }

 private:
  Result<void> copy_patiently(const rpc::CheckpointFile& file) {
    for (int attempt = 1;; ++attempt) {
      auto copied = copy(file);
      if (copied || copied.fault().kind == FaultKind::kNotFound || stop_.stop_requested() ||
          attempt >= options_.attempts_max) {
        return copied;
      }
      log::warning("checkpoint.again", {{"file", file.name}, {"why", copied.fault().text()}});
      wait_for(stop_, options_.retry_delay);
    }
  }

  Result<void> copy(const rpc::CheckpointFile& file) {
    TRY_LET(out, File::open(folder_ / file.name));
    Sha256 hash;
    TRY_LET(had, out.read_into(hash));
    std::uint64_t size = had;
    if (size > file.bytes) {  // It is another one of the same name.
      TRY(out.cut(0));
      return unavailable("a file of an earlier copy was another one", file.name);
    }
    std::optional<Fault> trouble;
    const auto digest = from_.read_checkpoint_file(
        checkpoint_.name, file.name, size, {.stop = stop_}, [&](std::string_view bytes) {
          if (size + bytes.size() > file.bytes) trouble = broken("a file is too long", file.name);
          if (trouble) return false;
          if (auto put = out.write(bytes, size); !put) trouble = put.fault();
          hash.add(bytes);
          size += bytes.size();
          if (options_.progress) options_.progress(here_ + size, total_);
          return !trouble;
        });
    if (trouble) return *trouble;
    if (!digest) return digest.fault();
    if (size != file.bytes || hash.finish() != *digest) {
      TRY(out.cut(0));
      return unavailable("a file was damaged on its way, or is another one than before", file.name);
    }
    return out.sync();
  }

  rpc::CheckpointApi& from_;
  const rpc::OpenedCheckpoint& checkpoint_;
  const fs::path& folder_;
  const CopyOptions& options_;
  std::stop_token stop_;
  std::uint64_t here_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace

Result<rpc::OpenedCheckpoint> copy_shard(rpc::CheckpointApi& from, int shard,
                                         const fs::path& folder, const CopyOptions& options,
                                         std::stop_token stop) {
  TRY_LET(checkpoint, from.open_checkpoint(shard, {.stop = stop}));
  const bool far_enough = checkpoint.bus_offset >= options.offset_min;
  const Result<void> copied =
      far_enough ? Copy(from, checkpoint, folder, options, stop).run()
                 : unavailable("its copy stands at " + std::to_string(checkpoint.bus_offset));
  const auto closed = from.close_checkpoint(checkpoint.name, {});
  if (!closed) log::debug("checkpoint.not_closed", {{"why", closed.fault().text()}});
  TRY(copied);
  return checkpoint;
}

}  // namespace broadsheet::indexer
