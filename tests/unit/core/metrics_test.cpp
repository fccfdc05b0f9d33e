// SPDX-License-Identifier: Apache-2.0
// Series, their handles, and what Prometheus reads of them.
#include "core/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::metrics {
namespace {

using ::testing::HasSubstr;

TEST(Metrics, TheSameNameAndLabelsAreTheSameSeries) {
  Counter one = counter("test_same_total", "Things", {{"kind", "a"}});
  Counter other = counter("test_same_total", "Things", {{"kind", "b"}});

  one.add();
  counter("test_same_total", "Things", {{"kind", "a"}}).add(2);

  EXPECT_EQ(one.value(), 3);
  EXPECT_EQ(other.value(), 0);
}

TEST(Metrics, PrometheusReadsAllSeriesWithTheirHelp) {
  counter("test_read_total", "Things that were read", {{"kind", "a"}}).add(2);
  gauge("test_read_depth", "How deep").set(-1.5);
  seconds("test_read_seconds", "How long").observe(0.003);

  const std::string text = exposition();

  EXPECT_THAT(text, HasSubstr("# HELP test_read_total Things that were read\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE test_read_total counter\n"));
  EXPECT_THAT(text, HasSubstr("test_read_total{kind=\"a\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("test_read_depth -1.5\n"));
  EXPECT_THAT(text, HasSubstr("test_read_seconds_bucket{le=\"0.0025\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("test_read_seconds_bucket{le=\"0.005\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("test_read_seconds_count 1\n"));
}

TEST(Metrics, AGaugeGoesUpAndDown) {
  Gauge depth = gauge("test_up_and_down", "How deep");

  depth.set(5);
  depth.add(-2);

  EXPECT_EQ(depth.value(), 3);
}

TEST(Metrics, AHandleThatCameFromNowhereCountsNothing) {
  Counter().add();
  Gauge().set(1);
  Histogram().observe(1);

  EXPECT_EQ(Counter().value(), 0);
}

TEST(Metrics, AReaderIsAskedAtEachExpositionWhileItLives) {
  int reads = 0;
  {
    const Reader reader([&] { gauge("test_reader", "Reads").set(++reads); });
    EXPECT_THAT(exposition(), HasSubstr("test_reader 1\n"));
    EXPECT_THAT(exposition(), HasSubstr("test_reader 2\n"));
  }

  EXPECT_THAT(exposition(), HasSubstr("test_reader 2\n"));
}

TEST(MetricsDeathTest, ABadNameIsOurMistake) {
  EXPECT_DEATH(counter("no spaces", "Things"), "metrics.cpp");
  EXPECT_DEATH(counter("test_bad_label", "Things", {{"0", "x"}}), "metrics.cpp");
}

}  // namespace
}  // namespace broadsheet::metrics
