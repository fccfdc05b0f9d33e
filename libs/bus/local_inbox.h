// SPDX-License-Identifier: Apache-2.0
// A reader of the bus of one process.
#pragma once

#include <map>
#include <optional>

#include "bus/local_bus.h"
#include "core/metrics.h"

namespace broadsheet::bus {

class LocalInbox final : public Inbox {
 public:
  // A member of a group, already entered there.
  LocalInbox(LocalBus& bus, std::string group, std::uint64_t member, Listener listener);
  // Without a group.
  LocalInbox(LocalBus& bus, const std::vector<Position>& from);
  ~LocalInbox() override;

  Result<std::vector<Delivery>> poll(std::size_t count_max, Duration patience) override;
  Result<void> commit(const std::vector<Position>& positions) override;
  Result<void> commit() override;
  Result<void> seek(const Position& position) override;
  Result<void> pause(const std::vector<Position>& partitions) override;
  Result<void> resume(const std::vector<Position>& partitions) override;
  [[nodiscard]] std::vector<Position> assignment() const override;
  [[nodiscard]] Result<std::int64_t> lag() const override;

 private:
  struct Reading {
    std::int64_t next = 0;
    std::optional<std::int64_t> done = {};  // what commit() would commit, if it has not
    bool paused = false;
  };

  Result<void> take_part();
  void give_up(const std::vector<Slot>& slots);
  Result<void> take_on(const std::vector<Slot>& slots);
  Result<std::vector<Delivery>> take(std::size_t count_max);
  Result<void> read_into(std::vector<Delivery>& out, std::size_t& bytes, std::size_t count_max,
                         const Slot& slot, Reading& reading);
  Result<void> set_paused(const std::vector<Position>& partitions, bool paused);
  [[nodiscard]] std::vector<Position> positions(const std::vector<Slot>& slots) const;

  LocalBus& bus_;
  const std::optional<std::string> group_;
  const std::uint64_t member_ = 0;
  const Listener listener_;
  std::map<Slot, Reading> readings_;
  Slot last_;  // whose records came last: the next poll begins behind it
};

}  // namespace broadsheet::bus
