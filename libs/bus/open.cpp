// SPDX-License-Identifier: Apache-2.0
// From an address to a bus.
#include "bus/bus.h"
#include "bus/kafka_client.h"
#include "bus/local_bus.h"

namespace broadsheet::bus {

Result<std::unique_ptr<Bus>> open(const Options& options) {
  constexpr std::string_view kEmbedded = "embedded:";
  const std::string_view address = options.address;
  if (address == "memory:") return LocalBus::make(make_memory_log(options), options);
  if (address.starts_with(kEmbedded) && address.size() > kEmbedded.size()) {
    auto log = open_embedded_log(std::string(address.substr(kEmbedded.size())), options);
    if (!log.ok()) return log.fault();
    return LocalBus::make(*std::move(log), options);
  }
  if (address.starts_with(kafka::kScheme)) return kafka::open_bus(options);
  return bad_input("'" + options.address + "' is no bus", {},
                   "write memory:, embedded:FOLDER or kafka://host:port");
}

}  // namespace broadsheet::bus
