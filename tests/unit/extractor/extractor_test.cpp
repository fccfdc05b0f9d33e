// SPDX-License-Identifier: Apache-2.0
// The extractor over a bus: bad pages among good ones, and both lanes.
#include "extractor/extractor.h"

#include <gtest/gtest.h>

#include "bus/bus.h"
#include "common/topics.h"
#include "core/wait.h"
#include "records/operations.h"
#include "url/canonical.h"

namespace broadsheet::extractor {
namespace {

using std::chrono::milliseconds;

class ExtractorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    bus_ = *bus::open({});
    ASSERT_TRUE(topics::apply(*bus_, {.partitions = 1}).ok());
    options_.workers = 2;
    options_.readers.command = {BROADSHEET_BAD_READER, "--read-pages"};
    options_.readers.limits.time = milliseconds(500);
  }

  static std::string url_of(int number) {
    return "https://gazette.example/" + std::to_string(number);
  }

  records::Capture capture_of(int number, const std::string& payload) {
    records::Capture capture{.url = url_of(number)};
    capture.time = *parse_time("2026-11-22T10:00:00Z") + std::chrono::minutes(number);
    capture.outcome = records::Outcome::kFetched;
    capture.status = 200;
    capture.headers = {{"Content-Type", "text/html"}};
    capture.payload = payload;
    return capture;
  }

  void publish(std::string_view topic, const records::Capture& capture) {
    const auto key = url::url_key(*url::Url::parse(capture.url));
    ASSERT_TRUE(bus_->publish(topic, {{key, records::encode(capture)}}).ok());
  }

  [[nodiscard]] std::int64_t count(std::string_view topic) const {
    return bus_->end_offsets(topic)->front();
  }

  std::vector<std::string> values(std::string_view topic) {
    std::vector<std::string> values;
    auto inbox = *bus_->read({{std::string(topic), 0, 0}});
    while (static_cast<std::int64_t>(values.size()) < count(topic)) {
      for (auto& delivery : *inbox->poll(100, milliseconds(50))) {
        values.push_back(delivery.record.value);
      }
    }
    return values;
  }

  // Until so many articles are there.
  void run_until(std::string_view topic, std::int64_t wanted) {
    std::stop_source stop;
    std::jthread loop([&] {
      const auto done = run(*bus_, tally_, options_, stop.get_token());
      EXPECT_TRUE(done.ok()) << done.fault().text();
    });
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (count(topic) < wanted && std::chrono::steady_clock::now() < deadline) {
      wait_for({}, milliseconds(5));
    }
    stop.request_stop();
    loop.join();
    EXPECT_EQ(count(topic), wanted);
  }

  std::unique_ptr<bus::Bus> bus_;
  Tally tally_;
  Options options_;
};

TEST_F(ExtractorTest, APageThatHangsOrKillsIsADeadLetterAndItsPartitionMovesOn) {
  const std::vector<std::string> kPages = {"<p>one</p>", "hang", "<p>two</p>", "abort",
                                           "<p>three</p>"};
  for (int i = 0; i < 5; ++i) publish(topics::kCaptures, capture_of(i, kPages[i]));

  run_until(topics::kArticles, 3);

  const auto dead = values(topics::kDeadLetters);
  ASSERT_EQ(dead.size(), 2U);
  const auto first = *records::decode_dead_letter(dead[0]);
  const auto second = *records::decode_dead_letter(dead[1]);
  EXPECT_EQ(records::decode_capture(first.value)->payload, "hang");
  EXPECT_NE(first.reason.find("longer than"), std::string::npos) << first.reason;
  EXPECT_EQ(first.stage, "extractor");
  EXPECT_EQ(first.topic, "captures");
  EXPECT_EQ(first.offset, 1);
  EXPECT_EQ(records::decode_capture(second.value)->payload, "abort");
  EXPECT_NE(second.reason.find("SIGABRT"), std::string::npos) << second.reason;
  EXPECT_EQ(bus_->committed(topics::kCaptures, options_.group)->front(), 5);
}

TEST_F(ExtractorTest, BackfillGoesIntoItsOwnLaneAndDiscoversNothing) {
  const std::string hub =
      "<html><head><link rel=alternate type=application/rss+xml href=/feed></head><body><h1>News"
      "</h1><p>All of today.</p></body></html>";
  publish(topics::kCapturesBackfill, capture_of(1, hub));
  publish(topics::kCaptures, capture_of(2, hub));

  run_until(topics::kArticlesBackfill, 1);

  EXPECT_EQ(count(topics::kArticles), 1);
  const auto discoveries = values(topics::kDiscoveries);
  ASSERT_EQ(discoveries.size(), 1U) << "the feed that the live page announces";
  EXPECT_EQ(records::decode_discovery(discoveries[0])->via, url_of(2));
}

TEST_F(ExtractorTest, APageThatIsReadAnewTravelsWithoutItsBytes) {
  auto capture = capture_of(1, "<p>A page of the archive.</p>");
  capture.reading_of = sha256("what it was");
  publish(topics::kCapturesBackfill, capture);

  run_until(topics::kArticlesBackfill, 1);

  const auto event = *records::decode_article_event(values(topics::kArticlesBackfill)[0]);
  EXPECT_TRUE(event.capture.payload.empty());
  EXPECT_EQ(event.capture.reading_of, capture.reading_of);
}

// A newer fetcher beside older extractors and indexers, and the other way round.
TEST_F(ExtractorTest, FieldsOfANewerWriterTravelOnWithTheirCapture) {
  auto capture = capture_of(1, "<p>A page of tomorrow.</p>");
  // Field 999, a string of three bytes.
  capture.unknown_fields = std::string("\xba\x3e\x03", 3) + "new";
  publish(topics::kCaptures, capture);

  run_until(topics::kArticles, 1);

  const auto event = *records::decode_article_event(values(topics::kArticles)[0]);
  EXPECT_EQ(event.capture.unknown_fields, capture.unknown_fields);
}

}  // namespace
}  // namespace broadsheet::extractor
