// SPDX-License-Identifier: Apache-2.0
// Defaults < file < environment < flags; and what a file may say.
#include "core/file.h"
#include "unit/app/program.h"

namespace broadsheet::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Config : public ProgramTest {
 protected:
  std::string file(const std::string& text) {
    const auto path = folder_.path() / "sheet.yaml";
    EXPECT_TRUE(write_file(path, text).ok());
    return path.string();
  }

  void expect_refused(const std::string& text, const std::string& message) {
    const auto path = file(text);
    const auto ran = run({"search", "--config", path});
    EXPECT_EQ(ran.code, 2) << text;
    EXPECT_EQ(ran.err, "sheet: " + path + ":" + message + "\n");
    EXPECT_EQ(runs_, 0);
  }

  TemporaryFolder folder_;
};

TEST_F(Config, AFlagWinsOverAVariableOverTheFileOverTheDefault) {
  const auto path = file("search:\n  limit: 20\n  languages: [en, de]\n");

  run({"search"});
  EXPECT_EQ(settings_.limit, 10);
  run({"search", "--config", path});
  EXPECT_EQ(settings_.limit, 20);
  EXPECT_THAT(settings_.languages, ElementsAre("en", "de"));
  const Variable limit("BROADSHEET_SEARCH_LIMIT", "30");
  run({"search", "--config", path});
  EXPECT_EQ(settings_.limit, 30);
  run({"search", "--config", path, "--limit", "40", "--lang", "fr"});
  EXPECT_EQ(settings_.limit, 40);
  EXPECT_THAT(settings_.languages, ElementsAre("fr"));
}

TEST_F(Config, TheVariableOfAListHasAValueALine) {
  const Variable languages("BROADSHEET_SEARCH_LANGUAGES", "en\n  de, at\n\n");
  run({"search"});
  EXPECT_THAT(settings_.languages, ElementsAre("en", "de, at"));
}

TEST_F(Config, TheFileMayBeNamedByAVariable) {
  const Variable config("BROADSHEET_CONFIG", file("search: {limit: 20}"));

  EXPECT_EQ(run({"search"}).code, 0);
  EXPECT_EQ(settings_.limit, 20);
}

TEST_F(Config, ASettingMayHaveAnotherVariableThatIsWeakerThanThatOfItsKey) {
  const Variable other("SHEET_TOKEN", "short");
  run({"search"});
  EXPECT_EQ(settings_.token, "short");

  const Variable own("BROADSHEET_CLIENT_TOKEN", "own");
  run({"search"});
  EXPECT_EQ(settings_.token, "own");
}

TEST_F(Config, AFileMayHaveKeysOfOtherCommands) {
  EXPECT_EQ(run({"search", "--config", file("crawl: {delay: 3s}\nsearch: {limit: 5}")}).code, 0);
  EXPECT_EQ(settings_.limit, 5);
}

TEST_F(Config, AnUnknownKeyIsRefusedWithItsPlace) {
  expect_refused("search:\n  limits: 3\n",
                 "2:11: nobody knows the key \"search.limits\" (did you mean \"search.limit\"?)");
  expect_refused("colour: red\n",
                 "1:9: nobody knows the key \"colour\" (--print-config shows the keys there are)");
}

TEST_F(Config, ABadValueIsRefusedWithItsPlace) {
  expect_refused("search:\n  limit: -1\n", "2:10: must be 1 to 1000, got -1");
  expect_refused("search:\n  limit: many\n", "2:10: must be 1 to 1000, got many");
  expect_refused("search: [1]\n",
                 "1:9: nobody knows the key \"search\" (--print-config shows the "
                 "keys there are)");
  expect_refused("search: {languages: [[en]]}\n",
                 "1:21: \"search.languages\" is a list of plain values");
  expect_refused("just words\n", "1:1: a configuration is a map of keys");
}

TEST_F(Config, ABadVariableIsRefusedByName) {
  const Variable limit("BROADSHEET_SEARCH_LIMIT", "0");
  const auto ran = run({"search"});

  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "sheet: BROADSHEET_SEARCH_LIMIT: must be 1 to 1000, got 0\n");
}

TEST_F(Config, AVariableThatNoKeyHasIsLeftAlone) {
  const Variable service("BROADSHEET_SERVICE_HOST", "10.0.0.1");
  const auto ran = run({"search"});

  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
}

TEST_F(Config, AVariableThatIsMisspeltIsNamedWithWhatWasMeant) {
  const Variable limit("BROADSHEET_SEARCH_LIMTI", "20");

  const auto ran = run({"search"});

  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err,
            "warning: no setting reads BROADSHEET_SEARCH_LIMTI; did you mean "
            "BROADSHEET_SEARCH_LIMIT?\n");
  EXPECT_EQ(settings_.limit, 10);
}

TEST_F(Config, AMissingFileIsRefused) {
  const auto ran = run({"search", "--config", (folder_.path() / "none.yaml").string()});

  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("none.yaml"));
}

TEST_F(Config, CheckConfigReadsItAndRunsNothing) {
  const auto good = run({"search", "--check-config", "--config", file("search: {limit: 5}")});
  EXPECT_EQ(good.code, 0);
  EXPECT_EQ(good.out, "the configuration is good\n");

  const auto bad = run({"search", "--check-config", "--config", file("search: {limit: 5000}")});
  EXPECT_EQ(bad.code, 2);
  EXPECT_EQ(runs_, 0);
}

TEST_F(Config, WhatPrintConfigPrintsIsAFileOfTheDefaults) {
  const auto printed = run({"crawl", "--print-config"});
  ASSERT_EQ(printed.code, 0);
  EXPECT_THAT(printed.out, HasSubstr("delay: 5s"));
  EXPECT_THAT(printed.out, HasSubstr("body_max: 8MiB"));

  const auto ran = run({"crawl", "--seeds", "a", "--config", file(printed.out)});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(settings_.delay, std::chrono::seconds(5));
  EXPECT_EQ(settings_.body.bytes, 8u << 20);
}

}  // namespace
}  // namespace broadsheet::app
