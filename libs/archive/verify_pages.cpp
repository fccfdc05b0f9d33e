// SPDX-License-Identifier: Apache-2.0
// There is no way from a page to who refers to it, so all who might are asked.
#include "archive/verify_pages.h"

#include <algorithm>
#include <string>
#include <vector>

namespace broadsheet::archive {

namespace {

// Pages in the order of their digests, and which of them somebody refers to.
class Slice {
 public:
  void add(const Digest& digest) { pages_.push_back({digest, false}); }
  [[nodiscard]] std::size_t size() const { return pages_.size(); }

  void refer_to(const Digest& digest) {
    const auto at = std::ranges::lower_bound(pages_, digest, {}, &Page::digest);
    if (at != pages_.end() && at->digest == digest) at->wanted = true;
  }

  void report(const std::function<void(const Digest&)>& found) const {
    for (const auto& page : pages_) {
      if (!page.wanted) found(page.digest);
    }
  }

 private:
  struct Page {
    Digest digest;
    bool wanted = false;
  };
  std::vector<Page> pages_;
};

// What does not decode is somebody else's to report.
Result<void> ask_all(const Shard::Impl& shard, Slice& slice) {
  kv::Cursor snapshots = shard.store.scan(kSnapshots);
  while (snapshots.next()) {
    if (const auto snapshot = records::decode_snapshot(snapshots.value())) {
      slice.refer_to(snapshot->payload_digest);
    }
  }
  TRY(snapshots.status());
  kv::Cursor captures = shard.store.scan(kCaptures);
  while (captures.next()) {
    const auto record = records::decode_capture_record(captures.value());
    if (record && !record->revisit) slice.refer_to(record->payload_digest);
  }
  return captures.status();
}

}  // namespace

Result<void> find_pages_left_over(const Shard::Impl& shard, std::size_t slice_max,
                                  const std::function<void(const Digest&)>& found) {
  kv::Cursor pages = shard.store.scan(kPayloads);
  bool more = true;
  while (more) {
    Slice slice;
    while (slice.size() < slice_max && (more = pages.next())) {
      const auto digest = Digest::from_bytes(pages.key());
      if (digest) slice.add(*digest);
    }
    if (slice.size() == 0) break;
    TRY(ask_all(shard, slice));
    slice.report(found);
  }
  return pages.status();
}

}  // namespace broadsheet::archive
