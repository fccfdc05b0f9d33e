// SPDX-License-Identifier: Apache-2.0
// A consumer of Kafka: member of a group with cooperative rebalances, or reader of given
// partitions.
#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "bus/group.h"
#include "bus/kafka_client.h"
#include "bus/rules.h"
#include "core/log.h"
#include "core/metrics.h"

namespace broadsheet::bus::kafka {
namespace {

constexpr Duration kPatienceMax = std::chrono::hours(1);
// Leaving waits for a coordinator that may never answer: after such a silence we just go.
constexpr auto kCloseSilence = std::chrono::seconds(5);
constexpr int kCloseLookMilliseconds = 50;
constexpr int kCommitLookMilliseconds = 100;  // whether the process ends

Slot slot_of(const Position& position) { return {position.topic, position.partition}; }

std::string place(const Slot& slot) { return slot.topic + "/" + std::to_string(slot.partition); }

Record to_record(const rd_kafka_message_t& message) {
  Record record;
  record.key.assign(static_cast<const char*>(message.key), message.key_len);
  record.value.assign(static_cast<const char*>(message.payload), message.len);
  record.time = from_micros(rd_kafka_message_timestamp(&message, nullptr) * 1000);
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return record;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t at = 0;
       rd_kafka_header_get_all(headers, at, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
       ++at) {
    record.headers[name] = std::string(static_cast<const char*>(value), size);
  }
  return record;
}

Properties consumer_properties(const Options& options, std::string_view group) {
  const auto session =
      std::chrono::duration_cast<std::chrono::milliseconds>(options.session_timeout);
  return {{"group.id", std::string(group)},
          {"session.timeout.ms", std::to_string(session.count())},
          {"heartbeat.interval.ms", std::to_string(std::max<long long>(session.count() / 3, 1))},
          {"partition.assignment.strategy", "cooperative-sticky"},
          {"enable.auto.commit", "false"},
          {"enable.auto.offset.store", "false"},
          {"auto.offset.reset", "earliest"},
          {"allow.auto.create.topics", "false"},
          // What is fetched ahead, over all partitions.
          {"queued.max.messages.kbytes", "65536"},
          {"fetch.message.max.bytes", "8388608"},
          {"receive.message.max.bytes", "200000000"}};
}

Result<Client> make_consumer(const Options& options, Properties properties, void* self,
                             void (*on_rebalance)(rd_kafka_t*, rd_kafka_resp_err_t,
                                                  rd_kafka_topic_partition_list_t*, void*)) {
  TRY_LET(configuration, configure(options, std::move(properties)));
  rd_kafka_conf_set_opaque(configuration.get(), self);
  if (on_rebalance != nullptr) rd_kafka_conf_set_rebalance_cb(configuration.get(), on_rebalance);
  TRY_LET(client, make_client(RD_KAFKA_CONSUMER, std::move(configuration)));
  rd_kafka_poll_set_consumer(client.get());
  return std::move(client);
}

// Where the group goes on in each of `list`.
rd_kafka_resp_err_t positions_of(rd_kafka_t* client, rd_kafka_topic_partition_list_t* list,
                                 const Options& options, const Ending& ending) {
  return ask_patiently(options, ending, [&](int milliseconds) {
    return rd_kafka_committed(client, list, milliseconds);
  });
}

class KafkaInbox final : public Inbox {
 public:
  KafkaInbox(const Options& options, const Ending& ending, std::string_view group,
             Listener listener)
      : options_(options),
        ending_(ending),
        group_(group),
        listener_(std::move(listener)),
        name_(options.member) {}
  ~KafkaInbox() override;

  Result<void> join(const std::vector<std::string>& topics);
  Result<void> begin(const std::vector<Position>& from);

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
    bool chosen = false;                    // by seek(), while it was assigned
    bool known = true;  // `next`: the group may not have answered, and librdkafka asks by itself
  };

  static void on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t code,
                           rd_kafka_topic_partition_list_t* partitions, void* self);
  void take_on(rd_kafka_topic_partition_list_t* partitions);
  void give_up(rd_kafka_topic_partition_list_t* partitions);
  Result<void> rejoin_without_name();
  bool close();
  void leave();
  void forsake();
  [[nodiscard]] bool is_cooperative() const;
  [[nodiscard]] bool is_fenced() const;
  [[nodiscard]] bool is_rejoining() const;
  rd_kafka_resp_err_t commit_and_wait(rd_kafka_topic_partition_list_t* list);
  Result<void> judge(const rd_kafka_message_t& message) const;
  [[nodiscard]] Result<std::int64_t> next_of(const Slot& slot, const Reading& reading) const;
  std::vector<Delivery> hand_out(std::vector<Delivery> collected);

