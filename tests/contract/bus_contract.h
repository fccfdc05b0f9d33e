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
};

struct Kind {
  std::string name;
  std::function<std::unique_ptr<Ground>()> make;
  // Removes what is superseded in a compacted topic at once; others only sooner or later.
  bool compacts_at_once = false;
  // Why its tests cannot run here, if so.
  std::string skip = {};

  friend void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }
};

class BusContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override;

  // A topic that no other test has.
  Topic make_topic(int partitions, Cleanup cleanup = Cleanup::kDelete);
  void publish(const Topic& topic, std::vector<Record> records);
  std::unique_ptr<Inbox> subscribe(const Topic& topic, const std::string& group,
                                   Listener listener = {});
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
