// SPDX-License-Identifier: Apache-2.0
// Parsing as a whole: input, tokens, tree, Document.
#include "html/parse.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "html/document.h"
#include "html/input.h"
#include "html/tree_builder.h"

namespace broadsheet::html {
namespace {

// Views and counters are 32 bits wide in places.
constexpr std::size_t kBytesMax = std::size_t{1} << 30;

const Node* child_element(const Node* parent, Tag first, Tag second) {
  for (const Node* child = parent->first_child; child != nullptr; child = child->next) {
    if (child->is(first) || child->is(second)) return child;
  }
  return nullptr;
}

void finish(TreeBuilder& builder, bool cut_short, Document::Impl& page) {
  builder.run();
  page.root = builder.document();
  page.html = const_cast<Node*>(child_element(page.root, Tag::kHtml, Tag::kHtml));
  page.node_count = builder.node_count();
  page.work = builder.work();
  page.truncated = cut_short || builder.truncated();
}

std::string_view within(std::string_view bytes, const ParseLimits& limits) {
  return cut(bytes, std::min(limits.bytes_max, kBytesMax));
}

// Nodes take about as much as the page; a first chunk of that order is one allocation less.
void expect_nodes(Arena& arena, std::size_t bytes) { arena.expect(bytes); }

}  // namespace

Document parse(std::string_view bytes, const ParseOptions& options) {
  auto page = std::make_unique<Document::Impl>();
  const std::string_view kept = within(bytes, options.limits);
  Input input = read_input(kept, options.charset, page->arena);
  expect_nodes(page->arena, kept.size());
  TreeBuilder builder(page->arena, input.begin, input.end, options);
  finish(builder, kept.size() < bytes.size(), *page);
  page->encoding = std::move(input.encoding);
  page->encoding_repaired = input.repaired;
  page->head = builder.head();
  page->body = const_cast<Node*>(child_element(page->html, Tag::kBody, Tag::kBody));
  return Document(std::move(page));
}

Document parse_fragment(std::string_view bytes, std::string_view context,
                        const ParseOptions& options) {
  auto page = std::make_unique<Document::Impl>();
  const std::string_view kept = within(bytes, options.limits);
  const Input input = read_utf8(kept, page->arena);
  expect_nodes(page->arena, kept.size());
  TreeBuilder builder(page->arena, input.begin, input.end, options);
  Namespace ns = Namespace::kHtml;
  if (context.starts_with("svg ")) ns = Namespace::kSvg;
  if (context.starts_with("math ")) ns = Namespace::kMathml;
  const std::size_t space = ns == Namespace::kHtml ? 0 : context.find(' ') + 1;
  builder.set_context(ns, context.substr(space));
  finish(builder, kept.size() < bytes.size(), *page);
  page->encoding_repaired = input.repaired;
  return Document(std::move(page));
}

}  // namespace broadsheet::html
