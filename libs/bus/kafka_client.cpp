// SPDX-License-Identifier: Apache-2.0
// librdkafka set up as the house wants it, and its errors as faults.
#include "bus/kafka_client.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>

#include "core/log.h"

namespace broadsheet::bus::kafka {
namespace {

constexpr int kSyslogError = 3;
// How long one who may not lead any more is asked, and how long we look for who does.
constexpr int kLeaderMilliseconds = 2'000;
constexpr auto kLeaderPatience = std::chrono::seconds(10);
constexpr auto kEndPatience = std::chrono::seconds(3);  // for a client
// A question is put in pieces of that length, so that the end of the process is noticed.
constexpr Duration kAskAtOnce = std::chrono::seconds(1);
// What a call gets even then: brokers that are there answer within it.
constexpr Duration kLeastPatience = std::chrono::milliseconds(300);

void write_log(const rd_kafka_t* client, int level, const char* facility, const char* text) {
  const char* name = client != nullptr ? rd_kafka_name(client) : "";
  if (level <= kSyslogError) {
    log::warning("bus.librdkafka", {{"client", name}, {"facility", facility}, {"what", text}});
  } else {
    log::debug("bus.librdkafka", {{"client", name}, {"facility", facility}, {"what", text}});
  }
}

// Most are transient and mended by librdkafka itself; what is not reaches the caller as a fault.
void note_error(rd_kafka_t* client, int code, const char* reason, void*) {
  log::warning("bus.kafka_trouble",
               {{"client", rd_kafka_name(client)},
                {"code", rd_kafka_err2name(static_cast<rd_kafka_resp_err_t>(code))},
                {"what", reason}});
}

using Metadata = Owned<const rd_kafka_metadata_t, rd_kafka_metadata_destroy>;

Result<Metadata> metadata_of(rd_kafka_t* client, int timeout_milliseconds) {
  const rd_kafka_metadata_t* raw = nullptr;
  const auto code = rd_kafka_metadata(client, 1, nullptr, &raw, timeout_milliseconds);
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return Metadata(raw);
  return fault_of(code, "the brokers do not answer", rd_kafka_name(client));
}

// At the end of the process nothing is torn down below threads that still run.
void end_without_ado() {
  static const int registered = ::on_exit(
      [](int status, void*) {
        std::fflush(nullptr);
        std::_Exit(status);
      },
      nullptr);
  (void)registered;
}

void end_with(rd_kafka_t* client, int flags) {
  const std::string name = rd_kafka_name(client);
  auto ended = std::make_shared<std::promise<void>>();
  auto end = ended->get_future();
  std::thread([client, flags, ended] {
    rd_kafka_destroy_flags(client, flags);
    ended->set_value();
  }).detach();
  if (end.wait_for(kEndPatience) == std::future_status::ready) return;
  log::warning("bus.client_does_not_end", {{"client", name}});
  end_without_ado();
}

FaultKind kind_of(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_RECORD:
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
    case RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP:
    case RD_KAFKA_RESP_ERR_INVALID_CONFIG:
    case RD_KAFKA_RESP_ERR_INVALID_PARTITIONS:
    case RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR:
    case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
    case RD_KAFKA_RESP_ERR__INVALID_ARG:
      return FaultKind::kBadInput;
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
    case RD_KAFKA_RESP_ERR_INVALID_SESSION_TIMEOUT:
    case RD_KAFKA_RESP_ERR_INCONSISTENT_GROUP_PROTOCOL:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR__FATAL:
      return FaultKind::kBroken;
    default:
      return FaultKind::kUnavailable;
  }
}

// Who leads a partition is not known any more, or not yet.
bool is_about_leaders(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION:
    case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:  // by brokers that are waking up
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
      return true;
    default:
      return false;
  }
}

// Of RD_KAFKA_OFFSET_BEGINNING and _END. rd_kafka_query_watermark_offsets() would do, if it did not
// wait for a broker that is away for as long as a socket may be silent, whatever it is told.
rd_kafka_resp_err_t offset_at(rd_kafka_t* client, const std::string& topic, int partition,
                              std::int64_t place, int timeout_milliseconds, std::int64_t& out) {
  const Partitions list = to_list({{topic, partition, place}});
  const auto code = rd_kafka_offsets_for_times(client, list.get(), timeout_milliseconds);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return code;
  out = list->elems[0].offset;
  return list->elems[0].err;
}

}  // namespace

void dispose(rd_kafka_t* client) { end_with(client, 0); }

void dispose_at_once(rd_kafka_t* client) { end_with(client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE); }

void abandon(rd_kafka_t* client) {
  rd_kafka_assign(client, nullptr);
  end_without_ado();
}

Fault fault_of(rd_kafka_resp_err_t code, std::string what, std::string where) {
  what += ": ";
  what += rd_kafka_err2str(code);
  return {kind_of(code), std::move(what), std::move(where), {}};
}

Result<void> result_of(rd_kafka_error_t* error, std::string_view where) {
  const Error owned(error);
  if (owned == nullptr) return {};
  Fault fault{kind_of(rd_kafka_error_code(error)), rd_kafka_error_string(error),
              std::string(where)};
  if (rd_kafka_error_is_fatal(error) != 0) fault.kind = FaultKind::kBroken;
  return fault;
}

