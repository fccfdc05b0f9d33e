// SPDX-License-Identifier: Apache-2.0
// Kafka's admin requests, each asked and awaited.
#include "bus/kafka_admin.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>

namespace broadsheet::bus::kafka {
namespace {

using AdminOptions = Owned<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy>;
using NewTopic = Owned<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy>;
using NewPartitions = Owned<rd_kafka_NewPartitions_t, rd_kafka_NewPartitions_destroy>;
using Resource = Owned<rd_kafka_ConfigResource_t, rd_kafka_ConfigResource_destroy>;

// Brokers judge whole batches, of librdkafka's batch.size at most or of one record, with envelopes.
constexpr std::uint64_t kBatchBytes = 1'000'000;
constexpr std::uint64_t kEnvelopeBytes = 65'536;

std::string milliseconds(Duration duration) {
  if (duration == Duration{0}) return "-1";
  return std::to_string(std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

std::vector<std::pair<std::string, std::string>> settings_of(const Topic& topic) {
  const bool compacts = topic.cleanup == Cleanup::kCompact;
  std::vector<std::pair<std::string, std::string>> out = {
      {"cleanup.policy", compacts ? "compact" : "delete"},
      {"max.message.bytes",
       std::to_string(std::max<std::uint64_t>(topic.record_bytes_max, kBatchBytes) +
                      kEnvelopeBytes)}};
  // With three copies, what is acknowledged is on two: one broker may be lost at any time.
  if (topic.replication >= 3) out.emplace_back("min.insync.replicas", "2");
  if (compacts) {
    // Who starts reads all of it: what is old is to be gone soon, and segments that are written to
    // are never compacted.
    out.emplace_back("segment.ms", "600000");
    out.emplace_back("min.cleanable.dirty.ratio", "0.1");
    return out;
  }
  out.emplace_back("retention.ms", milliseconds(topic.retention));
  out.emplace_back("retention.bytes",
                   topic.retention_bytes == 0 ? "-1" : std::to_string(topic.retention_bytes));
  return out;
}

void adopt_setting(Topic& topic, std::string_view name, std::string_view value) {
  if (name == "cleanup.policy") {
    topic.cleanup = value.find("compact") != value.npos ? Cleanup::kCompact : Cleanup::kDelete;
    return;
  }
  std::int64_t number = 0;
  if (std::from_chars(value.data(), value.data() + value.size(), number).ec != std::errc()) return;
  if (name == "retention.ms") {
    topic.retention = std::chrono::milliseconds(std::clamp<std::int64_t>(number, 0, 1LL << 50));
  } else if (name == "retention.bytes") {
    topic.retention_bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0));
  } else if (name == "max.message.bytes") {
    const auto room = std::max<std::int64_t>(number - static_cast<std::int64_t>(kEnvelopeBytes), 0);
    topic.record_bytes_max = static_cast<std::uint32_t>(std::min<std::int64_t>(room, 1 << 30));
  }
}

AdminOptions admin_options(rd_kafka_t* client, rd_kafka_admin_op_t operation,
                           int timeout_milliseconds) {
  std::array<char, 256> why{};
  AdminOptions options(rd_kafka_AdminOptions_new(client, operation));
  rd_kafka_AdminOptions_set_request_timeout(options.get(), timeout_milliseconds, why.data(),
                                            why.size());
  if (operation == RD_KAFKA_ADMIN_OP_CREATETOPICS ||
      operation == RD_KAFKA_ADMIN_OP_CREATEPARTITIONS) {
    rd_kafka_AdminOptions_set_operation_timeout(options.get(), timeout_milliseconds, why.data(),
                                                why.size());
  }
  return options;
}

Result<Event> answer(const Queue& queue, const std::string& where, int timeout_milliseconds) {
  Event event(rd_kafka_queue_poll(queue.get(), timeout_milliseconds));
  if (event == nullptr) return unavailable("the brokers do not answer", where);
  const auto code = rd_kafka_event_error(event.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return fault_of(code, rd_kafka_event_error_string(event.get()), where);
  }
  return event;
}

}  // namespace

Result<void> make_topic(rd_kafka_t* client, const Topic& topic, int timeout_milliseconds) {
  std::array<char, 256> why{};
  const NewTopic fresh(rd_kafka_NewTopic_new(topic.name.c_str(), topic.partitions,
                                             topic.replication, why.data(), why.size()));
  if (fresh == nullptr) return bad_input(why.data(), topic.name);
  for (const auto& [name, value] : settings_of(topic)) {
    rd_kafka_NewTopic_set_config(fresh.get(), name.c_str(), value.c_str());
  }
  const auto options = admin_options(client, RD_KAFKA_ADMIN_OP_CREATETOPICS, timeout_milliseconds);
  const Queue queue(rd_kafka_queue_new(client));
  rd_kafka_NewTopic_t* list[] = {fresh.get()};
  rd_kafka_CreateTopics(client, list, 1, options.get(), queue.get());
  TRY_LET(event, answer(queue, topic.name, timeout_milliseconds));
  std::size_t count = 0;
  const auto* results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
  for (std::size_t at = 0; at < count; ++at) {
    const auto code = rd_kafka_topic_result_error(results[at]);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
      continue;
    }
    const char* detail = rd_kafka_topic_result_error_string(results[at]);
    return fault_of(code, detail != nullptr ? detail : "cannot make the topic", topic.name);
  }
  return {};
}

