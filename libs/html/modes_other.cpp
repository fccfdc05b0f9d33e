// SPDX-License-Identifier: Apache-2.0
// Tree construction, the modes for template, frameset, and what follows the body
// (13.2.6.4.16 ff.).
#include <algorithm>

#include "html/tree_builder.h"

namespace broadsheet::html {

// Of a text, the white space alone.
void TreeBuilder::insert_spaces(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t start = i;
    while (i < text.size() && scan::is_space(text[i])) ++i;
    insert_text(text.substr(start, i - start));
    while (i < text.size() && !scan::is_space(text[i])) ++i;
  }
}

TreeBuilder::Step TreeBuilder::in_template(Token& token) {
  switch (token.kind) {
    case TokenKind::kStartTag:
      return in_template_start(token);
    case TokenKind::kEndTag:
      return token.tag == Tag::kTemplate ? end_template() : Step::kDone;
    case TokenKind::kEof:
      if (!is_open(Tag::kTemplate) || template_modes_.empty()) {
        stop();
        return Step::kDone;
      }
      pop_until(Tag::kTemplate);
      clear_to_marker();
      template_modes_.pop_back();
      reset_mode();
      return Step::kAgain;
    default:
      return in_body(token);
  }
}

TreeBuilder::Step TreeBuilder::in_template_start(Token& token) {
  Mode mode = Mode::kInBody;
  switch (token.tag) {
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kNoframes:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTitle:
      return in_head_start(token);
    case Tag::kCaption:
    case Tag::kColgroup:
    case Tag::kTbody:
    case Tag::kTfoot:
    case Tag::kThead:
      mode = Mode::kInTable;
      break;
    case Tag::kCol:
      mode = Mode::kInColumnGroup;
      break;
    case Tag::kTr:
      mode = Mode::kInTableBody;
      break;
    case Tag::kTd:
    case Tag::kTh:
      mode = Mode::kInRow;
      break;
    default:
      break;
  }
  if (!template_modes_.empty()) template_modes_.back() = mode;
  mode_ = mode;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::after_body(Token& token) {
  switch (token.kind) {
    case TokenKind::kComment:
      append_comment(token, stack_.front().node);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      break;
    case TokenKind::kEndTag:
      if (token.tag != Tag::kHtml) break;
      if (context_.node == nullptr) mode_ = Mode::kAfterAfterBody;
      return Step::kDone;
    case TokenKind::kEof:
      stop();
      return Step::kDone;
    case TokenKind::kText:
    case TokenKind::kNulls:
      break;
  }
  return resume_body(token);
}

// After the body, white space still goes into it, and anything else opens it again.
TreeBuilder::Step TreeBuilder::resume_body(Token& token) {
  disordered_ = disordered_ || trailing_comment_;
  if (token.kind == TokenKind::kText) {
    const std::string_view text = token.text;
    const bool spaces = take_leading_space(token, false);
    const std::size_t size = text.size() - token.text.size();
    if (size > 0) body_text(text.substr(0, size));
    if (spaces) return Step::kDone;
  }
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_frameset(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      insert_spaces(token.text);
      break;
    case TokenKind::kComment:
      insert_comment(token);
      break;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kFrameset) insert(token);
      if (token.tag == Tag::kFrame) insert_void(token);
      if (token.tag == Tag::kNoframes) return in_head_start(token);
      break;
    case TokenKind::kEndTag:
      if (token.tag != Tag::kFrameset || stack_.size() == 1) break;
      pop();
      if (context_.node == nullptr && !current().is(Tag::kFrameset)) mode_ = Mode::kAfterFrameset;
      break;
    case TokenKind::kEof:
      stop();
      break;
    case TokenKind::kNulls:
    case TokenKind::kDoctype:
      break;
  }
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::after_frameset(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      insert_spaces(token.text);
      break;
    case TokenKind::kComment:
      insert_comment(token);
      break;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kNoframes) return in_head_start(token);
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kHtml) mode_ = Mode::kAfterAfterFrameset;
      break;
    case TokenKind::kEof:
      stop();
      break;
    case TokenKind::kNulls:
    case TokenKind::kDoctype:
      break;
  }
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::after_after_body(Token& token) {
  switch (token.kind) {
    case TokenKind::kComment:
      append_comment(token, document_);
      return Step::kDone;
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      break;
    case TokenKind::kEof:
      stop();
      return Step::kDone;
    default:
      break;
  }
  return resume_body(token);
}

TreeBuilder::Step TreeBuilder::after_after_frameset(Token& token) {
  switch (token.kind) {
    case TokenKind::kComment:
      append_comment(token, document_);
      break;
    case TokenKind::kText:
      if (!std::any_of(token.text.begin(), token.text.end(), scan::is_space)) break;
      reconstruct();
      insert_spaces(token.text);
      break;
    case TokenKind::kStartTag:
      if (token.tag == Tag::kHtml) return in_body(token);
      if (token.tag == Tag::kNoframes) return in_head_start(token);
      break;
    case TokenKind::kEof:
      stop();
      break;
    default:
      break;
  }
  return Step::kDone;
}

}  // namespace broadsheet::html
