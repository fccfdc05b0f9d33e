// SPDX-License-Identifier: Apache-2.0
// A Kafka inside the process: librdkafka's mock cluster, which it marks as experimental.
#pragma once

#include <memory>
#include <string>

namespace broadsheet::testing_support {

// Knows groups and offsets, makes no topics on request, and keeps nothing.
class MockKafka {
 public:
  MockKafka();
  ~MockKafka();
  // "kafka://host:port"
  [[nodiscard]] std::string address() const;
  void make_topic(const std::string& name, int partitions);
  // The next requests to produce are answered with "message too large".
  void refuse_records(int count);
  // …are answered with "not enough replicas", after which clients try again.
  void fail_to_replicate(int count);
  // The next questions where a group goes on are answered with "not authorized".
  void conceal_positions(int count);
  void go_down();
  void come_up();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::testing_support
