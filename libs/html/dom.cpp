// SPDX-License-Identifier: Apache-2.0
// Reading a tree: attributes, walks, text.
#include "html/dom.h"

#include <algorithm>
#include <utility>

#include "html/document.h"
#include "html/scan.h"

namespace broadsheet::html {
namespace {

// Roots of foreign content, which are never meant as elements of HTML.
bool is_foreign_root(Tag tag) { return tag == Tag::kSvg || tag == Tag::kMath; }

}  // namespace

bool Node::has_class(std::string_view token) const {
  if (token.empty()) return false;
  const std::string_view words = attribute("class");
  std::size_t i = 0;
  while (i < words.size()) {
    while (i < words.size() && scan::is_space(words[i])) ++i;
    const std::size_t start = i;
    while (i < words.size() && !scan::is_space(words[i])) ++i;
    if (words.substr(start, i - start) == token) return true;
  }
  return false;
}

const Node* find(const Node* root, Tag tag) {
  for (const Node* node = next_node(root, root); node != nullptr; node = next_node(node, root)) {
    if (node->tag == tag && node->kind == NodeKind::kElement &&
        (node->ns == Namespace::kHtml || is_foreign_root(tag))) {
      return node;
    }
  }
  return nullptr;
}

std::string text_content(const Node* node) {
  std::string text;
  for (const Node* at = node; at != nullptr;) {
    if (at->kind == NodeKind::kText) text += at->text;
    const bool silent = at->tag == Tag::kScript || at->tag == Tag::kStyle;
    if (at == node && silent) break;
    at = next_node(at, node, silent);
  }
  return text;
}

Document::Document() : Document(std::make_unique<Impl>()) {
  impl_->root = impl_->arena.make<Node>();
  impl_->root->kind = NodeKind::kDocument;
  impl_->node_count = 1;
}
Document::Document(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

const Node* Document::root() const { return impl_->root; }
const Node* Document::html() const { return impl_->html; }
const Node* Document::head() const { return impl_->head; }
const Node* Document::body() const { return impl_->body; }
std::string_view Document::encoding() const { return impl_->encoding; }
bool Document::encoding_repaired() const { return impl_->encoding_repaired; }
bool Document::truncated() const { return impl_->truncated; }
std::size_t Document::node_count() const { return impl_->node_count; }
std::size_t Document::work() const { return impl_->work; }
std::size_t Document::arena_bytes() const { return impl_->arena.bytes_reserved(); }

}  // namespace broadsheet::html
