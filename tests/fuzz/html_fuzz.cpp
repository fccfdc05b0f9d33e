// SPDX-License-Identifier: Apache-2.0
// Any bytes as a page and as a fragment: the tree is sound, within its limits, and can be read.
// uses: bs_html bs_url
#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"
#include "html/links.h"
#include "html/parse.h"

namespace {

using namespace broadsheet::html;  // NOLINT: a fuzz target is all about one room

constexpr std::size_t kDepthMax = 40;
constexpr std::size_t kNodesMax = 2'000;

void check_node(const Node& node, std::size_t order) {
  CHECK(node.order == order);
  CHECK((node.first_child == nullptr) == (node.last_child == nullptr));
  CHECK(node.previous == nullptr || node.previous->next == &node);
  CHECK(node.previous != nullptr || node.parent == nullptr || node.parent->first_child == &node);
  CHECK(node.next != nullptr || node.parent == nullptr || node.parent->last_child == &node);
  CHECK(node.next == nullptr || node.next->parent == node.parent);
  CHECK(node.first_child == nullptr || node.first_child->parent == &node);
  CHECK(node.kind != NodeKind::kText || !node.text.empty());
  CHECK(node.kind != NodeKind::kElement || !node.name.empty());
  for (const Attribute& attribute : node.attributes) {
    CHECK(node.attribute(attribute.name).data() == attribute.value.data());
  }
  for (const char* name : {"class", "id"}) {
    const std::uint64_t pairs = letter_pairs(node.attribute(name));
    CHECK((node.called & pairs) == pairs);
  }
}

std::size_t depth_of(const Node* node) {
  std::size_t depth = 0;
  for (; node->parent != nullptr; node = node->parent) ++depth;
  return depth;
}

void check(const Document& page) {
  std::size_t order = 0;
  const Node* const root = page.root();
  for (const Node* node = root; node != nullptr; node = next_node(node, root)) {
    check_node(*node, order++);
    if (order % 16 == 0) CHECK(depth_of(node) <= kDepthMax + 2);
  }
  CHECK(order == page.node_count());
  CHECK(order <= kNodesMax + 1'000);
  CHECK(page.html() != nullptr);
  (void)text_content(root);
}

}  // namespace

void fuzz_html(std::string_view bytes) {
  // The first byte chooses, so that one corpus reaches all.
  const auto choice = bytes.empty() ? 0U : static_cast<unsigned char>(bytes[0]);
  ParseOptions options;
  options.scripting = (choice & 1U) != 0;
  options.limits.depth_max = kDepthMax;
  options.limits.nodes_max = kNodesMax;
  options.limits.attributes_max = 60;
  const Document page = parse(bytes, options);
  CHECK(page.head() != nullptr);
  check(page);
  const auto url = broadsheet::url::Url::parse("https://news.example/a/b");
  (void)links(page, *url);
  (void)parse(serialise(page.root()), options);

  constexpr std::string_view kContexts[] = {"div",    "table",    "tr",       "select",
                                            "title",  "template", "svg desc", "math annotation-xml",
                                            "script", "svg svg",  "frameset", "plaintext"};
  check(parse_fragment(bytes, kContexts[choice % std::size(kContexts)], options));
}
