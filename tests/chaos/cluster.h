// SPDX-License-Identifier: Apache-2.0
// A Kafka of our own (scripts/kafka), whose brokers may be hurt.
#pragma once

#include <string>

#include "core/result.h"

namespace broadsheet::chaos {

// Taken down, with all it wrote, at the end of the object's life.
class Cluster {
 public:
  // kUnavailable where there is no Java or no network.
  static Result<Cluster> up(int brokers);
  ~Cluster();
  Cluster(Cluster&& other) noexcept;
  Cluster& operator=(Cluster&&) = delete;

  [[nodiscard]] const std::string& address() const { return address_; }  // "kafka://…"
  [[nodiscard]] int brokers() const { return brokers_; }
  // "kill", "start", "pause", "resume": of scripts/kafka. Broker 1 is the first.
  void act(const std::string& verb, int broker) const;

 private:
  Cluster(std::string name, int brokers) : name_(std::move(name)), brokers_(brokers) {}
  std::string name_;
  std::string address_;
  int brokers_ = 1;
};

}  // namespace broadsheet::chaos
