// SPDX-License-Identifier: Apache-2.0
// Any bytes as every kind of record: what decodes, encodes to bytes that decode to the same.
// uses: bs_records
#include <string_view>

#include "core/result.h"
#include "records/frontier_record.h"
#include "records/operations.h"
#include "records/snapshot.h"
#include "records/source.h"

namespace records = broadsheet::records;

namespace {

// Compared as bytes: a NaN is not equal to itself.
template <typename Decode>
void check(std::string_view bytes, Decode decode) {
  const auto record = decode(bytes);
  if (!record) return;
  const auto encoded = encode(*record);
  const auto again = decode(encoded);
  CHECK(again.ok() && encode(*again) == encoded);
}

}  // namespace

void fuzz_records(std::string_view bytes) {
  check(bytes, records::decode_source);
  check(bytes, records::decode_discovery);
  check(bytes, records::decode_capture);
  check(bytes, records::decode_article);
  check(bytes, records::decode_article_event);
  check(bytes, records::decode_snapshot);
  check(bytes, records::decode_capture_record);
  check(bytes, records::decode_frontier_record);
  check(bytes, records::decode_shard_endpoint);
  check(bytes, records::decode_dead_letter);
  if (const auto article = records::decode_article(bytes)) {
    (void)records::text_of(*article);
    if (article->published) (void)records::format_date(*article->published);
  }
  const auto key = records::SnapshotKey::from_bytes(bytes);
  if (key) CHECK(records::SnapshotKey::from_name(key->name()).ok());
  const auto named = records::SnapshotKey::from_name(bytes);
  if (named) CHECK(named->name() == bytes);
}
