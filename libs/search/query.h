// SPDX-License-Identifier: Apache-2.0
// The query language of researchers: words, "phrases", AND OR NOT + -, ( ), field:…, prefix*,
// NEAR/n.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace broadsheet::search {

struct QueryLimits {
  std::size_t bytes_max = 8 << 10;  // Longer than any question; shorter than an attack.
  std::size_t clauses_max = 256;    // words, phrases, ranges
  std::size_t depth_max = 32;       // of parentheses and NOT
  std::size_t near_max = 100;       // NEAR/n
};

// What a word is looked for in. kAny is title, description and text.
enum class Field {
  kAny,
  kTitle,
  kText,
  kAuthor,
  kHost,
  kSite,
  kSource,
  kLanguage,
  kSection,
  kKeyword,
  kPublished,
  kSeen
};

// The tree of a query. It is small, so nodes are values.
struct Node {
  enum class Kind {
    kAll,     // matches everything: the empty query
    kWord,    // `text` in `field`, a prefix if `prefix`
    kPhrase,  // the words of `text` in this order, side by side; the last a prefix if `prefix`
    kNear,    // `children` (words and phrases of one field) at most `distance` words apart, in any
              // order
    kRange,   // `from` ≤ kPublished or kSeen < `until`
    kAnd,
    kOr,
    kNot,  // of the one child
  };
  Kind kind = Kind::kAll;
  Field field = Field::kAny;
  bool prefix = false;
  std::size_t distance = 0;
  std::string text = {};
  std::optional<Time> from = {};
  std::optional<Time> until = {};
  std::vector<Node> children = {};

  bool operator==(const Node&) const = default;
};

// The grammar, loosest first; keywords are upper case, field names any case:
//   or    := and { OR and }
//   and   := unary { [AND] unary }                  words side by side: all of them
//   unary := { NOT | - | + } near
//   near  := item { NEAR/n item }                   items: words or phrases of one field
//   item  := [field:] ( word | word* | "phrase" | "phrase*" | ( or ) | date range )
// field: title text author host site source lang section keyword published seen.
// site:example.com is that host and all below it; host:example.com only itself.
// published: and seen: take 2026, 2026-01, 2026-01-31, a time, A..B (to the end of B), A.. and ..B.
// A word that holds signs is the phrase of its parts; inside quotes \" is a quotation mark.
// Fault: kBadInput, where "column N" (characters, from 1), with a remedy.
Result<Node> parse_query(std::string_view text, const QueryLimits& limits = {});

// The query in full parentheses, which parse_query reads as the same tree.
std::string to_string(const Node& node);

}  // namespace broadsheet::search
