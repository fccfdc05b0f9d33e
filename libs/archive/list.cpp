// SPDX-License-Identifier: Apache-2.0
// Lists of snapshots in the order of time, read along the shortest of the orders that a shard
// keeps.
#include <algorithm>

#include "archive/impl.h"

namespace broadsheet::archive {

namespace {

// What a list skips, and when it is full.
class Lister {
 public:
  Lister(const Shard::Impl& shard, const Listing& listing) : shard_(shard), listing_(listing) {}

  // One URL has few versions: all are read.
  Result<ListPage> of_one_url() {
    TRY_LET(versions, shard_.versions(listing_.scope.url_key()));
    std::ranges::sort(versions, {},
                      [](const auto& s) { return std::pair(s.first_seen, s.sequence); });
    if (listing_.newest_first) std::ranges::reverse(versions);
    for (auto& snapshot : versions) {
      const std::string position = Shard::list_position(snapshot);
      const bool had =
          !listing_.after.empty() &&
          (listing_.newest_first ? position >= listing_.after : position <= listing_.after);
      if (had || snapshot.first_seen < listing_.from || snapshot.first_seen >= listing_.to)
        continue;
      if (!take(std::move(snapshot), position)) break;
      page_.next = position;
    }
    return std::move(page_);
  }

  // Rows `prefix` ∥ position → snapshot key.
  Result<ListPage> of_rows(std::string_view family, const std::string& prefix) {
    kv::Cursor rows = shard_.store.scan(family, range_of(prefix));
    for (std::size_t looked = 0; rows.next(); ++looked) {
      if (looked == listing_.rows_max) {
        page_.more = true;
        return std::move(page_);
      }
      TRY_LET(key, records::SnapshotKey::from_bytes(rows.value()));
      const std::string position(rows.key().substr(prefix.size()));
      if (listing_.scope.holds(key.url_key)) {
        TRY_LET(snapshot, shard_.get(key));
        if (!take(std::move(snapshot), position)) return std::move(page_);
      }
      page_.next = position;
    }
    TRY(rows.status());
    return std::move(page_);
  }

 private:
  [[nodiscard]] kv::Range range_of(const std::string& prefix) const {
    kv::Range range = kv::Range::prefix(prefix);
    range.descending = listing_.newest_first;
    if (listing_.from != Time::min()) range.begin = prefix + big_endian(ordered(listing_.from));
    if (listing_.to != Time::max()) range.end = prefix + big_endian(ordered(listing_.to));
    if (listing_.after.empty()) return range;
    // The position is the row that was had last: on behind it, in the direction of reading.
    if (listing_.newest_first) {
      range.end = prefix + listing_.after;
    } else {
      range.begin = prefix + listing_.after + '\0';
    }
    return range;
  }

  // False if there was no more room.
  bool take(records::Snapshot snapshot, const std::string& position) {
    if (!listing_.source.empty() && snapshot.source != listing_.source) return true;
    if (page_.snapshots.size() == listing_.count_max) {
      page_.more = true;
      return false;
    }
    page_.snapshots.push_back(std::move(snapshot));
    page_.positions.push_back(position);
    return true;
  }

  const Shard::Impl& shard_;
  const Listing& listing_;
  ListPage page_;
};

}  // namespace

Result<ListPage> Shard::list(const Listing& listing) const {
  CHECK(listing.rows_max > 0);  // Else no call would come any further.
  Lister lister(*impl_, listing);
  if (!listing.scope.url_key().empty()) return lister.of_one_url();
  if (const auto site = listing.scope.site()) return lister.of_rows(kBySite, site_prefix(*site));
  return lister.of_rows(kByTime, "");
}

std::string Shard::list_position(const records::Snapshot& snapshot) {
  return time_key(snapshot.first_seen, snapshot.sequence);
}

}  // namespace broadsheet::archive
