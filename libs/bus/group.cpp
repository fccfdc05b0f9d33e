// SPDX-License-Identifier: Apache-2.0
// Balance first, then as few moves as possible, topic by topic.
#include "bus/group.h"

#include <algorithm>

namespace broadsheet::bus {
namespace {

using Loads = std::map<std::uint64_t, int>;  // partitions by member

std::vector<std::uint64_t> who_wants(const std::vector<Member>& members, const std::string& topic) {
  std::vector<std::uint64_t> ids;
  for (const auto& member : members) {
    if (std::find(member.topics.begin(), member.topics.end(), topic) != member.topics.end()) {
      ids.push_back(member.id);
    }
  }
  return ids;
}

// Leaves with each member of `ids` what it has now, up to its share.
void keep(const std::string& topic, int count, const Owners& now, Loads& loads, Owners& out) {
  const int members = static_cast<int>(loads.size());
  const int share = count / members;
  int larger_shares = count % members;  // so many members have one more
  for (int partition = 0; partition < count; ++partition) {
    const auto owner = now.find({topic, partition});
    if (owner == now.end()) continue;
    const auto load = loads.find(owner->second);
    if (load == loads.end() || load->second > share) continue;
    if (load->second == share) {
      if (larger_shares == 0) continue;
      --larger_shares;
    }
    ++load->second;
    out[{topic, partition}] = owner->second;
  }
}

}  // namespace

Owners assign(const std::vector<Member>& members, const std::map<std::string, int>& partitions,
              const Owners& now) {
  Owners out;
  Loads totals;  // over all topics: the larger shares should not all go to one member
  for (const auto& [topic, count] : partitions) {
    Loads loads;
    for (const auto id : who_wants(members, topic)) loads[id] = 0;
    if (loads.empty()) continue;
    keep(topic, count, now, loads, out);
    for (int partition = 0; partition < count; ++partition) {
      if (out.contains({topic, partition})) continue;
      const auto least =
          std::min_element(loads.begin(), loads.end(), [&](const auto& a, const auto& b) {
            return std::pair(a.second, totals[a.first]) < std::pair(b.second, totals[b.first]);
          });
      ++least->second;
      out[{topic, partition}] = least->first;
    }
    for (const auto& [id, load] : loads) totals[id] += load;
  }
  return out;
}

}  // namespace broadsheet::bus
