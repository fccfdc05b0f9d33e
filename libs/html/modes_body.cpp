// SPDX-License-Identifier: Apache-2.0
// Tree construction, "in body" (13.2.6.4.7): which rule a token goes to, and the longer rules for
// starts.
#include <algorithm>

#include "html/tree_builder.h"

namespace broadsheet::html {

TreeBuilder::Step TreeBuilder::in_body(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      body_text(token.text);
      return Step::kDone;
    case TokenKind::kStartTag:
      return in_body_start(token);
    case TokenKind::kEndTag:
      return in_body_end(token);
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kEof:
      return in_body_eof(token);
    case TokenKind::kNulls:
    case TokenKind::kDoctype:
      break;
  }
  return Step::kDone;
}

void TreeBuilder::body_text(std::string_view text) {
  reconstruct();
  insert_text(text);
  if (frameset_ok_) frameset_ok_ = std::all_of(text.begin(), text.end(), scan::is_space);
}

TreeBuilder::Step TreeBuilder::in_body_eof(Token& token) {
  if (!template_modes_.empty()) return in_template(token);
  stop();
  return Step::kDone;
}

void TreeBuilder::start_block(const Token& token) {
  close_p_in_button_scope();
  insert(token);
}

void TreeBuilder::start_frameset(const Token& token) {
  if (stack_.size() < 2 || !stack_[1].is(Tag::kBody) || !frameset_ok_) return;
  detach(stack_[1].node);
  pop_to(1);
  insert(token);
  mode_ = Mode::kInFrameset;
}

// <li>, <dd>, <dt>: each ends the one before it, if nothing but <address>, <div> and <p> is in
// between.
void TreeBuilder::start_list_item(const Token& token) {
  frameset_ok_ = false;
  const bool is_li = token.tag == Tag::kLi;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Open& open = stack_[i];
    const bool same = is_li ? open.is(Tag::kLi) : open.is(Tag::kDd) || open.is(Tag::kDt);
    if (same) {
      const Tag tag = open.tag;
      imply_end_tags(tag);
      pop_until(tag);
      break;
    }
    if (open.has(kSpecial) && !open.is(Tag::kAddress) && !open.is(Tag::kDiv) && !open.is(Tag::kP)) {
      break;
    }
  }
  start_block(token);
}

void TreeBuilder::start_anchor(const Token& token) {
  if (const Node* const open = active(Tag::kA); open != nullptr) {
    adopt(token);
    remove_formatting(open);
    const std::size_t at = index_of(open);
    if (at != kNowhere) remove_from_stack(at);
  }
  start_formatting(token);
}

void TreeBuilder::start_formatting(const Token& token) {
  reconstruct();
  push_formatting(insert(token));
}

void TreeBuilder::start_input(const Token& token) {
  if (context_.is(Tag::kSelect)) return;
  if (in_scope(Tag::kSelect)) pop_until(Tag::kSelect);
  reconstruct();
  insert_void(token);
  for (const Attribute& attribute : token.attributes) {
    if (attribute.name == "type" && equals_ignoring_case(attribute.value, "hidden")) return;
  }
  frameset_ok_ = false;
}

void TreeBuilder::start_select(const Token& token) {
  if (context_.is(Tag::kSelect)) return;
  if (in_scope(Tag::kSelect)) {
    pop_until(Tag::kSelect);
    return;
  }
  start_other(token);
  frameset_ok_ = false;
}

// <option> and <optgroup>: in a select they end what may end, else only the option before them.
void TreeBuilder::start_option(const Token& token) {
  if (in_scope(Tag::kSelect)) {
    imply_end_tags(token.tag == Tag::kOption ? Tag::kOptgroup : Tag::kUnknown);
  } else if (current().is(Tag::kOption)) {
    pop();
  }
  start_other(token);
}

void TreeBuilder::start_rule(const Token& token) {
  close_p_in_button_scope();
  if (in_scope(Tag::kSelect)) imply_end_tags();
  insert_void(token);
  frameset_ok_ = false;
}

void TreeBuilder::start_foreign(Token& token, Namespace ns) {
  reconstruct();
  Node* const node = make_foreign(token, ns);
  if (token.self_closing) {
    insert_at(place(), node);
  } else {
    insert(node);
  }
}

void TreeBuilder::start_other(const Token& token) {
  reconstruct();
  insert(token);
}

}  // namespace broadsheet::html
