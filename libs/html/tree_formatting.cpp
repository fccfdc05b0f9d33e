// SPDX-License-Identifier: Apache-2.0
// Tree construction: the list of active formatting elements (13.2.4.3) and the adoption agency
// (13.2.6.4.7).
#include <algorithm>

#include "html/tree_builder.h"

namespace broadsheet::html {
namespace {

// Every paragraph opens all of these again; pages have a handful, attacks have thousands.
constexpr std::size_t kFormattingMax = 100;
constexpr std::size_t kEntriesMax = 1024;  // with the markers
constexpr int kCopiesMax = 3;              // the standard's "Noah's Ark clause"
constexpr int kOuterMax = 8;               // the standard's limits of the adoption agency
constexpr int kInnerMax = 3;

// Above this, the same attributes in another order count as others: comparing all with all would be
// dear.
constexpr std::size_t kReorderedMax = 16;

bool same_attributes(const Node& a, const Node& b) {
  const std::size_t count = a.attributes.size();
  if (count != b.attributes.size()) return false;
  if (a.attributes.data() == b.attributes.data()) return true;
  for (std::size_t i = 0; i < count; ++i) {
    const Attribute& one = a.attributes[i];
    const Attribute& other = b.attributes[i];
    if (one.name == other.name && one.value == other.value) continue;
    if (count > kReorderedMax || !b.has_attribute(one.name)) return false;
    if (b.attribute(one.name) != one.value) return false;
  }
  return true;
}

}  // namespace

void TreeBuilder::push_formatting(Node* node) {
  int copies = 0;
  std::size_t earliest = 0;
  std::size_t i = formatting_.size();
  for (; i > 0 && formatting_[i - 1].node != nullptr; --i) {
    const Node* const other = formatting_[i - 1].node;
    ++work_;
    if (other->tag == node->tag && same_attributes(*other, *node)) {
      ++copies;
      earliest = i - 1;
    }
  }
  const auto at = [this](std::size_t index) {
    return formatting_.begin() + static_cast<std::ptrdiff_t>(index);
  };
  if (copies >= kCopiesMax) {
    formatting_.erase(at(earliest));
  } else if (formatting_.size() - i >= kFormattingMax) {
    formatting_.erase(at(i));
  }
  formatting_.push_back({node});
}

void TreeBuilder::push_marker() {
  // Elements that fell off a full stack leave their markers; the oldest half says nothing any more.
  if (formatting_.size() >= kEntriesMax) {
    formatting_.erase(formatting_.begin(), formatting_.begin() + kEntriesMax / 2);
  }
  formatting_.push_back({});
}

void TreeBuilder::clear_to_marker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back().node == nullptr;
    formatting_.pop_back();
    if (marker) return;
  }
}

// "Reconstruct the active formatting elements"; nearly always there is nothing to do.
void TreeBuilder::reconstruct() {
  if (formatting_.empty()) return;
  const Node* const last = formatting_.back().node;
  if (last == nullptr || last == current().node || index_of(last) != kNowhere) return;
  rebuild_formatting();
}

void TreeBuilder::rebuild_formatting() {
  std::size_t i = formatting_.size() - 1;
  while (i > 0) {
    const Node* const earlier = formatting_[i - 1].node;
    if (earlier == nullptr || index_of(earlier) != kNowhere) break;
    --i;
  }
  for (; i < formatting_.size() && !stopped_; ++i) {
    formatting_[i].node = insert(clone(formatting_[i].node));
  }
}

// The last such element after the last marker.
Node* TreeBuilder::active(Tag tag) const {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].node != nullptr;) {
    if (formatting_[i].node->tag == tag) return formatting_[i].node;
  }
  return nullptr;
}

std::size_t TreeBuilder::formatting_index(const Node* node) const {
  for (std::size_t i = formatting_.size(); i-- > 0;) {
    ++work_;
    if (formatting_[i].node == node) return i;
  }
  return kNowhere;
}

void TreeBuilder::remove_formatting(const Node* node) {
  const std::size_t at = formatting_index(node);
  if (at != kNowhere) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(at));
}

void TreeBuilder::adopt(const Token& token) {
  if (current().is(token.tag) && formatting_index(current().node) == kNowhere) {
    pop();
    return;
  }
  for (int i = 0; i < kOuterMax && !stopped_; ++i) {
    if (!adopt_once(token)) return;
  }
}

// One turn of the outer loop; false where the algorithm ends.
bool TreeBuilder::adopt_once(const Token& token) {
  Node* const formatting = active(token.tag);
  if (formatting == nullptr) {
    end_other(token);
    return false;
  }
  if (!in_scope(formatting)) {
    if (index_of(formatting) == kNowhere) remove_formatting(formatting);
    return false;
  }
  const std::size_t formatting_at = index_of(formatting);
  std::size_t block_at = formatting_at + 1;
  while (block_at < stack_.size() && !stack_[block_at].has(kSpecial)) ++block_at;
  work_ += block_at - formatting_at;
  if (block_at == stack_.size()) {
    pop_to(formatting_at);
    remove_formatting(formatting);
    return false;
  }
  adopt_block(formatting, formatting_at, block_at);
  return true;
}

void TreeBuilder::adopt_block(Node* formatting, std::size_t formatting_at, std::size_t block_at) {
  Node* const block = stack_[block_at].node;
  std::size_t bookmark = formatting_index(formatting);
  Node* last = block;
  int inner = 0;
  // Going down from the block, `at` stays right when the entry that it names is removed.
  for (std::size_t at = block_at; --at > formatting_at;) {
    Node* node = stack_[at].node;
    std::size_t listed = formatting_index(node);
    if (++inner > kInnerMax && listed != kNowhere) {
      formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(listed));
      if (listed < bookmark) --bookmark;
      listed = kNowhere;
    }
    if (listed == kNowhere) {
      remove_from_stack(at);
      --block_at;
      continue;
    }
    node = clone(node);
    formatting_[listed].node = node;
    stack_[at].node = node;
    if (last == block) bookmark = listed + 1;
    detach(last);
    append(node, last);
    last = node;
  }
  detach(last);
  insert_at(place_for(formatting_at - 1), last);

  Node* const copy = clone(formatting);
  while (block->first_child != nullptr) {
    Node* const child = block->first_child;
    ++work_;
    detach(child);
    append(copy, child);
  }
  append(block, copy);

  const std::size_t listed = formatting_index(formatting);
  formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(listed));
  if (listed < bookmark) --bookmark;
  formatting_.insert(formatting_.begin() + static_cast<std::ptrdiff_t>(bookmark), {copy});
  remove_from_stack(formatting_at);
  // The block has moved down by one: its old index is the place right above it.
  stack_.insert(stack_.begin() + static_cast<std::ptrdiff_t>(block_at), open_of(copy));
  count_open(stack_[block_at], 1);
}

}  // namespace broadsheet::html
