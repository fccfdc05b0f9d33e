// SPDX-License-Identifier: Apache-2.0
// The way back of what could not be processed.
#include "common/dead_letters.h"

#include <gmock/gmock.h>

#include "common/topics.h"

namespace broadsheet::topics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DeadLetters : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(apply(*bus_, {}).ok()); }

  void write(const std::string& bytes) {
    ASSERT_TRUE(bus_->publish(kDeadLetters, {{"org,example)/a", bytes}}).ok());
  }
  static records::DeadLetter page() {
    records::DeadLetter letter;
    letter.stage = "extractor";
    letter.topic = kCaptures;
    letter.key = "org,example)/a";
    letter.value = "a page";
    letter.reason = "it took longer than 20s";
    letter.trace = "0af7651916cd43dd";
    return letter;
  }
  // What lies in the topic, over all partitions.
  std::vector<bus::Record> records_in(std::string_view topic) {
    std::vector<bus::Record> records;
    for (int partition = 0; partition < Layout{}.partitions; ++partition) {
      const auto inbox = *bus_->read({{std::string(topic), partition, 0}});
      for (auto& delivery : *inbox->poll(100, Duration{})) {
        records.push_back(std::move(delivery.record));
      }
    }
    return records;
  }
  std::vector<std::int64_t> numbers() {
    std::vector<std::int64_t> numbers;
    EXPECT_TRUE(read_dead_letters(*bus_, {}, [&](std::int64_t number, const auto&) {
                  numbers.push_back(number);
                  return Result<void>();
                }).ok());
    return numbers;
  }

  std::unique_ptr<bus::Bus> bus_ = *bus::open({});
};

TEST_F(DeadLetters, AreReadFromTheOldestToTheNewestThatIsThere) {
  EXPECT_THAT(numbers(), IsEmpty());

  write(records::encode(page()));
  write(records::encode(page()));

  EXPECT_THAT(numbers(), ElementsAre(0, 1));
}

TEST_F(DeadLetters, OneThatNobodyCanReadIsShownAllTheSame) {
  write("\xff\xff not a letter");

  ASSERT_TRUE(read_dead_letters(*bus_, {}, [](std::int64_t, const records::DeadLetter& letter) {
                EXPECT_EQ(letter.value, "\xff\xff not a letter");
                EXPECT_FALSE(letter.reason.empty());
                return Result<void>();
              }).ok());
  EXPECT_THAT(numbers(), ElementsAre(0));
}

TEST_F(DeadLetters, GivenBackTheyLieWhereTheyCameFromByteForByte) {
  ASSERT_TRUE(give_back(*bus_, page()).ok());

  const auto captures = records_in(kCaptures);
  ASSERT_EQ(captures.size(), 1u);
  EXPECT_EQ(captures[0].key, page().key);
  EXPECT_EQ(captures[0].value, page().value);
  EXPECT_EQ(captures[0].headers.at("trace"), page().trace);
}

TEST_F(DeadLetters, OneWithoutAnOriginCannotBeGivenBack) {
  EXPECT_EQ(give_back(*bus_, {}).fault().kind, FaultKind::kBadInput);
}

}  // namespace
}  // namespace broadsheet::topics
