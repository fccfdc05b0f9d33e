// SPDX-License-Identifier: Apache-2.0
// What argv means, and what is said when it means nothing.
#include "unit/app/program.h"

namespace broadsheet::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CommandLine : public ProgramTest {
 protected:
  void expect_refused(const std::vector<std::string>& words, const std::string& message) {
    const auto ran = run(words);
    EXPECT_EQ(ran.code, 2) << message;
    EXPECT_EQ(ran.err, message + "\n");
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(runs_, 0);
  }
};

TEST_F(CommandLine, AnOptionTakesOneValueAndLeavesTheNextWord) {
  EXPECT_EQ(run({"search", "--data", "DIR", "flood"}).code, 0);
  EXPECT_EQ(settings_.data, "DIR");
  EXPECT_THAT(settings_.query, ElementsAre("flood"));

  EXPECT_EQ(run({"search", "-n", "3", "word"}).code, 0);
  EXPECT_EQ(settings_.limit, 3);
  EXPECT_THAT(settings_.query, ElementsAre("word"));

  EXPECT_EQ(run({"search", "flood", "-n3", "warning", "--data=x"}).code, 0);
  EXPECT_EQ(settings_.limit, 3);
  EXPECT_EQ(settings_.data, "x");
  EXPECT_THAT(settings_.query, ElementsAre("flood", "warning"));
}

TEST_F(CommandLine, ARepeatedOptionIsAListOrTheLastOne) {
  EXPECT_EQ(run({"search", "--lang", "en", "flood", "--lang", "de", "-n", "1", "-n", "2"}).code, 0);
  EXPECT_THAT(settings_.languages, ElementsAre("en", "de"));
  EXPECT_THAT(settings_.query, ElementsAre("flood"));
  EXPECT_EQ(settings_.limit, 2);
}

TEST_F(CommandLine, AnOptionOfManyTakesAllUpToTheNextOption) {
  EXPECT_EQ(run({"crawl", "-s", "a.yaml", "b.yaml", "--delay", "1s", "--seeds", "c.yaml"}).code, 0);
  EXPECT_THAT(settings_.seeds, ElementsAre("a.yaml", "b.yaml", "c.yaml"));
  EXPECT_EQ(settings_.delay, std::chrono::seconds(1));
}

TEST_F(CommandLine, ASwitchTakesNothingUnlessItIsSaidWithAnEqualsSign) {
  EXPECT_EQ(run({"search", "--json", "flood"}).code, 0);
  EXPECT_TRUE(settings_.json);
  EXPECT_THAT(settings_.query, ElementsAre("flood"));

  EXPECT_EQ(run({"search", "--json=false"}).code, 0);
  EXPECT_FALSE(settings_.json);
}

TEST_F(CommandLine, AWordMayBeTheNameOfACommand) {
  EXPECT_EQ(run({"search", "crawl"}).code, 0);
  EXPECT_THAT(settings_.query, ElementsAre("crawl"));

  EXPECT_EQ(run({"search", "list", "lint", "search"}).code, 0);
  EXPECT_THAT(settings_.query, ElementsAre("list", "lint", "search"));
}

TEST_F(CommandLine, BehindTwoDashesEverythingIsAWord) {
  EXPECT_EQ(run({"search", "--json", "--", "-film", "--limit"}).code, 0);
  EXPECT_TRUE(settings_.json);
  EXPECT_THAT(settings_.query, ElementsAre("-film", "--limit"));
}

TEST_F(CommandLine, ANumberOutOfBoundsSaysTheBounds) {
  expect_refused({"search", "--limit", "-1"}, "sheet: --limit: must be 1 to 1000, got -1");
  expect_refused({"search", "--limit=0"}, "sheet: --limit: must be 1 to 1000, got 0");
  expect_refused({"search", "-n", "1001"}, "sheet: --limit: must be 1 to 1000, got 1001");
  expect_refused({"search", "-n", "many"}, "sheet: --limit: must be 1 to 1000, got many");
  expect_refused({"search", "-n", "99999999999999999999"},
                 "sheet: --limit: must be 1 to 1000, got 99999999999999999999");
  expect_refused({"search", "--share", "1.5"}, "sheet: --share: must be 0 to 1, got 1.5");
  expect_refused({"search", "--share", "nan"}, "sheet: --share: must be 0 to 1, got nan");
  expect_refused({"crawl", "-s", "a", "--body-max", "5"},
                 "sheet: --body-max: must be 1KiB to 1GiB, got 5");
}

