// SPDX-License-Identifier: Apache-2.0
// Laws of parsing over random tag soup.
// uses: bs_html
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/random.h"
#include "html/parse.h"

namespace broadsheet::html {
namespace {

constexpr int kRounds = 4'000;

std::uint64_t seed() {
  const auto* text = std::getenv("SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 20261122;
}

constexpr std::array<std::string_view, 72> kNames = {"html",
                                                     "head",
                                                     "body",
                                                     "frameset",
                                                     "frame",
                                                     "noframes",
                                                     "title",
                                                     "script",
                                                     "style",
                                                     "meta",
                                                     "base",
                                                     "template",
                                                     "noscript",
                                                     "p",
                                                     "div",
                                                     "article",
                                                     "li",
                                                     "ul",
                                                     "dd",
                                                     "dt",
                                                     "dl",
                                                     "h1",
                                                     "h2",
                                                     "pre",
                                                     "form",
                                                     "button",
                                                     "a",
                                                     "b",
                                                     "i",
                                                     "font",
                                                     "nobr",
                                                     "code",
                                                     "object",
                                                     "marquee",
                                                     "table",
                                                     "caption",
                                                     "colgroup",
                                                     "col",
                                                     "tbody",
                                                     "thead",
                                                     "tr",
                                                     "td",
                                                     "th",
                                                     "br",
                                                     "hr",
                                                     "img",
                                                     "input",
                                                     "image",
                                                     "textarea",
                                                     "select",
                                                     "option",
                                                     "optgroup",
                                                     "ruby",
                                                     "rb",
                                                     "rt",
                                                     "rp",
                                                     "math",
                                                     "mi",
                                                     "mo",
                                                     "annotation-xml",
                                                     "mglyph",
                                                     "svg",
                                                     "foreignObject",
                                                     "desc",
                                                     "path",
                                                     "x-y",
                                                     "plaintext",
                                                     "iframe",
                                                     "xmp",
                                                     "address",
                                                     "selectedcontent",
                                                     "rtc"};

constexpr std::array<std::string_view, 20> kPieces = {"x",
                                                      " ",
                                                      "\n",
                                                      "words of text",
                                                      "&amp;",
                                                      "&notit;",
                                                      "&#0;",
                                                      "<!--c-->",
                                                      "<!-- -",
                                                      "]]>",
                                                      "</>",
                                                      "<![CDATA[y]]>",
                                                      "<!DOCTYPE html>",
                                                      "<",
                                                      "&nGt;",
                                                      "<?z?>",
                                                      "<!--<!-->",
                                                      "\r\n",
                                                      "\xC3\xA9",
                                                      "--!>"};

constexpr std::array<std::string_view, 10> kAttributes = {" a=1",
                                                          " a",
                                                          " class='x y'",
                                                          " type=hidden",
                                                          " encoding=text/html",
                                                          " color=red",
                                                          " selected",
                                                          " a=2",
                                                          "/",
                                                          " href=\"&quot;&amp\""};

std::string random_soup(Random& random) {
  std::string soup;
  const auto length = 1 + random.below(60);
  for (std::uint64_t i = 0; i < length; ++i) {
    const auto kind = random.below(10);
    if (kind < 3) {
      soup += kPieces[random.below(kPieces.size())];
      continue;
    }
    soup += kind < 7 ? "<" : "</";
    soup += kNames[random.below(kNames.size())];
    while (random.below(3) == 0) soup += kAttributes[random.below(kAttributes.size())];
    if (random.below(40) != 0) soup += ">";
  }
  // NUL must stay rare, or nothing else is seen.
  if (random.below(8) == 0) soup[random.below(soup.size())] = '\0';
  return soup;
}

// The parts of the tree that hold together by themselves; fuzz_html looks at more.
void expect_sound(const Document& page) {
  std::uint32_t order = 0;
  for (const Node* node = page.root(); node != nullptr; node = next_node(node, page.root())) {
    ASSERT_EQ(node->order, order++);
    ASSERT_EQ(node->previous == nullptr,
              node->parent == nullptr || node->parent->first_child == node);
    ASSERT_EQ(node->next == nullptr, node->parent == nullptr || node->parent->last_child == node);
    if (node->kind == NodeKind::kText) {
      ASSERT_FALSE(node->text.empty());
      // Two texts side by side can only come from moving one.
      ASSERT_NE(node->text.data(), nullptr);
    }
  }
  ASSERT_EQ(order, page.node_count());
}

template <typename Law>
void over_soups(const Law& law) {
  const auto start = seed();
  for (int round = 0; round < kRounds; ++round) {
    const auto its_seed = start + static_cast<std::uint64_t>(round);
    Random random(its_seed);
    const std::string soup = random_soup(random);
    SCOPED_TRACE("SEED=" + std::to_string(its_seed) + "\n" + soup);
    law(soup);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(HtmlLaw, EverySoupIsASoundTree) {
  over_soups([](const std::string& soup) {
    expect_sound(parse(soup));
    expect_sound(parse_fragment(soup, "td"));
  });
}

TEST(HtmlLaw, TheSameBytesGiveTheSameTree) {
  over_soups([](const std::string& soup) {
    ASSERT_EQ(serialise(parse(soup).root()), serialise(parse(soup).root()));
  });
}

TEST(HtmlLaw, APageAlwaysHasItsParts) {
  over_soups([](const std::string& soup) {
    const Document page = parse(soup);
    ASSERT_NE(page.html(), nullptr);
    ASSERT_NE(page.head(), nullptr);
    ASSERT_EQ(page.head()->parent, page.html());
    ASSERT_FALSE(page.truncated());
  });
}

TEST(HtmlLaw, DepthKeepsToItsLimit) {
  over_soups([](const std::string& soup) {
    std::string deep;
    for (int i = 0; i < 10; ++i) deep += soup;
    const Document page = parse(deep, {.limits = {.depth_max = 20}});
    expect_sound(page);
    for (const Node* node = page.root(); node != nullptr; node = next_node(node, page.root())) {
      if (node->first_child != nullptr) continue;
      std::size_t depth = 0;
      for (const Node* up = node->parent; up != nullptr; up = up->parent) ++depth;
      ASSERT_LE(depth, 22U);
    }
  });
}

}  // namespace
}  // namespace broadsheet::html
