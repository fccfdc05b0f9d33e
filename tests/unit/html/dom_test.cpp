// SPDX-License-Identifier: Apache-2.0
// Reading a tree.
#include "html/dom.h"

#include <gtest/gtest.h>

#include <utility>

#include "html/parse.h"

namespace broadsheet::html {
namespace {

// Every link between nodes, and that the order is dense.
void expect_sound(const Document& page) {
  std::uint32_t order = 0;
  for (const Node* node = page.root(); node != nullptr; node = next_node(node, page.root())) {
    ASSERT_EQ(node->order, order++);
    const Node* last = nullptr;
    for (const Node* child = node->first_child; child != nullptr; child = child->next) {
      ASSERT_EQ(child->parent, node);
      ASSERT_EQ(child->previous, last);
      last = child;
    }
    ASSERT_EQ(node->last_child, last);
  }
  EXPECT_EQ(page.node_count(), order);
}

TEST(Dom, OrderIsDenseWhateverWasMoved) {
  for (const char* markup :
       {"<p>a<p>b", "<b>1<p>2</b>3", "<table>x<tr><td>y</table>", "</body><!--a--><p>b",
        "<!--a--><html><!--b--></html><!--c--> \n<!--d-->x", "<head></head> <title>a</title>",
        "a<frameset><frame>", " <frameset><frame>", "<form><div></form><p>x</div>"}) {
    SCOPED_TRACE(markup);
    expect_sound(parse(markup));
  }
}

TEST(Dom, WordsOfClassAreTokens) {
  const Document page = parse("<p class=' a\tbc\nd '>");
  const Node* p = find(page.root(), Tag::kP);
  EXPECT_TRUE(p->has_class("a"));
  EXPECT_TRUE(p->has_class("bc"));
  EXPECT_TRUE(p->has_class("d"));
  EXPECT_FALSE(p->has_class("b"));
  EXPECT_FALSE(p->has_class(""));
  EXPECT_FALSE(p->has_class("a\tbc"));
}

TEST(Dom, AFilterDeniesOnlyWhatIsNotThere) {
  const Document page = parse("<p id=Post-Text class='ArticleBody wide' data-x=1>");
  const Node* const p = find(page.root(), Tag::kP);
  EXPECT_TRUE(p->may_be_called("article"));
  EXPECT_TRUE(p->may_be_called("post-text"));
  EXPECT_TRUE(p->is_of_class("ArticleBody"));
  EXPECT_FALSE(p->is_of_class("articlebody"));
  EXPECT_FALSE(p->may_be_called("comment"));
  EXPECT_TRUE(p->has_attribute("data-x"));
  EXPECT_FALSE(p->has_attribute("data-y"));
}

TEST(Dom, AWalkStaysBelowItsRoot) {
  const Document page = parse("<div><p>a<b>c</b></p></div><p>d");
  const Node* div = find(page.root(), Tag::kDiv);
  int count = 0;
  for (const Node* node = div; node != nullptr; node = next_node(node, div)) ++count;
  EXPECT_EQ(count, 5);
  EXPECT_EQ(next_node(div->first_child, div, true), nullptr);
}

TEST(Dom, TextLeavesScriptsAndStylesOut) {
  const Document page = parse("<p>a<script>b</script>c<style>d</style><!--e--><i>f</i>");
  EXPECT_EQ(text_content(page.body()), "acf");
}

TEST(Dom, AMovedDocumentKeepsItsNodes) {
  Document page = parse("<title>a</title>");
  const Node* title = find(page.root(), Tag::kTitle);
  const Document other = std::move(page);
  EXPECT_EQ(find(other.root(), Tag::kTitle), title);
  EXPECT_EQ(text_content(title), "a");
}

TEST(Dom, AnEmptyDocumentHasARoot) {
  const Document page;
  ASSERT_NE(page.root(), nullptr);
  EXPECT_EQ(page.html(), nullptr);
  EXPECT_EQ(page.node_count(), 1U);
}

}  // namespace
}  // namespace broadsheet::html
