// SPDX-License-Identifier: Apache-2.0
// Who in a group gets which partitions: a pure rule.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace broadsheet::bus {

struct Slot {
  std::string topic;
  int partition = 0;
  auto operator<=>(const Slot&) const = default;
};

struct Member {
  std::uint64_t id = 0;
  std::vector<std::string> topics;
};

using Owners = std::map<Slot, std::uint64_t>;

// Each partition of `partitions` (topic → count) that some member wants has one owner. Within a
// topic no member has two more than another; who has a partition `now` keeps it where that allows.
Owners assign(const std::vector<Member>& members, const std::map<std::string, int>& partitions,
              const Owners& now);

}  // namespace broadsheet::bus
