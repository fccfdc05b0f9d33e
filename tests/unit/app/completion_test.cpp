// SPDX-License-Identifier: Apache-2.0
// The completion scripts name every command and flag, and the shell takes them.
#include <cstdio>

#include "core/file.h"
#include "unit/app/program.h"

namespace broadsheet::app {
namespace {

using ::testing::HasSubstr;

class Completion : public ProgramTest {
 protected:
  // What bash offers behind these words.
  std::string offered(const std::string& words, int place) {
    const auto script = folder_.path() / "completion.bash";
    EXPECT_TRUE(write_file(script, run({"completion", "bash"}).out + "COMP_WORDS=(" + words +
                                       ")\nCOMP_CWORD=" + std::to_string(place) +
                                       "\n_sheet\necho \"${COMPREPLY[*]}\"\n")
                    .ok());
    FILE* pipe = ::popen(("bash " + script.string() + " 2>&1").c_str(), "r");
    EXPECT_NE(pipe, nullptr);
    std::string out;
    char buffer[4096];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) out += buffer;
    EXPECT_EQ(::pclose(pipe), 0) << out;
    return out;
  }

  TemporaryFolder folder_;
};

TEST_F(Completion, EveryScriptNamesEveryCommandAndEveryFlag) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const auto ran = run({"completion", shell});
    EXPECT_EQ(ran.code, 0);
    for (const char* word : {"search", "crawl", "list", "lint", "completion", "seeds", "delay",
                             "limit", "lang", "json", "config", "print-config", "version"}) {
      EXPECT_THAT(ran.out, HasSubstr(word)) << shell;
    }
  }
}

TEST_F(Completion, BashOffersWhatFitsWhereItStands) {
  EXPECT_EQ(offered("sheet ''", 1), "--help --version search crawl list completion\n");
  EXPECT_EQ(offered("sheet se", 1), "search\n");
  EXPECT_EQ(offered("sheet list ''", 2), "--help --version lint\n");
  EXPECT_EQ(offered("sheet crawl --de", 2), "--delay\n");
  EXPECT_EQ(offered("sheet search flood --li", 3), "--limit\n");
  EXPECT_EQ(offered("sheet list lint a.yaml --h", 4), "--help\n");
}

// Then it offers files by itself.
TEST_F(Completion, BashOffersNothingWhereAValueOrAFileIsWanted) {
  EXPECT_EQ(offered("sheet search --data ''", 3), "\n");
  EXPECT_EQ(offered("sheet search -n ''", 3), "\n");
  EXPECT_EQ(offered("sheet search --json --li", 3), "--limit\n");
  EXPECT_EQ(offered("sheet list lint ''", 3), "\n");
  EXPECT_EQ(offered("sheet list lint a", 3), "\n");
}

TEST_F(Completion, FishOffersACommandOnlyWhereNoneStandsYet) {
  const auto script = run({"completion", "fish"}).out;

  EXPECT_THAT(script, HasSubstr("-n 'not __fish_seen_subcommand_from search crawl list completion'"
                                " -a search -d 'find things'\n"));
  EXPECT_THAT(script,
              HasSubstr("-n '__fish_seen_subcommand_from list; and not "
                        "__fish_seen_subcommand_from lint' -a lint -d 'say what\\'s wrong'"));
  EXPECT_THAT(script, HasSubstr("-n '__fish_seen_subcommand_from crawl' -l delay -r\n"));
}

TEST_F(Completion, AnotherShellIsRefused) {
  const auto ran = run({"completion", "tcsh"});

  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "sheet: SHELL: no completion for \"tcsh\" (say bash, zsh or fish)\n");
}

}  // namespace
}  // namespace broadsheet::app
