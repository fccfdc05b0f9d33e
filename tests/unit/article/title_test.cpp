// SPDX-License-Identifier: Apache-2.0
// Headlines and the names of sites.
#include "article/title.h"

#include <gtest/gtest.h>

#include "article/headline.h"
#include "html/parse.h"

namespace broadsheet::article {
namespace {

std::string chosen(std::string_view page) {
  const auto document = html::parse(page, {});
  const auto metadata = read_metadata(document);
  const auto* headline = find_headline(document, metadata);
  const auto blocks = read_blocks(document, headline);
  return choose_title(metadata, document, headline, blocks, "").value;
}

TEST(Title, LosesTheNameOfTheSite) {
  EXPECT_EQ(without_site_name("Flood hits town | The Daily Example", "The Daily Example", ""),
            "Flood hits town");
  EXPECT_EQ(without_site_name("The Daily Example - Flood hits town", "The Daily Example", ""),
            "Flood hits town");
  EXPECT_EQ(without_site_name("Flood hits the old town again – Example", "", ""),
            "Flood hits the old town again");
}

TEST(Title, IsWhatTheReaderSeesWhereMachinesAreToldOtherwise) {
  EXPECT_EQ(chosen("<title>Boats, boats: why the town wants more - Example</title><meta "
                   "property=og:title content='Why this town wants boats'><article><h1>Council "
                   "approves new ferry timetable</h1><p>Text.</p></article>"),
            "Council approves new ferry timetable");
}

TEST(Title, IsNotTheNameOfTheSite) {
  EXPECT_EQ(chosen("<title>Council approves new ferry timetable</title><header><h1><a href=/>The "
                   "Daily Example of the Harbour</a></h1></header><p>Text.</p>"),
            "Council approves new ferry timetable");
}

TEST(Title, LosesTheNameOfTheHost) {
  EXPECT_EQ(without_site_name("Flood hits town – County Courier of the North", "",
                              "www.county-courier-of-the-north.example"),
            "Flood hits town");
}

TEST(Title, KeepsADashThatIsItsOwn) {
  EXPECT_EQ(without_site_name("Flood in town - a week that nobody here will ever forget", "", ""),
            "Flood in town - a week that nobody here will ever forget");
}

TEST(Title, IsTheHeadingThatTheTitleEchoes) {
  EXPECT_EQ(chosen("<title>Flood hits town | Example</title><h1>Example</h1><h1>Flood hits "
                   "town</h1>"),
            "Flood hits town");
}

TEST(Title, IsTheHeadingWhereTheTitleSaysItInOtherQuotes) {
  EXPECT_EQ(chosen("<title>\"Flood\" hits town – Example</title><h1>“Flood” hits town</h1>"),
            "“Flood” hits town");
}

TEST(Title, WithoutAHeadingIsWhatTheMetadataSays) {
  EXPECT_EQ(chosen("<title>x</title><meta property=og:title content='Flood hits town'>"),
            "Flood hits town");
  EXPECT_EQ(chosen("<p>no title at all"), "");
}

}  // namespace
}  // namespace broadsheet::article
