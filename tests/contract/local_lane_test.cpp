// SPDX-License-Identifier: Apache-2.0
// Lanes over the buses of one process.
#include "contract/lane_contract.h"

namespace broadsheet::stage::contract {

INSTANTIATE_TEST_SUITE_P(Local, LaneContract,
                         ::testing::Values(BusKind{"memory", "memory:"},
                                           BusKind{"embedded", "embedded:"}),
                         kind_name);

}  // namespace broadsheet::stage::contract
