// SPDX-License-Identifier: Apache-2.0
// Compares the end of what a shard has read with what lies there now.
#include "indexer/same_log.h"

#include <algorithm>

#include "common/growth.h"
#include "common/topics.h"
#include "records/article.h"

namespace broadsheet::indexer {

namespace {

// So many are looked at: some of them may be in the shard of another partition, or dead letters.
constexpr std::int64_t kLookBack = 16;
constexpr Duration kPatience = std::chrono::milliseconds(200);
constexpr Duration kSilenceMax = std::chrono::seconds(20);

Result<bool> knows(const archive::Shard& shard, const bus::Record& record,
                   const records::ArticleEvent& event) {
  const Time time = event.capture.time;
  const archive::CaptureRange then{.from = time, .to = time + Duration(1), .count_max = 1};
  TRY_LET(captures, shard.captures(record.key, then));
  return !captures.empty();
}

}  // namespace

Result<bool> has_read_this_log(bus::Bus& bus, const archive::Shard& shard, int number,
                               int partitions, std::int64_t offset, const Held& held) {
  if (offset > held.end) return false;
  const std::int64_t from = std::max(held.begin, offset - kLookBack);
  if (offset <= from) return true;
  TRY_LET(inbox, bus.read({{std::string(topics::kArticles), number, from}}));
  std::size_t compared = 0;
  Time heard = system_now();
  while (inbox->assignment().front().offset < offset) {
    TRY_LET(polled, inbox->poll(static_cast<std::size_t>(kLookBack), kPatience));
    if (!polled.empty()) heard = system_now();
    if (system_now() > heard + kSilenceMax) return unavailable("the bus is silent");
    for (const auto& delivery : polled) {
      if (delivery.position.offset >= offset) break;
      const auto event = records::decode_article_event(delivery.record.value);
      if (!event || !topics::is_in_place(delivery, partitions)) continue;
      ++compared;
      TRY_LET(known, knows(shard, delivery.record, *event));
      if (known) return true;
    }
  }
  return compared == 0;
}

}  // namespace broadsheet::indexer