Result<Configuration> configure(const Options& options, Properties ours) {
  ours["bootstrap.servers"] = options.address.substr(kScheme.size());
  ours["client.id"] = options.client_id;
  // Brokers that wake up may say for a moment that there are no topics, and that is believed until
  // the next look: by default for five minutes.
  ours["topic.metadata.refresh.interval.ms"] = "10000";
  for (const auto& [name, value] : options.properties) ours[name] = value;
  Configuration configuration(rd_kafka_conf_new());
  for (const auto& [name, value] : ours) {
    std::array<char, 512> why{};
    if (rd_kafka_conf_set(configuration.get(), name.c_str(), value.c_str(), why.data(),
                          why.size()) != RD_KAFKA_CONF_OK) {
      return bad_input(why.data(), name);
    }
  }
  rd_kafka_conf_set_log_cb(configuration.get(), write_log);
  rd_kafka_conf_set_error_cb(configuration.get(), note_error);
  return configuration;
}

Result<Client> make_client(rd_kafka_type_t type, Configuration configuration) {
  std::array<char, 512> why{};
  rd_kafka_t* client = rd_kafka_new(type, configuration.get(), why.data(), why.size());
  if (client == nullptr) return bad_input(why.data(), "librdkafka");
  (void)configuration.release();  // the client's now
  return Client(client);
}

int request_milliseconds(const Options& options) {
  const auto milliseconds =
      std::chrono::ceil<std::chrono::milliseconds>(options.request_timeout).count();
  // 0 would not wait at all, and librdkafka's own limits are five minutes.
  return static_cast<int>(std::clamp<std::int64_t>(milliseconds, 1, 300'000));
}

Ending::Ending(const Options& options)
    : last_wait_(options.last_wait), on_end_(options.ending, [this] {
        at_ = std::chrono::steady_clock::now().time_since_epoch().count();
      }) {}

Duration Ending::left(std::chrono::steady_clock::time_point since, Duration patience) const {
  const auto now = std::chrono::steady_clock::now();
  auto until = since + patience;
  if (const auto at = at_.load(); at != 0) {
    const std::chrono::steady_clock::time_point end{std::chrono::steady_clock::duration(at)};
    until = std::min(until, std::max(end + last_wait_, since + kLeastPatience));
  }
  return std::chrono::duration_cast<Duration>(std::max(until - now, {}));
}

rd_kafka_resp_err_t ask_patiently(const Options& options, const Ending& ending,
                                  const std::function<rd_kafka_resp_err_t(int milliseconds)>& ask) {
  const auto since = std::chrono::steady_clock::now();
  while (true) {
    const Duration slice = std::min(ending.left(since, options.request_timeout), kAskAtOnce);
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(slice).count();
    const auto code = ask(static_cast<int>(std::max<std::int64_t>(milliseconds, 1)));
    if (code != RD_KAFKA_RESP_ERR__TIMED_OUT || slice <= Duration{0}) return code;
  }
}

Partitions to_list(const std::vector<Position>& positions) {
  Partitions list(rd_kafka_topic_partition_list_new(static_cast<int>(positions.size())));
  for (const auto& position : positions) {
    rd_kafka_topic_partition_list_add(list.get(), position.topic.c_str(), position.partition)
        ->offset = position.offset;
  }
  return list;
}

std::vector<Position> to_positions(const rd_kafka_topic_partition_list_t& list) {
  std::vector<Position> out;
  for (int at = 0; at < list.cnt; ++at) {
    const auto& element = list.elems[at];
    out.push_back({element.topic, element.partition, element.offset});
  }
  return out;
}

Result<std::map<std::string, int, std::less<>>> partition_counts(rd_kafka_t* client,
                                                                 int timeout_milliseconds) {
  TRY_LET(metadata, metadata_of(client, timeout_milliseconds));
  std::map<std::string, int, std::less<>> out;
  for (int at = 0; at < metadata->topic_cnt; ++at) {
    const auto& topic = metadata->topics[at];
    if (topic.err == RD_KAFKA_RESP_ERR_NO_ERROR) out[topic.topic] = topic.partition_cnt;
  }
  return out;
}

Result<int> replication(rd_kafka_t* client, const std::string& topic, int timeout_milliseconds) {
  TRY_LET(metadata, metadata_of(client, timeout_milliseconds));
  for (int at = 0; at < metadata->topic_cnt; ++at) {
    const auto& one = metadata->topics[at];
    if (one.topic != topic || one.partition_cnt == 0) continue;
    return one.partitions[0].replica_cnt;
  }
  return not_found("no such topic", topic);
}

Result<Watermarks> watermarks(rd_kafka_t* client, const std::string& topic, int partition,
                              const Options& options, const Ending& ending) {
  Watermarks out;
  const auto since = std::chrono::steady_clock::now();
  const Duration patience = std::min<Duration>(kLeaderPatience, options.request_timeout);
  auto code = RD_KAFKA_RESP_ERR_NO_ERROR;
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(ending.left(since, patience)).count();
    const int milliseconds =
        static_cast<int>(std::clamp<std::int64_t>(left, 1, kLeaderMilliseconds));
    code = offset_at(client, topic, partition, RD_KAFKA_OFFSET_BEGINNING, milliseconds, out.begin);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
      code = offset_at(client, topic, partition, RD_KAFKA_OFFSET_END, milliseconds, out.end);
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return out;
    if (!is_about_leaders(code) || left <= 0) break;
    // A client that only asks never looks by itself who leads now.
    (void)metadata_of(client, milliseconds);
  }
  return fault_of(code, "cannot ask for offsets", topic + "/" + std::to_string(partition));
}

}  // namespace broadsheet::bus::kafka
