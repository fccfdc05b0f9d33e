// SPDX-License-Identifier: Apache-2.0
// Tree construction, the modes inside a table (13.2.6.4.11 to .15).
#include "html/tree_builder.h"

namespace broadsheet::html {

TreeBuilder::Step TreeBuilder::in_caption(Token& token) {
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTd:
      case Tag::kTfoot:
      case Tag::kTh:
      case Tag::kThead:
      case Tag::kTr:
        return close_caption() ? Step::kAgain : Step::kDone;
      default:
        return in_body(token);
    }
  }
  if (token.kind == TokenKind::kEndTag) {
    switch (token.tag) {
      case Tag::kCaption:
        close_caption();
        return Step::kDone;
      case Tag::kTable:
        return close_caption() ? Step::kAgain : Step::kDone;
      case Tag::kBody:
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
      default:
        break;
    }
  }
  return in_body(token);
}

bool TreeBuilder::close_caption() {
  if (!in_scope(Tag::kCaption, kTableScope)) return false;
  imply_end_tags();
  pop_until(Tag::kCaption);
  clear_to_marker();
  mode_ = Mode::kInTable;
  return true;
}

TreeBuilder::Step TreeBuilder::in_column_group(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      if (take_leading_space(token, true)) return Step::kDone;
      break;
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kTemplate) return in_head_start(token);
      if (token.tag == Tag::kCol) {
        insert_void(token);
        return Step::kDone;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kCol) return Step::kDone;
      if (token.tag == Tag::kTemplate) return end_template();
      if (token.tag == Tag::kColgroup) {
        if (!current().is(Tag::kColgroup)) return Step::kDone;
        pop();
        mode_ = Mode::kInTable;
        return Step::kDone;
      }
      break;
    case TokenKind::kEof:
      return in_body_eof(token);
    case TokenKind::kNulls:
      break;
  }
  if (!current().is(Tag::kColgroup)) return Step::kDone;
  pop();
  mode_ = Mode::kInTable;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_table_body(Token& token) {
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case Tag::kTr:
        clear_to(kTableBodyContext);
        insert(token);
        mode_ = Mode::kInRow;
        return Step::kDone;
      case Tag::kTh:
      case Tag::kTd:
        clear_to(kTableBodyContext);
        insert(Tag::kTr);
        mode_ = Mode::kInRow;
        return Step::kAgain;
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
        return close_table_body() ? Step::kAgain : Step::kDone;
      default:
        return in_table(token);
    }
  }
  if (token.kind == TokenKind::kEndTag) {
    switch (token.tag) {
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
        if (!in_scope(token.tag, kTableScope)) return Step::kDone;
        clear_to(kTableBodyContext);
        pop();
        mode_ = Mode::kInTable;
        return Step::kDone;
      case Tag::kTable:
        return close_table_body() ? Step::kAgain : Step::kDone;
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
      case Tag::kTd:
      case Tag::kTh:
      case Tag::kTr:
        return Step::kDone;
      default:
        break;
    }
  }
  return in_table(token);
}

bool TreeBuilder::close_table_body() {
  if (!in_scope(Tag::kTbody, kTableScope) && !in_scope(Tag::kThead, kTableScope) &&
      !in_scope(Tag::kTfoot, kTableScope)) {
    return false;
  }
  clear_to(kTableBodyContext);
  pop();
  mode_ = Mode::kInTable;
  return true;
}

TreeBuilder::Step TreeBuilder::in_row(Token& token) {
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case Tag::kTh:
      case Tag::kTd:
        clear_to(kTableRowContext);
        insert(token);
        mode_ = Mode::kInCell;
        push_marker();
        return Step::kDone;
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
      case Tag::kTr:
        return close_row() ? Step::kAgain : Step::kDone;
      default:
        return in_table(token);
    }
  }
  if (token.kind == TokenKind::kEndTag) {
    switch (token.tag) {
      case Tag::kTr:
        close_row();
        return Step::kDone;
      case Tag::kTable:
        return close_row() ? Step::kAgain : Step::kDone;
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
        if (!in_scope(token.tag, kTableScope)) return Step::kDone;
        return close_row() ? Step::kAgain : Step::kDone;
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
      case Tag::kTd:
      case Tag::kTh:
        return Step::kDone;
      default:
        break;
    }
  }
  return in_table(token);
}

bool TreeBuilder::close_row() {
  if (!in_scope(Tag::kTr, kTableScope)) return false;
  clear_to(kTableRowContext);
  pop();
  mode_ = Mode::kInTableBody;
  return true;
}

TreeBuilder::Step TreeBuilder::in_cell(Token& token) {
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kTbody:
      case Tag::kTd:
      case Tag::kTfoot:
      case Tag::kTh:
      case Tag::kThead:
      case Tag::kTr:
        if (!in_scope(Tag::kTd, kTableScope) && !in_scope(Tag::kTh, kTableScope)) {
          return Step::kDone;
        }
        close_cell();
        return Step::kAgain;
      default:
        return in_body(token);
    }
  }
  if (token.kind == TokenKind::kEndTag) {
    switch (token.tag) {
      case Tag::kTd:
      case Tag::kTh:
        if (!in_scope(token.tag, kTableScope)) return Step::kDone;
        imply_end_tags();
        pop_until(token.tag);
        clear_to_marker();
        mode_ = Mode::kInRow;
        return Step::kDone;
      case Tag::kBody:
      case Tag::kCaption:
      case Tag::kCol:
      case Tag::kColgroup:
      case Tag::kHtml:
        return Step::kDone;
      case Tag::kTable:
      case Tag::kTbody:
      case Tag::kTfoot:
      case Tag::kThead:
      case Tag::kTr:
        if (!in_scope(token.tag, kTableScope)) return Step::kDone;
        close_cell();
        return Step::kAgain;
      default:
        break;
    }
  }
  return in_body(token);
}

void TreeBuilder::close_cell() {
  imply_end_tags();
  pop_until_any(kCell);
  clear_to_marker();
  mode_ = Mode::kInRow;
}

}  // namespace broadsheet::html
