// SPDX-License-Identifier: Apache-2.0
// What every kind of bus does alike: what it refuses, and where a record goes. Pure rules.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "bus/bus.h"

namespace broadsheet::bus {

// Each is kBadInput, and says of which topic; a missing topic is kNotFound.
Result<void> check_topic(const Topic& topic);
Result<void> check_group(std::string_view group);
Result<void> check_record(const Topic& topic, const Record& record);
Fault no_such_topic(std::string_view topic);
Fault no_such_partition(std::string_view topic, int partition);

// Key, value and headers.
std::size_t size_of(const Record& record);

struct Placed {
  int partition = 0;
  Record record;
};

// Each where its key says.
std::vector<Placed> place_by_key(const Topic& topic, std::vector<Record> records);
// All in one; kBadInput if there is no such partition.
Result<std::vector<Placed>> place_in(const Topic& topic, int partition,
                                     std::vector<Record> records);

}  // namespace broadsheet::bus