  const Options options_;
  const Ending& ending_;
  const std::string group_;  // empty: a reader without one
  const Listener listener_;
  std::vector<std::string> topics_;  // of the group
  std::string name_;                 // in the group; empty: none, or it was taken
  Client client_;
  std::map<Slot, Reading> readings_;
  // While the listener hears of new partitions, seek() chooses where reading begins.
  bool is_assigning_ = false;
  bool rebalanced_ = false;  // during this poll()
  std::optional<std::chrono::steady_clock::time_point> rejoining_since_;
};

KafkaInbox::~KafkaInbox() {
  if (client_ == nullptr) return;
  if (is_fenced()) {
    forsake();
  } else {
    leave();
  }
}

// Whether the group was left. The queue goes before the client: what it holds keeps that alive.
bool KafkaInbox::close() {
  const Queue queue(rd_kafka_queue_new(client_.get()));
  const Error refused(rd_kafka_consumer_close_queue(client_.get(), queue.get()));
  auto heard = std::chrono::steady_clock::now();
  const auto is_patient = [&] { return ending_.left(heard, kCloseSilence) > Duration{0}; };
  while (refused == nullptr && rd_kafka_consumer_closed(client_.get()) == 0 && is_patient()) {
    const Event event(rd_kafka_queue_poll(queue.get(), kCloseLookMilliseconds));
    if (rd_kafka_event_type(event.get()) != RD_KAFKA_EVENT_REBALANCE) continue;
    on_rebalance(client_.get(), rd_kafka_event_error(event.get()),
                 rd_kafka_event_topic_partition_list(event.get()), this);
    heard = std::chrono::steady_clock::now();
  }
  return rd_kafka_consumer_closed(client_.get()) != 0;
}

// The listener hears of it in here. rd_kafka_consumer_close() would wait without a bound.
void KafkaInbox::leave() {
  if (close()) {
    client_.reset();
    return;
  }
  log::warning("bus.left_unheard", {{"group", group_}});
  const auto gone = assignment();
  if (listener_.lost && !gone.empty()) listener_.lost(gone);
  readings_.clear();
  dispose_at_once(client_.release());
}

Result<void> KafkaInbox::join(const std::vector<std::string>& topics) {
  Properties properties = consumer_properties(options_, group_);
  // KIP-345: static membership.
  if (!name_.empty()) properties["group.instance.id"] = name_;
  TRY_LET(client, make_consumer(options_, std::move(properties), this, on_rebalance));
  client_ = std::move(client);
  const Partitions list(rd_kafka_topic_partition_list_new(static_cast<int>(topics.size())));
  for (const auto& topic : topics) {
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  }
  const auto code = rd_kafka_subscribe(client_.get(), list.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(code, "cannot subscribe", group_);
  topics_ = topics;
  return {};
}

// The listener has nothing any more; the client is left to itself.
void KafkaInbox::forsake() {
  const auto gone = assignment();
  if (listener_.lost && !gone.empty()) listener_.lost(gone);
  readings_.clear();
  abandon(client_.release());
}

// Who has our name now is mostly ourselves: a brokers' death swallowed an answer to us, and the
// group knows that life of ours, which nobody lives. Or it is a true namesake. To insist on the
// name would begin a quarrel with that one, so we go on without: what the other does not keep
// alive, the group gives us after a session.
Result<void> KafkaInbox::rejoin_without_name() {
  log::warning("bus.name_taken", {{"group", group_}, {"member", name_}});
  metrics::counter("broadsheet_bus_names_taken_total",
                   "Times that a member's name in its group was taken by another",
                   {{"group", group_}})
      .add();
  forsake();
  rejoining_since_.reset();
  name_.clear();
  return join(topics_);
}

Result<void> KafkaInbox::begin(const std::vector<Position>& from) {
  // librdkafka wants a group's name even where nothing is asked of the group.
  Properties properties = consumer_properties(options_, options_.client_id + "-reader");
  // Whoever restores a table is at its end when nothing is left, whatever compaction and
  // transactions have put behind the last record.
  properties["enable.partition.eof"] = "true";
  TRY_LET(client, make_consumer(options_, std::move(properties), this, nullptr));
  client_ = std::move(client);
  const Partitions list = to_list(from);
  for (int at = 0; at < list->cnt; ++at) {
    auto& element = list->elems[at];
    readings_[{element.topic, element.partition}].next = std::max<std::int64_t>(element.offset, 0);
    if (element.offset <= 0) element.offset = RD_KAFKA_OFFSET_BEGINNING;
  }
  const auto code = rd_kafka_assign(client_.get(), list.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(code, "cannot read", {});
  return {};
}

// librdkafka takes it for the end of this client.
bool KafkaInbox::is_fenced() const {
  return rd_kafka_fatal_error(client_.get(), nullptr, 0) == RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID;
}

// Between giving up and the answer what is ours now. A commit that reaches the group when it has
// moved on, and we have not yet, makes librdkafka believe that everything is lost.
bool KafkaInbox::is_rejoining() const {
  return rejoining_since_ &&
         std::chrono::steady_clock::now() - *rejoining_since_ < options_.session_timeout;
}

bool KafkaInbox::is_cooperative() const {
  return std::string_view(rd_kafka_rebalance_protocol(client_.get())) == "COOPERATIVE";
}

void KafkaInbox::on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t code,
                              rd_kafka_topic_partition_list_t* partitions, void* self) {
  auto& inbox = *static_cast<KafkaInbox*>(self);
  inbox.rebalanced_ = true;
  if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    inbox.take_on(partitions);
  } else if (code == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS) {
    inbox.give_up(partitions);
  } else {
    log::warning("bus.rebalance_failed",
                 {{"group", inbox.group_}, {"why", rd_kafka_err2str(code)}});
    rd_kafka_assign(client, nullptr);
  }
}

