// SPDX-License-Identifier: Apache-2.0
// What a page's markup becomes: the standard's algorithm, seen through the serialised tree.
#include "html/parse.h"

#include <gtest/gtest.h>

namespace broadsheet::html {
namespace {

std::string tree(std::string_view markup, bool scripting = false) {
  return serialise(parse(markup, {.scripting = scripting}).root());
}

std::string body(std::string_view markup) {
  const Document page = parse(markup);
  std::string all = serialise(page.body());
  return all.substr(6, all.size() - 13);
}

TEST(Parse, NothingIsAPageToo) { EXPECT_EQ(tree(""), "<html><head></head><body></body></html>"); }

TEST(Parse, AnOrdinaryPageIsItself) {
  const std::string page =
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A &amp; "
      "B</title></head>\n"
      "<body class=\"x y\"><h1>T</h1><p>One <b>two</b></p><ul><li>a</li></ul></body></html>";
  EXPECT_EQ(tree(page), page);
}

TEST(Parse, NamesAreLowerCaseAndFirstAttributesWin) {
  const Document page = parse("<P ID=a Class='B' id=c data-X>x");
  const Node* p = find(page.root(), Tag::kP);
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(p->name, "p");
  EXPECT_EQ(p->attribute("id"), "a");
  EXPECT_EQ(p->attribute("class"), "B");
  EXPECT_TRUE(p->has_attribute("data-x"));
  EXPECT_EQ(p->attributes.size(), 3U);
}

TEST(Parse, ReferencesAreResolvedInTextAndValues) {
  const Document page = parse(
      "<p title='&eacute;&amp;&copy=1&copy;'>&lt;&#8217;&#x1F600;&nGt;&notit; &amp;&ampx &unknown; "
      "&#128;");
  const Node* p = find(page.root(), Tag::kP);
  EXPECT_EQ(p->attribute("title"), "é&&copy=1©");
  EXPECT_EQ(text_content(p), "<’😀≫⃒¬it; &&x &unknown; €");
}

TEST(Parse, TextWithoutGapsIsOneNode) {
  const Document page = parse("<p>a &amp; b < c</x> d</p>");
  const Node* p = find(page.root(), Tag::kP);
  ASSERT_NE(p->first_child, nullptr);
  EXPECT_EQ(p->first_child, p->last_child);
  EXPECT_EQ(p->first_child->text, "a & b < c d");
}

TEST(Parse, MisnestedFormattingIsAdopted) {
  EXPECT_EQ(body("<p>1<b>2<i>3</b>4</i>5</p>"), "<p>1<b>2<i>3</i></b><i>4</i>5</p>");
  EXPECT_EQ(body("<b>1<p>2</b>3</p>"), "<b>1</b><p><b>2</b>3</p>");
  EXPECT_EQ(body("<a>1<a>2"), "<a>1</a><a>2</a>");
}

TEST(Parse, WhatDoesNotBelongInATableGoesBeforeIt) {
  EXPECT_EQ(body("<table>x<tr><td>y</td>z</tr></table>"),
            "xz<table><tbody><tr><td>y</td></tr></tbody></table>");
}

TEST(Parse, ParagraphsAndItemsEndWithoutEndTags) {
  EXPECT_EQ(body("<p>a<p>b<div>c</div>"), "<p>a</p><p>b</p><div>c</div>");
  EXPECT_EQ(body("<ul><li>a<li>b</ul>"), "<ul><li>a</li><li>b</li></ul>");
}

TEST(Parse, RawTextEndsOnlyAtItsOwnEndTag) {
  const Document page =
      parse("<title>a<b>&amp;</title><script>if (a<b) '</b>';</script><style></p></style>");
  EXPECT_EQ(text_content(find(page.root(), Tag::kTitle)), "a<b>&");
  EXPECT_EQ(find(page.root(), Tag::kScript)->first_child->text, "if (a<b) '</b>';");
  EXPECT_EQ(find(page.root(), Tag::kStyle)->first_child->text, "</p>");
}

TEST(Parse, ACommentedScriptHidesItsInnerEndTag) {
  const Document page = parse("<script><!--<script></script>--></script><p>x");
  EXPECT_EQ(find(page.root(), Tag::kScript)->first_child->text, "<!--<script></script>-->");
  EXPECT_NE(find(page.root(), Tag::kP), nullptr);
}

TEST(Parse, NoscriptIsMarkupWithoutScriptsAndTextWithThem) {
  const char* const page = "<body><noscript><img src=a></noscript>";
  EXPECT_EQ(body(page), "<noscript><img src=\"a\"></noscript>");
  EXPECT_EQ(tree(page, true),
            "<html><head></head><body><noscript>&lt;img src=a&gt;</noscript></body></html>");
}

TEST(Parse, ForeignContentKeepsItsNames) {
  const Document page =
      parse("<svg viewbox=1><lineargradient/><a xlink:href=u></a><title>t</title></svg>");
  const Node* svg = find(page.root(), Tag::kSvg);
  ASSERT_NE(svg, nullptr);
  EXPECT_EQ(svg->ns, Namespace::kSvg);
  EXPECT_EQ(svg->attributes[0].name, "viewBox");
  EXPECT_EQ(svg->first_child->name, "linearGradient");
  EXPECT_EQ(svg->first_child->next->attribute("xlink:href"), "u");
  EXPECT_EQ(find(page.root(), Tag::kTitle), nullptr);
}

TEST(Parse, TemplatesHoldTheirContents) {
  EXPECT_EQ(body("<p><template><td>x</td></template>y"), "<p><template><td>x</td></template>y</p>");
}

TEST(Parse, AForeignTemplateIsNone) {
  EXPECT_EQ(body("<div><svg><template></template></svg></template>x"),
            "<div><svg><template></template></svg>x</div>");
  EXPECT_EQ(body("<div><svg><template><p>a</template>x"),
            "<div><svg><template></template></svg><p>ax</p></div>");
}

TEST(Parse, AFramesetHasNoBody) {
  const Document page = parse("<frameset><frame></frameset>");
  EXPECT_EQ(page.body(), nullptr);
  EXPECT_NE(page.head(), nullptr);
}

TEST(Parse, NewlinesAreNormalised) {
  const Document page = parse("<pre>\r\na\rb\r\n</pre><textarea>\n\nx</textarea>");
  EXPECT_EQ(text_content(find(page.root(), Tag::kPre)), "a\nb\n");
  EXPECT_EQ(text_content(find(page.root(), Tag::kTextarea)), "\nx");
}

TEST(Parse, OnlyOldPagesKeepTablesInParagraphs) {
  EXPECT_EQ(body("<p><table></table>"), "<p><table></table></p>");
  EXPECT_EQ(body("<!doctype html><p><table></table>"), "<p></p><table></table>");
}

TEST(Parse, TheDoctypeKeepsItsIdentifiers) {
  const Document page = parse("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" 'x'>");
  const Node* doctype = page.root()->first_child;
  ASSERT_EQ(doctype->kind, NodeKind::kDoctype);
  EXPECT_EQ(doctype->name, "html");
  EXPECT_EQ(doctype->attribute("public"), "-//W3C//DTD HTML 4.01//EN");
  EXPECT_EQ(doctype->attribute("system"), "x");
}

TEST(Parse, AFragmentTakesItsContext) {
  const auto inner = [](std::string_view markup, std::string_view context) {
    return serialise(parse_fragment(markup, context).html());
  };
  EXPECT_EQ(inner("<td>x", "div"), "<html>x</html>");
  EXPECT_EQ(inner("<td>x", "tr"), "<html><td>x</td></html>");
  EXPECT_EQ(inner("a<b>", "title"), "<html>a&lt;b&gt;</html>");
}

TEST(Parse, SerialisedTreesParseToThemselves) {
  const std::string once = tree("<!doctype html><p>a&nbsp;&lt;<table><td>\"&<b title='\"<'>x<li>y");
  EXPECT_EQ(tree(once), once);
}

}  // namespace
}  // namespace broadsheet::html
