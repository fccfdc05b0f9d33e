// SPDX-License-Identifier: Apache-2.0
// A Kafka inside the process.
#include "support/mock_kafka.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <array>
#include <cstdint>
#include <vector>

#include "core/result.h"

namespace broadsheet::testing_support {
namespace {

// The protocol's numbers of requests.
constexpr std::int16_t kProduce = 0;
constexpr std::int16_t kOffsetFetch = 9;
constexpr std::int32_t kBroker = 1;

}  // namespace

struct MockKafka::Impl {
  rd_kafka_t* client = nullptr;
  rd_kafka_mock_cluster_t* cluster = nullptr;

  void answer(std::int16_t request, int count, rd_kafka_resp_err_t code) const {
    const std::vector<rd_kafka_resp_err_t> codes(static_cast<std::size_t>(count), code);
    rd_kafka_mock_push_request_errors_array(cluster, request, codes.size(), codes.data());
  }
};

MockKafka::MockKafka() : impl_(std::make_unique<Impl>()) {
  std::array<char, 256> why{};
  rd_kafka_conf_t* configuration = rd_kafka_conf_new();
  // It warns that it has no broker to talk to: it is the broker.
  rd_kafka_conf_set(configuration, "log_level", "3", why.data(), why.size());
  impl_->client = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, why.data(), why.size());
  CHECK(impl_->client != nullptr);
  impl_->cluster = rd_kafka_mock_cluster_new(impl_->client, 1);
  CHECK(impl_->cluster != nullptr);
}

MockKafka::~MockKafka() {
  rd_kafka_mock_cluster_destroy(impl_->cluster);
  rd_kafka_destroy(impl_->client);
}

std::string MockKafka::address() const {
  return std::string("kafka://") + rd_kafka_mock_cluster_bootstraps(impl_->cluster);
}

void MockKafka::make_topic(const std::string& name, int partitions) {
  rd_kafka_mock_topic_create(impl_->cluster, name.c_str(), partitions, 1);
}

void MockKafka::refuse_records(int count) {
  impl_->answer(kProduce, count, RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE);
}

void MockKafka::fail_to_replicate(int count) {
  impl_->answer(kProduce, count, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS);
}

void MockKafka::conceal_positions(int count) {
  impl_->answer(kOffsetFetch, count, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED);
}

void MockKafka::go_down() { rd_kafka_mock_broker_set_down(impl_->cluster, kBroker); }

void MockKafka::come_up() { rd_kafka_mock_broker_set_up(impl_->cluster, kBroker); }

}  // namespace broadsheet::testing_support
