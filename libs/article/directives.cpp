// SPDX-License-Identifier: Apache-2.0
// Of several that contradict each other, the stricter one holds.
#include "article/directives.h"

#include "core/strings.h"

namespace broadsheet::article {

namespace {

bool is_addressed(const html::Node& meta, std::string_view product_token) {
  for (const std::string_view attribute : {"name", "property"}) {
    const auto name = trim(meta.attribute(attribute));
    if (name.empty()) continue;
    if (iequals(name, "robots") || iequals(name, product_token)) return true;
  }
  return false;
}

}  // namespace

robots::Directives server_directives(const records::Headers& headers,
                                     std::string_view product_token) {
  robots::Directives all;
  for (const auto& [name, value] : headers) {
    if (iequals(name, "x-robots-tag")) all.merge(robots::parse_directives(value, product_token));
  }
  return all;
}

robots::Directives page_directives(const html::Document& document, std::string_view product_token) {
  robots::Directives all;
  for (const html::Node* node = document.root(); node != nullptr;
       node = html::next_node(node, document.root())) {
    if (!node->is(html::Tag::kMeta) || !is_addressed(*node, product_token)) continue;
    all.merge(robots::parse_directives(node->attribute("content"), product_token));
  }
  return all;
}

}  // namespace broadsheet::article
