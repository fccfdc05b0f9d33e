// SPDX-License-Identifier: Apache-2.0
// The bus between processes: Apache Kafka, by librdkafka.
#include <condition_variable>
#include <mutex>

#include "bus/kafka_admin.h"
#include "bus/kafka_client.h"
#include "bus/kafka_producer.h"
#include "bus/rules.h"
#include "core/log.h"
#include "core/metrics.h"

namespace broadsheet::bus::kafka {
namespace {

// How often we look whether a new topic has reached the brokers, and how long in all.
constexpr auto kLookEvery = std::chrono::milliseconds(50);
constexpr auto kAppearsWithin = std::chrono::seconds(30);

class KafkaBus final : public Bus {
 public:
  explicit KafkaBus(Options options) : options_(std::move(options)), ending_(options_) {}
  // kUnavailable if nobody answers.
  Result<void> open();

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

 private:
  [[nodiscard]] std::shared_ptr<Producer> producer() const;
  Result<void> replace_fatal(const std::shared_ptr<Producer>& dead);
  // As last seen: partitions do not change, and the limits that we check are ours.
  [[nodiscard]] Result<Topic> known(std::string_view topic) const;
  void remember(const Topic& topic) const;
  Result<void> await(const Topic& topic);
  Result<void> publish_placed(const Topic& topic, std::vector<Placed> records);

