// SPDX-License-Identifier: Apache-2.0
// The page that --help prints.
#include "unit/app/program.h"

namespace broadsheet::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Help : public ProgramTest {};

TEST_F(Help, SaysWhatAnOptionIsItsBoundsItsRiskItsDefaultAndWhereElseItIsSet) {
  const auto page = run({"search", "--help"}).out;

  EXPECT_THAT(page, HasSubstr("--limit, -n N\n"));
  EXPECT_THAT(page, HasSubstr("How many. 1 to 1000. More take longer. Default: 10. "
                              "[search.limit, BROADSHEET_SEARCH_LIMIT]"));
  EXPECT_THAT(page, HasSubstr("Only these. Repeatable."));
  EXPECT_THAT(page, HasSubstr("[client.token, BROADSHEET_CLIENT_TOKEN, SHEET_TOKEN]"));
}

TEST_F(Help, SaysHowValuesAreWritten) {
  const auto crawl = run({"crawl", "--help"}).out;

  EXPECT_THAT(crawl, HasSubstr("Usage: sheet crawl --seeds FILE… [OPTIONS]"));
  EXPECT_THAT(crawl, HasSubstr("DURATION  90s, 10m, 1h30m, 2d"));
  EXPECT_THAT(crawl, HasSubstr("SIZE      8MiB, 500kB"));
  EXPECT_THAT(crawl, HasSubstr("1KiB to 1GiB. Default: 8MiB."));
  EXPECT_THAT(run({"search", "--help"}).out, Not(HasSubstr("DURATION")));
}

TEST_F(Help, SaysTheOptionsThatEveryProgramHas) {
  const auto page = run({"search", "--help"}).out;

  for (const char* flag : {"--config FILE", "--check-config", "--print-config", "--help, -h",
                           "--version", "Exit codes: 0 it worked"}) {
    EXPECT_THAT(page, HasSubstr(flag));
  }
  EXPECT_THAT(run({"list", "lint", "--help"}).out, Not(HasSubstr("--config")));
}

TEST_F(Help, ListsTheCommandsWithTheirSummaries) {
  const auto page = run({"--help"}).out;

  EXPECT_THAT(page, HasSubstr("  search      find things\n"));
  EXPECT_THAT(page, HasSubstr("  completion  print a completion script"));
}

}  // namespace
}  // namespace broadsheet::app
