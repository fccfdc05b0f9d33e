// SPDX-License-Identifier: Apache-2.0
// An idempotent producer, and the count of its delivery reports.
#include "bus/kafka_producer.h"

#include <condition_variable>
#include <mutex>
#include <optional>

#include "core/metrics.h"

namespace broadsheet::bus::kafka {
namespace {

constexpr int kPollMilliseconds = 100;
constexpr auto kLookEvery = std::chrono::milliseconds(100);  // whether the process ends
// message.timeout.ms is the bound in life; the owner may have set another.
constexpr Duration kForEver = std::chrono::hours(24);

// The records of one publish() that have yet to be reported.
struct Pending {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t left = 0;
  std::optional<Fault> fault;  // of the first that was refused

  void report(const rd_kafka_message_t& message) {
    const std::scoped_lock lock(mutex);
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR && !fault) {
      fault = fault_of(
          message.err, "a record was not taken",
          std::string(rd_kafka_topic_name(message.rkt)) + "/" + std::to_string(message.partition));
    }
    if (--left == 0) changed.notify_all();
  }
};

// A flush succeeds even where records failed: only these reports tell (librdkafka, "Message
// reliability" of its introduction).
void on_report(rd_kafka_t*, const rd_kafka_message_t* message, void*) {
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    metrics::counter("broadsheet_bus_refused_total", "Records that the broker did not take",
                     {{"topic", rd_kafka_topic_name(message->rkt)}})
        .add();
  }
  static_cast<Pending*>(message->_private)->report(*message);
}

// Kafka's tombstone is a null, which an empty value is not.
const void* value_pointer(const Topic& topic, const Record& record) {
  const bool is_tombstone = topic.cleanup == Cleanup::kCompact && record.value.empty();
  return is_tombstone ? nullptr : record.value.data();
}

rd_kafka_resp_err_t produce(rd_kafka_t* client, const Topic& topic, const Placed& placed,
                            Pending& pending) {
  const Record& record = placed.record;
  rd_kafka_headers_t* headers = rd_kafka_headers_new(record.headers.size());
  for (const auto& [name, value] : record.headers) {
    rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
  }
  // The bytes are not copied: they live until all reports are in.
  const auto code = rd_kafka_producev(
      client, RD_KAFKA_V_TOPIC(topic.name.c_str()), RD_KAFKA_V_PARTITION(placed.partition),
      RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
      RD_KAFKA_V_VALUE(const_cast<void*>(value_pointer(topic, record)), record.value.size()),
      RD_KAFKA_V_TIMESTAMP(to_micros(record.time) / 1000), RD_KAFKA_V_HEADERS(headers),
      RD_KAFKA_V_OPAQUE(&pending), RD_KAFKA_V_END);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) rd_kafka_headers_destroy(headers);
  return code;
}

}  // namespace

Result<std::unique_ptr<Producer>> Producer::make(const Options& options, const Ending& ending) {
  TRY_LET(configuration,
          configure(options, {{"enable.idempotence", "true"},
                              {"acks", "all"},
                              {"compression.codec", "zstd"},
                              {"linger.ms", "5"},
                              // The largest record a topic may be made for, and its envelope.
                              {"message.max.bytes", "100000000"},
                              // What may wait here; publish() waits for room.
                              {"queue.buffering.max.kbytes", "131072"},
                              {"queue.buffering.max.messages", "100000"},
                              {"message.timeout.ms", "120000"}}));
  rd_kafka_conf_set_dr_msg_cb(configuration.get(), on_report);
  TRY_LET(client, make_client(RD_KAFKA_PRODUCER, std::move(configuration)));
  return std::unique_ptr<Producer>(new Producer(std::move(client), ending));
}

Producer::Producer(Client client, const Ending& ending)
    : ending_(ending),
      client_(std::move(client)),
      poller_([raw = client_.get()](const std::stop_token& stop) {
        while (!stop.stop_requested()) rd_kafka_poll(raw, kPollMilliseconds);
      }) {}

Producer::~Producer() = default;

bool Producer::is_fatal() const {
  return rd_kafka_fatal_error(client_.get(), nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR;
}

Result<void> Producer::publish(const Topic& topic, const std::vector<Placed>& records) {
  Pending pending;
  std::optional<Fault> refused;
  for (const auto& placed : records) {
    {
      const std::scoped_lock lock(pending.mutex);
      ++pending.left;
    }
    auto code = produce(client_.get(), topic, placed, pending);
    while (code == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
      // Others' records leave the queue too, so we look again now and then.
      std::unique_lock lock(pending.mutex);
      pending.changed.wait_for(lock, std::chrono::milliseconds(10));
      lock.unlock();
      code = produce(client_.get(), topic, placed, pending);
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    refused = fault_of(code, "a record was not taken", topic.name);
    const std::scoped_lock lock(pending.mutex);
    --pending.left;
    break;
  }
  // message.timeout.ms is the bound: by then every record is reported, one way or the other.
  std::unique_lock lock(pending.mutex);
  const auto since = std::chrono::steady_clock::now();
  bool purged = false;
  while (!pending.changed.wait_for(lock, kLookEvery, [&] { return pending.left == 0; })) {
    if (purged || ending_.left(since, kForEver) > Duration{0}) continue;
    // What may be on a broker already is reported as if it were not: its sender does it again.
    purged = true;
    rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  }
  if (refused) return *refused;
  if (pending.fault) return *pending.fault;
  return {};
}

}  // namespace broadsheet::bus::kafka
