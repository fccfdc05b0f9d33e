// SPDX-License-Identifier: Apache-2.0
// The contract over the mock of librdkafka, in this process, which can be made to fail.
#include <stop_token>
#include <thread>

#include "contract/bus_contract.h"
#include "core/metrics.h"
#include "support/mock_kafka.h"

namespace broadsheet::bus::contract {
namespace {

using namespace std::chrono_literals;
using testing_support::MockKafka;

Options kafka_options(const std::string& address) {
  Options options;
  options.address = address;
  // The mock keeps a member that has left until its session ends; and tests are impatient.
  options.session_timeout = 3s;
  // The mock does not answer what it does not know.
  options.request_timeout = 3s;
  options.properties = {{"topic.metadata.refresh.fast.interval.ms", "20"},
                        {"fetch.wait.max.ms", "20"},
                        {"reconnect.backoff.ms", "20"}};
  return options;
}

class MockGround : public Ground {
 public:
  [[nodiscard]] Options options() const override { return kafka_options(kafka_.address()); }
  void before_create(const Topic& topic) override {
    kafka_.make_topic(topic.name, topic.partitions);
  }

 private:
  MockKafka kafka_;
};

INSTANTIATE_TEST_SUITE_P(Kafka, BusContract,
                         ::testing::Values(Kind{"mock",
                                                [] { return std::make_unique<MockGround>(); }}),
                         kind_name);

class KafkaBus : public ::testing::Test {
 protected:
  void SetUp() override {
    kafka_.make_topic("t", 1);
    bus_ = *open(kafka_options(kafka_.address()));
    ASSERT_TRUE(bus_->create_topic({"t"}).ok());
  }

  MockKafka kafka_;
  std::unique_ptr<Bus> bus_;
};

TEST_F(KafkaBus, ReportsARecordTheBrokerRefused) {
  const auto refused = metrics::counter("broadsheet_bus_refused_total",
                                        "Records that the broker did not take", {{"topic", "t"}});
  const double before = refused.value();
  kafka_.refuse_records(1);

  const auto published = bus_->publish("t", {{"a", "b"}});

  ASSERT_FALSE(published.ok());
  EXPECT_EQ(published.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(refused.value(), before + 1);
}

TEST_F(KafkaBus, TriesAgainWhatTheBrokerCouldNotReplicate) {
  kafka_.fail_to_replicate(2);

  EXPECT_TRUE(bus_->publish("t", {{"a", "b"}}).ok());
  EXPECT_EQ((*bus_->end_offsets("t"))[0], 1);
}

TEST_F(KafkaBus, WhatCouldNotBeDeliveredInTimeIsUnavailable) {
  Options options = kafka_options(kafka_.address());
  options.properties["message.timeout.ms"] = "300";
  const auto bus = *open(options);
  ASSERT_TRUE(bus->create_topic({"t"}).ok());
  kafka_.go_down();

  const auto published = bus->publish("t", {{"a", "b"}});

  ASSERT_FALSE(published.ok());
  EXPECT_EQ(published.fault().kind, FaultKind::kUnavailable);
  kafka_.come_up();
  EXPECT_TRUE(bus_->publish("t", {{"a", "b"}}).ok());
}

TEST_F(KafkaBus, WhoWasNotToldWhereItsGroupGoesOnHasNoBacklogForThat) {
  ASSERT_TRUE(bus_->publish("t", {{"a", "1"}, {"a", "2"}}).ok());
  {
    const auto inbox = *bus_->subscribe({"t"}, "g");
    std::size_t count = 0;
    while (count < 2) count += inbox->poll(10, 50ms)->size();
    ASSERT_TRUE(inbox->commit().ok());
  }
  kafka_.conceal_positions(1);

  const auto inbox = *bus_->subscribe({"t"}, "g");
  while (inbox->assignment().empty()) ASSERT_TRUE(inbox->poll(10, 50ms)->empty());

  EXPECT_EQ(*inbox->lag(), 0);
  ASSERT_TRUE(bus_->publish("t", {{"a", "3"}}).ok());
  std::vector<Delivery> got;
  while (got.empty()) got = *inbox->poll(10, 50ms);
  EXPECT_EQ(got.front().position.offset, 2) << "and nothing comes twice";
}

// Nobody waits two minutes for brokers that are away when the process is to end.
TEST_F(KafkaBus, WhenTheProcessEndsNobodyIsWaitedForAnyMore) {
  std::stop_source end;
  Options options = kafka_options(kafka_.address());
  options.ending = end.get_token();
  options.last_wait = 100ms;
  options.request_timeout = 10min;
  options.properties["message.timeout.ms"] = "600000";
  const auto bus = *open(options);
  ASSERT_TRUE(bus->create_topic({"t"}).ok());
  auto inbox = *bus->subscribe({"t"}, "g");
  while (inbox->assignment().empty()) ASSERT_TRUE(inbox->poll(10, 50ms).ok());
  kafka_.go_down();
  std::jthread publisher([&] {
    EXPECT_EQ(bus->publish("t", {{"a", "b"}}).fault().kind, FaultKind::kUnavailable);
  });

  end.request_stop();

  EXPECT_EQ(inbox->commit({{"t", 0, 0}}).fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(bus->end_offsets("t").fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(bus->committed("t", "g").fault().kind, FaultKind::kUnavailable);
  publisher.join();
  inbox.reset();
}

TEST_F(KafkaBus, AnyPropertyOfLibrdkafkaMayBeSetAndNoOther) {
  Options options = kafka_options(kafka_.address());
  options.properties["compression.codec"] = "gzip";
  EXPECT_TRUE(open(options).ok());

  options.properties["no.such.thing"] = "1";
  const auto bus = open(options);

  ASSERT_FALSE(bus.ok());
  EXPECT_EQ(bus.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(bus.fault().where, "no.such.thing");
}

TEST(KafkaBusAlone, NobodyThereIsUnavailable) {
  Options options = kafka_options("kafka://127.0.0.1:1");
  options.request_timeout = 300ms;

  const auto bus = open(options);

  ASSERT_FALSE(bus.ok());
  EXPECT_EQ(bus.fault().kind, FaultKind::kUnavailable);
}

}  // namespace
}  // namespace broadsheet::bus::contract
