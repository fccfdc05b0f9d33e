// SPDX-License-Identifier: Apache-2.0
// Stops as soon as it is too long.
#include "article/node_text.h"

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

}  // namespace broadsheet::article
