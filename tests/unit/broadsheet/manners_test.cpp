// SPDX-License-Identifier: Apache-2.0
// What the command line says to people who mistook something, and to scripts whose disk is full.
#include <gmock/gmock.h>

#include "core/json.h"
#include "unit/broadsheet/archive_folder.h"
#include "unit/broadsheet/program.h"

namespace broadsheet {
namespace {

using ::testing::HasSubstr;

class MannersTest : public ArchiveFolder {
 protected:
  Ran ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data_.string()});
    return run(words);
  }
  void expect_refused(const std::vector<std::string>& words, const std::string& why) {
    const auto ran = ask(words);
    EXPECT_EQ(ran.code, 2) << words.front();
    EXPECT_THAT(ran.output, HasSubstr("broadsheet: " + why)) << words.front();
  }
  std::string name_of_first() {
    const auto json = parse_json(ask({"history", kUrl, "--json"}).output);
    return (*json)["versions"].as_array().front()["name"].as_string();
  }
};

TEST_F(MannersTest, WhatCannotBeMeantIsRefusedByTheFlagThatSaidIt) {
  const std::string name = name_of_first();

  expect_refused({"search", "--host", "http://news.example"},
                 "--host: \"http://news.example\" is no host name");
  expect_refused({"export", "--host", "news example"}, "--host: \"news example\" is no host name");
  expect_refused({"search", "--lang", "english"}, "--lang: \"english\" is no language");
  expect_refused({"search", "--page-token", "zzz"}, "--page-token: this is no cursor");
  expect_refused({"diff", kUrl, "--before", "noon"}, "--before: \"noon\" is no time");
  expect_refused({"diff", kUrl, "--after", "noon"}, "--after: \"noon\" is no time");
  expect_refused({"diff", name, name, "--before", "2026-11-22"},
                 "--before: times are for one URL, and here are two versions");
  expect_refused({"get", name, "--as-of", "2026-11-22"},
                 "--as-of: a snapshot's name is one version already");
  expect_refused({"get", kUrl, "--page", "--json"}, "--json: a page is given as it was served");
  expect_refused({"crawl", "--allow-address", "intranet"},
                 "--allow-address: \"intranet\" is no range of addresses");
  expect_refused({"crawl", "--resolve", "intranet"}, "--resolve intranet: no host pattern");
  expect_refused({"export", "--cursor", "!"}, "--cursor: \"!\" is none of this folder");
  expect_refused({"export", "--cursor-file", "/nowhere/at/all"},
                 "--cursor-file /nowhere/at/all: there is no such folder");
}

TEST_F(MannersTest, AHostIsFoundHoweverItIsWritten) {
  EXPECT_THAT(ask({"search", "--host", "NEWS.Example"}).output, HasSubstr("1 found"));
  EXPECT_THAT(ask({"export", "--host", "NEWS.Example"}).output, HasSubstr("The flood recedes"));
}

TEST_F(MannersTest, AServersAddressIsNoUrl) {
  for (const auto* address : {"http://127.0.0.1:7400", "127.0.0.1", "127.0.0.1:99999", "x:"}) {
    const auto ran = run({"stats", "--server", address});
    EXPECT_EQ(ran.code, 2) << address;
    EXPECT_THAT(ran.output, HasSubstr("is no server's address (write HOST:PORT")) << address;
  }
}

TEST_F(MannersTest, AUrlThatIsNotThereIsNamedAndWhoKnowsMoreToo) {
  const std::string other = "https://news.example/nothing";
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"get", other},
                                             {"get", other, "--page"},
                                             {"copies", other},
                                             {"history", other},
                                             {"history", other, "--captures"}}) {
    const auto ran = ask(words);
    EXPECT_EQ(ran.code, 1) << words.front();
    EXPECT_THAT(ran.output, HasSubstr("broadsheet: " + other + ": the archive has no "));
    EXPECT_THAT(ran.output, HasSubstr("(\"broadsheet explain\" says what the crawl knows of it)"));
  }
  EXPECT_THAT(ask({"diff", other}).output, HasSubstr(other + ": the archive has no version"));
}

