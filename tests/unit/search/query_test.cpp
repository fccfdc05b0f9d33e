// SPDX-License-Identifier: Apache-2.0
// The query language: what parses to what, and what the reader of a fault is told.
#include "search/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "search/search.h"

namespace broadsheet::search {
namespace {

using testing::HasSubstr;

std::string parsed(std::string_view text) {
  const auto node = parse_query(text);
  return node.ok() ? to_string(*node) : node.fault().text();
}

struct Reading {
  std::string text;
  std::string tree;
};

class QueryReads : public testing::TestWithParam<Reading> {};

TEST_P(QueryReads, AsTheTree) {
  const auto& [text, tree] = GetParam();

  const auto node = parse_query(text);

  ASSERT_TRUE(node.ok()) << node.fault().text();
  EXPECT_EQ(to_string(*node), tree);
  EXPECT_EQ(*parse_query(tree), *node) << "the tree's text reads as the same tree";
}

INSTANTIATE_TEST_SUITE_P(
    Query, QueryReads,
    testing::Values(
        Reading{"", "*"}, Reading{"  \t ", "*"}, Reading{"*", "*"}, Reading{"storm", "storm"},
        Reading{"storm coast", "(storm AND coast)"},
        Reading{"storm AND coast", "(storm AND coast)"}, Reading{"a b OR c", "((a AND b) OR c)"},
        Reading{"a (b OR c)", "(a AND (b OR c))"}, Reading{"a AND NOT b", "(a AND NOT b)"},
        Reading{"a -b +c", "(a AND NOT b AND c)"}, Reading{"NOT NOT a", "a"},
        Reading{"NOT (NOT a)", "NOT (NOT a)"}, Reading{"war - peace", "(war AND - AND peace)"},
        Reading{"and or not", "(and AND or AND not)"}, Reading{"\"the storm\"", "\"the storm\""},
        Reading{R"("say \"no\" \\ now")", R"("say \"no\" \\ now")"},
        Reading{"“the storm”", "\"the storm\""}, Reading{"sto*", "sto*"},
        Reading{"\"the sto*\"", "\"the sto*\""}, Reading{"well-known", "well-known"},
        Reading{"12:30", "12:30"}, Reading{"http://example.com/a", "http://example.com/a"},
        Reading{"TITLE:storm", "title:storm"},
        Reading{"title:(a OR \"b c\")", "(title:a OR title:\"b c\")"},
        Reading{"title:(a author:b)", "(title:a AND author:b)"},
        Reading{"host:WWW.Example.COM.", "host:www.example.com"},
        Reading{"site:.example.com", "site:example.com"}, Reading{"lang:pt_BR", "lang:pt-br"},
        Reading{"source:\"Le Monde\"", "source:\"Le Monde\""},
        Reading{"host:(a.com OR b.com)", "(host:a.com OR host:b.com)"},
        Reading{"a NEAR/5 b", "(a NEAR/5 b)"}, Reading{"a NEAR b", "(a NEAR/10 b)"},
        Reading{"a NEAR/3 \"b c\" NEAR/3 d*", "(a NEAR/3 \"b c\" NEAR/3 d*)"},
        Reading{"x title:(a NEAR/2 b)", "(x AND (title:a NEAR/2 title:b))"},
        Reading{"published:2026", "published:>=2026-01-01T00:00:00Z<2027-01-01T00:00:00Z"},
        Reading{"published:2026-02", "published:>=2026-02-01T00:00:00Z<2026-03-01T00:00:00Z"},
        Reading{"published:2026-01-01..2026-02-01",
                "published:>=2026-01-01T00:00:00Z<2026-02-02T00:00:00Z"},
        Reading{"published:2026-12..", "published:>=2026-12-01T00:00:00Z"},
        Reading{"seen:..2026", "seen:<2027-01-01T00:00:00Z"},
        Reading{"seen:>2026", "seen:>=2027-01-01T00:00:00Z"},
        Reading{"seen:<=2026-01-01T10:00:00Z", "seen:<2026-01-01T10:00:01Z"},
        Reading{"東京　大阪", "(東京 AND 大阪)"}));

struct Refusal {
  std::string text;
  std::string where;
  std::string what;
};

class QueryRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(QueryRefuses, WithTheColumnAndARemedy) {
  const auto& [text, where, what] = GetParam();

  const auto node = parse_query(text);

