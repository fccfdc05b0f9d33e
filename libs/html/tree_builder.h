// SPDX-License-Identifier: Apache-2.0
// Tree construction (HTML standard 13.2.6): tokens in, a tree in the arena out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html/arena.h"
#include "html/dom.h"
#include "html/parse.h"
#include "html/tag_traits.h"
#include "html/tokenizer.h"

namespace broadsheet::html {

enum class Mode : std::uint8_t {
  kInitial,
  kBeforeHtml,
  kBeforeHead,
  kInHead,
  kInHeadNoscript,
  kAfterHead,
  kInBody,
  kText,
  kInTable,
  kInTableText,
  kInCaption,
  kInColumnGroup,
  kInTableBody,
  kInRow,
  kInCell,
  kInTemplate,
  kAfterBody,
  kInFrameset,
  kAfterFrameset,
  kAfterAfterBody,
  kAfterAfterFrameset,
};

class TreeBuilder {
 public:
  // `begin` to `end` is the buffer that the tokenizer works on.
  TreeBuilder(Arena& arena, char* begin, char* end, const ParseOptions& options);

  // The fragment case; before run().
  void set_context(Namespace ns, std::string_view name);
  void run();

  [[nodiscard]] Node* document() const { return document_; }
  [[nodiscard]] Node* head() const { return head_; }
  [[nodiscard]] std::size_t node_count() const { return node_count_; }
  [[nodiscard]] std::size_t work() const { return work_; }
  [[nodiscard]] bool truncated() const { return truncated_; }

 private:
  // An open element; what is asked of it is kept beside it, so that walks stay in one array.
  struct Open {
    Node* node = nullptr;
    std::uint32_t traits = 0;
    Tag tag = Tag::kUnknown;
    Namespace ns = Namespace::kHtml;
    [[nodiscard]] bool is(Tag wanted) const { return tag == wanted && ns == Namespace::kHtml; }
    [[nodiscard]] bool has(std::uint32_t wanted) const { return (traits & wanted) != 0; }
  };
  static Open open_of(Node* node) {
    return {node, traits_of(node->tag, node->ns), node->tag, node->ns};
  }
  struct Place {
    Node* parent = nullptr;
    Node* before = nullptr;
  };
  // An entry of the list of active formatting elements; a null node is a marker.
  struct Formatting {
    Node* node = nullptr;
  };
  // What a step made of the token: kAgain wants it processed in the mode that is now set.
  enum class Step : std::uint8_t { kDone, kAgain };
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  // tree_builder.cpp
  void dispatch(Token& token);
  Step step(Mode mode, Token& token);
  bool is_foreign(const Token& token) const;
  void reset_mode();
  void stop() { stopped_ = true; }

  // tree_insert.cpp
  Node* make(NodeKind kind);
  Node* make_element(const Token& token, Namespace ns = Namespace::kHtml);
  Node* clone(const Node* node);
  void append(Node* parent, Node* child) { insert_at({parent, nullptr}, child); }
  void insert_at(Place place, Node* child);
  void detach(Node* node);
  Place place_for(std::size_t target);
  Place place() { return place_for(stack_.size() - 1); }
  Place foster_place();
  Node* insert(Node* element);
  Node* insert(const Token& token) { return insert(make_element(token)); }
  Node* insert(Tag tag);
  void insert_void(const Token& token);
  void insert_text(std::string_view text);
  void append_text(Node* node, std::string_view text);
  void insert_comment(const Token& token);
  void append_comment(const Token& token, Node* parent);
  void merge_attributes(Node* node, const Token& token);
  void give(Node* node, std::span<const Attribute> attributes);
  static void set_filters(Node* node);
  void number();

  // tree_stack.cpp
  [[nodiscard]] const Open& current() const { return stack_.back(); }
  [[nodiscard]] const Open& adjusted() const {
    return stack_.size() == 1 && context_.node != nullptr ? context_ : stack_.back();
  }
  void count_open(const Open& open, int change) {
    if (open.ns == Namespace::kHtml) open_[static_cast<std::size_t>(open.tag)] += change;
  }
  void push(Node* node);
  void pop();
  void pop_until(Tag tag);
  void pop_until_any(std::uint32_t traits);
  void pop_to(std::size_t size);
  void remove_from_stack(std::size_t index);
  [[nodiscard]] std::size_t index_of(const Node* node) const;
  [[nodiscard]] bool is_open(Tag tag) const { return open_[static_cast<std::size_t>(tag)] != 0; }
  [[nodiscard]] bool in_scope(Tag tag, std::uint32_t barriers = kScope) const;
  [[nodiscard]] bool in_scope(const Node* node) const;
  [[nodiscard]] bool heading_in_scope() const;
  void clear_to(std::uint32_t context);
  void imply_end_tags(Tag except = Tag::kUnknown, std::uint32_t which = kImplied);
  void close_p();
  void close_p_in_button_scope() {
    if (is_open(Tag::kP) && in_scope(Tag::kP, kScope | kButtonScope)) close_p();
  }

