// SPDX-License-Identifier: Apache-2.0
// What comes in a query string: everything, and nothing of it gets past.
#include <gtest/gtest.h>

#include "gateway/http_parameters.h"

namespace broadsheet::gateway {
namespace {

TEST(Parameters, AreDecodedAsFormsEncodeThem) {
  const auto parameters = Parameters::parse("q=rain+in%20K%C3%B6ln%2B1&host=", {"q", "host"});

  ASSERT_TRUE(parameters.ok());
  EXPECT_EQ(parameters->get("q"), "rain in Köln+1");
  EXPECT_FALSE(parameters->has("host"));
}

TEST(Parameters, ThatNobodyKnowsAreNamed) {
  const auto parameters = Parameters::parse("q=a&colour=red", {"q"});

  ASSERT_FALSE(parameters.ok());
  EXPECT_EQ(parameters.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(parameters.fault().where, "colour");
}

TEST(Parameters, AreRefusedWhenBroken) {
  EXPECT_EQ(Parameters::parse("q=%zz", {"q"}).fault().where, "q");
  EXPECT_EQ(Parameters::parse("q=%4", {"q"}).fault().where, "q");
  EXPECT_EQ(Parameters::parse("q=%ff", {"q"}).fault().where, "q");
  EXPECT_EQ(Parameters::parse("q=a%00b", {"q"}).fault().where, "q");
  EXPECT_EQ(Parameters::parse("q=a&q=b", {"q"}).fault().where, "q");
  EXPECT_EQ(Parameters::parse("q=" + std::string(20'000, 'a'), {"q"}).fault().where, "q");
}

// A list over 256 shards is at a place in each of them.
TEST(Parameters, APageTokenMayBeLongerThanWhatPeopleWrite) {
  const std::string token(40'000, 'A');

  const auto parameters = Parameters::parse("page_token=" + token, {"page_token"});

  ASSERT_TRUE(parameters.ok()) << parameters.fault().text();
  EXPECT_EQ(parameters->get("page_token"), token);
  const std::string endless(200'000, 'A');
  EXPECT_EQ(Parameters::parse("page_token=" + endless, {"page_token"}).fault().where, "page_token");
}

TEST(Parameters, ListsMayBeRepeatedAndHaveCommas) {
  const auto parameters = Parameters::parse("lang=en,de&lang=fr", {}, {"lang"});

  ASSERT_TRUE(parameters.ok());
  EXPECT_EQ(parameters->list("lang"), (std::vector<std::string>{"en", "de", "fr"}));
}

TEST(Parameters, ADayAtTheEndOfARangeIsInIt) {
  const auto parameters = Parameters::parse("from=2026-11-22&to=2026-11-22", {"from", "to"});
  const auto range = parameters->range("from", "to");

  ASSERT_TRUE(range.ok());
  EXPECT_EQ(format_time(*range->from), "2026-11-22T00:00:00Z");
  EXPECT_EQ(format_time(*range->until), "2026-11-23T00:00:00Z");
}

TEST(Parameters, ARangeThatEndsBeforeItStartsIsRefused) {
  const auto parameters = Parameters::parse("from=2026-11-22&to=2026-11-20", {"from", "to"});

  EXPECT_EQ(parameters->range("from", "to").fault().where, "to");
}

TEST(Parameters, NumbersStayInTheirBounds) {
  const auto parameters =
      Parameters::parse("a=5&b=-1&c=5x&d=99999999999999999999", {"a", "b", "c", "d"});

  EXPECT_EQ(*parameters->number("a", 1, 1, 10), 5);
  EXPECT_EQ(*parameters->number("absent", 1, 1, 10), 1);
  EXPECT_EQ(parameters->number("b", 1, 1, 10).fault().where, "b");
  EXPECT_EQ(parameters->number("c", 1, 1, 10).fault().where, "c");
  EXPECT_EQ(parameters->number("d", 1, 1, 10).fault().where, "d");
}

TEST(Parameters, OnlyPagesOfTheWebAreUrls) {
  const auto parameters = Parameters::parse(
      "a=javascript:alert(1)&b=gazette.example/a&c=https://u:p@x.example/%23%20#f",
      {"a", "b", "c"});

  EXPECT_EQ(parameters->url("a").fault().where, "a");
  EXPECT_EQ(parameters->url("b")->href(), "https://gazette.example/a");
  EXPECT_EQ(parameters->url("c")->href(), "https://x.example/");
  EXPECT_EQ(parameters->url("absent").fault().where, "absent");
}

TEST(Parameters, HostsAreHosts) {
  const auto parameters = Parameters::parse("a=News.Example:8080&b=x/y&c=a%20b", {"a", "b", "c"});

  EXPECT_EQ(*parameters->host("a"), "news.example:8080");
  EXPECT_EQ(parameters->host("b").fault().where, "b");
  EXPECT_EQ(parameters->host("c").fault().where, "c");
}

TEST(Parameters, TheSameRequestHasOneFingerprint) {
  const auto one =
      Parameters::parse("q=a&host=b.example&page_token=x", {"q", "host", "page_token"});
  const auto two = Parameters::parse("host=b.example&q=a", {"q", "host", "page_token"});
  const auto three = Parameters::parse("host=b.example&q=ab", {"q", "host", "page_token"});

  EXPECT_EQ(one->fingerprint({"page_token"}), two->fingerprint({"page_token"}));
  EXPECT_NE(two->fingerprint({"page_token"}), three->fingerprint({"page_token"}));
}

TEST(PercentEncoding, ComesBack) {
  const std::string text = "a b+c%&=/ö\n";

  EXPECT_EQ(*percent_decode(percent_encode(text), true), text);
  EXPECT_EQ(percent_encode("a-._~/"), "a-._~%2F");
}

}  // namespace
}  // namespace broadsheet::gateway
