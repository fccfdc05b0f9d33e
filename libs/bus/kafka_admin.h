// SPDX-License-Identifier: Apache-2.0
// Making topics on Kafka, and reading their settings.
#pragma once

#include "bus/kafka_client.h"

namespace broadsheet::bus::kafka {

// Returns when the topic can be written to. One that exists meanwhile is fine.
Result<void> make_topic(rd_kafka_t* client, const Topic& topic, int timeout_milliseconds);

// A topic that exists takes these settings; those that we know nothing of stay as they are.
Result<void> change_settings(rd_kafka_t* client, const Topic& topic, int timeout_milliseconds);

// More partitions than it has.
Result<void> add_partitions(rd_kafka_t* client, const Topic& topic, int timeout_milliseconds);

// `topic` with the settings the brokers have; what they do not tell stays.
Result<Topic> with_settings(rd_kafka_t* client, Topic topic, int timeout_milliseconds);

}  // namespace broadsheet::bus::kafka
