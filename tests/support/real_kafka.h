// SPDX-License-Identifier: Apache-2.0
// The real Kafka of this run: CTest starts one (scripts/kafka), or BROADSHEET_KAFKA names one.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/file.h"
#include "core/strings.h"

namespace broadsheet::testing_support {

struct RealKafka {
  std::string address = {};  // "kafka://127.0.0.1:43121"; empty: there is none, because of `skip`
  std::string skip = {};
};

inline RealKafka real_kafka() {
  if (const char* servers = std::getenv("BROADSHEET_KAFKA")) {
    return {"kafka://" + std::string(servers)};
  }
  const auto cluster =
      std::filesystem::path(BROADSHEET_SOURCE_DIR) / "build" / "kafka" / BROADSHEET_KAFKA_CLUSTER;
  const auto line = [&](const char* file) {
    const auto text = read_file(cluster / file, 4096);
    return text ? std::string(trim(*text)) : std::string();
  };
  if (const auto skip = line("skip"); !skip.empty()) return {{}, "no Kafka here: " + skip};
  const auto servers = line("address");
  if (!servers.empty()) return {"kafka://" + servers};
  return {{}, "start one: scripts/kafka up --name " BROADSHEET_KAFKA_CLUSTER};
}

}  // namespace broadsheet::testing_support
