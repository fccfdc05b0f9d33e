// SPDX-License-Identifier: Apache-2.0
// Pages made to cost much: what is cut off, and that nothing takes longer than its size warrants.
#include <gtest/gtest.h>

#include <algorithm>

#include "html/parse.h"
#include "support/hostile_pages.h"

namespace broadsheet::html {
namespace {

std::string repeat(std::string_view piece, std::size_t count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

std::size_t depth_of(const Document& page) {
  std::size_t deepest = 0;
  std::size_t depth = 0;
  for (const Node* node = page.root(); node != nullptr;) {
    deepest = std::max(deepest, depth);
    if (node->first_child != nullptr) {
      node = node->first_child;
      ++depth;
      continue;
    }
    while (node != nullptr && node->next == nullptr) {
      node = node->parent;
      --depth;
    }
    if (node != nullptr) node = node->next;
  }
  return deepest;
}

TEST(Limits, DeepElementsBecomeSiblings) {
  for (const char* piece : {"<div>", "<b>", "<svg>", "<table><tr><td>", "<template>", "<x-y>",
                            "<ul><li>", "<b><p></b>", "<a><p></a><i>", "<object><b><div></b>"}) {
    SCOPED_TRACE(piece);
    const Document page = parse(repeat(piece, 3'000) + "text", {.limits = {.depth_max = 100}});
    EXPECT_LE(depth_of(page), 102U);
    EXPECT_FALSE(page.truncated());
    EXPECT_NE(text_content(page.root()).find("text"), std::string::npos);
  }
}

TEST(Limits, NodesAreCounted) {
  const Document page = parse(repeat("<p>x", 1'000), {.limits = {.nodes_max = 100}});
  EXPECT_TRUE(page.truncated());
  EXPECT_LE(page.node_count(), 110U);
  EXPECT_NE(page.body(), nullptr);
}

TEST(Limits, EvenATinyLimitLeavesAPage) {
  for (std::size_t nodes = 0; nodes < 8; ++nodes) {
    const Document page = parse("<p>x<p>y", {.limits = {.nodes_max = nodes}});
    EXPECT_NE(page.html(), nullptr);
    EXPECT_NE(page.head(), nullptr);
    EXPECT_TRUE(page.truncated());
  }
}

TEST(Limits, BytesAreCutBetweenCharacters) {
  const Document page = parse("<p>aüü", {.limits = {.bytes_max = 7}});
  EXPECT_TRUE(page.truncated());
  EXPECT_EQ(text_content(page.body()), "aü");
  EXPECT_FALSE(page.encoding_repaired());
}

TEST(Limits, AttributesAreCutAndStillWithoutDuplicates) {
  std::string markup = "<p";
  for (int i = 0; i < 5'000; ++i)
    markup += " a" + std::to_string(i % 600) + "=" + std::to_string(i);
  const Document page = parse(markup + ">", {.limits = {.attributes_max = 1'000}});
  const Node* p = find(page.root(), Tag::kP);
  EXPECT_EQ(p->attributes.size(), 600U);
  EXPECT_EQ(p->attribute("a599"), "599");
  EXPECT_FALSE(page.truncated());

  const Document cut = parse(markup + ">", {.limits = {.attributes_max = 100}});
  EXPECT_EQ(find(cut.root(), Tag::kP)->attributes.size(), 100U);
  EXPECT_TRUE(cut.truncated());
}

TEST(Limits, PiecesOfTextAreJoinedOnce) {
  const Document page = parse(repeat("ab</x>", 50'000));
  EXPECT_EQ(text_content(page.body()).size(), 100'000U);
  EXPECT_LT(page.arena_bytes(), 4'000'000U);
  EXPECT_EQ(page.node_count(), 5U);
}

// Each would take minutes, or all memory, if any of it were quadratic.
TEST(Limits, HostilePagesEnd) {
  std::string attributes = "<p ";
  for (int i = 0; i < 10'000; ++i) attributes += "a" + std::to_string(i) + " ";
  std::string anchors;
  for (int i = 0; i < 4'000; ++i) anchors += "<b id=" + std::to_string(i) + "><p>";
  for (const std::string& markup : {repeat("<b><p>", 10'000) + repeat("</b>", 10'000),
                                    repeat("<table>x", 10'000),
                                    repeat("<a><div>", 10'000),
                                    repeat("<font size=1><p>x", 10'000),
                                    attributes + ">",
                                    anchors,
                                    repeat("<object>", 20'000) + repeat("<b></b>", 10'000),
                                    repeat("<form><input>", 20'000),
                                    repeat("<!--", 40'000),
                                    repeat("<![CDATA[", 20'000),
                                    repeat("&", 100'000),
                                    repeat("<script><!--<script>", 10'000),
                                    repeat("</p>", 60'000),
                                    repeat("<", 100'000),
                                    repeat("<svg><foreignObject>", 10'000),
                                    repeat("<select><option>", 10'000),
                                    repeat("<body a=b c=d>", 10'000),
                                    std::string(200'000, '\0'),
                                    "<svg>" + std::string(100'000, '\0'),
                                    "<title>" + repeat("</titl", 20'000),
                                    "<p title='" + repeat("&nGt;", 20'000),
                                    repeat("<html x", 20'000),
                                    repeat("<template>", 10'000) + repeat("</template>", 12'000)}) {
    const Document page = parse(markup);
    EXPECT_NE(page.html(), nullptr);
    EXPECT_LT(page.node_count(), markup.size() + 11'000);
  }
}

// A page of four times the size may take little more than four times the work (the stack has to
// grow to its height first), and no page more than so much for a byte: the stack is at most 512
// high, the formatting list 100 long.
TEST(Limits, TheWorkOfAHostilePageGrowsAsItsSize) {
  constexpr std::size_t kBytes = 40'000;
  constexpr std::size_t kWorkOfByte = 300;
  for (const auto& hostile : testing_support::hostile_pages()) {
    SCOPED_TRACE(hostile.name);
    const std::string one = hostile.make(kBytes);
    const std::string four = hostile.make(4 * kBytes);
    const Document small = parse(one);
    const Document large = parse(four);
    EXPECT_LE(large.work(), 6 * small.work() + kBytes);
    EXPECT_LE(large.work(), kWorkOfByte * four.size());
    EXPECT_LE(large.node_count(), four.size() / 2 + 11'000);
    EXPECT_LE(depth_of(large), 520U);
    // A node and its attribute take less than 160 bytes; chunks double, and are powers of two.
    EXPECT_LE(large.arena_bytes(), 16 * four.size() + 2 * 160 * large.node_count() + (1U << 20));
  }
}

}  // namespace
}  // namespace broadsheet::html
