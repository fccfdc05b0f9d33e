// SPDX-License-Identifier: Apache-2.0
// The partitioned log between the services. Order within a key, at least once; a group reads each
// record once among its members. No service knows which kind it got.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/time.h"

// An inbox must not outlive its bus.
namespace broadsheet::bus {

struct Record {
  std::string key;
  std::string value;  // In a compacted topic, empty is a tombstone.
  std::map<std::string, std::string> headers = {};
  Time time = {};  // Set by publish where it is zero. Kafka keeps milliseconds.
};

struct Position {
  std::string topic;
  int partition = 0;
  std::int64_t offset = 0;  // Of a record; as a committed position, the next record to read.
  auto operator<=>(const Position&) const = default;
};

struct Delivery {
  Record record;
  Position position;
};

enum class Cleanup { kDelete, kCompact };

struct Topic {
  std::string name;
  int partitions = 1;
  int replication = 1;  // Kafka only.
  Cleanup cleanup = Cleanup::kDelete;
  // kDelete only; zero: for ever. The local buses also keep what a group that reads the topic has
  // not committed, however old; Kafka does not.
  Duration retention = std::chrono::hours(168);
  std::uint64_t retention_bytes = 0;           // Per partition; zero: no limit. Read or not.
  std::uint32_t record_bytes_max = 40u << 20;  // A page of 32 MiB and its article.
};

// The partition of a key: the same everywhere and for ever, so that `captures` and `articles`
// agree.
int partition_of(std::string_view key, int partitions);

// What an inbox tells its owner about its partitions; called inside poll() and in the inbox's
// destructor, on that thread. An owner that commits in `revoked` does so by a pointer it has kept:
// while it is destroyed, a unique_ptr may already have let go.
struct Listener {
  // May seek(): reading starts where the group committed, or at the start if it never did or if
  // that is no longer there.
  std::function<void(const std::vector<Position>&)> assigned = {};
  // Last chance to commit.
  std::function<void(const std::vector<Position>&)> revoked = {};
  // Too late to commit: somebody else has them.
  std::function<void(const std::vector<Position>&)> lost = {};
};

// One member of one group. One thread.
class Inbox {
 public:
  virtual ~Inbox() = default;
  // Waits at most `patience` for the first record, then takes what is there, `count_max` at most.
  // kUnavailable: again later. Records of one partition come in order.
  virtual Result<std::vector<Delivery>> poll(std::size_t count_max, Duration patience) = 0;
  // The group has done all records before `positions` (offset = next to read). Durable on return.
  // kUnavailable: the group gave one of them to another member; its records come again there.
  virtual Result<void> commit(const std::vector<Position>& positions) = 0;
  // Commits all that poll() has returned.
  virtual Result<void> commit() = 0;
  // Next poll reads from there, or from the start if that is not there; for owners that keep their
  // own offsets. kBadInput: not in the assignment.
  virtual Result<void> seek(const Position& position) = 0;
  virtual Result<void> pause(const std::vector<Position>& partitions) = 0;
  virtual Result<void> resume(const std::vector<Position>& partitions) = 0;
  // The offsets are those of the next records to read.
  [[nodiscard]] virtual std::vector<Position> assignment() const = 0;
  // Records behind the end, over the assignment.
  [[nodiscard]] virtual Result<std::int64_t> lag() const = 0;
};

// Thread-safe.
class Bus {
 public:
  virtual ~Bus() = default;
  // Idempotent. kBadInput: it exists with another number of partitions, or the name is none
  // (1 to 249 of A-Z a-z 0-9 . _ -). A topic that exists takes the other settings; on Kafka it
  // keeps its own, which are the operator's.
  virtual Result<void> create_topic(const Topic& topic) = 0;
  [[nodiscard]] virtual Result<Topic> describe_topic(std::string_view topic) const = 0;
  // Gives a topic that exists these settings, and more partitions if it has fewer: new records then
  // go elsewhere than old ones of their key. Its replication stays. kNotFound; kBadInput for fewer
  // partitions, and for more on a local bus.
  virtual Result<void> alter_topic(const Topic& topic) = 0;

  // Every record is durable and acknowledged on return, or the call fails: then any part of them
  // may have been written. Keys choose the partition (partition_of). kBadInput: a record the bus
  // can never take, because it is too large, or without a key in a compacted topic; nothing was
  // written. kNotFound: no such topic. kUnavailable: again later.
  virtual Result<void> publish(std::string_view topic, std::vector<Record> records) = 0;
  // The same into one partition, whatever the key.
  virtual Result<void> publish_to(std::string_view topic, int partition,
                                  std::vector<Record> records) = 0;

  // Joins `group`; a member per inbox. Destroy it to leave. kNotFound: no such topic.
  virtual Result<std::unique_ptr<Inbox>> subscribe(const std::vector<std::string>& topics,
                                                   std::string_view group,
                                                   Listener listener = {}) = 0;
  // Reads given partitions without a group: commit() is kBadInput. To restore compacted topics.
  virtual Result<std::unique_ptr<Inbox>> read(const std::vector<Position>& from) = 0;

  // The offset after the last record of each partition, and the first that is still there.
  [[nodiscard]] virtual Result<std::vector<std::int64_t>> end_offsets(
      std::string_view topic) const = 0;
  [[nodiscard]] virtual Result<std::vector<std::int64_t>> begin_offsets(
      std::string_view topic) const = 0;
  // -1 for a partition of which the group has committed nothing.
  [[nodiscard]] virtual Result<std::vector<std::int64_t>> committed(
      std::string_view topic, std::string_view group) const = 0;
};

struct Options {
  // "memory:", "embedded:FOLDER" or "kafka://host:port[,host:port…]".
  std::string address = "memory:";
  std::string client_id = "broadsheet";
  // Kafka: this process's own name in its groups. A member that comes back under its name within
  // the session finds its partitions where it left them. Of two with one name the elder loses its
  // partitions and goes on without a name. Empty: a member is somebody else each time. At most one
  // inbox a group then.
  std::string member = {};
  Duration session_timeout = std::chrono::seconds(10);
  // How long Kafka may take to answer one question; a publish has message.timeout.ms.
  Duration request_timeout = std::chrono::seconds(30);
  // Requested when the process is about to end: from then on all calls together wait for brokers no
  // longer than `last_wait`, and what is not acknowledged by then is kUnavailable.
  std::stop_token ending = {};
  Duration last_wait = std::chrono::seconds(10);
  // librdkafka's own, passed through; they win. An unknown one is kBadInput at open.
  std::map<std::string, std::string> properties = {};
  std::size_t embedded_cache_bytes = std::size_t{32} << 20;
  // A poll() takes no more than this at once, or one record.
  std::size_t poll_bytes_max = std::size_t{64} << 20;
  // For record times and retention; Kafka has its own.
  Clock clock = system_now;
};

// kBadInput for an address it does not understand, kUnavailable if nobody answers there.
Result<std::unique_ptr<Bus>> open(const Options& options);

}  // namespace broadsheet::bus
