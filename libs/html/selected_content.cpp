// SPDX-License-Identifier: Apache-2.0
// Tree construction, <selectedcontent>: a select's button shows a copy of the chosen option
// (4.10.16).
#include "html/tree_builder.h"

namespace broadsheet::html {

void TreeBuilder::start_selected_content(const Token& token) {
  start_other(token);
  for (std::size_t i = stack_.size() - 1; i-- > 1;) {
    if (!stack_[i].is(Tag::kSelect)) continue;
    const bool first = stack_[i].node != select_;
    if (first && !stack_[i].node->has_attribute("multiple")) {
      select_ = stack_[i].node;
      selected_content_ = current().node;
    }
    return;
  }
}

// As it leaves the stack: the option with "selected" is chosen, and until one comes, the first that
// can.
void TreeBuilder::close_option(Node* option) {
  if (index_of(select_) == kNowhere) return;
  const bool chosen = option->has_attribute("selected");
  const bool first = selected_content_->first_child == nullptr;
  if (!chosen && (!first || option->has_attribute("disabled"))) return;
  while (selected_content_->first_child != nullptr) detach(selected_content_->first_child);
  copy_children(option, selected_content_);
}

void TreeBuilder::copy_children(const Node* from, Node* to) {
  disordered_ = true;
  const Node* const top = from;
  for (const Node* node = from->first_child; node != nullptr && !truncated_;) {
    Node* const copy = clone(node);
    append(to, copy);
    if (node->first_child != nullptr) {
      node = node->first_child;
      to = copy;
      continue;
    }
    while (node != top && node->next == nullptr) {
      node = node->parent;
      if (node != top) to = to->parent;
    }
    node = node == top ? nullptr : node->next;
  }
}

}  // namespace broadsheet::html
