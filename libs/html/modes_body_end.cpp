// SPDX-License-Identifier: Apache-2.0
// Tree construction, "in body": the end tags (13.2.6.4.7), in the order of the standard.
#include "html/tree_builder.h"

namespace broadsheet::html {

TreeBuilder::Step TreeBuilder::in_body_end(Token& token) {
  switch (token.tag) {
    case Tag::kTemplate:
      return end_template();
    case Tag::kBody:
    case Tag::kHtml:
      return end_body(token);
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kButton:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kListing:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kPre:
    case Tag::kSearch:
    case Tag::kSection:
    case Tag::kSelect:
    case Tag::kSummary:
    case Tag::kUl:
      end_block(token.tag);
      break;
    case Tag::kForm:
      end_form();
      break;
    case Tag::kP:
      if (!in_scope(Tag::kP, kScope | kButtonScope)) insert(Tag::kP);
      close_p();
      break;
    case Tag::kLi:
      if (in_scope(Tag::kLi, kScope | kListScope)) end_list_item(Tag::kLi);
      break;
    case Tag::kDd:
    case Tag::kDt:
      if (in_scope(token.tag)) end_list_item(token.tag);
      break;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      end_heading();
      break;
    case Tag::kA:
    case Tag::kB:
    case Tag::kBig:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kNobr:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU:
      adopt(token);
      break;
    case Tag::kApplet:
    case Tag::kMarquee:
    case Tag::kObject:
      if (!in_scope(token.tag)) break;
      end_block(token.tag);
      clear_to_marker();
      break;
    case Tag::kBr:
      token.attributes = {};
      token.kind = TokenKind::kStartTag;
      return in_body_start(token);
    default:
      end_other(token);
  }
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::end_body(Token& token) {
  if (!in_scope(Tag::kBody)) return Step::kDone;
  mode_ = Mode::kAfterBody;
  return token.tag == Tag::kHtml ? Step::kAgain : Step::kDone;
}

void TreeBuilder::end_block(Tag tag) {
  if (!in_scope(tag)) return;
  imply_end_tags();
  pop_until(tag);
}

void TreeBuilder::end_form() {
  if (is_open(Tag::kTemplate)) {
    end_block(Tag::kForm);
    return;
  }
  const Node* const form = form_;
  form_ = nullptr;
  if (form == nullptr || !in_scope(form)) return;
  imply_end_tags();
  const std::size_t at = index_of(form);
  if (at != kNowhere) remove_from_stack(at);
}

void TreeBuilder::end_list_item(Tag tag) {
  imply_end_tags(tag);
  pop_until(tag);
}

void TreeBuilder::end_heading() {
  if (!heading_in_scope()) return;
  imply_end_tags();
  pop_until_any(kHeading);
}

// "Any other end tag": up to the next special element.
void TreeBuilder::end_other(const Token& token) {
  if (!is_open(token.tag)) return;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Open& open = stack_[i];
    if (open.is(token.tag) && open.node->name == token.name) {
      imply_end_tags(token.tag);
      pop_to(i);
      return;
    }
    if (open.has(kSpecial)) return;
  }
}

}  // namespace broadsheet::html
