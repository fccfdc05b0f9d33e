// SPDX-License-Identifier: Apache-2.0
// Tree construction, "in table" and its text (13.2.6.4.9 and .10).
#include <algorithm>

#include "html/tree_builder.h"

namespace broadsheet::html {

TreeBuilder::Step TreeBuilder::in_table(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
    case TokenKind::kNulls:
      if (!current().has(kFosters) && !current().is(Tag::kTemplate)) break;
      pending_text_.clear();
      original_mode_ = mode_;
      mode_ = Mode::kInTableText;
      return Step::kAgain;
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      return in_table_start(token);
    case TokenKind::kEndTag:
      switch (token.tag) {
        case Tag::kTable:
          if (!in_scope(Tag::kTable, kTableScope)) return Step::kDone;
          pop_until(Tag::kTable);
          reset_mode();
          return Step::kDone;
        case Tag::kBody:
        case Tag::kCaption:
        case Tag::kCol:
        case Tag::kColgroup:
        case Tag::kHtml:
        case Tag::kTbody:
        case Tag::kTd:
        case Tag::kTfoot:
        case Tag::kTh:
        case Tag::kThead:
        case Tag::kTr:
          return Step::kDone;
        case Tag::kTemplate:
          return end_template();
        default:
          break;
      }
      break;
    case TokenKind::kEof:
      return in_body_eof(token);
  }
  return in_table_otherwise(token);
}

TreeBuilder::Step TreeBuilder::in_table_start(Token& token) {
  switch (token.tag) {
    case Tag::kCaption:
      clear_to(kTableContext);
      push_marker();
      insert(token);
      mode_ = Mode::kInCaption;
      return Step::kDone;
    case Tag::kColgroup:
      clear_to(kTableContext);
      insert(token);
      mode_ = Mode::kInColumnGroup;
      return Step::kDone;
    case Tag::kCol:
      clear_to(kTableContext);
      insert(Tag::kColgroup);
      mode_ = Mode::kInColumnGroup;
      return Step::kAgain;
    case Tag::kTbody:
    case Tag::kTfoot:
    case Tag::kThead:
      clear_to(kTableContext);
      insert(token);
      mode_ = Mode::kInTableBody;
      return Step::kDone;
    case Tag::kTd:
    case Tag::kTh:
    case Tag::kTr:
      clear_to(kTableContext);
      insert(Tag::kTbody);
      mode_ = Mode::kInTableBody;
      return Step::kAgain;
    case Tag::kTable:
      if (!in_scope(Tag::kTable, kTableScope)) return Step::kDone;
      pop_until(Tag::kTable);
      reset_mode();
      return Step::kAgain;
    case Tag::kStyle:
    case Tag::kScript:
    case Tag::kTemplate:
      return in_head_start(token);
    case Tag::kInput: {
      const bool hidden =
          std::any_of(token.attributes.begin(), token.attributes.end(), [](const auto& one) {
            return one.name == "type" && equals_ignoring_case(one.value, "hidden");
          });
      if (!hidden) break;
      insert_void(token);
      return Step::kDone;
    }
    case Tag::kForm:
      if (is_open(Tag::kTemplate) || form_ != nullptr) return Step::kDone;
      form_ = insert(token);
      pop();
      return Step::kDone;
    default:
      break;
  }
  return in_table_otherwise(token);
}

// What does not belong in a table goes before it ("foster parenting").
TreeBuilder::Step TreeBuilder::in_table_otherwise(Token& token) {
  foster_ = true;
  const Step step = in_body(token);
  foster_ = false;
  return step;
}

TreeBuilder::Step TreeBuilder::in_table_text(Token& token) {
  if (token.kind == TokenKind::kText) {
    pending_text_.push_back(token.text);
    return Step::kDone;
  }
  if (token.kind == TokenKind::kNulls) return Step::kDone;
  const bool spaces = std::all_of(
      pending_text_.begin(), pending_text_.end(),
      [](std::string_view text) { return std::all_of(text.begin(), text.end(), scan::is_space); });
  foster_ = !spaces;
  for (const std::string_view text : pending_text_) {
    if (spaces) {
      insert_text(text);
    } else {
      body_text(text);
    }
  }
  foster_ = false;
  pending_text_.clear();
  mode_ = original_mode_;
  return Step::kAgain;
}

}  // namespace broadsheet::html
