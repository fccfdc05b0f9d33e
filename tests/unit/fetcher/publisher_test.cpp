// SPDX-License-Identifier: Apache-2.0
// What the bus takes, and what becomes of what it does not take.
#include "fetcher/publisher.h"

#include <gtest/gtest.h>

#include "common/topics.h"

namespace broadsheet::fetcher {
namespace {

using records::Outcome;

constexpr std::uint32_t kRecordMax = 20'000;

class PublisherTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto bus = bus::open({});
    ASSERT_TRUE(bus.ok());
    bus_ = *std::move(bus);
    bus::Topic topic{.name = std::string(topics::kCaptures)};
    topic.record_bytes_max = kRecordMax;
    ASSERT_TRUE(bus_->create_topic(topic).ok());
  }

  static Finding finding_of(const std::string& url, std::size_t bytes) {
    Finding finding;
    finding.capture.url = url;
    finding.capture.outcome = finding.visit.outcome = Outcome::kFetched;
    finding.capture.payload = std::string(bytes, 'x');
    finding.visit.changed = true;
    return finding;
  }

  std::vector<records::Capture> published() {
    auto inbox = bus_->read({{std::string(topics::kCaptures), 0, 0}});
    EXPECT_TRUE(inbox.ok());
    std::vector<records::Capture> captures;
    auto batch = (*inbox)->poll(100, {});
    EXPECT_TRUE(batch.ok());
    for (const auto& delivery : *batch) {
      captures.push_back(*records::decode_capture(delivery.record.value));
    }
    return captures;
  }

  std::unique_ptr<bus::Bus> bus_;
};

TEST_F(PublisherTest, APageThatTheBusRefusesIsRecordedAsFailedAndHoldsNobodyUp) {
  std::vector<Finding> findings = {finding_of("https://news.example/a", 10),
                                   finding_of("https://news.example/b", kRecordMax * 2),
                                   finding_of("https://news.example/c", 10)};

  const auto done = publish(*bus_, findings, {});

  ASSERT_TRUE(done.ok()) << done.fault().text();
  const auto captures = published();
  ASSERT_EQ(captures.size(), 3u);
  EXPECT_EQ(captures[0].outcome, Outcome::kFetched);
  EXPECT_EQ(captures[1].outcome, Outcome::kFailed);
  EXPECT_TRUE(captures[1].payload.empty());
  EXPECT_NE(captures[1].reason.find("the bus does not take it"), std::string::npos);
  EXPECT_EQ(captures[2].outcome, Outcome::kFetched);
  EXPECT_EQ(findings[1].visit.outcome, Outcome::kFailed);
  EXPECT_FALSE(findings[1].visit.changed);
}

TEST_F(PublisherTest, WhatIsRefusedEvenWithoutItsPayloadStillFails) {
  std::vector<Finding> findings = {
      finding_of("https://news.example/" + std::string(kRecordMax, 'a'), 10)};

  ASSERT_TRUE(publish(*bus_, findings, {}).ok());

  EXPECT_TRUE(published().empty());
  EXPECT_EQ(findings[0].visit.outcome, Outcome::kFailed);
}

TEST_F(PublisherTest, ABodyThatFitsIntoNoRecordIsToldBeforeTheStart) {
  const auto too_much = check_body_max(*bus_, kRecordMax, "--feed-max");

  ASSERT_FALSE(too_much.ok());
  EXPECT_EQ(too_much.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(too_much.fault().where, "--feed-max");
}

TEST(Publisher, ABusWithoutTheTopicIsGivenNothing) {
  const auto bus = *bus::open({});

  EXPECT_TRUE(check_body_max(*bus, std::size_t{1} << 40, "--body-max").ok());
}

}  // namespace
}  // namespace broadsheet::fetcher
