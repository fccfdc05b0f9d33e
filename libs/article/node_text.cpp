// SPDX-License-Identifier: Apache-2.0
// Stops as soon as it is too long.
#include "article/node_text.h"

#include <algorithm>

#include "text/unicode.h"

namespace broadsheet::article {

std::string short_text(const html::Node& node, std::size_t bytes_max) {
  constexpr std::size_t kWhiteSpace = 4;  // Sources are indented; what counts is what is left.
  const std::size_t raw_max = bytes_max * kWhiteSpace;
  std::string out;
  for (const auto* below = &node; below != nullptr; below = html::next_node(below, &node)) {
    if (below->kind == html::NodeKind::kElement) out += ' ';
    if (below->kind == html::NodeKind::kText) out += below->text;
    if (out.size() > raw_max) return {};
  }
  std::string text = text::normalise(out);
  return text.size() > bytes_max ? std::string() : text;
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool may_fold_to(std::string_view text, std::string_view folded) {
  if (text.empty() || folded.empty()) return text.empty() == folded.empty();
  const char first = text.front();
  const bool plain =
      static_cast<signed char>(first) >= 0 && static_cast<signed char>(folded.front()) >= 0;
  const char lower = first >= 'A' && first <= 'Z' ? static_cast<char>(first | 0x20) : first;
  return !plain || lower == folded.front();
}

}  // namespace broadsheet::article
