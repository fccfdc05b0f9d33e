// SPDX-License-Identifier: Apache-2.0
// A topic's keys after it has grown.
#include "common/growth.h"

#include <algorithm>

namespace broadsheet::topics {

namespace {

constexpr std::size_t kRecordsMax = 256;  // read at once; the bus bounds their bytes
constexpr Duration kPatience = std::chrono::milliseconds(500);
constexpr Duration kSilenceMax = std::chrono::minutes(1);

Result<std::uint64_t> place_partition(bus::Bus& bus, const bus::Position& from, std::int64_t end,
                                      int partitions, const std::stop_token& stop) {
  std::uint64_t placed = 0;
  TRY_LET(inbox, bus.read({from}));
  Time heard = system_now();
  while (inbox->assignment().front().offset < end) {
    if (stop.stop_requested()) return unavailable("stopped", {}, "do it again: it goes on");
    TRY_LET(polled, inbox->poll(kRecordsMax, kPatience));
    const Time now = system_now();
    if (!polled.empty()) heard = now;
    if (now > heard + kSilenceMax) return unavailable("the bus is silent", from.topic);
    std::vector<bus::Record> records;
    for (auto& delivery : polled) {
      if (delivery.position.offset >= end || is_in_place(delivery, partitions)) continue;
      records.push_back(std::move(delivery.record));
    }
    if (records.empty()) continue;
    placed += records.size();
    TRY(bus.publish(from.topic, std::move(records)));
  }
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
