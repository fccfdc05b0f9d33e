// SPDX-License-Identifier: Apache-2.0
// Lanes over real brokers.
#include "contract/lane_contract.h"
#include "support/real_kafka.h"

namespace broadsheet::stage::contract {

INSTANTIATE_TEST_SUITE_P(Kafka, LaneContract,
                         ::testing::Values(BusKind{"real", testing_support::real_kafka().address,
                                                   testing_support::real_kafka().skip}),
                         kind_name);

}  // namespace broadsheet::stage::contract