TEST_F(MannersTest, AHistoryIsAlsoThatOfASnapshot) {
  EXPECT_EQ(ask({"history", name_of_first()}).output, ask({"history", kUrl}).output);
}

TEST_F(MannersTest, AnAnswerThatNobodyGotIsNoSuccess) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"search", "--data", data_.string()},
                                             {"stats", "--json", "--data", data_.string()},
                                             {"export", "--data", data_.string()},
                                             {"seeds", "plan", "--help"}}) {
    for (const auto* where : {">/dev/full", ">&-"}) {
      const auto ran = run_line(line_of(words) + " </dev/null 2>&1 " + where);
      EXPECT_EQ(ran.code, 1) << words.front() << where;
      EXPECT_THAT(ran.output, HasSubstr("written")) << words.front() << where;
    }
  }
}

// A program whose standard output is closed gets its number for the next file that it opens.
TEST_F(MannersTest, WhatIsPrintedIsNotWrittenIntoTheFolder) {
  const std::string words = line_of({"crawl", "--data", data_.string(), "--for", "300ms", "--json",
                                     "--resolve", "*=127.0.0.1:1", "--log-level", "off"});

  const auto ran = run_line(words + " <&- 2>&- >&-");

  EXPECT_EQ(ran.code, 1);
  for (const auto& [name, file] : tree_of(data_)) {
    EXPECT_EQ(file.first.find("\"captures\":0,\"articles\""), std::string::npos) << name;
  }
  EXPECT_EQ(ask({"verify"}).code, 0);
}

TEST_F(MannersTest, AnIdInTwoSeedListsIsFoundByWhoeverReadsBoth) {
  const auto list = [&](const char* name, const std::string& home) {
    const auto path = folder_.path() / name;
    EXPECT_TRUE(write_file(path, "sources:\n  - {id: planet, homepage: " + home + "}\n").ok());
    return path.string();
  };
  const auto a = list("a.yaml", "https://a.example/");
  const auto b = list("b.yaml", "https://b.example/");
  EXPECT_EQ(run({"seeds", "lint", a}).code, 0);

  const auto lint = run({"seeds", "lint", a, b});
  EXPECT_EQ(lint.code, 1);
  EXPECT_THAT(lint.output, HasSubstr("b.yaml:2:10: the id \"planet\" is taken by the source at"));

  const auto import = run({"seeds", "import", a, b, "-o", (folder_.path() / "both.yaml").string()});
  EXPECT_EQ(import.code, 1);
  EXPECT_THAT(import.output, HasSubstr("is taken by the source at"));
  EXPECT_EQ(run({"seeds", "lint", (folder_.path() / "both.yaml").string()}).code, 0);
}

TEST_F(MannersTest, ACrawlOfNothingMakesNoFolder) {
  const auto none = folder_.path() / "none";

  const auto ran = run({"crawl", "--data", none.string()});

  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.output, HasSubstr("--seeds: there is nothing to crawl"));
  EXPECT_FALSE(std::filesystem::exists(none));
}

TEST_F(MannersTest, ACrawlThatIsStoppedBeforeAnyAnswerDoesNotBlameTheServers) {
  const auto seeds = folder_.path() / "seeds.yaml";
  ASSERT_TRUE(write_file(seeds, "sources:\n  - homepage: http://silent.example/\n").ok());
  const std::string words = line_of({"crawl", "--data", (folder_.path() / "new").string(),
                                     "--seeds", seeds.string(), "--resolve", "*=127.0.0.1:1",
                                     "--allow-address", "127.0.0.0/8", "--log-level", "off"});

  // It is there when it has made its folder; SIGTERM to who became it.
  const auto ran = run_line("{ " + words + " 2>&1 & pid=$!; while [ ! -e " +
                            quoted((folder_.path() / "new").string()) +
                            " ]; do kill -0 $pid || break; done; kill -TERM $pid; wait $pid; }");

  EXPECT_EQ(ran.code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("(stopped)"));
  EXPECT_THAT(ran.output, ::testing::Not(HasSubstr("no server answered")));
  EXPECT_THAT(ran.output, ::testing::Not(HasSubstr("\n\n"))) << "no outcomes, no line of them";
}

}  // namespace
}  // namespace broadsheet
