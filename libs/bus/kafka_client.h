// SPDX-License-Identifier: Apache-2.0
// What the Kafka files share: librdkafka's handles with owners, its configuration, its errors.
#pragma once

#include <librdkafka/rdkafka.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "bus/bus.h"

namespace broadsheet::bus::kafka {

template <auto destroy>
struct Destroy {
  template <typename Handle>
  void operator()(Handle* handle) const {
    destroy(handle);
  }
};

template <typename Handle, auto destroy>
using Owned = std::unique_ptr<Handle, Destroy<destroy>>;

// Ends a client, in the background if it takes longer than some seconds: in librdkafka before 2.1
// one that lost partitions may count references wrongly, and then never ends.
void dispose(rd_kafka_t* client);
// Without leaving its group.
void dispose_at_once(rd_kafka_t* client);
// Never ends it: one whose name was taken would take the process along (an assertion in
// librdkafka's sticky assignor, before 2.1).
void abandon(rd_kafka_t* client);

using Client = Owned<rd_kafka_t, dispose>;
using Configuration = Owned<rd_kafka_conf_t, rd_kafka_conf_destroy>;
using Partitions = Owned<rd_kafka_topic_partition_list_t, rd_kafka_topic_partition_list_destroy>;
using Error = Owned<rd_kafka_error_t, rd_kafka_error_destroy>;
using Queue = Owned<rd_kafka_queue_t, rd_kafka_queue_destroy>;
using Event = Owned<rd_kafka_event_t, rd_kafka_event_destroy>;
using Message = Owned<rd_kafka_message_t, rd_kafka_message_destroy>;

using Properties = std::map<std::string, std::string>;

// `ours`, then the caller's own from `options`, which win. kBadInput names what librdkafka refuses.
Result<Configuration> configure(const Options& options, Properties ours);
// Takes `configuration`. kBadInput if librdkafka finds it contradictory.
Result<Client> make_client(rd_kafka_type_t type, Configuration configuration);

Fault fault_of(rd_kafka_resp_err_t code, std::string what, std::string where);
// options.request_timeout as librdkafka takes it.
int request_milliseconds(const Options& options);

// When nobody is waited for any more, because the process ends. Thread-safe.
class Ending {
 public:
  explicit Ending(const Options& options);
  // Of `patience` that began at `since`, what is left; when the process ends, hardly anything.
  [[nodiscard]] Duration left(std::chrono::steady_clock::time_point since, Duration patience) const;

 private:
  const Duration last_wait_;
  std::atomic<std::chrono::steady_clock::rep> at_{std::chrono::steady_clock::rep{0}};  // 0: no end
  std::stop_callback<std::function<void()>> on_end_;  // last: it uses the above
};

// Asks again and again, a little at a time, until there is another answer than that nobody
// answered, or options.request_timeout has passed.
rd_kafka_resp_err_t ask_patiently(const Options& options, const Ending& ending,
                                  const std::function<rd_kafka_resp_err_t(int milliseconds)>& ask);

// Nothing is no error.
Result<void> result_of(rd_kafka_error_t* error, std::string_view where);

Partitions to_list(const std::vector<Position>& positions);
std::vector<Position> to_positions(const rd_kafka_topic_partition_list_t& list);

// The number of partitions by topic, of all there are: asking for one by its name may create it.
Result<std::map<std::string, int, std::less<>>> partition_counts(rd_kafka_t* client,
                                                                 int timeout_milliseconds);

// On how many brokers each record of a topic is.
Result<int> replication(rd_kafka_t* client, const std::string& topic, int timeout_milliseconds);

// What a partition holds.
struct Watermarks {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};
Result<Watermarks> watermarks(rd_kafka_t* client, const std::string& topic, int partition,
                              const Options& options, const Ending& ending);

// kafka_inbox.cpp: members of a group, and readers without one. `topics` exist; `ending` outlives
// them.
Result<std::unique_ptr<Inbox>> subscribe(const Options& options, const Ending& ending,
                                         const std::vector<std::string>& topics,
                                         std::string_view group, Listener listener);
Result<std::unique_ptr<Inbox>> read(const Options& options, const Ending& ending,
                                    const std::vector<Position>& from);
// What `group` has committed; -1 where nothing.
Result<std::vector<std::int64_t>> committed(const Options& options, const Ending& ending,
                                            const Topic& topic, std::string_view group);

// kafka_bus.cpp. `servers` as in "kafka://servers".
Result<std::unique_ptr<Bus>> open_bus(const Options& options);
inline constexpr std::string_view kScheme = "kafka://";

}  // namespace broadsheet::bus::kafka
