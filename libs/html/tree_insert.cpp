// SPDX-License-Identifier: Apache-2.0
// Tree construction: making nodes and putting them where they belong (13.2.6.1).
#include <algorithm>
#include <cstring>
#include <limits>

#include "html/tree_builder.h"

namespace broadsheet::html {
namespace {

const char* end_of(std::string_view text) { return text.data() + text.size(); }

}  // namespace

Node* TreeBuilder::make(NodeKind kind) {
  if (node_count_ >= nodes_max_) {
    truncated_ = true;
    stopped_ = true;
  }
  Node* node = arena_.make<Node>();
  node->kind = kind;
  node->order = static_cast<std::uint32_t>(node_count_++);
  return node;
}

// What the filters of names.h say of the attributes that a node has.
void TreeBuilder::set_filters(Node* node) {
  node->named = 0;
  node->called = 0;
  for (const Attribute& attribute : node->attributes) {
    node->named |= name_bit(attribute.name);
    if (attribute.name == "class" || attribute.name == "id") {
      node->called |= letter_pairs(attribute.value);
    }
  }
}

void TreeBuilder::give(Node* node, std::span<const Attribute> attributes) {
  if (attributes.empty()) return;
  Attribute* kept = arena_.array<Attribute>(attributes.size());
  std::memcpy(static_cast<void*>(kept), attributes.data(), attributes.size_bytes());
  node->attributes = {kept, attributes.size()};
  set_filters(node);
}

Node* TreeBuilder::make_element(const Token& token, Namespace ns) {
  Node* node = make(NodeKind::kElement);
  node->ns = ns;
  node->tag = token.tag;
  node->name = token.name;
  give(node, token.attributes);
  return node;
}

// Attributes and text in the buffer are never changed in place, so a clone may share them; what is
// joined in the arena grows in the original alone.
Node* TreeBuilder::clone(const Node* original) {
  Node* node = make(original->kind);
  node->text = original->text;
  node->ns = original->ns;
  node->tag = original->tag;
  node->name = original->name;
  node->attributes = original->attributes;
  node->named = original->named;
  node->called = original->called;
  return node;
}

void TreeBuilder::insert_at(Place place, Node* child) {
  child->parent = place.parent;
  child->next = place.before;
  if (place.before == nullptr) {
    child->previous = place.parent->last_child;
    place.parent->last_child = child;
  } else {
    child->previous = place.before->previous;
    place.before->previous = child;
    disordered_ = true;
  }
  if (child->previous != nullptr) {
    child->previous->next = child;
  } else {
    place.parent->first_child = child;
  }
}

void TreeBuilder::detach(Node* node) {
  disordered_ = true;
  if (node->parent == nullptr) return;
  (node->previous != nullptr ? node->previous->next : node->parent->first_child) = node->next;
  (node->next != nullptr ? node->next->previous : node->parent->last_child) = node->previous;
  node->parent = node->previous = node->next = nullptr;
}

// "The appropriate place for inserting a node", with the open element at `target` as the target.
TreeBuilder::Place TreeBuilder::place_for(std::size_t target) {
  if (foster_ && stack_[target].has(kFosters)) return foster_place();
  return {stack_[target].node, nullptr};
}

TreeBuilder::Place TreeBuilder::foster_place() {
  disordered_ = true;
  for (std::size_t i = stack_.size(); i-- > 1;) {
    if (stack_[i].is(Tag::kTemplate)) return {stack_[i].node, nullptr};
    if (!stack_[i].is(Tag::kTable)) continue;
    Node* const table = stack_[i].node;
    if (table->parent != nullptr) return {table->parent, table};
    return {stack_[i - 1].node, nullptr};
  }
  return {stack_.front().node, nullptr};
}

// Elements that would be too deep take the place of the deepest: they become its siblings.
Node* TreeBuilder::insert(Node* element) {
  if (stack_.size() >= depth_max_) pop();
  insert_at(place(), element);
  push(element);
  return element;
}

Node* TreeBuilder::insert(Tag tag) {
  Node* node = make(NodeKind::kElement);
  node->tag = tag;
  node->name = tag_name(tag);
  return insert(node);
}

void TreeBuilder::insert_void(const Token& token) { insert_at(place(), make_element(token)); }

void TreeBuilder::insert_text(std::string_view text) {
  if (text.empty()) return;
  const Place at = place();
  if (at.parent == document_) return;
  Node* const previous = at.before != nullptr ? at.before->previous : at.parent->last_child;
  if (previous != nullptr && previous->kind == NodeKind::kText) {
    append_text(previous, text);
    return;
  }
  Node* const node = make(NodeKind::kText);
  node->text = text;
  insert_at(at, node);
}

// Text that follows in the buffer extends the view. Else the two are joined in the arena, with room
// to spare (Node::spare is how much), so that many small pieces cost no more than one large one.
void TreeBuilder::append_text(Node* node, std::string_view text) {
  const bool in_buffer = node->text.data() >= buffer_begin_ && end_of(node->text) <= buffer_end_;
  if (in_buffer && end_of(node->text) == text.data() && end_of(text) <= buffer_end_) {
    node->text = {node->text.data(), node->text.size() + text.size()};
    return;
  }
  const std::size_t size = node->text.size() + text.size();
  if (node->spare >= text.size()) {
    std::memcpy(const_cast<char*>(end_of(node->text)), text.data(), text.size());
    node->spare -= static_cast<std::uint32_t>(text.size());
    node->text = {node->text.data(), size};
    return;
  }
  const std::size_t spare = std::min<std::size_t>(size, std::numeric_limits<std::uint32_t>::max());
  char* const joined = arena_.bytes(size + spare);
  std::memcpy(joined, node->text.data(), node->text.size());
  std::memcpy(joined + node->text.size(), text.data(), text.size());
  node->text = {joined, size};
  node->spare = static_cast<std::uint32_t>(spare);
}

void TreeBuilder::insert_comment(const Token& token) {
  const Place at = place();
  Node* const node = make(NodeKind::kComment);
  node->text = token.text;
  insert_at(at, node);
}

void TreeBuilder::append_comment(const Token& token, Node* parent) {
  Node* const node = make(NodeKind::kComment);
  node->text = token.text;
  append(parent, node);
  trailing_comment_ = !stack_.empty();
}

// A second <html> or <body> adds the attributes that the first had not.
void TreeBuilder::merge_attributes(Node* node, const Token& token) {
  if (token.attributes.empty() || merges_left_-- <= 0) return;
  std::vector<Attribute> merged(node->attributes.begin(), node->attributes.end());
  for (const Attribute& attribute : token.attributes) {
    if (!node->has_attribute(attribute.name)) merged.push_back(attribute);
  }
  if (merged.size() > node->attributes.size()) give(node, merged);
}

// Orders the tree and counts it anew, where nodes were moved, left out, or not made in order. Moved
// blocks can have come too deep (the adoption agency stacks them): there, children become siblings.
void TreeBuilder::number() {
  if (!disordered_) return;
  std::uint32_t order = 0;
  std::size_t depth = 0;
  for (Node* node = document_; node != nullptr;) {
    node->order = order++;
    if (depth > depth_max_ && node->first_child != nullptr) {
      for (Node* child = node->first_child; child != nullptr; child = child->next) {
        child->parent = node->parent;
      }
      node->last_child->next = node->next;
      (node->next != nullptr ? node->next->previous : node->parent->last_child) = node->last_child;
      node->next = node->first_child;
      node->first_child->previous = node;
      node->first_child = node->last_child = nullptr;
    }
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
  node_count_ = order;
}

}  // namespace broadsheet::html
