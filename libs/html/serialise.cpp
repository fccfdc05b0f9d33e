// SPDX-License-Identifier: Apache-2.0
// A tree as markup: the standard's fragment serialising algorithm (13.3).
#include <string>

#include "html/parse.h"
#include "html/tag_traits.h"

namespace broadsheet::html {
namespace {

void escape(std::string_view text, bool in_attribute, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '&') {
      out += "&amp;";
    } else if (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0') {
      out += "&nbsp;";
      ++i;
    } else if (c == '"' && in_attribute) {
      out += "&quot;";
    } else if (c == '<' && !in_attribute) {
      out += "&lt;";
    } else if (c == '>' && !in_attribute) {
      out += "&gt;";
    } else {
      out += c;
    }
  }
}

bool has(const Node& node, std::uint32_t traits) {
  return node.kind == NodeKind::kElement && node.ns == Namespace::kHtml &&
         (traits_of(node.tag, node.ns) & traits) != 0;
}

void open(const Node& node, std::string& out) {
  switch (node.kind) {
    case NodeKind::kElement:
      out += '<';
      out += node.name;
      for (const Attribute& attribute : node.attributes) {
        out += ' ';
        out += attribute.name;
        out += "=\"";
        escape(attribute.value, true, out);
        out += '"';
      }
      out += '>';
      break;
    case NodeKind::kText:
      if (node.parent != nullptr && has(*node.parent, kRawText)) {
        out += node.text;
      } else {
        escape(node.text, false, out);
      }
      break;
    case NodeKind::kComment:
      out += "<!--";
      out += node.text;
      out += "-->";
      break;
    case NodeKind::kDoctype:
      out += "<!DOCTYPE ";
      out += node.name;
      out += '>';
      break;
    case NodeKind::kDocument:
      break;
  }
}

void close(const Node& node, std::string& out) {
  if (node.kind != NodeKind::kElement || has(node, kVoid)) return;
  out += "</";
  out += node.name;
  out += '>';
}

}  // namespace

std::string serialise(const Node* root) {
  std::string out;
  for (const Node* node = root; node != nullptr;) {
    open(*node, out);
    if (node->first_child != nullptr) {
      node = node->first_child;
      continue;
    }
    close(*node, out);
    while (node != root && node->next == nullptr) {
      node = node->parent;
      close(*node, out);
    }
    if (node == root) break;
    node = node->next;
  }
  return out;
}

}  // namespace broadsheet::html
