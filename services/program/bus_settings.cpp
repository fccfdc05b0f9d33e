// SPDX-License-Identifier: Apache-2.0
// The settings of the bus, and what they come to.
#include "program/bus_settings.h"

#include <unistd.h>

#include <array>

#include "common/topics.h"

namespace broadsheet {

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return {};
  return name.data();
}

std::vector<app::Setting> bus_settings(BusOptions& o) {
  return {
      {"--bus", "bus", "ADDRESS", "The bus between the services: kafka://HOST:PORT,HOST:PORT", "",
       &o.address, true},
      {"--bus-property", "bus_properties", "NAME=VALUE",
       "A property of librdkafka, as in security.protocol=SASL_SSL; may be given many times", "",
       &o.properties, false},
      {"--member", "member", "NAME",
       "This process's own name in its group, which stays the same over restarts",
       "With one, a restart within session.timeout.ms moves nothing, and what an end leaves behind "
       "waits as long. Of two processes with one name, the elder loses its partitions and goes on "
       "without a name",
       &o.member, false},
  };
}

Result<bus::Options> to_bus(const BusOptions& options, std::string_view program) {
  bus::Options bus_options;
  bus_options.address = options.address;
  bus_options.client_id = program;
  bus_options.member = options.member;
  for (const auto& property : options.properties) {
    const auto equals = property.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return bad_input("\"" + property + "\" is no property", "--bus-property",
                       "write NAME=VALUE, as in security.protocol=SASL_SSL");
    }
    bus_options.properties[property.substr(0, equals)] = property.substr(equals + 1);
  }
  // Ours too: what depends on it must know.
  const auto session = bus_options.properties.find("session.timeout.ms");
  if (session != bus_options.properties.end()) {
    TRY_LET(timeout, parse_duration(session->second + "ms"));
    bus_options.session_timeout = timeout;
  }
  return bus_options;
}

Result<OpenBus> open_bus(const bus::Options& options) {
  OpenBus open;
  TRY_LET(bus, bus::open(options));
  open.bus = std::move(bus);
  TRY_LET(partitions, topics::partitions(*open.bus));
  open.partitions = partitions;
  return open;
}

}  // namespace broadsheet
