// SPDX-License-Identifier: Apache-2.0
// Publishing to Kafka: a call returns when all of its records are reported as delivered.
#pragma once

#include <thread>

#include "bus/kafka_client.h"
#include "bus/rules.h"

namespace broadsheet::bus::kafka {

// Thread-safe.
class Producer {
 public:
  // `ending` outlives it.
  static Result<std::unique_ptr<Producer>> make(const Options& options, const Ending& ending);
  ~Producer();
  Producer(const Producer&) = delete;
  Producer& operator=(const Producer&) = delete;

  Result<void> publish(const Topic& topic, const std::vector<Placed>& records);
  // It met an error after which idempotence is no longer certain, and takes nothing more.
  [[nodiscard]] bool is_fatal() const;
  [[nodiscard]] rd_kafka_t* client() const { return client_.get(); }

 private:
  Producer(Client client, const Ending& ending);

  const Ending& ending_;
  Client client_;
  std::jthread poller_;  // serves delivery reports; last: it uses the client
};

}  // namespace broadsheet::bus::kafka
