// SPDX-License-Identifier: Apache-2.0
// How a service finds its bus, and who it is there.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "bus/bus.h"

namespace broadsheet {

struct BusOptions {
  std::string address = {};
  std::vector<std::string> properties = {};  // NAME=VALUE, librdkafka's own
  std::string member = {};                   // empty: none, and it leaves its group as it ends
};

std::string host_name();  // empty if the host has none

// They point into `options`, which outlives them.
std::vector<app::Setting> bus_settings(BusOptions& options);

// kBadInput where there is no address, or a property is none. `program` is "broadsheet-fetcher".
Result<bus::Options> to_bus(const BusOptions& options, std::string_view program);

struct OpenBus {
  std::unique_ptr<bus::Bus> bus;
  int partitions = 0;  // of captures and articles, and of discoveries
};
// kNotFound if topics are missing: `broadsheet topics apply` makes them. kUnavailable if no broker
// answers.
Result<OpenBus> open_bus(const bus::Options& options);

}  // namespace broadsheet
