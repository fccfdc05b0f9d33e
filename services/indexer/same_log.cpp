// SPDX-License-Identifier: Apache-2.0
// Compares the end of what a shard has read with what lies there now.
#include "indexer/same_log.h"

#include <algorithm>
#include <optional>

#include "common/growth.h"
#include "common/read_all.h"
#include "common/topics.h"
#include "records/article.h"

namespace broadsheet::indexer {

namespace {

// So many are looked at: some of them may be in the shard of another partition, or dead letters.
constexpr std::int64_t kLookBack = 16;
// How much further back than the time before, if none of them was known.
constexpr std::int64_t kFurther = 4;
constexpr Duration kSilenceMax = std::chrono::seconds(20);

Result<bool> knows(const archive::Shard& shard, const bus::Record& record,
                   const records::ArticleEvent& event) {
  const Time time = event.capture.time;
  const archive::CaptureRange then{.from = time, .to = time + Duration(1), .count_max = 1};
  TRY_LET(captures, shard.captures(record.key, then));
  return !captures.empty();
}

// What a shard knows of a piece of the log.
struct Look {
  bool compared = false;  // there is something that it could know
  bool known = false;
  bool begins_known = false;  // the first of it
  std::optional<std::int64_t> first_unknown = {};
};

Result<Look> look(bus::Bus& bus, const archive::Shard& shard, const bus::Position& from,
                  std::int64_t until, int partitions) {
  Look look;
  const auto take = [&](const std::vector<bus::Delivery>& polled) -> Result<void> {
    for (const auto& delivery : polled) {
      const auto event = records::decode_article_event(delivery.record.value);
      if (!event || !topics::is_in_place(delivery, partitions)) continue;
      TRY_LET(known, knows(shard, delivery.record, *event));
      look.begins_known = look.compared ? look.begins_known : known;
      look.compared = true;
      look.known = look.known || known;
      if (!known && !look.first_unknown) look.first_unknown = delivery.position.offset;
    }
    return {};
  };
  TRY(topics::read_all(bus, from, until, {}, take, kSilenceMax));
  return look;
}

}  // namespace

Result<Standing> compare_with_bus(bus::Bus& bus, const archive::Shard& shard, int number,
                                  int partitions, std::int64_t offset, const Held& held) {
  std::int64_t until = std::min(offset, held.end);
  bool compared = false;
  // What comes twice counts once: of what is doubtful, all is read again. One that is known behind
  // one that is not may be a repetition: then what is before them is looked at too.
  for (std::int64_t back = kLookBack; until > held.begin; back *= kFurther) {
    const std::int64_t from = std::max(held.begin, until - kLookBack);
    TRY_LET(seen,
            look(bus, shard, {std::string(topics::kArticles), number, from}, until, partitions));
    if (seen.begins_known || (seen.known && from == held.begin)) {
      return Standing{false, seen.first_unknown.value_or(until)};
    }
    compared = compared || seen.compared;
    until = std::min(from, std::max(until - back, held.begin + kLookBack));
  }
  const bool nothing_to_compare = !compared && offset <= held.end;
  return Standing{!nothing_to_compare, nothing_to_compare ? offset : 0};
}

}  // namespace broadsheet::indexer
