// SPDX-License-Identifier: Apache-2.0
// The contract, over the two kinds of bus that need no broker.
#include "contract/bus_contract.h"
#include "core/file.h"

namespace broadsheet::bus::contract {
namespace {

class MemoryGround : public Ground {
 public:
  [[nodiscard]] Options options() const override { return {}; }
};

class EmbeddedGround : public Ground {
 public:
  [[nodiscard]] Options options() const override {
    Options options;
    options.address = "embedded:" + folder_.path().string();
    return options;
  }

 private:
  TemporaryFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(
    Local, BusContract,
    ::testing::Values(Kind{"memory", [] { return std::make_unique<MemoryGround>(); }, true},
                      Kind{"embedded", [] { return std::make_unique<EmbeddedGround>(); }, true}),
    kind_name);

}  // namespace
}  // namespace broadsheet::bus::contract