  ASSERT_FALSE(node.ok()) << to_string(*node);
  EXPECT_EQ(node.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(node.fault().where, where);
  EXPECT_THAT(node.fault().what, HasSubstr(what));
  EXPECT_FALSE(node.fault().remedy.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Query, QueryRefuses,
    testing::Values(
        Refusal{"(a b", "column 1", "never closed"},
        Refusal{"a (b (c)", "column 3", "never closed"}, Refusal{"(", "column 1", "never closed"},
        Refusal{"a b)", "column 4", "closes nothing"}, Refusal{")", "column 1", "missing"},
        Refusal{"a ()", "column 3", "nothing in parentheses"},
        Refusal{"\"a b", "column 1", "never closed"}, Refusal{"é \"a", "column 3", "never closed"},
        Refusal{"a AND", "column 6", "missing"},
        Refusal{"a OR OR b", "column 6", "nothing before it"},
        Refusal{"AND a", "column 1", "nothing before it"}, Refusal{"NOT", "column 4", "missing"},
        Refusal{"(a OR )", "column 7", "missing"},
        Refusal{"\"\"", "column 1", "nothing to look for"},
        Refusal{"title:", "column 7", "without a word"},
        Refusal{"title: a", "column 7", "without a word"},
        Refusal{"tittle:a", "column 1", "no field \"tittle\""},
        Refusal{"a*b", "column 1", "only at the end"},
        Refusal{"\"a * b\"", "column 1", "only at the end"},
        Refusal{"a NEAR/0 b", "column 3", "no distance"},
        Refusal{"a NEAR/x b", "column 3", "no distance"},
        Refusal{"a NEAR/999999999999999999999 b", "column 3", "no distance"},
        Refusal{"a NEAR/2 (b c)", "column 10", "words and phrases only"},
        Refusal{"a NEAR/2 b NEAR/3 c", "column 12", "two distances"},
        Refusal{"title:a NEAR/2 text:b", "column 16", "one field"},
        Refusal{"host:a NEAR/2 b", "column 1", "words and phrases only"},
        Refusal{"NEAR/2 b", "column 1", "nothing before it"},
        Refusal{"published:yesterday", "column 11", "no date"},
        Refusal{"published:2026-13", "column 11", "no date"},
        Refusal{"published:2026-02..2026-01", "column 11", "ends before"},
        Refusal{"published:..", "column 11", "no date"},
        Refusal{"published:>=", "column 11", "no date"},
        Refusal{"host:http://a.com/", "column 6", "no \"/\""}));

TEST(Query, RefusesMoreThan8KiB) {
  const std::string text(std::size_t{10} << 20, 'a');

  const auto node = parse_query(text);

  ASSERT_FALSE(node.ok());
  EXPECT_EQ(node.fault().kind, FaultKind::kBadInput);
  EXPECT_THAT(node.fault().text(), HasSubstr("at most 8192"));
}

TEST(Query, RefusesTooManyWords) {
  std::string text;
  for (int i = 0; i < 257; ++i) text += "w ";

  EXPECT_THAT(parsed(text), HasSubstr("too many words"));
}

TEST(Query, RefusesTooDeepANest) {
  const std::string text = std::string(2000, '(') + "a" + std::string(2000, ')');

  EXPECT_THAT(parsed(text), HasSubstr("nested too deep"));
}

TEST(Query, TakesAnyNumberOfSignsWithoutRecursion) {
  EXPECT_EQ(parsed(std::string(8000, '-') + "a"), "a");
  EXPECT_EQ(parsed(std::string(7999, '-') + "a"), "NOT a");
}

TEST(Query, AtTheLimitsOfTheParserIsWithinThoseOfTheEngine) {
  // Each parenthesis holds an OR of an AND of a NOT: the deepest tree that parses.
  std::string text;
  for (int i = 0; i < 32; ++i) text += "a OR b -(";
  text += "c" + std::string(32, ')');

  const auto checked = check_query({text, {}, {}});

  EXPECT_TRUE(checked.ok()) << checked.fault().text();
}

TEST(Query, RefusesAPrefixThatStandsForTooMuch) {
  const auto checked = check_query({"a*", {}, {}});

  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.fault().kind, FaultKind::kBadInput);
  EXPECT_THAT(checked.fault().text(), HasSubstr("two characters"));
}

TEST(Query, RefusesAFilterWithoutEnd) {
  Query query;
  query.filter.hosts.assign(1001, "a.com");

  const auto checked = check_query(query);

  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.fault().where, "filter.hosts");
}

}  // namespace
}  // namespace broadsheet::search