void KafkaInbox::take_on(rd_kafka_topic_partition_list_t* partitions) {
  rejoining_since_.reset();
  const auto code = positions_of(client_.get(), partitions, options_, ending_);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    // librdkafka asks again by itself when it begins to read.
    log::warning("bus.positions_unknown", {{"group", group_}, {"why", rd_kafka_err2str(code)}});
  }
  std::vector<Position> gained = to_positions(*partitions);
  for (int at = 0; at < partitions->cnt; ++at) {
    auto& position = gained[static_cast<std::size_t>(at)];
    const bool known = code == RD_KAFKA_RESP_ERR_NO_ERROR && partitions->elems[at].err == code;
    position.offset = std::max<std::int64_t>(position.offset, 0);
    readings_[slot_of(position)] = {.next = position.offset, .known = known};
  }
  is_assigning_ = true;
  if (listener_.assigned) listener_.assigned(gained);
  is_assigning_ = false;
  for (int at = 0; at < partitions->cnt; ++at) {
    auto& element = partitions->elems[at];
    const Reading& reading = readings_[{element.topic, element.partition}];
    // Where the group's offset is not known and nobody chose, librdkafka asks for it again.
    if (element.offset >= 0 || reading.chosen) element.offset = reading.next;
  }
  if (is_cooperative()) {
    const auto assigned = result_of(rd_kafka_incremental_assign(client_.get(), partitions), group_);
    if (!assigned.ok()) log::error("bus.assign_failed", {{"why", assigned.fault().text()}});
  } else {
    rd_kafka_assign(client_.get(), partitions);
  }
}

void KafkaInbox::give_up(rd_kafka_topic_partition_list_t* partitions) {
  std::vector<Position> gone = to_positions(*partitions);
  for (auto& position : gone) position.offset = readings_[slot_of(position)].next;
  const bool is_lost = rd_kafka_assignment_lost(client_.get()) != 0;
  const auto& tell = is_lost ? listener_.lost : listener_.revoked;
  if (tell) tell(gone);
  for (const auto& position : gone) readings_.erase(slot_of(position));
  rejoining_since_ = std::chrono::steady_clock::now();
  // librdkafka would remember a pause until the partition comes back to us.
  rd_kafka_resume_partitions(client_.get(), partitions);
  if (is_cooperative()) {
    const auto given = result_of(rd_kafka_incremental_unassign(client_.get(), partitions), group_);
    if (!given.ok()) log::error("bus.unassign_failed", {{"why", given.fault().text()}});
  } else {
    rd_kafka_assign(client_.get(), nullptr);
  }
}

Result<void> KafkaInbox::judge(const rd_kafka_message_t& message) const {
  switch (message.err) {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
      return {};
    case RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED:
      // We were slow and the group went on without us; the next poll joins it again.
      log::warning("bus.poll_was_late", {{"group", group_}});
      return {};
    default:
      break;
  }
  std::string what = "cannot read";
  if (message.payload != nullptr) {
    what += ": " + std::string(static_cast<const char*>(message.payload), message.len);
  }
  return fault_of(message.err, std::move(what), group_);
}

