// SPDX-License-Identifier: Apache-2.0
// Cursors: version, order, query, rank, snapshot; in base64url.
#include "search/cursor.h"

#include <bit>

#include "core/encode.h"
#include "core/hash.h"
#include "search/request.h"

namespace broadsheet::search {

namespace {

constexpr char kVersion = 1;
constexpr std::size_t kHeadBytes = 1 + 8 + 8;
constexpr std::size_t kCursorBytesMax = (kHeadBytes + kSnapshotBytesMax) * 4 / 3 + 4;  // base64

// Of everything that decides which hits there are, and in which order.
std::string fingerprint(const Query& query) {
  const auto seed = hash64(encode_filter(query.filter), static_cast<std::uint64_t>(query.order));
  return big_endian(hash64(query.text, seed));
}

std::string write_cursor(const Query& query, const Place& place) {
  return to_base64url(kVersion + fingerprint(query) +
                      big_endian(static_cast<std::uint64_t>(place.rank)) + place.snapshot);
}

Fault bad_cursor(std::string what) {
  return bad_input(std::move(what), "page.after", "pass on what the last page gave, or nothing");
}

}  // namespace

std::int64_t rank_of(const Hit& hit, Order order) {
  switch (order) {
    case Order::kRelevance:
      return std::bit_cast<std::int32_t>(static_cast<float>(hit.score));
    case Order::kNewest:
      return to_micros(hit.date);
    case Order::kOldest:
      return -to_micros(hit.date);
  }
  return 0;
}

double score_of(std::int64_t rank) { return std::bit_cast<float>(static_cast<std::int32_t>(rank)); }

Result<Place> read_cursor(const Query& query, std::string_view cursor) {
  if (cursor.size() > kCursorBytesMax) return bad_cursor("a cursor is too long");
  const auto bytes = from_base64url(cursor);
  if (!bytes.ok() || bytes->size() <= kHeadBytes || bytes->front() != kVersion) {
    return bad_cursor("this is no cursor");
  }
  const std::string_view view = *bytes;
  if (view.substr(1, 8) != fingerprint(query)) {
    return bad_cursor("the cursor belongs to another query");
  }
  const auto rank = static_cast<std::int64_t>(from_big_endian(view.substr(9, 8)));
  return Place{rank, std::string(view.substr(kHeadBytes))};
}

std::string cursor_after(const Query& query, const Hit& hit) {
  return write_cursor(query, {rank_of(hit, query.order), hit.snapshot});
}

bool before(const Hit& a, const Hit& b, Order order) {
  const auto rank_a = rank_of(a, order);
  const auto rank_b = rank_of(b, order);
  return rank_a != rank_b ? rank_a > rank_b : a.snapshot < b.snapshot;
}

}  // namespace broadsheet::search