  const Options options_;
  Ending ending_;
  mutable std::mutex mutex_;
  std::shared_ptr<Producer> producer_;  // shared with publishers while it is replaced
  mutable std::map<std::string, Topic, std::less<>> topics_;
};

Result<void> KafkaBus::open() {
  TRY_LET(producer, Producer::make(options_, ending_));
  producer_ = std::move(producer);
  const auto counts = partition_counts(producer_->client(), request_milliseconds(options_));
  if (!counts.ok()) return unavailable(counts.fault().what, options_.address);
  return {};
}

std::shared_ptr<Producer> KafkaBus::producer() const {
  const std::scoped_lock lock(mutex_);
  return producer_;
}

Result<void> KafkaBus::replace_fatal(const std::shared_ptr<Producer>& dead) {
  const std::scoped_lock lock(mutex_);
  if (producer_ != dead) return {};
  TRY_LET(fresh, Producer::make(options_, ending_));
  producer_ = std::move(fresh);
  log::warning("bus.producer_replaced", {{"client", options_.client_id}});
  return {};
}

void KafkaBus::remember(const Topic& topic) const {
  const std::scoped_lock lock(mutex_);
  topics_[topic.name] = topic;
}

Result<Topic> KafkaBus::known(std::string_view topic) const {
  {
    const std::scoped_lock lock(mutex_);
    const auto found = topics_.find(topic);
    if (found != topics_.end()) return found->second;
  }
  return describe_topic(topic);
}

Result<Topic> KafkaBus::describe_topic(std::string_view topic) const {
  const auto current = producer();
  TRY_LET(counts, partition_counts(current->client(), request_milliseconds(options_)));
  const auto count = counts.find(topic);
  if (count == counts.end()) return no_such_topic(topic);
  Topic described;
  described.name = std::string(topic);
  {
    const std::scoped_lock lock(mutex_);
    const auto found = topics_.find(topic);
    if (found != topics_.end()) described = found->second;
  }
  described.partitions = count->second;
  const auto copies =
      replication(current->client(), described.name, request_milliseconds(options_));
  if (copies.ok()) described.replication = *copies;
  const auto settings = with_settings(current->client(), described, request_milliseconds(options_));
  if (settings.ok()) {
    // Ours may be tighter than the brokers', which judge whole batches.
    const auto limit = std::min(described.record_bytes_max, settings->record_bytes_max);
    described = *settings;
    described.record_bytes_max = limit;
  }
  remember(described);
  return described;
}

Result<void> KafkaBus::create_topic(const Topic& topic) {
  TRY(check_topic(topic));
  for (int attempt = 0;; ++attempt) {
    TRY_LET(counts, partition_counts(producer()->client(), request_milliseconds(options_)));
    const auto count = counts.find(topic.name);
    if (count != counts.end() && count->second != topic.partitions) {
      return bad_input("it has " + std::to_string(count->second) + " partitions, not " +
                           std::to_string(topic.partitions),
                       topic.name, "keys would move between partitions: use another topic");
    }
    if (count != counts.end()) break;
    // Somebody else may have made it meanwhile, with other partitions: look once more.
    if (attempt == 0) {
      TRY(make_topic(producer()->client(), topic, request_milliseconds(options_)));
      TRY(await(topic));
    }
  }
  remember(topic);
  return {};
}

Result<void> KafkaBus::alter_topic(const Topic& topic) {
  TRY(check_topic(topic));
  TRY_LET(counts, partition_counts(producer()->client(), request_milliseconds(options_)));
  const auto count = counts.find(topic.name);
  if (count == counts.end()) return no_such_topic(topic.name);
  if (count->second > topic.partitions) {
    return bad_input("it has " + std::to_string(count->second) +
                         " partitions, which cannot become " + std::to_string(topic.partitions),
                     topic.name, "a topic never shrinks: use another one");
  }
  TRY(change_settings(producer()->client(), topic, request_milliseconds(options_)));
  if (count->second < topic.partitions) {
    TRY(add_partitions(producer()->client(), topic, request_milliseconds(options_)));
    TRY(await(topic));
  }
  remember(topic);
  return {};
}

Result<void> KafkaBus::await(const Topic& topic) {
  const auto deadline = std::chrono::steady_clock::now() + kAppearsWithin;
  std::mutex idle;
  std::condition_variable never;
  while (std::chrono::steady_clock::now() < deadline) {
    TRY_LET(counts, partition_counts(producer()->client(), request_milliseconds(options_)));
    const auto count = counts.find(topic.name);
    if (count != counts.end() && count->second >= topic.partitions) return {};
    std::unique_lock lock(idle);
    never.wait_for(lock, kLookEvery);
  }
  return unavailable("the topic was made and has not appeared", topic.name);
}

Result<void> KafkaBus::publish(std::string_view topic, std::vector<Record> records) {
  TRY_LET(described, known(topic));
  return publish_placed(described, place_by_key(described, std::move(records)));
}

Result<void> KafkaBus::publish_to(std::string_view topic, int partition,
                                  std::vector<Record> records) {
  TRY_LET(described, known(topic));
  TRY_LET(placed, place_in(described, partition, std::move(records)));
  return publish_placed(described, std::move(placed));
}

Result<void> KafkaBus::publish_placed(const Topic& topic, std::vector<Placed> records) {
  const Time now = options_.clock();
  for (auto& placed : records) {
    TRY(check_record(topic, placed.record));
    if (placed.record.time == Time{}) placed.record.time = now;
  }
  const auto current = producer();
  Result<void> published = current->publish(topic, records);
  if (published.ok()) {
    metrics::counter("broadsheet_bus_published_total", "Records published", {{"topic", topic.name}})
        .add(static_cast<double>(records.size()));
    return {};
  }
  if (!current->is_fatal()) return published;
  TRY(replace_fatal(current));
  Fault fault = published.fault();
  fault.kind = FaultKind::kUnavailable;
  return fault;
}

Result<std::unique_ptr<Inbox>> KafkaBus::subscribe(const std::vector<std::string>& topics,
                                                   std::string_view group, Listener listener) {
  TRY(check_group(group));
  for (const auto& topic : topics) TRY(known(topic));
  return kafka::subscribe(options_, ending_, topics, group, std::move(listener));
}

Result<std::unique_ptr<Inbox>> KafkaBus::read(const std::vector<Position>& from) {
  for (const auto& position : from) {
    TRY_LET(topic, known(position.topic));
    if (position.partition < 0 || position.partition >= topic.partitions) {
      return no_such_partition(position.topic, position.partition);
    }
  }
  return kafka::read(options_, ending_, from);
}

Result<std::vector<std::int64_t>> KafkaBus::end_offsets(std::string_view topic) const {
  TRY_LET(described, known(topic));
  std::vector<std::int64_t> out;
  for (int partition = 0; partition < described.partitions; ++partition) {
    TRY_LET(there, watermarks(producer()->client(), described.name, partition, options_, ending_));
    out.push_back(there.end);
  }
  return out;
}

Result<std::vector<std::int64_t>> KafkaBus::begin_offsets(std::string_view topic) const {
  TRY_LET(described, known(topic));
  std::vector<std::int64_t> out;
  for (int partition = 0; partition < described.partitions; ++partition) {
    TRY_LET(there, watermarks(producer()->client(), described.name, partition, options_, ending_));
    out.push_back(there.begin);
  }
  return out;
}

Result<std::vector<std::int64_t>> KafkaBus::committed(std::string_view topic,
                                                      std::string_view group) const {
  TRY_LET(described, known(topic));
  return kafka::committed(options_, ending_, described, group);
}

}  // namespace

Result<std::unique_ptr<Bus>> open_bus(const Options& options) {
  if (options.address.size() <= kScheme.size()) {
    return bad_input("'" + options.address + "' names no broker", {}, "write kafka://host:port");
  }
  auto bus = std::make_unique<KafkaBus>(options);
  TRY(bus->open());
  return std::unique_ptr<Bus>(std::move(bus));
}

}  // namespace broadsheet::bus::kafka
