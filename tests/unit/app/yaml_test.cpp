// SPDX-License-Identifier: Apache-2.0
// YAML whose nodes know their places.
#include "app/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::app {
namespace {

TEST(Yaml, EveryNodeKnowsItsPlace) {
  const auto tree = parse_yaml("a: 1\nb:\n  - x\n  - {c: d}\n", "f.yaml");
  ASSERT_TRUE(tree.ok()) << tree.fault().text();

  EXPECT_EQ(tree->find("a")->place(), "1:4");
  const auto& list = *tree->find("b");
  EXPECT_EQ(list.items.at(0).place(), "3:5");
  EXPECT_EQ(list.items.at(1).find("c")->place(), "4:9");
  EXPECT_EQ(tree->find("z"), nullptr);
}

TEST(Yaml, WordsInQuotesAreTexts) {
  const auto tree = parse_yaml("a: null\nb: \"null\"\nc: ~\nd:\ne: ''\n", "f.yaml");
  ASSERT_TRUE(tree.ok());

  EXPECT_EQ(tree->find("a")->kind, YamlNode::Kind::kNull);
  EXPECT_EQ(tree->find("b")->kind, YamlNode::Kind::kScalar);
  EXPECT_EQ(tree->find("c")->kind, YamlNode::Kind::kNull);
  EXPECT_EQ(tree->find("d")->kind, YamlNode::Kind::kNull);
  EXPECT_EQ(tree->find("e")->kind, YamlNode::Kind::kScalar);
}

TEST(Yaml, NothingIsABeginningToo) {
  for (const char* text : {"", "# only a comment\n", "---\n"}) {
    const auto tree = parse_yaml(text, "f.yaml");
    ASSERT_TRUE(tree.ok()) << text;
    EXPECT_EQ(tree->kind, YamlNode::Kind::kNull) << text;
    EXPECT_GT(tree->line, 0) << text;
  }
}

TEST(Yaml, WhatCouldExplodeOrHideIsRefused) {
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "[";
  for (const auto& text :
       {std::string("a: &x [1]\nb: *x\n"), deep, std::string("a: 1\na: 2\n"),
        std::string("? [a]\n: 1\n"), std::string("a: 1\n---\nb: 2\n"), std::string("a: [1\n"),
        std::string("\tb: 1\n"), std::string(100'000, '['), std::string(100'000, '{')}) {
    const auto tree = parse_yaml(text, "f.yaml");
    ASSERT_FALSE(tree.ok()) << text.substr(0, 80);
    EXPECT_EQ(tree.fault().kind, FaultKind::kBadInput);
    EXPECT_THAT(tree.fault().where, ::testing::StartsWith("f.yaml:"));
  }
}

TEST(Yaml, AScalarReadsBackAsTheSameText) {
  for (const std::string text :
       {"plain", "",     "null",  "~",    "true",      "No",   "5",   "0x1F", "1e3",
        "a: b",  "a #b", "- a",   "[a]",  "{a}",       "*a",   "&a",  "!a",   "%a",
        "@a",    "`a`",  "\"a\"", "'a'",  " a ",       "a\nb", "a\n", "\ta",  "ü – “x”",
        "\\n",   "?",    "-",     "---",  "...",       ":",    "a:",  "#",    "|",
        ">",     "=",    "<<",    "\x7f", "2026-11-22"}) {
    const auto tree = parse_yaml("key: " + yaml_scalar(text) + "\n", "f.yaml");
    ASSERT_TRUE(tree.ok()) << text << ": " << tree.fault().text();
    EXPECT_EQ(tree->find("key")->kind, YamlNode::Kind::kScalar) << text;
    EXPECT_EQ(tree->find("key")->scalar, text);
  }
}

}  // namespace
}  // namespace broadsheet::app
