// SPDX-License-Identifier: Apache-2.0
// Tree construction, SVG and MathML inside HTML (13.2.6.5).
#include <algorithm>

#include "html/tree_builder.h"

namespace broadsheet::html {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool breaks_out(const Token& token) {
  if ((traits_of(token.tag, Namespace::kHtml) & kBreaksOut) != 0) return true;
  return token.tag == Tag::kFont &&
         std::any_of(token.attributes.begin(), token.attributes.end(), [](const auto& one) {
           return one.name == "color" || one.name == "face" || one.name == "size";
         });
}

}  // namespace

bool is_mathml_text_point(Tag tag, Namespace ns) {
  return ns == Namespace::kMathml && tag != Tag::kAnnotationXml &&
         (traits_of(tag, ns) & kSpecial) != 0;
}

bool is_html_point(const Node* node) {
  if (node->ns == Namespace::kSvg) return (traits_of(node->tag, node->ns) & kSpecial) != 0;
  if (node->ns != Namespace::kMathml || node->tag != Tag::kAnnotationXml) return false;
  const std::string_view encoding = node->attribute("encoding");
  return equals_ignoring_case(encoding, "text/html") ||
         equals_ignoring_case(encoding, "application/xhtml+xml");
}

Node* TreeBuilder::make_foreign(const Token& token, Namespace ns) {
  Node* const node = make_element(token, ns);
  if (ns == Namespace::kSvg) node->name = svg_name(node->name);
  Attribute* const attributes = const_cast<Attribute*>(node->attributes.data());
  for (std::size_t i = 0; i < node->attributes.size(); ++i) {
    std::string_view& name = attributes[i].name;
    if (ns == Namespace::kSvg) {
      name = svg_attribute(name);
    } else if (name == "definitionurl") {
      name = "definitionURL";
    }
  }
  set_filters(node);
  return node;
}

void TreeBuilder::insert_replacements(std::size_t count) {
  for (; count > 0; --count) insert_text(kReplacement);
}

TreeBuilder::Step TreeBuilder::in_foreign(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      insert_text(token.text);
      if (frameset_ok_) {
        frameset_ok_ = std::all_of(token.text.begin(), token.text.end(), scan::is_space);
      }
      break;
    case TokenKind::kNulls:
      insert_replacements(token.text.size());
      break;
    case TokenKind::kComment:
      insert_comment(token);
      break;
    case TokenKind::kStartTag:
      return foreign_start(token);
    case TokenKind::kEndTag:
      return foreign_end(token);
    case TokenKind::kDoctype:
    case TokenKind::kEof:
      break;
  }
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::foreign_start(Token& token) {
  if (breaks_out(token)) {
    while (stack_.size() > 1 && current().ns != Namespace::kHtml &&
           !is_mathml_text_point(current().tag, current().ns) && !is_html_point(current().node)) {
      pop();
    }
    return step(mode_, token);
  }
  Node* const node = make_foreign(token, adjusted().ns);
  if (token.self_closing) {
    insert_at(place(), node);
  } else {
    insert(node);
  }
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::foreign_end(Token& token) {
  if (token.tag == Tag::kBr || token.tag == Tag::kP) {
    while (stack_.size() > 1 && current().ns != Namespace::kHtml &&
           !is_mathml_text_point(current().tag, current().ns) && !is_html_point(current().node)) {
      pop();
    }
    return step(mode_, token);
  }
  for (std::size_t i = stack_.size(); i-- > 1;) {
    const Open& open = stack_[i];
    if (open.ns == Namespace::kHtml) return step(mode_, token);
    if (open.tag == token.tag && equals_ignoring_case(open.node->name, token.name)) {
      pop_to(i);
      return Step::kDone;
    }
  }
  return Step::kDone;
}

}  // namespace broadsheet::html
