// SPDX-License-Identifier: Apache-2.0
// What both logs of one process forget, and when.
#include "bus/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"

namespace broadsheet::bus {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class Retention : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    Options options;
    options.clock = [this] { return now_; };
    if (GetParam() == "memory") {
      log_ = make_memory_log(options);
    } else {
      log_ = *open_embedded_log(folder_.path(), options);
    }
  }

  void put(const std::string& key, const std::string& value) {
    ASSERT_TRUE(log_->append("t", {{0, {key, value, {}, Time{1us}}}}).ok());
  }

  std::vector<std::string> values() {
    std::vector<std::string> out;
    const auto read = log_->read({"t", 0, 0}, 10000, 100 << 20);
    for (const auto& delivery : *read) out.push_back(delivery.record.value);
    return out;
  }

  TemporaryFolder folder_;
  Time now_ = from_micros(1'700'000'000'000'000);
  std::unique_ptr<Log> log_;
};

TEST_P(Retention, ForgetsWhatIsTooOldByTheTimeItCame) {
  Topic topic{"t"};
  topic.retention = 16h;
  ASSERT_TRUE(log_->put_topic(topic).ok());
  put("a", "old");
  now_ += 10h;
  put("a", "young");
  EXPECT_THAT(values(), ElementsAre("old", "young"));

  now_ += 7h;
  ASSERT_TRUE(log_->clean().ok());

  EXPECT_THAT(values(), ElementsAre("young"));
  EXPECT_EQ(log_->bounds("t", 0).begin, 1);
  EXPECT_EQ(log_->bounds("t", 0).end, 2);
  now_ += 100h;
  ASSERT_TRUE(log_->clean().ok());
  EXPECT_THAT(values(), ElementsAre());
  EXPECT_EQ(log_->bounds("t", 0).begin, 2);
  put("a", "new");
  EXPECT_THAT(values(), ElementsAre("new"));
}

TEST_P(Retention, KeepsWhatAGroupHasNotReadHoweverOldItIs) {
  Topic topic{"t"};
  topic.partitions = 2;
  topic.retention = 16h;
  ASSERT_TRUE(log_->put_topic(topic).ok());
  put("a", "read");
  now_ += 10h;
  put("a", "unread");
  ASSERT_TRUE(log_->append("t", {{1, {"b", "elsewhere", {}, now_}}}).ok());
  ASSERT_TRUE(log_->commit("slow", {{"t", 0, 1}}).ok());
  ASSERT_TRUE(log_->commit("quick", {{"t", 0, 2}, {"t", 1, 1}}).ok());

  now_ += 1000h;
  ASSERT_TRUE(log_->clean().ok());
  if (GetParam() == "embedded") {
    log_.reset();
    Options options;
    options.clock = [this] { return now_; };
    log_ = *open_embedded_log(folder_.path(), options);
    ASSERT_TRUE(log_->clean().ok());
  }

  EXPECT_THAT(values(), ElementsAre("unread"));
  EXPECT_EQ(log_->bounds("t", 1).begin, 0);
  EXPECT_EQ(*log_->committed("slow", "t", 0), 1);
  ASSERT_TRUE(log_->commit("slow", {{"t", 0, 2}, {"t", 1, 1}}).ok());
  ASSERT_TRUE(log_->clean().ok());
  EXPECT_THAT(values(), ElementsAre());
}

TEST_P(Retention, ForgetsTheOldestWhereThereIsTooMuch) {
  Topic topic{"t"};
  topic.retention = 0s;
  topic.retention_bytes = 100'000;
  ASSERT_TRUE(log_->put_topic(topic).ok());

  for (int at = 0; at < 200; ++at) put("a", std::string(5000, static_cast<char>('a' + at % 26)));

  const Bounds bounds = log_->bounds("t", 0);
  EXPECT_EQ(bounds.end, 200);
  EXPECT_GE(bounds.begin, 180);
  EXPECT_LE(bounds.begin, 184);
  EXPECT_EQ(values().size(), static_cast<std::size_t>(bounds.end - bounds.begin));
}

TEST_P(Retention, ZeroIsForEver) {
  Topic topic{"t"};
  topic.retention = 0s;
  ASSERT_TRUE(log_->put_topic(topic).ok());
  put("a", "1");

  now_ += 1'000'000h;
  ASSERT_TRUE(log_->clean().ok());

  EXPECT_THAT(values(), ElementsAre("1"));
}

TEST_P(Retention, ACompactedTopicForgetsDeletedKeysAfterADay) {
  ASSERT_TRUE(log_->put_topic({"t", 1, 1, Cleanup::kCompact}).ok());
  put("a", "1");
  put("b", "1");
  put("a", "");
  put("c", "");
  put("c", "2");
  EXPECT_THAT(values(), ElementsAre("1", "", "2"));

  now_ += 23h;
  ASSERT_TRUE(log_->clean().ok());
  EXPECT_THAT(values(), ElementsAre("1", "", "2"));
  now_ += 2h;
  ASSERT_TRUE(log_->clean().ok());

  EXPECT_THAT(values(), ElementsAre("1", "2"));
  put("a", "3");
  EXPECT_THAT(values(), ElementsAre("1", "2", "3"));
  EXPECT_EQ(log_->bounds("t", 0).end, 6);
}

TEST_P(Retention, AReadTakesAtLeastOneRecordAndNoMoreThanItMay) {
  ASSERT_TRUE(log_->put_topic({"t"}).ok());
  for (int at = 0; at < 5; ++at) put("a", std::string(1000, 'v'));

  EXPECT_EQ(log_->read({"t", 0, 0}, 100, 1)->size(), 1U);
  EXPECT_EQ(log_->read({"t", 0, 0}, 100, 2500)->size(), 2U);
  EXPECT_EQ(log_->read({"t", 0, 0}, 3, 100'000)->size(), 3U);
  EXPECT_EQ(log_->read({"t", 0, 5}, 3, 100'000)->size(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Both, Retention, ::testing::Values("memory", "embedded"),
                         [](const auto& kind) { return kind.param; });

}  // namespace
}  // namespace broadsheet::bus
