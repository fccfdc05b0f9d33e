// SPDX-License-Identifier: Apache-2.0
// Every command explains itself: what, how, units, defaults, examples, exit codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>

#include "broadsheet/commands.h"

namespace broadsheet {
namespace {

using ::testing::HasSubstr;

// Every command with its path, parents first.
void each(const app::Command& command, const std::string& path,
          const std::function<void(const app::Command&, const std::string&)>& look) {
  look(command, path);
  for (const auto& sub : command.subcommands) each(sub, path + " " + sub.name, look);
}

void each_command(const std::function<void(const app::Command&, const std::string&)>& look) {
  each(root_command(), "broadsheet", look);
}

bool is_sentence_without_stop(const std::string& text) {
  return !text.empty() && text.back() != '.' && text.back() != ' ';
}

TEST(CommandHelp, EveryCommandHasASummaryExamplesAndExitCodes) {
  each_command([](const app::Command& command, const std::string& path) {
    EXPECT_TRUE(is_sentence_without_stop(command.summary)) << path;
    EXPECT_THAT(command.examples, HasSubstr("  broadsheet ")) << path;
    const std::string page = app::help_text(command, path);
    EXPECT_THAT(page, HasSubstr("Usage: " + path));
    EXPECT_THAT(page, HasSubstr("Exit codes: 0"));
    EXPECT_THAT(page, HasSubstr(command.examples));
  });
}

TEST(CommandHelp, EveryOptionIsExplainedAndNamesItsValue) {
  each_command([](const app::Command& command, const std::string& path) {
    for (const auto& setting : command.settings) {
      SCOPED_TRACE(path + " " + setting.flags);
      EXPECT_TRUE(is_sentence_without_stop(setting.help));
      EXPECT_TRUE(setting.risk.empty() || is_sentence_without_stop(setting.risk));
      const bool is_switch = std::holds_alternative<bool*>(setting.target);
      EXPECT_EQ(setting.value.empty(), is_switch);
      EXPECT_TRUE(setting.flags.starts_with("--"));
    }
    for (const auto& positional : command.positionals) {
      EXPECT_TRUE(is_sentence_without_stop(positional.help)) << path << " " << positional.name;
    }
  });
}

TEST(CommandHelp, ValuesWithUnitsSayWhichAndNumbersSayTheirBounds) {
  each_command([](const app::Command& command, const std::string& path) {
    for (const auto& setting : command.settings) {
      SCOPED_TRACE(path + " " + setting.flags);
      const bool is_time = std::holds_alternative<Duration*>(setting.target) ||
                           std::holds_alternative<std::optional<Duration>*>(setting.target);
      EXPECT_EQ(setting.value == "DURATION", is_time);
      const bool is_size = std::holds_alternative<app::ByteSize*>(setting.target);
      EXPECT_EQ(setting.value == "SIZE", is_size);
      const bool is_number = std::holds_alternative<int*>(setting.target) ||
                             std::holds_alternative<double*>(setting.target) ||
                             std::holds_alternative<std::uint64_t*>(setting.target);
      EXPECT_EQ(setting.bounds.has_value(), is_number || is_size);
    }
  });
}

TEST(CommandHelp, NoFlagAndNoKeyMeansTwoThings) {
  std::set<std::string> keys_of_up;
  each_command([&](const app::Command& command, const std::string& path) {
    std::set<std::string> flags;
    std::set<std::string> keys;
    for (const auto& setting : command.settings) {
      std::string rest = setting.flags + ",";
      for (auto comma = rest.find(','); comma != rest.npos; comma = rest.find(',')) {
        EXPECT_TRUE(flags.insert(rest.substr(0, comma)).second) << path << " " << setting.flags;
        rest.erase(0, comma + 1);
      }
      if (!setting.key.empty()) {
        EXPECT_TRUE(keys.insert(setting.key).second) << path << " " << setting.key;
      }
    }
  });
}

TEST(CommandHelp, EverySettingOfUpCanStandInAFile) {
  const auto up = up_command();
  for (const auto& setting : up.settings) EXPECT_FALSE(setting.key.empty()) << setting.flags;
}

}  // namespace
}  // namespace broadsheet
