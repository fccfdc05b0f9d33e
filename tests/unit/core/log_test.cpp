// SPDX-License-Identifier: Apache-2.0
// What a line of log looks like, whatever the fields hold.
#include "core/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::log {
namespace {

using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

class Log : public ::testing::Test {
 protected:
  void SetUp() override { CaptureStderr(); }
  void TearDown() override { configure({}); }
  // What was logged since SetUp; once a test.
  static std::string lines() { return GetCapturedStderr(); }
};

TEST_F(Log, AJsonLineIsOneObjectWithTypedFields) {
  configure({Level::kInfo, Format::kJson});

  info("page.fetched", {{"url", "http://a/"}, {"bytes", 17}, {"again", false}, {"took", 0.25}});

  const std::string line = lines();
  EXPECT_THAT(line,
              EndsWith(R"("level":"info","event":"page.fetched","url":"http://a/","bytes":17,)"
                       R"("again":false,"took":0.25})"
                       "\n"));
  EXPECT_THAT(line, ContainsRegex(R"(^\{"time":"[0-9-]+T[0-9:]+\.[0-9]{6}Z")"));
}

TEST_F(Log, ATextLineQuotesOnlyWhatNeedsIt) {
  configure({Level::kInfo, Format::kText});

  warning("site.slow", {{"site", "a.com"}, {"why", "two words"}, {"empty", ""}});

  EXPECT_THAT(lines(), EndsWith("site.slow site=a.com why=\"two words\" empty=\"\"\n"));
}

TEST_F(Log, AValueCannotMakeASecondLineOrBreakTheJson) {
  configure({Level::kInfo, Format::kJson});

  info("x", {{"value", "a\nb\"c\\d\x1b[0m\xff\xc3\xa9\xed\xa0\x80"}});

  EXPECT_THAT(lines(), EndsWith(R"("value":"a\nb\"c\\d\u001b[0m\ufffdé\ufffd\ufffd\ufffd"})"
                                "\n"));
}

TEST_F(Log, ALongValueIsCut) {
  configure({Level::kInfo, Format::kJson});

  info("x", {{"value", std::string(100000, 'v')}});

  EXPECT_LT(lines().size(), 5000U);
}

TEST_F(Log, NumbersKeepTheirFullRange) {
  configure({Level::kInfo, Format::kJson});

  info("x", {{"most", ~0ULL}, {"least", -9223372036854775807LL - 1}, {"odd", 1.0 / 0.0}});

  EXPECT_THAT(lines(), HasSubstr(R"("most":18446744073709551615,"least":-9223372036854775808,)"
                                 R"("odd":"inf")"));
}

TEST_F(Log, WhatIsBelowTheLevelIsNotWritten) {
  configure({Level::kWarning, Format::kText});

  debug("a");
  info("b");
  warning("c");
  error("d {}");

  const std::string text = lines();
  EXPECT_THAT(text, ::testing::Not(HasSubstr(" b\n")));
  EXPECT_THAT(text, HasSubstr(" c\n"));
  EXPECT_THAT(text, EndsWith(" d {}\n"));
}

TEST_F(Log, LevelsHaveNames) {
  lines();
  EXPECT_EQ(*parse_level("debug"), Level::kDebug);
  EXPECT_EQ(*parse_level("Warning"), Level::kWarning);
  EXPECT_EQ(*parse_level("off"), Level::kOff);
  EXPECT_EQ(parse_level("loud").fault().kind, FaultKind::kBadInput);
}

}  // namespace
}  // namespace broadsheet::log
