// SPDX-License-Identifier: Apache-2.0
// What every bus promises, written once: a kind of bus is a ground that makes fresh buses.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "bus/bus.h"

namespace broadsheet::bus::contract {

// Where one test runs: a broker, a folder, nothing. Lives as long as the test.
class Ground {
 public:
  virtual ~Ground() = default;
  [[nodiscard]] virtual Options options() const = 0;
  // For a broker that makes no topics on request.
  virtual void before_create(const Topic&) {}
};

struct Kind {
  std::string name;
  std::function<std::unique_ptr<Ground>()> make;
  // Superseded records of a compacted topic go at once, and a group is never refused a commit while
  // it gives a partition up; with brokers, the one comes later and the other may happen.
  bool is_in_process = false;
  // Why its tests cannot run here, if so.
  std::string skip = {};

  friend void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }
};

class BusContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override;

  // A topic that no other test has.
  Topic make_topic(int partitions, Cleanup cleanup = Cleanup::kDelete);
  void create(const Topic& topic);
  void publish(const Topic& topic, std::vector<Record> records);
  std::unique_ptr<Inbox> subscribe(const Topic& topic, const std::string& group,
                                   Listener listener = {});
  // Groups are no other test's either.
  static std::string group_name(const Topic& topic, const std::string& group);
  static std::string unique(const std::string& name);

  // Polls all inboxes in turn until `enough` or a minute has passed; what came, in its order.
  static std::vector<Delivery> poll_until(
      const std::vector<Inbox*>& inboxes,
      const std::function<bool(const std::vector<Delivery>&)>& enough);
  // …until `count` records have come.
  static std::vector<Delivery> poll_count(Inbox& inbox, std::size_t count);
  static std::vector<std::string> values(const std::vector<Delivery>& deliveries);

  std::unique_ptr<Ground> ground_;
  std::unique_ptr<Bus> bus_;
};

inline std::string kind_name(const ::testing::TestParamInfo<Kind>& info) { return info.param.name; }

}  // namespace broadsheet::bus::contract
