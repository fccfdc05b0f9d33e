// SPDX-License-Identifier: Apache-2.0
// A query's tree as text that the parser reads back.
#include <algorithm>

#include "search/dates.h"
#include "search/query.h"

namespace broadsheet::search {

namespace {

std::string_view prefix_of(Field field) {
  switch (field) {
    case Field::kAny:
      return "";
    case Field::kTitle:
      return "title:";
    case Field::kText:
      return "text:";
    case Field::kAuthor:
      return "author:";
    case Field::kHost:
      return "host:";
    case Field::kSite:
      return "site:";
    case Field::kSource:
      return "source:";
    case Field::kLanguage:
      return "lang:";
    case Field::kSection:
      return "section:";
    case Field::kKeyword:
      return "keyword:";
    case Field::kPublished:
      return "published:";
    case Field::kSeen:
      return "seen:";
  }
  return "";
}

std::string quoted(const Node& node) {
  std::string text = "\"";
  for (const char c : node.text) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + (node.prefix ? "*\"" : "\"");
}

// Names may have come in quotation marks and hold anything; other words are as they were typed.
bool is_plain(const Node& node) {
  const bool is_name = node.field == Field::kHost || node.field == Field::kSite ||
                       node.field == Field::kSource || node.field == Field::kLanguage;
  return !is_name || std::all_of(node.text.begin(), node.text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

std::string joined(const Node& node, std::string_view operation) {
  std::string text = "(";
  for (const auto& child : node.children) {
    if (text.size() > 1) text += operation;
    text += to_string(child);
  }
  return text + ")";
}

}  // namespace

std::string to_string(const Node& node) {
  const std::string field(prefix_of(node.field));
  switch (node.kind) {
    case Node::Kind::kAll:
      return "*";
    case Node::Kind::kWord:
      return field + (is_plain(node) ? node.text + (node.prefix ? "*" : "") : quoted(node));
    case Node::Kind::kPhrase:
      return field + quoted(node);
    case Node::Kind::kNear:
      return joined(node, " NEAR/" + std::to_string(node.distance) + " ");
    case Node::Kind::kRange:
      return field + format_dates({node.from, node.until});
    case Node::Kind::kAnd:
      return joined(node, " AND ");
    case Node::Kind::kOr:
      return joined(node, " OR ");
    case Node::Kind::kNot: {
      const auto& child = node.children.front();
      const bool is_double = child.kind == Node::Kind::kNot;  // "NOT NOT a" would be read as "a".
      return is_double ? "NOT (" + to_string(child) + ")" : "NOT " + to_string(child);
    }
  }
  return {};
}

}  // namespace broadsheet::search
