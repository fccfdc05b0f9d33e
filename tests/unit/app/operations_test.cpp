// SPDX-License-Identifier: Apache-2.0
// What an operator's machines are told.
#include "app/operations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/readiness.h"
#include "core/metrics.h"
#include "http/client.h"

namespace broadsheet::app {
namespace {

using ::testing::HasSubstr;

class OperationsTest : public ::testing::Test {
 protected:
  void open() {
    auto opened = Operations::open({"127.0.0.1:0", [this] { return readiness_.waiting_for(); }});
    ASSERT_TRUE(opened.ok()) << opened.fault().text();
    operations_ = *std::move(opened);
    http::Client::Options options;
    options.addresses.allowed = {*url::Cidr::parse("127.0.0.0/8")};
    auto client = http::Client::open(options);
    ASSERT_TRUE(client.ok());
    client_ = *std::move(client);
  }

  http::Response get(const std::string& path) {
    const auto url = url::Url::parse("http://" + operations_->address() + path);
    auto exchange = client_->fetch_and_wait({.url = *url});
    EXPECT_TRUE(exchange.response.ok());
    return *std::move(exchange.response);
  }

  Readiness readiness_;
  std::unique_ptr<Operations> operations_;
  std::unique_ptr<http::Client> client_;
};

TEST_F(OperationsTest, AProcessThatIsNotReadyLivesAllTheSame) {
  readiness_.lacks("the archive is being opened");
  open();

  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/readyz").status, 503);
  EXPECT_EQ(get("/readyz").body, "not ready: the archive is being opened\n");
  readiness_.has("the archive is being opened");
  EXPECT_EQ(get("/readyz").status, 200);
  EXPECT_EQ(get("/readyz").body, "ready\n");
  readiness_.stops();
  EXPECT_EQ(get("/readyz").body, "not ready: it is stopping\n");
  EXPECT_EQ(get("/healthz").status, 200);
}

TEST_F(OperationsTest, MetricsAreInTheFormatOfPrometheusWithThoseOfTheProcess) {
  metrics::counter("broadsheet_test_total", "Of a test.").add(3);
  open();
  const auto answer = get("/metrics");

  EXPECT_EQ(answer.headers.get("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(answer.body, HasSubstr("broadsheet_test_total 3\n"));
  for (const char* series :
       {"process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds",
        "process_max_fds", "process_start_time_seconds", "process_threads"}) {
    EXPECT_THAT(answer.body, HasSubstr(std::string("\n") + series + " "));
  }
}

TEST_F(OperationsTest, AnotherPathSaysWhichThereAre) {
  open();

  EXPECT_EQ(get("/").status, 404);
  EXPECT_THAT(get("/").body, HasSubstr("/healthz, /readyz and /metrics"));
}

}  // namespace
}  // namespace broadsheet::app