TEST_F(CommandLine, AnUnknownOptionIsNamedWithTheOneThatWasMeant) {
  expect_refused({"search", "--limits", "3"},
                 "sheet search: there is no option --limits; did you mean --limit? (see \"sheet "
                 "search --help\")");
  expect_refused({"crawl", "-s", "a", "--dleay=3s"},
                 "sheet crawl: there is no option --dleay=3s; did you mean --delay? (see \"sheet "
                 "crawl --help\")");
  expect_refused({"crawl", "--colour"},
                 "sheet crawl: there is no option --colour (see \"sheet crawl --help\")");
  expect_refused({"search", "flood", "-film"},
                 "sheet search: there is no option -film; before words that begin with a dash, "
                 "write -- (see \"sheet search --help\")");
}

TEST_F(CommandLine, AnUnknownCommandIsNamedWithTheOneThatWasMeant) {
  expect_refused({"serach"},
                 "sheet: there is no command \"serach\"; did you mean \"search\"? (see \"sheet "
                 "--help\")");
  expect_refused({"list", "lnit"},
                 "sheet list: there is no command \"lnit\"; did you mean \"lint\"? (see \"sheet "
                 "list --help\")");
  expect_refused({"frobnicate"},
                 "sheet: there is no command \"frobnicate\" (see \"sheet --help\")");
}

TEST_F(CommandLine, AMissingValueAndAWordTooManyAreTold) {
  expect_refused({"search", "--data"},
                 "sheet search: --data: a value is missing: DIR (see \"sheet search --help\")");
  expect_refused(
      {"list", "lint", "a", "b", "c"},
      "sheet list lint: \"c\" is one argument too many (see \"sheet list lint --help\")");
  expect_refused({"list", "lint"},
                 "sheet list lint: it needs FILE: The list (see \"sheet list lint --help\")");
  expect_refused({"crawl"}, "sheet crawl: it needs --seeds FILE… (see \"sheet crawl --help\")");
}

TEST_F(CommandLine, ACommandOfCommandsAloneShowsItsHelpAndFails) {
  const auto ran = run({"list"});

  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("lint"));
}

TEST_F(CommandLine, HelpAndVersionAreEverywhereAndWin) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"--help"}, {"-h"}, {"search", "--help"}, {"crawl", "-h"}, {"list", "lint", "--help"}}) {
    const auto ran = run(words);
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, HasSubstr("Usage: sheet"));
    EXPECT_EQ(ran.err, "");
  }
  EXPECT_EQ(run({"search", "--version"}).out, "sheet 1.2.3\n");
  EXPECT_EQ(runs_, 0);
}

TEST_F(CommandLine, TheExitCodeIsThatOfTheCommand) {
  outcome_ = 1;
  EXPECT_EQ(run({"search"}).code, 1);

  outcome_ = unavailable("nobody listens", "127.0.0.1:1", "start one");
  const auto failed = run({"search"});
  EXPECT_EQ(failed.code, 1);
  EXPECT_EQ(failed.err, "sheet: 127.0.0.1:1: nobody listens (start one)\n");

  outcome_ = bad_input("no such order", "--sort");
  EXPECT_EQ(run({"search"}).code, 2);
}

TEST_F(CommandLine, HelpIsAlsoACommand) {
  EXPECT_EQ(run({"help"}).out, run({"--help"}).out);
  const auto ran = run({"help", "list", "lint"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, run({"list", "lint", "--help"}).out);
  expect_refused({"help", "saerch"},
                 "sheet: there is no command \"saerch\"; did you mean \"search\"? (see \"sheet "
                 "--help\")");
  EXPECT_EQ(run({"search", "help"}).code, 0);
  EXPECT_THAT(settings_.query, ElementsAre("help"));
}

}  // namespace
}  // namespace broadsheet::app
