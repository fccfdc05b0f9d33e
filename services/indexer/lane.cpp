// SPDX-License-Identifier: Apache-2.0
// Backfill waits in a lane of its own until the live one has hardly anything left.
#include "indexer/lane.h"

#include "common/topics.h"
#include "stage/stage.h"

namespace broadsheet::indexer {

Result<void> run_backfill(bus::Bus& bus, const std::string& group, std::stop_token stop) {
  stage::Lane lane;
  lane.name = "indexer-backfill";
  lane.from = std::string(topics::kArticlesBackfill);
  lane.to = std::string(topics::kArticles);
  lane.group = topics::backfill_group(group);
  lane.reader = group;
  return stage::feed(bus, lane, std::move(stop));
}

}  // namespace broadsheet::indexer
