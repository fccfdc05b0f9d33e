// SPDX-License-Identifier: Apache-2.0
// Several lists together, and the lists that this project ships.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "seeds/seeds.h"

namespace broadsheet::seeds {
namespace {

class SeedLoad : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    const auto path = folder_.path() / name;
    EXPECT_TRUE(write_file(path, text).ok());
    return path.string();
  }

  TemporaryFolder folder_;
};

TEST_F(SeedLoad, TakesEveryFileWhateverItsFormat) {
  const auto sources = load({file("a.yaml", "sources: [{homepage: 'https://a.example/'}]"),
                             file("b.txt", "https://b.example/\n"),
                             file("c.csv", "homepage\nhttps://c.example/\n")});

  ASSERT_TRUE(sources.ok()) << sources.fault().text();
  EXPECT_EQ(sources->size(), 3u);
}

TEST(SeedTogether, AnIdThatAnEarlierListHasIsAnErrorOfTheLaterOne) {
  Together together;
  auto first = parse("sources: [{id: planet, homepage: 'https://a.example/'}]", "a.yaml");
  auto second = parse(
      "sources: [{id: planet, homepage: 'https://b.example/'}, {homepage: 'https://c.example/'}]",
      "b.yaml");

  together.check(first);
  together.check(second);

  EXPECT_FALSE(first.has_errors());
  ASSERT_EQ(second.problems.size(), 1u);
  EXPECT_EQ(second.problems[0].where, "b.yaml:1:16");
  EXPECT_EQ(second.problems[0].what, "the id \"planet\" is taken by the source at a.yaml:1:16");
  ASSERT_EQ(second.sources.size(), 1u);
  EXPECT_EQ(second.sources[0].homepage, "https://c.example/");
}

TEST_F(SeedLoad, SaysEveryErrorOfEveryFileOnALineOfItsOwn) {
  const auto yaml = file("a.yaml", "sources: [{homepage: a.example}, {homepage: b.example}]");
  const auto urls = file("b.txt", "c.example\n");
  const auto sources = load({yaml, urls});

  ASSERT_FALSE(sources.ok());
  EXPECT_EQ(sources.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(sources.fault().text(),
            "the seed lists have errors\n" + yaml +
                ":1:22: \"a.example\" is no URL (write https://a.example)\n" + yaml +
                ":1:45: \"b.example\" is no URL (write https://b.example)\n" + urls +
                ":1:1: \"c.example\" is no URL (write https://c.example)");
}

TEST_F(SeedLoad, FindsAnIdThatStandsInTwoFiles) {
  const auto first = file("a.yaml", "sources:\n  - {id: planet, homepage: 'https://a.example/'}\n");
  const auto second = file("b.csv", "homepage,id\nhttps://b.example/,planet\n");
  const auto sources = load({first, second});

  ASSERT_FALSE(sources.ok());
  EXPECT_EQ(sources.fault().text(), "the seed lists have errors\n" + second +
                                        ":2:1: the id \"planet\" is taken by the source at " +
                                        first + ":2:10 (choose another id)");
}

TEST_F(SeedLoad, SaysWhichFileIsMissing) {
  const auto missing = (folder_.path() / "missing.yaml").string();

  EXPECT_EQ(load({missing}).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(load({missing}).fault().where, missing);
}

TEST_F(SeedLoad, TheListsThatWeShipAreGood) {
  for (const char* name : {"example.yaml", "newsroom.yaml"}) {
    const auto sources = load({std::string(BROADSHEET_SOURCE_DIR) + "/seeds/" + name});
    ASSERT_TRUE(sources.ok()) << sources.fault().text();
    EXPECT_FALSE(sources->empty()) << name;
  }
}

}  // namespace
}  // namespace broadsheet::seeds
