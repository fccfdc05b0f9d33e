// SPDX-License-Identifier: Apache-2.0
// A parsed page: a tree of nodes in one arena, read-only to everybody but the parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "html/names.h"
#include "html/tag.h"

namespace broadsheet::html {

enum class NodeKind : std::uint8_t { kDocument, kDoctype, kElement, kText, kComment };
enum class Namespace : std::uint8_t { kHtml, kSvg, kMathml };

struct Attribute {
  std::string_view name;   // lower case in HTML; "xlink:href" style prefix kept in foreign content
  std::string_view value;  // character references resolved
};

// Lives in its Document's arena; never outlives it. Pointers are null where there is nothing. A
// doctype has its identifiers, where the page gave them, as attributes "public" and "system"; the
// contents of a <template> are its children.
struct Node {
  NodeKind kind = NodeKind::kElement;
  Namespace ns = Namespace::kHtml;
  Tag tag = Tag::kUnknown;     // kUnknown for what the table does not know, and for non-elements
  std::uint32_t named = 0;     // a filter over the names of the attributes (names.h)
  std::string_view name = {};  // elements and doctypes: the tag name
  std::string_view text = {};  // text and comments: the data, UTF-8
  std::span<const Attribute> attributes = {};
  Node* parent = nullptr;
  Node* first_child = nullptr;
  Node* last_child = nullptr;
  Node* previous = nullptr;
  Node* next = nullptr;
  std::uint32_t order = 0;   // position in document order, dense, from 0
  std::uint32_t spare = 0;   // the parser's own
  std::uint64_t called = 0;  // a filter over the letters of class and id (names.h)

  [[nodiscard]] bool is(Tag wanted) const { return tag == wanted && ns == Namespace::kHtml; }
  // Empty if absent; has_attribute tells the two apart. `name` in lower case.
  [[nodiscard]] std::string_view attribute(std::string_view wanted) const {
    if ((named & name_bit(wanted)) == 0) return {};
    const Attribute* found = find(wanted);
    return found == nullptr ? std::string_view{} : found->value;
  }
  [[nodiscard]] bool has_attribute(std::string_view wanted) const {
    return (named & name_bit(wanted)) != 0 && find(wanted) != nullptr;
  }
  // False if neither class nor id holds `part`, in any case: a test that costs next to nothing.
  [[nodiscard]] bool may_be_called(const NamePart& part) const {
    return (called & part.pairs) == part.pairs;
  }
  // `token` is one of the white-space separated words of class; is_of_class where it is a literal.
  [[nodiscard]] bool has_class(std::string_view token) const;
  [[nodiscard]] bool is_of_class(const NamePart& token) const {
    return may_be_called(token) && has_class(token.text);
  }

 private:
  [[nodiscard]] const Attribute* find(std::string_view wanted) const {
    for (const Attribute& one : attributes) {
      if (one.name == wanted) return &one;
    }
    return nullptr;
  }
};

// The next node in document order below `root` (itself first), or null; `skip_children` steps over
// the subtree of `node`.
inline const Node* next_node(const Node* node, const Node* root, bool skip_children = false) {
  if (!skip_children && node->first_child != nullptr) return node->first_child;
  for (; node != nullptr && node != root; node = node->parent) {
    if (node->next != nullptr) return node->next;
  }
  return nullptr;
}
// The first element below `root` with that tag, or null. A name of HTML finds elements of HTML
// alone.
const Node* find(const Node* root, Tag tag);
// All text below `node` in order, nothing added, script and style left out.
std::string text_content(const Node* node);

// The page; movable. Nodes and views live as long as it.
class Document {
 public:
  Document();
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  [[nodiscard]] const Node* root() const;           // the document node
  [[nodiscard]] const Node* html() const;           // always there
  [[nodiscard]] const Node* head() const;           // always there, but null for fragments
  [[nodiscard]] const Node* body() const;           // null for framesets and fragments
  [[nodiscard]] std::string_view encoding() const;  // the standard's name
  [[nodiscard]] bool encoding_repaired() const;
  [[nodiscard]] bool truncated() const;  // a limit was met; the tree is what came before it
  [[nodiscard]] std::size_t node_count() const;
  // Steps that building the tree took, the same for the same bytes: what a limit on time would be.
  [[nodiscard]] std::size_t work() const;
  [[nodiscard]] std::size_t arena_bytes() const;

  struct Impl;
  explicit Document(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::html
