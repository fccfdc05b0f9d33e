// SPDX-License-Identifier: Apache-2.0
// The contract over real brokers, and what only they show: large pages, names in a group.
#include <algorithm>

#include "contract/bus_contract.h"
#include "support/real_kafka.h"

namespace broadsheet::bus::contract {
namespace {

using namespace std::chrono_literals;
using testing_support::real_kafka;

Options real_options() {
  Options options;
  options.address = real_kafka().address;
  options.session_timeout = 6s;
  options.request_timeout = 10s;
  options.properties = {{"topic.metadata.refresh.fast.interval.ms", "20"},
                        {"fetch.wait.max.ms", "20"},
                        {"reconnect.backoff.ms", "20"}};
  return options;
}

class RealGround : public Ground {
 public:
  [[nodiscard]] Options options() const override { return real_options(); }
};

Kind real_kind() {
  return {"real", [] { return std::make_unique<RealGround>(); }, false, real_kafka().skip};
}

INSTANTIATE_TEST_SUITE_P(Kafka, BusContract, ::testing::Values(real_kind()), kind_name);

class RealKafkaBus : public BusContract {
 protected:
  std::unique_ptr<Bus> open_as(const std::string& member) {
    Options options = ground_->options();
    options.member = member;
    auto bus = open(options);
    EXPECT_TRUE(bus.ok()) << bus.fault().text();
    return *std::move(bus);
  }
};

INSTANTIATE_TEST_SUITE_P(Kafka, RealKafkaBus, ::testing::Values(real_kind()), kind_name);

// Compresses to nothing or not at all: brokers measure what is sent.
std::string page_of(std::size_t size, bool noise) {
  std::string page(size, 'a');
  std::uint64_t state = 1;
  if (!noise) return page;
  for (auto& byte : page) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    byte = static_cast<char>(state >> 56);
  }
  return page;
}

TEST_P(RealKafkaBus, PagesOfOneEightAndThirtyTwoMebibytesTravelWhole) {
  const Topic topic = make_topic(1);
  const auto inbox = subscribe(topic, "group");
  for (const std::size_t mebibytes : {1, 8, 32}) {
    for (const bool noise : {false, true}) {
      SCOPED_TRACE(std::to_string(mebibytes) + " MiB, noise " + std::to_string(noise));
      const std::string page = page_of(mebibytes << 20, noise);

      publish(topic, {{"page", page}});

      const auto got = poll_count(*inbox, 1);
      ASSERT_EQ(got.size(), 1U);
      EXPECT_TRUE(got[0].record.value == page);
    }
  }
}

TEST_P(RealKafkaBus, APageAboveTheTopicsLimitIsRefusedByItsSender) {
  const Topic topic = make_topic(1);
  publish(topic, {{"before", "v"}});

  const auto refused = bus_->publish(topic.name, {{"page", page_of(48 << 20, true)}});

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ((*bus_->end_offsets(topic.name))[0], 1);
}

TEST_P(RealKafkaBus, AMemberThatComesBackUnderItsNameTakesNothingFromTheOthers) {
  const Topic topic = make_topic(4);
  const auto steady_bus = open_as("steady");
  int revocations = 0;
  Listener listener;
  listener.revoked = [&](const auto&) { ++revocations; };
  const auto group = group_name(topic, "group");
  const auto steady = *steady_bus->subscribe({topic.name}, group, listener);
  auto restless_bus = open_as("restless");
  auto restless = *restless_bus->subscribe({topic.name}, group);
  poll_until({steady.get(), restless.get()}, [&](const auto&) {
    return steady->assignment().size() == 2 && restless->assignment().size() == 2;
  });
  const auto before = restless->assignment();
  revocations = 0;

  restless.reset();
  restless_bus.reset();
  restless_bus = open_as("restless");
  restless = *restless_bus->subscribe({topic.name}, group);
  poll_until({steady.get(), restless.get()},
             [&](const auto&) { return restless->assignment().size() == 2; });

  EXPECT_EQ(restless->assignment(), before);
  EXPECT_EQ(steady->assignment().size(), 2U);
  EXPECT_EQ(revocations, 0);
}

TEST_P(RealKafkaBus, WhoseNameWasTakenLosesItsPartitionsAndGoesOnWithoutAName) {
  const Topic topic = make_topic(2);
  const auto group = group_name(topic, "group");
  int lost = 0;
  Listener listener;
  listener.lost = [&](const auto& positions) { lost += static_cast<int>(positions.size()); };
  const auto first_bus = open_as("same");
  const auto first = *first_bus->subscribe({topic.name}, group, listener);
  poll_until({first.get()}, [&](const auto&) { return first->assignment().size() == 2; });

  const auto second_bus = open_as("same");
  auto second = *second_bus->subscribe({topic.name}, group);
  poll_until({first.get(), second.get()}, [&](const auto&) {
    return first->assignment().size() == 1 && second->assignment().size() == 1;
  });
  EXPECT_EQ(lost, 2);

  // The namesake dies, as an earlier life of ours would have: all is ours after its session.
  second.reset();
  poll_until({first.get()}, [&](const auto&) { return first->assignment().size() == 2; });
  publish(topic, {{"key", "value"}});
  EXPECT_EQ(poll_count(*first, 1).size(), 1U);
  EXPECT_TRUE(first->commit().ok());
}

}  // namespace
}  // namespace broadsheet::bus::contract
