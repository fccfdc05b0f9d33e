// SPDX-License-Identifier: Apache-2.0
// Page tokens fit the request that they came from, and no other.
#include "rpc/page_token.h"

#include <gtest/gtest.h>

#include <string>

namespace broadsheet::rpc {
namespace {

TEST(PageTokens, OpenWhatTheySealed) {
  const PageTokens tokens;
  for (const std::string& position :
       {std::string("x"), std::string("\0\xff", 2), std::string(5000, 'a')}) {
    const auto token = tokens.seal("List", "request", position);
    EXPECT_EQ(*tokens.open("List", "request", token), position);
    EXPECT_EQ(token.find_first_of("+/= "), std::string::npos);
  }
}

TEST(PageTokens, AnEndHasNoTokenAndNoTokenIsTheBeginning) {
  const PageTokens tokens;
  EXPECT_EQ(tokens.seal("List", "request", ""), "");
  EXPECT_EQ(*tokens.open("List", "request", ""), "");
}

TEST(PageTokens, RefuseTheTokenOfAnotherMethodOrRequest) {
  const PageTokens tokens;
  const auto token = tokens.seal("List", "request", "position");
  for (const auto& opened :
       {tokens.open("Search", "request", token), tokens.open("List", "requests", token),
        tokens.open("Lis", "trequest", token)}) {
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.fault().kind, FaultKind::kBadInput);
    EXPECT_EQ(opened.fault().where, "page_token");
  }
}

TEST(PageTokens, RefuseEveryChangedCharacter) {
  const PageTokens tokens;
  const auto token = tokens.seal("List", "request", "position");
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto changed = token;
    changed[i] = changed[i] == 'B' ? 'C' : 'B';
    EXPECT_FALSE(tokens.open("List", "request", changed).ok()) << i;
    EXPECT_FALSE(tokens.open("List", "request", token.substr(0, i + 1 == token.size() ? 0 : i + 1))
                     .value_or("")
                     .size() > 0);
  }
  EXPECT_FALSE(tokens.open("List", "request", "!").ok());
  EXPECT_FALSE(tokens.open("List", "request", std::string(1 << 20, 'A')).ok());
}

TEST(PageTokens, OfAnotherKeyAreRefused) {
  const auto token = PageTokens("one").seal("List", "request", "position");
  EXPECT_TRUE(PageTokens("one").open("List", "request", token).ok());
  EXPECT_FALSE(PageTokens("two").open("List", "request", token).ok());
  EXPECT_FALSE(PageTokens().open("List", "request", token).ok());
}

TEST(PageTokens, NameTheFieldThatIsWrong) {
  EXPECT_EQ(PageTokens().open("Stream", "", "bad", "cursor").fault().where, "cursor");
}

}  // namespace
}  // namespace broadsheet::rpc
