// SPDX-License-Identifier: Apache-2.0
// A topic's keys after it has grown.
#include "common/growth.h"

#include "common/read_all.h"

namespace broadsheet::topics {

namespace {

Result<std::uint64_t> place_partition(bus::Bus& bus, const bus::Position& from, std::int64_t end,
                                      int partitions, const std::stop_token& stop) {
  std::uint64_t placed = 0;
  TRY(read_all(bus, from, end, stop, [&](std::vector<bus::Delivery> polled) -> Result<void> {
    std::vector<bus::Record> records;
    for (auto& delivery : polled) {
      if (!is_in_place(delivery, partitions)) records.push_back(std::move(delivery.record));
    }
    if (records.empty()) return {};
    placed += records.size();
    return bus.publish(from.topic, std::move(records));
  }));
  return placed;
}

}  // namespace

bool is_in_place(const bus::Delivery& delivery, int partitions) {
  return bus::partition_of(delivery.record.key, partitions) == delivery.position.partition;
}

Result<std::uint64_t> place_anew(bus::Bus& bus, std::string_view topic, std::stop_token stop) {
  TRY_LET(begins, bus.begin_offsets(topic));
  TRY_LET(ends, bus.end_offsets(topic));
  const int partitions = static_cast<int>(ends.size());
  std::uint64_t placed = 0;
  for (int partition = 0; partition < partitions; ++partition) {
    const auto number = static_cast<std::size_t>(partition);
    if (begins.at(number) >= ends[number]) continue;
    TRY_LET(count, place_partition(bus, {std::string(topic), partition, begins[number]},
                                   ends[number], partitions, stop));
    placed += count;
  }
  return placed;
}

}  // namespace broadsheet::topics
