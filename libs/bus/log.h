// SPDX-License-Identifier: Apache-2.0
// Where the bus of one process keeps its records: in memory, or on a disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bus/rules.h"

namespace broadsheet::bus {

// Deleted keys are remembered for this long, so that readers on their way hear of it.
constexpr Duration kTombstoneAge = std::chrono::hours(24);

// Of one partition: [begin, end).
struct Bounds {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

// Thread-safe. The bus above it checks names, partitions and sizes: here they are known to be good.
class Log {
 public:
  virtual ~Log() = default;
  // Those kept from before.
  [[nodiscard]] virtual Result<std::vector<Topic>> topics() const = 0;
  // A new topic, or new settings of one with as many partitions.
  virtual Result<void> put_topic(const Topic& topic) = 0;
  // All or nothing, durable on return. Records of one partition stay in their order.
  virtual Result<void> append(const std::string& topic, std::vector<Placed> records) = 0;
  // From the first record at or after `from`; at least one if there is one, whatever its size.
  [[nodiscard]] virtual Result<std::vector<Delivery>> read(const Position& from,
                                                           std::size_t count_max,
                                                           std::size_t bytes_max) const = 0;
  [[nodiscard]] virtual Bounds bounds(const std::string& topic, int partition) const = 0;
  virtual Result<void> commit(std::string_view group, const std::vector<Position>& positions) = 0;
  [[nodiscard]] virtual Result<std::optional<std::int64_t>> committed(std::string_view group,
                                                                      const std::string& topic,
                                                                      int partition) const = 0;
  // Forgets what its topics' retention says.
  virtual Result<void> clean() = 0;
};

std::unique_ptr<Log> make_memory_log(const Options& options);
// Faults are those of kv::Store::open.
Result<std::unique_ptr<Log>> open_embedded_log(const std::string& folder, const Options& options);

}  // namespace broadsheet::bus
