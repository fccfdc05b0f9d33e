// SPDX-License-Identifier: Apache-2.0
// The shards at one address: questions about each of them, and their files to be copied.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "rpc/shard_api.h"

namespace broadsheet::rpc {

struct CheckpointFile {
  std::string name = {};  // without a folder
  std::uint64_t bytes = 0;
  bool operator==(const CheckpointFile&) const = default;
};

// The files of a shard at one instant: all of them together can be opened as one.
struct OpenedCheckpoint {
  std::string name = {};
  std::vector<CheckpointFile> files = {};
  std::int64_t bus_offset = 0;  // the next record of the topic of articles that it has not
  std::uint64_t sequence = 0;   // of its last snapshot
  bool operator==(const OpenedCheckpoint&) const = default;
};

// False: the reader is gone, stop.
using BytesSink = std::function<bool(std::string_view)>;

// Thread-safe.
class CheckpointApi {
 public:
  virtual ~CheckpointApi() = default;
  // kUnavailable: the shard is not here, or there are too many checkpoints already.
  virtual Result<OpenedCheckpoint> open_checkpoint(int shard, const CallContext& call) = 0;
  // The file from byte `from` on, in pieces; and the hash of the whole file, so that a copy that
  // was cut can go on and still be checked. kNotFound: no such checkpoint any more, or no such
  // file.
  virtual Result<Digest> read_checkpoint_file(const std::string& checkpoint,
                                              const std::string& file, std::uint64_t from,
                                              const CallContext& call, const BytesSink& sink) = 0;
  virtual Result<void> close_checkpoint(const std::string& checkpoint, const CallContext& call) = 0;
};

// Thread-safe.
class ShardHost : public CheckpointApi {
 public:
  // The shard stays open as long as `use` runs. kUnavailable: it is not here, or not yet.
  virtual Result<void> with_shard(int shard, const std::function<Result<void>(ShardApi&)>& use) = 0;
};

}  // namespace broadsheet::rpc
