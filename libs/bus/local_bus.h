// SPDX-License-Identifier: Apache-2.0
// The bus of one process, over a log: topics, and groups whose members are inboxes.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "bus/bus.h"
#include "bus/group.h"
#include "bus/log.h"

namespace broadsheet::bus {

class LocalBus final : public Bus {
 public:
  static Result<std::unique_ptr<Bus>> make(std::unique_ptr<Log> log, const Options& options);
  ~LocalBus() override;

  Result<void> create_topic(const Topic& topic) override;
  [[nodiscard]] Result<Topic> describe_topic(std::string_view topic) const override;
  Result<void> alter_topic(const Topic& topic) override;
  Result<void> publish(std::string_view topic, std::vector<Record> records) override;
  Result<void> publish_to(std::string_view topic, int partition,
                          std::vector<Record> records) override;
  Result<std::unique_ptr<Inbox>> subscribe(const std::vector<std::string>& topics,
                                           std::string_view group, Listener listener) override;
  Result<std::unique_ptr<Inbox>> read(const std::vector<Position>& from) override;
  [[nodiscard]] Result<std::vector<std::int64_t>> end_offsets(
      std::string_view topic) const override;
  [[nodiscard]] Result<std::vector<std::int64_t>> begin_offsets(
      std::string_view topic) const override;
  [[nodiscard]] Result<std::vector<std::int64_t>> committed(std::string_view topic,
                                                            std::string_view group) const override;

  // For inboxes. A member that must give partitions away still has them until it releases them;
  // only then does their new owner acquire them.
  [[nodiscard]] Log& log() const { return *log_; }
  [[nodiscard]] const Options& options() const { return options_; }
  std::vector<Slot> to_release(const std::string& group, std::uint64_t member) const;
  void release(const std::string& group, std::uint64_t member, const std::vector<Slot>& slots);
  std::vector<Slot> acquire(const std::string& group, std::uint64_t member);
  void leave(const std::string& group, std::uint64_t member);
  // Moves on whenever there may be something new for somebody.
  [[nodiscard]] std::uint64_t news() const;
  // Waits until news() is past `seen`, or for `patience`.
  void wait_for_news(std::uint64_t seen, std::chrono::steady_clock::time_point deadline) const;

 private:
  struct Group {
    std::vector<Member> members;
    Owners owners;   // who reads it
    Owners targets;  // who should
  };

  LocalBus(std::unique_ptr<Log> log, const Options& options);
  Result<void> publish_placed(const Topic& topic, std::vector<Placed> records);
  void rebalance(Group& group);
  void tell();
  void clean_for_ever(const std::stop_token& stop);

  const std::unique_ptr<Log> log_;
  const Options options_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::string, Topic, std::less<>> topics_;
  std::map<std::string, Group> groups_;
  std::uint64_t news_ = 0;
  std::uint64_t last_member_ = 0;
  std::jthread cleaner_;  // last: it uses all of the above
};

}  // namespace broadsheet::bus
