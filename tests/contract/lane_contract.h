// SPDX-License-Identifier: Apache-2.0
// Two lanes over any kind of bus: what comes now goes first, and what waits comes too. Nothing here
// is measured in time: it is counted what was done before what.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>

#include "bus/bus.h"
#include "stage/stage.h"

namespace broadsheet::stage::contract {

struct BusKind {
  std::string name;
  std::string address;    // "embedded:" gets a folder
  std::string skip = {};  // why its tests cannot run here, if so

  friend void PrintTo(const BusKind& kind, std::ostream* out) { *out << kind.name; }
};

class LaneContract : public ::testing::TestWithParam<BusKind> {};

inline std::string kind_name(const ::testing::TestParamInfo<BusKind>& info) {
  return info.param.name;
}

}  // namespace broadsheet::stage::contract