Result<std::vector<Delivery>> KafkaInbox::poll(std::size_t count_max, Duration patience) {
  const auto deadline =
      std::chrono::steady_clock::now() + std::clamp(patience, Duration{0}, kPatienceMax);
  std::vector<Delivery> collected;
  std::map<Slot, std::int64_t> ends;
  std::size_t bytes = 0;
  rebalanced_ = false;
  if (is_fenced()) TRY(rejoin_without_name());
  while (collected.size() < count_max && bytes < options_.poll_bytes_max) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const bool waits = collected.empty() && left.count() > 0;
    const Message message(
        rd_kafka_consumer_poll(client_.get(), waits ? static_cast<int>(left.count()) : 0));
    if (message == nullptr) {
      if (!waits) break;
      continue;
    }
    const Result<void> good = judge(*message);
    // What was collected is not lost: the fault comes again, or has passed.
    if (is_fenced()) break;  // The next poll() sees to it.
    if (!good.ok() && collected.empty()) return good.fault();
    if (!good.ok()) break;
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
      ends[{rd_kafka_topic_name(message->rkt), message->partition}] = message->offset;
    }
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    collected.push_back({to_record(*message),
                         {rd_kafka_topic_name(message->rkt), message->partition, message->offset}});
    bytes += size_of(collected.back().record);
    if (rebalanced_) break;
  }
  auto handed = hand_out(std::move(collected));
  for (const auto& [slot, end] : ends) {
    const auto reading = readings_.find(slot);
    if (reading == readings_.end()) continue;
    reading->second.next = std::max(reading->second.next, end);
  }
  return handed;
}

std::vector<Delivery> KafkaInbox::hand_out(std::vector<Delivery> collected) {
  // A rebalance in the midst of poll() may have taken a partition whose records we had collected:
  // they are their new owner's.
  std::erase_if(collected, [&](const Delivery& delivery) {
    return !readings_.contains(slot_of(delivery.position));
  });
  std::map<std::string, int> counts;
  for (const auto& delivery : collected) {
    Reading& reading = readings_[slot_of(delivery.position)];
    reading.next = delivery.position.offset + 1;
    reading.known = true;
    reading.done = reading.next;
    ++counts[delivery.position.topic];
  }
  for (const auto& [topic, count] : counts) {
    metrics::counter("broadsheet_bus_delivered_total", "Records delivered",
                     {{"topic", topic}, {"group", group_}})
        .add(count);
  }
  return collected;
}

// rd_kafka_commit() itself waits without a bound of ours. An answer that comes later does no harm:
// the group has gone no further than we have.
rd_kafka_resp_err_t KafkaInbox::commit_and_wait(rd_kafka_topic_partition_list_t* list) {
  const Queue queue(rd_kafka_queue_new(client_.get()));
  const auto begun = rd_kafka_commit_queue(client_.get(), list, queue.get(), nullptr, nullptr);
  if (begun != RD_KAFKA_RESP_ERR_NO_ERROR) return begun;
  const auto since = std::chrono::steady_clock::now();
  while (true) {
    const bool is_last = ending_.left(since, options_.request_timeout) <= Duration{0};
    const Event event(rd_kafka_queue_poll(queue.get(), is_last ? 1 : kCommitLookMilliseconds));
    if (event == nullptr && !is_last) continue;
    if (event == nullptr) return RD_KAFKA_RESP_ERR__TIMED_OUT;
    const auto* answered = rd_kafka_event_topic_partition_list(event.get());
    for (int at = 0; answered != nullptr && at < answered->cnt; ++at) {
      const auto& one = answered->elems[at];
      auto* own = rd_kafka_topic_partition_list_find(list, one.topic, one.partition);
      if (own != nullptr) own->err = one.err;
    }
    return rd_kafka_event_error(event.get());
  }
}

Result<void> KafkaInbox::commit(const std::vector<Position>& positions) {
  if (group_.empty()) return bad_input("an inbox without a group has nothing to commit to");
  for (const auto& position : positions) {
    if (!readings_.contains(slot_of(position))) {
      return unavailable("the partition is not ours to commit", place(slot_of(position)));
    }
  }
  if (positions.empty()) return {};
  if (is_rejoining()) return unavailable("the group is being shared out anew", group_);
  const Partitions list = to_list(positions);
  const auto code = commit_and_wait(list.get());
  if (code == RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID || is_fenced()) {
    // The next poll() sees to it.
    return unavailable("the group takes us for another by now", group_);
  }
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(code, "cannot commit", group_);
  for (int at = 0; at < list->cnt; ++at) {
    const auto& element = list->elems[at];
    if (element.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return fault_of(element.err, "cannot commit", place({element.topic, element.partition}));
    }
  }
  for (const auto& position : positions) {
    Reading& reading = readings_.at(slot_of(position));
    if (reading.done == position.offset) reading.done.reset();
  }
  return {};
}

