// SPDX-License-Identifier: Apache-2.0
// Tree construction, the modes before <body> and the text mode (13.2.6.4.1 to .6 and .8).
#include "html/tree_builder.h"

namespace broadsheet::html {

// Cuts the white space off the front of a text; true if nothing else was there.
bool TreeBuilder::take_leading_space(Token& token, bool insert_it) {
  if (token.kind != TokenKind::kText) return false;
  std::size_t size = 0;
  while (size < token.text.size() && scan::is_space(token.text[size])) ++size;
  if (insert_it) insert_text(token.text.substr(0, size));
  token.text.remove_prefix(size);
  return token.text.empty();
}

TreeBuilder::Step TreeBuilder::initial(Token& token) {
  if (take_leading_space(token, false)) return Step::kDone;
  if (token.kind == TokenKind::kComment) {
    append_comment(token, document_);
    return Step::kDone;
  }
  if (token.kind != TokenKind::kDoctype) {
    quirks_ = true;
    mode_ = Mode::kBeforeHtml;
    return Step::kAgain;
  }
  Node* const node = make(NodeKind::kDoctype);
  node->name = token.name;
  Attribute ids[2];
  std::size_t count = 0;
  if (token.has_public) ids[count++] = {"public", token.public_id};
  if (token.has_system) ids[count++] = {"system", token.system_id};
  give(node, {ids, count});
  append(document_, node);
  quirks_ = is_quirky(token);
  mode_ = Mode::kBeforeHtml;
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::before_html(Token& token) {
  if (token.kind == TokenKind::kDoctype || take_leading_space(token, false)) return Step::kDone;
  if (token.kind == TokenKind::kComment) {
    append_comment(token, document_);
    return Step::kDone;
  }
  const bool given = token.kind == TokenKind::kStartTag && token.tag == Tag::kHtml;
  if (token.kind == TokenKind::kEndTag && token.tag != Tag::kHead && token.tag != Tag::kBody &&
      token.tag != Tag::kHtml && token.tag != Tag::kBr) {
    return Step::kDone;
  }
  Token implied;
  implied.tag = Tag::kHtml;
  implied.name = tag_name(Tag::kHtml);
  Node* const html = make_element(given ? token : implied);
  append(document_, html);
  push(html);
  mode_ = Mode::kBeforeHead;
  return given ? Step::kDone : Step::kAgain;
}

TreeBuilder::Step TreeBuilder::before_head(Token& token) {
  if (token.kind == TokenKind::kDoctype || take_leading_space(token, false)) return Step::kDone;
  if (token.kind == TokenKind::kComment) {
    insert_comment(token);
    return Step::kDone;
  }
  if (token.kind == TokenKind::kStartTag) {
    if (token.tag == Tag::kHtml) return in_body(token);
    if (token.tag == Tag::kHead) {
      head_ = insert(token);
      mode_ = Mode::kInHead;
      return Step::kDone;
    }
  }
  if (token.kind == TokenKind::kEndTag && token.tag != Tag::kHead && token.tag != Tag::kBody &&
      token.tag != Tag::kHtml && token.tag != Tag::kBr) {
    return Step::kDone;
  }
  head_ = insert(Tag::kHead);
  mode_ = Mode::kInHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_head(Token& token) {
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
      if (in_head_start(token) == Step::kDone) return Step::kDone;
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kTemplate) return end_template();
      if (token.tag == Tag::kHead) {
        pop();
        mode_ = Mode::kAfterHead;
        return Step::kDone;
      }
      if (token.tag != Tag::kBody && token.tag != Tag::kHtml && token.tag != Tag::kBr) {
        return Step::kDone;
      }
      break;
    default:
      break;
  }
  pop();
  mode_ = Mode::kAfterHead;
  return Step::kAgain;
}

// The start tags that "in head" knows, which many other modes send here; kAgain for any other.
TreeBuilder::Step TreeBuilder::in_head_start(Token& token) {
  switch (token.tag) {
    case Tag::kHtml:
      return in_body(token);
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kLink:
    case Tag::kMeta:
      insert_void(token);
      return Step::kDone;
    case Tag::kTitle:
      start_raw(token, TextMode::kRcdata);
      return Step::kDone;
    case Tag::kNoscript:
      if (!scripting_) {
        insert(token);
        mode_ = Mode::kInHeadNoscript;
        return Step::kDone;
      }
      start_raw(token, TextMode::kRawtext);
      return Step::kDone;
    case Tag::kNoframes:
    case Tag::kStyle:
      start_raw(token, TextMode::kRawtext);
      return Step::kDone;
    case Tag::kScript:
      start_raw(token, TextMode::kScript);
      return Step::kDone;
    case Tag::kTemplate:
      insert(token);
      push_marker();
      frameset_ok_ = false;
      mode_ = Mode::kInTemplate;
      template_modes_.push_back(Mode::kInTemplate);
      return Step::kDone;
    case Tag::kHead:
      return Step::kDone;
    default:
      return Step::kAgain;
  }
}

TreeBuilder::Step TreeBuilder::end_template() {
  if (!is_open(Tag::kTemplate)) return Step::kDone;
  imply_end_tags(Tag::kUnknown, kImpliedThoroughly);
  pop_until(Tag::kTemplate);
  clear_to_marker();
  if (!template_modes_.empty()) template_modes_.pop_back();
  reset_mode();
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::in_head_noscript(Token& token) {
  switch (token.kind) {
    case TokenKind::kDoctype:
      return Step::kDone;
    case TokenKind::kComment:
      insert_comment(token);
      return Step::kDone;
    case TokenKind::kText:
      if (take_leading_space(token, true)) return Step::kDone;
      break;
    case TokenKind::kStartTag:
      switch (token.tag) {
        case Tag::kHtml:
          return in_body(token);
        case Tag::kBasefont:
        case Tag::kBgsound:
        case Tag::kLink:
        case Tag::kMeta:
        case Tag::kNoframes:
        case Tag::kStyle:
          return in_head_start(token);
        case Tag::kHead:
        case Tag::kNoscript:
          return Step::kDone;
        default:
          break;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kNoscript) {
        pop();
        mode_ = Mode::kInHead;
        return Step::kDone;
      }
      if (token.tag != Tag::kBr) return Step::kDone;
      break;
    default:
      break;
  }
  pop();
  mode_ = Mode::kInHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::after_head(Token& token) {
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
      switch (token.tag) {
        case Tag::kHtml:
          return in_body(token);
        case Tag::kBody:
          insert(token);
          frameset_ok_ = false;
          mode_ = Mode::kInBody;
          return Step::kDone;
        case Tag::kFrameset:
          insert(token);
          mode_ = Mode::kInFrameset;
          return Step::kDone;
        case Tag::kBase:
        case Tag::kBasefont:
        case Tag::kBgsound:
        case Tag::kLink:
        case Tag::kMeta:
        case Tag::kNoframes:
        case Tag::kScript:
        case Tag::kStyle:
        case Tag::kTemplate:
        case Tag::kTitle: {
          disordered_ = disordered_ || head_->next != nullptr;
          push(head_);
          in_head_start(token);
          const std::size_t at = index_of(head_);
          if (at != kNowhere) remove_from_stack(at);
          return Step::kDone;
        }
        case Tag::kHead:
          return Step::kDone;
        default:
          break;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag == Tag::kTemplate) return end_template();
      if (token.tag != Tag::kBody && token.tag != Tag::kHtml && token.tag != Tag::kBr) {
        return Step::kDone;
      }
      break;
    default:
      break;
  }
  insert(Tag::kBody);
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

// The generic parsing of raw text and RCDATA elements (13.2.6.2).
void TreeBuilder::start_raw(const Token& token, TextMode text_mode) {
  insert(token);
  tokenizer_.set_mode(text_mode);
  original_mode_ = mode_;
  mode_ = Mode::kText;
}

TreeBuilder::Step TreeBuilder::in_text(Token& token) {
  if (token.kind == TokenKind::kText) {
    insert_text(token.text);
    return Step::kDone;
  }
  pop();
  mode_ = original_mode_;
  return token.kind == TokenKind::kEof ? Step::kAgain : Step::kDone;
}

}  // namespace broadsheet::html