  // tree_formatting.cpp
  void push_formatting(Node* node);
  void push_marker();
  void clear_to_marker();
  void reconstruct();
  void rebuild_formatting();
  [[nodiscard]] Node* active(Tag tag) const;
  [[nodiscard]] std::size_t formatting_index(const Node* node) const;
  void remove_formatting(const Node* node);
  void adopt(const Token& token);
  bool adopt_once(const Token& token);
  void adopt_block(Node* formatting, std::size_t formatting_at, std::size_t block_at);

  // modes_head.cpp
  Step initial(Token& token);
  Step before_html(Token& token);
  Step before_head(Token& token);
  Step in_head(Token& token);
  Step in_head_start(Token& token);
  Step end_template();
  Step in_head_noscript(Token& token);
  Step after_head(Token& token);
  void start_raw(const Token& token, TextMode text_mode);
  Step in_text(Token& token);
  bool take_leading_space(Token& token, bool insert_it);

  // modes_body.cpp, modes_body_start.cpp, modes_body_end.cpp
  Step in_body(Token& token);
  Step in_body_start(Token& token);
  Step in_body_end(Token& token);
  Step in_body_eof(Token& token);
  Step end_body(Token& token);
  void body_text(std::string_view text);
  void start_block(const Token& token);
  void start_frameset(const Token& token);
  void start_list_item(const Token& token);
  void start_anchor(const Token& token);
  void start_formatting(const Token& token);
  void start_input(const Token& token);
  void start_select(const Token& token);
  void start_option(const Token& token);
  void start_rule(const Token& token);
  void start_foreign(Token& token, Namespace ns);
  void start_other(const Token& token);
  void end_block(Tag tag);
  void end_form();
  void end_list_item(Tag tag);
  void end_heading();
  void end_other(const Token& token);

  // modes_table.cpp, modes_table_parts.cpp
  Step in_table(Token& token);
  Step in_table_start(Token& token);
  Step in_table_text(Token& token);
  Step in_table_otherwise(Token& token);
  Step in_caption(Token& token);
  Step in_column_group(Token& token);
  Step in_table_body(Token& token);
  Step in_row(Token& token);
  Step in_cell(Token& token);
  bool close_caption();
  bool close_table_body();
  bool close_row();
  void close_cell();

  // modes_other.cpp
  Step in_template(Token& token);
  Step in_template_start(Token& token);
  Step after_body(Token& token);
  Step resume_body(Token& token);
  Step in_frameset(Token& token);
  Step after_frameset(Token& token);
  Step after_after_body(Token& token);
  Step after_after_frameset(Token& token);
  void insert_spaces(std::string_view text);

  // selected_content.cpp
  void start_selected_content(const Token& token);
  void close_option(Node* option);
  void copy_children(const Node* from, Node* to);

  // foreign.cpp
  Step in_foreign(Token& token);
  Step foreign_start(Token& token);
  Step foreign_end(Token& token);
  Node* make_foreign(const Token& token, Namespace ns);
  void insert_replacements(std::size_t count);

  Arena& arena_;
  Tokenizer tokenizer_;
  const char* const buffer_begin_;
  const char* const buffer_end_;
  const bool scripting_;
  const std::size_t nodes_max_;
  const std::size_t depth_max_;

  Node* document_ = nullptr;
  Node* head_ = nullptr;
  Node* form_ = nullptr;
  Node* select_ = nullptr;            // the last select that has a <selectedcontent>,
  Node* selected_content_ = nullptr;  // and that
  Open context_ = {};                 // the fragment case
  std::vector<Open> stack_;
  std::vector<int> open_;  // how many of each tag of HTML are on the stack
  std::vector<Formatting> formatting_;
  std::vector<Mode> template_modes_;
  std::vector<std::string_view> pending_text_;  // 13.2.6.4.10
  Mode mode_ = Mode::kInitial;
  Mode original_mode_ = Mode::kInitial;
  bool quirks_ = false;
  bool frameset_ok_ = true;
  bool foster_ = false;
  bool skip_newline_ = false;
  bool stopped_ = false;
  bool truncated_ = false;
  bool trailing_comment_ = false;  // one stands after <body>
  bool disordered_ = false;        // nodes were not made in document order: number them again
  int merges_left_ = 100;          // of attributes into html and body: more is an attack
  std::size_t node_count_ = 0;
  // Tokens, and the entries of the stack and of the formatting list that were looked at.
  mutable std::size_t work_ = 0;
};

// 13.2.6.4.1: what the doctype says about the page's age.
bool is_quirky(const Token& doctype);

// Of foreign elements (13.2.6.5).
bool is_mathml_text_point(Tag tag, Namespace ns);
bool is_html_point(const Node* node);
std::string_view svg_name(std::string_view lowered);
std::string_view svg_attribute(std::string_view lowered);
bool equals_ignoring_case(std::string_view text, std::string_view lowered);

}  // namespace broadsheet::html