Result<void> KafkaInbox::commit() {
  std::vector<Position> done;
  for (const auto& [slot, reading] : readings_) {
    if (reading.done) done.push_back({slot.topic, slot.partition, *reading.done});
  }
  return commit(done);
}

Result<void> KafkaInbox::seek(const Position& position) {
  const auto reading = readings_.find(slot_of(position));
  if (reading == readings_.end()) {
    return bad_input("the partition is not ours", place(slot_of(position)));
  }
  if (!is_assigning_) {
    const Partitions list = to_list({position});
    TRY(result_of(
        rd_kafka_seek_partitions(client_.get(), list.get(), request_milliseconds(options_)),
        place(slot_of(position))));
    const auto code = list->elems[0].err;
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return fault_of(code, "cannot seek", place(slot_of(position)));
    }
  }
  reading->second = {.next = position.offset, .chosen = is_assigning_};
  return {};
}

Result<void> KafkaInbox::pause(const std::vector<Position>& partitions) {
  const Partitions list = to_list(partitions);
  const auto code = rd_kafka_pause_partitions(client_.get(), list.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(code, "cannot pause", group_);
  return {};
}

Result<void> KafkaInbox::resume(const std::vector<Position>& partitions) {
  const Partitions list = to_list(partitions);
  const auto code = rd_kafka_resume_partitions(client_.get(), list.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(code, "cannot resume", group_);
  return {};
}

std::vector<Position> KafkaInbox::assignment() const {
  std::vector<Position> out;
  for (const auto& [slot, reading] : readings_) {
    out.push_back({slot.topic, slot.partition, reading.next});
  }
  return out;
}

Result<std::int64_t> KafkaInbox::next_of(const Slot& slot, const Reading& reading) const {
  if (reading.known) return reading.next;
  const Partitions list = to_list({{slot.topic, slot.partition, RD_KAFKA_OFFSET_INVALID}});
  const auto code = positions_of(client_.get(), list.get(), options_, ending_);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(code, "cannot ask for positions", group_);
  return std::max<std::int64_t>(list->elems[0].offset, 0);
}

Result<std::int64_t> KafkaInbox::lag() const {
  std::int64_t lag = 0;
  for (const auto& [slot, reading] : readings_) {
    // What the last answer to a fetch said of the end; nobody is asked.
    Watermarks there;
    const auto code = rd_kafka_get_watermark_offsets(client_.get(), slot.topic.c_str(),
                                                     slot.partition, &there.begin, &there.end);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR || there.end < 0) {
      TRY_LET(asked, watermarks(client_.get(), slot.topic, slot.partition, options_, ending_));
      there = asked;
    }
    there.begin = std::clamp<std::int64_t>(there.begin, 0, there.end);
    TRY_LET(next, next_of(slot, reading));
    lag += there.end - std::clamp(next, there.begin, there.end);
  }
  return lag;
}

}  // namespace

Result<std::unique_ptr<Inbox>> subscribe(const Options& options, const Ending& ending,
                                         const std::vector<std::string>& topics,
                                         std::string_view group, Listener listener) {
  auto inbox = std::make_unique<KafkaInbox>(options, ending, group, std::move(listener));
  TRY(inbox->join(topics));
  return std::unique_ptr<Inbox>(std::move(inbox));
}

Result<std::unique_ptr<Inbox>> read(const Options& options, const Ending& ending,
                                    const std::vector<Position>& from) {
  auto inbox = std::make_unique<KafkaInbox>(options, ending, "", Listener{});
  TRY(inbox->begin(from));
  return std::unique_ptr<Inbox>(std::move(inbox));
}

Result<std::vector<std::int64_t>> committed(const Options& options, const Ending& ending,
                                            const Topic& topic, std::string_view group) {
  TRY_LET(client, make_consumer(options, consumer_properties(options, group), nullptr, nullptr));
  std::vector<Position> partitions;
  for (int partition = 0; partition < topic.partitions; ++partition) {
    partitions.push_back({topic.name, partition, RD_KAFKA_OFFSET_INVALID});
  }
  const Partitions list = to_list(partitions);
  const auto code = positions_of(client.get(), list.get(), options, ending);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return fault_of(code, "cannot ask for positions", std::string(group));
  }
  std::vector<std::int64_t> out;
  for (int at = 0; at < list->cnt; ++at) {
    const auto& element = list->elems[at];
    if (element.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return fault_of(element.err, "cannot ask for positions", std::string(group));
    }
    out.push_back(element.offset < 0 ? -1 : element.offset);
  }
  return out;
}

}  // namespace broadsheet::bus::kafka