namespace {

// What the brokers say of a topic's settings: `look` sees each of them.
Result<void> describe(rd_kafka_t* client, const std::string& topic, int timeout_milliseconds,
                      const std::function<void(const rd_kafka_ConfigEntry_t&)>& look) {
  const Resource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
  const auto options =
      admin_options(client, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, timeout_milliseconds);
  const Queue queue(rd_kafka_queue_new(client));
  rd_kafka_ConfigResource_t* list[] = {resource.get()};
  rd_kafka_DescribeConfigs(client, list, 1, options.get(), queue.get());
  TRY_LET(event, answer(queue, topic, timeout_milliseconds));
  std::size_t count = 0;
  const auto* results = rd_kafka_DescribeConfigs_result_resources(
      rd_kafka_event_DescribeConfigs_result(event.get()), &count);
  for (std::size_t at = 0; at < count; ++at) {
    const auto code = rd_kafka_ConfigResource_error(results[at]);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return fault_of(code, "cannot read its settings", topic);
    }
    std::size_t entries = 0;
    const auto* configs = rd_kafka_ConfigResource_configs(results[at], &entries);
    for (std::size_t entry = 0; entry < entries; ++entry) {
      if (rd_kafka_ConfigEntry_value(configs[entry]) != nullptr) look(*configs[entry]);
    }
  }
  return {};
}

}  // namespace

Result<Topic> with_settings(rd_kafka_t* client, Topic topic, int timeout_milliseconds) {
  TRY(describe(client, topic.name, timeout_milliseconds, [&](const rd_kafka_ConfigEntry_t& entry) {
    adopt_setting(topic, rd_kafka_ConfigEntry_name(&entry), rd_kafka_ConfigEntry_value(&entry));
  }));
  return topic;
}

Result<void> change_settings(rd_kafka_t* client, const Topic& topic, int timeout_milliseconds) {
  // AlterConfigs takes away whatever it is not told: the topic's own settings are told again.
  std::map<std::string, std::string> settings;
  TRY(describe(client, topic.name, timeout_milliseconds, [&](const rd_kafka_ConfigEntry_t& entry) {
    if (rd_kafka_ConfigEntry_source(&entry) != RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG) return;
    settings[rd_kafka_ConfigEntry_name(&entry)] = rd_kafka_ConfigEntry_value(&entry);
  }));
  for (const auto& [name, value] : settings_of(topic)) settings[name] = value;
  const Resource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.name.c_str()));
  for (const auto& [name, value] : settings) {
    rd_kafka_ConfigResource_set_config(resource.get(), name.c_str(), value.c_str());
  }
  const auto options = admin_options(client, RD_KAFKA_ADMIN_OP_ALTERCONFIGS, timeout_milliseconds);
  const Queue queue(rd_kafka_queue_new(client));
  rd_kafka_ConfigResource_t* list[] = {resource.get()};
  rd_kafka_AlterConfigs(client, list, 1, options.get(), queue.get());
  TRY_LET(event, answer(queue, topic.name, timeout_milliseconds));
  std::size_t count = 0;
  const auto* results = rd_kafka_AlterConfigs_result_resources(
      rd_kafka_event_AlterConfigs_result(event.get()), &count);
  for (std::size_t at = 0; at < count; ++at) {
    const auto code = rd_kafka_ConfigResource_error(results[at]);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    const char* detail = rd_kafka_ConfigResource_error_string(results[at]);
    return fault_of(code, detail != nullptr ? detail : "cannot change its settings", topic.name);
  }
  return {};
}

Result<void> add_partitions(rd_kafka_t* client, const Topic& topic, int timeout_milliseconds) {
  std::array<char, 256> why{};
  const NewPartitions more(rd_kafka_NewPartitions_new(
      topic.name.c_str(), static_cast<std::size_t>(topic.partitions), why.data(), why.size()));
  if (more == nullptr) return bad_input(why.data(), topic.name);
  const auto options =
      admin_options(client, RD_KAFKA_ADMIN_OP_CREATEPARTITIONS, timeout_milliseconds);
  const Queue queue(rd_kafka_queue_new(client));
  rd_kafka_NewPartitions_t* list[] = {more.get()};
  rd_kafka_CreatePartitions(client, list, 1, options.get(), queue.get());
  TRY_LET(event, answer(queue, topic.name, timeout_milliseconds));
  std::size_t count = 0;
  const auto* results = rd_kafka_CreatePartitions_result_topics(
      rd_kafka_event_CreatePartitions_result(event.get()), &count);
  for (std::size_t at = 0; at < count; ++at) {
    const auto code = rd_kafka_topic_result_error(results[at]);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    const char* detail = rd_kafka_topic_result_error_string(results[at]);
    return fault_of(code, detail != nullptr ? detail : "cannot add partitions", topic.name);
  }
  return {};
}

}  // namespace broadsheet::bus::kafka
