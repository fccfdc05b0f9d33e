// SPDX-License-Identifier: Apache-2.0
// How far each group has read each topic, as far as it committed. Inside bus only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>

namespace broadsheet::bus {

// Not thread-safe.
class Progress {
 public:
  void note(const std::string& group, const std::string& topic, int partition,
            std::int64_t offset) {
    topics_[topic][group][partition] = offset;
  }

  [[nodiscard]] std::optional<std::int64_t> committed(const std::string& group,
                                                      const std::string& topic,
                                                      int partition) const {
    const auto groups = topics_.find(topic);
    if (groups == topics_.end()) return std::nullopt;
    const auto partitions = groups->second.find(group);
    if (partitions == groups->second.end()) return std::nullopt;
    const auto offset = partitions->second.find(partition);
    if (offset == partitions->second.end()) return std::nullopt;
    return offset->second;
  }

  // No group that reads the topic still needs what lies before. A group reads a topic once it has
  // committed in any of its partitions; where it has not, it needs everything.
  [[nodiscard]] std::int64_t needed_from(const std::string& topic, int partition) const {
    std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
    const auto groups = topics_.find(topic);
    if (groups == topics_.end()) return lowest;
    for (const auto& [group, partitions] : groups->second) {
      const auto offset = partitions.find(partition);
      lowest = std::min(lowest, offset == partitions.end() ? 0 : offset->second);
    }
    return lowest;
  }

 private:
  std::map<std::string, std::map<std::string, std::map<int, std::int64_t>>> topics_;
};

}  // namespace broadsheet::bus
