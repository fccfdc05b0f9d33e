// SPDX-License-Identifier: Apache-2.0
// Captures that somebody brings over gRPC, and the lane's bound.
#include "backfill/backfill_api.h"

#include <gtest/gtest.h>

#include <thread>

#include "common/topics.h"
#include "rpc/client.h"
#include "rpc/server.h"
#include "url/canonical.h"

namespace broadsheet::backfill {
namespace {

using std::chrono::milliseconds;

records::Capture capture_of(int number) {
  records::Capture capture{.url = "https://old.example/" + std::to_string(number)};
  capture.source = "gazette";
  capture.time = *parse_time("2019-03-01T10:00:00.123456Z") + std::chrono::hours(number);
  capture.status = 200;
  capture.headers = {{"Content-Type", "text/html"}};
  capture.payload = "<p>Number " + std::to_string(number) + "</p>";
  capture.payload_digest = sha256(capture.payload);
  return capture;
}

class BackfillApiTest : public ::testing::Test {
 protected:
  void SetUp() override {
    bus_ = *bus::open({});
    ASSERT_TRUE(topics::apply(*bus_, {.partitions = 2}).ok());
  }
  void serve(LaneOptions options = {}) {
    here_ = backfill_api(*bus_, nullptr, options);
    rpc::ServerOptions server_options;
    server_options.listen = "127.0.0.1:0";
    rpc::Services services;
    services.backfill = here_.get();
    server_ = *rpc::Server::start(server_options, services);
    api_ = *rpc::connect_backfill(server_->address());
  }
  [[nodiscard]] std::vector<records::Capture> lane() {
    std::vector<records::Capture> captures;
    const auto ends = *bus_->end_offsets(topics::kCapturesBackfill);
    for (int partition = 0; partition < 2; ++partition) {
      auto inbox = *bus_->read({{std::string(topics::kCapturesBackfill), partition, 0}});
      for (auto left = ends[static_cast<std::size_t>(partition)]; left > 0;) {
        for (auto& delivery : *inbox->poll(100, milliseconds(50))) {
          captures.push_back(*records::decode_capture(delivery.record.value));
          EXPECT_EQ(delivery.record.key, url::url_key(*url::Url::parse(captures.back().url)));
          --left;
        }
      }
    }
    return captures;
  }

  std::unique_ptr<bus::Bus> bus_;
  std::unique_ptr<rpc::BackfillApi> here_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<rpc::BackfillApi> api_;
};

TEST_F(BackfillApiTest, WhatIsBroughtIsInTheLaneWithItsTime) {
  serve();

  const auto total = api_->import_captures({capture_of(1), capture_of(2)},
                                           rpc::call_within(std::chrono::seconds(10)));

  ASSERT_TRUE(total.ok()) << total.fault().text();
  EXPECT_EQ(*total, 2U);
  auto captures = lane();
  std::ranges::sort(captures, {}, &records::Capture::time);
  ASSERT_EQ(captures.size(), 2U);
  EXPECT_EQ(captures[0].time, capture_of(1).time);
  EXPECT_EQ(captures[0].payload, capture_of(1).payload);
  EXPECT_EQ(captures[0].payload_digest, capture_of(1).payload_digest);
  EXPECT_EQ(captures[0].outcome, records::Outcome::kFetched);
  EXPECT_EQ(captures[0].source, "gazette");
  EXPECT_FALSE(captures[0].trace.empty());
}

TEST_F(BackfillApiTest, ACaptureWithoutATimeOrWithAnotherAddressIsRefusedWithItsField) {
  serve();
  auto ftp = capture_of(1);
  ftp.url = "ftp://old.example/1";

  const auto refused = api_->import_captures({ftp}, rpc::call_within(std::chrono::seconds(10)));

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(refused.fault().where, "captures.capture.url");
  EXPECT_TRUE(lane().empty());
}

TEST_F(BackfillApiTest, ACaptureFromTheFutureIsRefusedWithItsField) {
  const Time noon = *parse_time("2026-11-22T12:00:00Z");
  serve({.clock = [noon] { return noon; }});
  auto ahead = capture_of(1);
  ahead.time = noon + std::chrono::hours(23);
  auto future = capture_of(2);
  future.time = noon + std::chrono::hours(25);

  const auto refused =
      api_->import_captures({ahead, future}, rpc::call_within(std::chrono::seconds(10)));

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(refused.fault().where, "captures.capture.time");
  EXPECT_TRUE(lane().empty());
  EXPECT_TRUE(api_->import_captures({ahead}, rpc::call_within(std::chrono::seconds(10))).ok());
}

TEST_F(BackfillApiTest, WhatNamesNoProductTokenIsReadForTheOneOfTheLane) {
  serve({.product_token = "AcmeBot"});
  ASSERT_TRUE(
      api_->import_captures({capture_of(1)}, rpc::call_within(std::chrono::seconds(10))).ok());
  EXPECT_EQ(lane().front().product_token, "AcmeBot");
}

TEST_F(BackfillApiTest, ALaneThatIsFullTakesNothingMoreUntilItIsRead) {
  serve({.waiting_max = 3, .look = milliseconds(5)});
  const auto soon = [] { return rpc::call_within(milliseconds(300)); };
  ASSERT_TRUE(api_->import_captures({capture_of(1), capture_of(2), capture_of(3)}, soon()).ok());

  const auto refused = api_->import_captures({capture_of(4)}, soon());

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(lane().size(), 3U);

  const auto group = topics::backfill_group(topics::kExtractors);
  auto inbox = *bus_->subscribe({std::string(topics::kCapturesBackfill)}, group);
  std::size_t read = 0;
  while (read < 3) read += inbox->poll(10, milliseconds(50))->size();
  ASSERT_TRUE(inbox->commit().ok());
  EXPECT_TRUE(api_->import_captures({capture_of(4)}, soon()).ok());
}

TEST_F(BackfillApiTest, WhoWaitsForAFullLaneKeepsNobodyBeyondHisDeadline) {
  const auto api = backfill_api(*bus_, nullptr, {.waiting_max = 1, .look = milliseconds(5)});
  ASSERT_TRUE(api->import_captures({capture_of(1)}, {}).ok());
  Result<std::uint64_t> patient = 0;
  std::jthread other([&](std::stop_token stop) {
    rpc::CallContext call;  // without a deadline
    call.stop = std::move(stop);
    patient = api->import_captures({capture_of(2)}, call);
  });

  for (int i = 0; i < 3; ++i) {
    const auto hasty = api->import_captures({capture_of(3)}, rpc::call_within(milliseconds(20)));
    ASSERT_FALSE(hasty.ok());
    EXPECT_EQ(hasty.fault().kind, FaultKind::kUnavailable);
  }

  other.request_stop();
  other.join();
  EXPECT_FALSE(patient.ok());
  EXPECT_EQ(lane().size(), 1U);
}

TEST_F(BackfillApiTest, ManyAtOnceDoNotPutMoreThanTheLaneHolds) {
  constexpr int kCalls = 8;
  const auto api = backfill_api(*bus_, nullptr, {.waiting_max = 5, .look = milliseconds(5)});
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < kCalls; ++i) {
      callers.emplace_back([&api, i] {
        const auto call = rpc::call_within(milliseconds(100));
        (void)api->import_captures({capture_of(2 * i), capture_of(2 * i + 1)}, call);
      });
    }
  }

  EXPECT_EQ(lane().size(), 4U);
}

}  // namespace
}  // namespace broadsheet::backfill
