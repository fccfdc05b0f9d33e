// SPDX-License-Identifier: Apache-2.0
// The topics between the services.
#include "common/topics.h"

#include <algorithm>

namespace broadsheet::topics {

std::string backfill_group(std::string_view group) { return std::string(group) + ".backfill"; }

std::vector<bus::Topic> all(const Layout& layout) {
  const auto log = [&](std::string_view name, int partitions) {
    bus::Topic topic;
    topic.name = std::string(name);
    topic.partitions = partitions;
    topic.replication = layout.replication;
    topic.retention = layout.retention;
    return topic;
  };
  const auto table = [&](std::string_view name, int partitions) {
    bus::Topic topic = log(name, partitions);
    topic.cleanup = bus::Cleanup::kCompact;
    return topic;
  };
  bus::Topic dead_letters = log(kDeadLetters, 1);
  if (layout.retention != Duration{}) {
    dead_letters.retention = std::max(layout.retention, kDeadLettersKept);
  }
  return {
      table(kSources, 1),
      log(kDiscoveries, layout.partitions),
      table(kFrontierState, layout.partitions),
      log(kCaptures, layout.partitions),
      log(kArticles, layout.partitions),
      log(kCapturesBackfill, layout.partitions),
      log(kArticlesBackfill, layout.partitions),
      table(kShards, 1),
      dead_letters,
  };
}

Result<int> partitions(const bus::Bus& bus) {
  int most = 0;
  for (const auto& topic : all({})) {
    const auto there = bus.describe_topic(topic.name);
    if (!there && there.fault().kind == FaultKind::kNotFound) {
      return not_found("the topic " + topic.name + " is not there", "bus",
                       "make it with: broadsheet topics apply");
    }
    if (!there) return there.fault();
    if (topic.partitions == 1) continue;
    if (most != 0 && there->partitions != most) {
      return bad_input(topic.name + " has " + std::to_string(there->partitions) +
                           " partitions, and others have " + std::to_string(most),
                       "bus", "make them equal with: broadsheet topics apply --partitions N");
    }
    most = there->partitions;
  }
  return most;
}

Result<void> apply(bus::Bus& bus, const Layout& layout) {
  for (const auto& topic : all(layout)) TRY(bus.create_topic(topic));
  return {};
}

}  // namespace broadsheet::topics
