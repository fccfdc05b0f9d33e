// SPDX-License-Identifier: Apache-2.0
// Header fields keep their order and spelling, and compare without case.
#include "http/message.h"

#include <gtest/gtest.h>

namespace broadsheet::http {
namespace {

TEST(Headers, KeepOrderAndSpelling) {
  Headers headers;
  headers.add("B", "1");
  headers.add("a", "2");
  headers.add("b", "3");

  EXPECT_EQ(headers.get("B"), "1");
  EXPECT_EQ(headers.get("A"), "2");
  EXPECT_EQ(headers.joined("b"), "1, 3");
  EXPECT_EQ(headers.all("B").size(), 2u);
  EXPECT_EQ(headers.get("c"), "");
  EXPECT_FALSE(headers.has("c"));
  const Headers want = {{"B", "1"}, {"a", "2"}, {"b", "3"}};
  EXPECT_EQ(headers, want);
}

TEST(Headers, SetLeavesOneFieldInTheFirstPlace) {
  Headers headers = {{"A", "1"}, {"B", "2"}, {"a", "3"}};
  headers.set("a", "4");
  headers.set("C", "5");
  headers.remove("b");
  const Headers want = {{"A", "4"}, {"C", "5"}};
  EXPECT_EQ(headers, want);
}

TEST(Headers, NamesAreTokensAndValuesHaveNoLineBreak) {
  EXPECT_TRUE(is_header_name("X-Robots-Tag"));
  for (const char* wrong : {"", "a b", "a:", "a\r", "(a)", "\xc3\xa4"})
    EXPECT_FALSE(is_header_name(wrong));
  EXPECT_TRUE(is_header_value("any thing, \xc3\xa4"));
  EXPECT_FALSE(is_header_value("a\r\nb"));
  EXPECT_FALSE(is_header_value(std::string_view("a\0b", 3)));
}

TEST(Headers, ARedirectNamesAnotherPlaceAndNotModifiedDoesNot) {
  for (const int status : {301, 302, 303, 307, 308}) EXPECT_TRUE(is_redirect(status)) << status;
  for (const int status : {200, 300, 304, 305, 306, 404})
    EXPECT_FALSE(is_redirect(status)) << status;
}

TEST(Headers, ReasonPhrasesAreTheRegisteredOnes) {
  EXPECT_EQ(reason_phrase(404), "Not Found");
  EXPECT_EQ(reason_phrase(299), "");
}

}  // namespace
}  // namespace broadsheet::http
