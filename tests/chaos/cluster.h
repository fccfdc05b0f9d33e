// SPDX-License-Identifier: Apache-2.0
// A Kafka of our own (scripts/kafka), whose brokers may be hurt.
#pragma once

#include <string>

#include "chaos/network.h"
#include "core/result.h"

namespace broadsheet::chaos {

// Taken down, with all it wrote, at the end of the object's life. Its brokers are nodes of
// `network`, which outlives it: all that is said to them, by clients and by each other, goes
// through there.
class Cluster {
 public:
  // kUnavailable where there is no Java or no network.
  static Result<Cluster> up(int brokers, Network& network);
  ~Cluster();
  Cluster(Cluster&& other) noexcept;
  Cluster& operator=(Cluster&&) = delete;

  [[nodiscard]] const std::string& address() const { return address_; }  // "kafka://…"
  [[nodiscard]] int brokers() const { return brokers_; }
  // "kill", "stop", "start", "pause", "resume": of scripts/kafka. Broker 1 is the first.
  void act(const std::string& verb, int broker) const;
  // All that do not run; none of three can begin alone.
  void start_all() const;
  [[nodiscard]] static std::string node(int broker);

 private:
  Cluster(std::string name, int brokers) : name_(std::move(name)), brokers_(brokers) {}
  std::string name_;
  std::string address_;
  int brokers_ = 1;
};

}  // namespace broadsheet::chaos
