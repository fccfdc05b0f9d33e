// SPDX-License-Identifier: Apache-2.0
// uses: bs_search
// The query language: any bytes parse or are refused; what parses reads back as the same tree; and
// the engine takes it. The bytes serve as the text of a snippet as well.
#include <string_view>

#include "search/query.h"
#include "search/search.h"

void fuzz_query(std::string_view bytes) {
  using namespace broadsheet;
  using namespace broadsheet::search;
  const auto node = parse_query(bytes);
  if (!node.ok()) {
    CHECK(node.fault().kind == FaultKind::kBadInput);
    CHECK(node.fault().where.starts_with("column ") && !node.fault().remedy.empty());
    return;
  }
  // Full parentheses are longer and deeper than what was typed.
  const auto again = parse_query(to_string(*node), {.bytes_max = 1 << 20, .depth_max = 1000});
  CHECK(again.ok() && *again == *node);
  const Query query{std::string(bytes), {}, Order::kRelevance};
  const auto snippet = make_snippet(query, bytes, 64);
  if (!snippet.ok()) {
    CHECK(snippet.fault().kind == FaultKind::kBadInput);
    return;
  }
  std::size_t end = 0;
  for (const auto& highlight : snippet->highlights) {
    CHECK(highlight.begin >= end && highlight.begin < highlight.end);
    end = highlight.end;
  }
  CHECK(end <= snippet->text.size());
}
