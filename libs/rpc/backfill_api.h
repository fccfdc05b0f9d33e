// SPDX-License-Identifier: Apache-2.0
// What did not come from the crawl of today: BackfillService without gRPC.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/result.h"
#include "records/capture.h"
#include "rpc/archive_api.h"
#include "rpc/call.h"

namespace broadsheet::rpc {

struct ImportLimits {
  // A longer one could not be asked for, and a search could not name it (search.h).
  static constexpr std::size_t kUrlBytesMax = 8 << 10;
  static constexpr std::size_t kCapturesMax = 1000;
  static constexpr std::size_t kPayloadBytesMax = std::size_t{16} << 20;
  // In one request: the server takes 32 MiB, with all that is around them.
  static constexpr std::size_t kBytesMax = std::size_t{30} << 20;
};

struct ReextractRequest {
  SnapshotFilter filter = {};
  bool every_version = false;  // also what the present extractor has read already
  bool dry_run = false;        // count alone
  std::string position = {};   // to go on behind; empty: from the beginning
};

struct ReextractProgress {
  std::uint64_t seen = 0;
  std::uint64_t queued = 0;  // put into the lane; or would have been
  std::uint64_t current = 0;
  std::uint64_t without_page = 0;
  std::string position = {};
  bool complete = false;
};

// Thread-safe.
class BackfillApi {
 public:
  virtual ~BackfillApi() = default;

  // All of them into the lane, durable on return; how many. kUnavailable: the lane is full, and
  // stayed so until the call's deadline.
  virtual Result<std::uint64_t> import_captures(std::vector<records::Capture> captures,
                                                const CallContext& call) = 0;

  // Progress now and then, and once at the end, until `sink` returns false.
  virtual Result<void> reextract(const ReextractRequest& request, const CallContext& call,
                                 const std::function<bool(const ReextractProgress&)>& sink) = 0;
};

}  // namespace broadsheet::rpc
