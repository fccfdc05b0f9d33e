// SPDX-License-Identifier: Apache-2.0
// Tree construction: the stack of open elements (13.2.4.2). Its bottom, <html>, is never popped.
#include "html/tree_builder.h"

namespace broadsheet::html {

void TreeBuilder::push(Node* node) {
  stack_.push_back(open_of(node));
  count_open(stack_.back(), 1);
}

void TreeBuilder::pop() {
  if (stack_.size() <= 1) return;
  const Open last = stack_.back();
  count_open(last, -1);
  stack_.pop_back();
  if (selected_content_ != nullptr && last.is(Tag::kOption)) close_option(last.node);
}

void TreeBuilder::pop_until(Tag tag) {
  while (stack_.size() > 1) {
    const bool last = current().is(tag);
    pop();
    if (last) return;
  }
}

void TreeBuilder::pop_until_any(std::uint32_t traits) {
  while (stack_.size() > 1) {
    const bool last = current().has(traits);
    pop();
    if (last) return;
  }
}

void TreeBuilder::pop_to(std::size_t size) {
  while (stack_.size() > size && stack_.size() > 1) pop();
}

void TreeBuilder::remove_from_stack(std::size_t index) {
  count_open(stack_[index], -1);
  // What is above it stays below it in the tree, which is from now on deeper than the stack is
  // high.
  disordered_ = disordered_ || index + 1 < stack_.size();
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
}

std::size_t TreeBuilder::index_of(const Node* node) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    ++work_;
    if (stack_[i].node == node) return i;
  }
  return kNowhere;
}

bool TreeBuilder::in_scope(Tag tag, std::uint32_t barriers) const {
  if (!is_open(tag)) return false;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    ++work_;
    if (stack_[i].is(tag)) return true;
    if (stack_[i].has(barriers)) return false;
  }
  return false;
}

bool TreeBuilder::in_scope(const Node* node) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    ++work_;
    if (stack_[i].node == node) return true;
    if (stack_[i].has(kScope)) return false;
  }
  return false;
}

bool TreeBuilder::heading_in_scope() const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    ++work_;
    if (stack_[i].has(kHeading)) return true;
    if (stack_[i].has(kScope)) return false;
  }
  return false;
}

// "Clear the stack back to a table (body, row) context".
void TreeBuilder::clear_to(std::uint32_t context) {
  while (stack_.size() > 1 && !current().has(context)) pop();
}

void TreeBuilder::imply_end_tags(Tag except, std::uint32_t which) {
  while (stack_.size() > 1 && current().has(which) &&
         !(except != Tag::kUnknown && current().is(except)))
    pop();
}

void TreeBuilder::close_p() {
  imply_end_tags(Tag::kP);
  pop_until(Tag::kP);
}

}  // namespace broadsheet::html
