// SPDX-License-Identifier: Apache-2.0
// Any bytes → Document, by the WHATWG HTML parsing algorithm (scripting off). Never fails.
#pragma once

#include <cstddef>
#include <string_view>

#include "html/dom.h"

namespace broadsheet::html {

struct ParseLimits {
  std::size_t bytes_max = std::size_t{16}
                          << 20;  // Above this it is no article; the rest is ignored.
  // What an attacker gets out of 16 MiB at most. A smaller page has at most one node for each two
  // of its bytes, and 10 000 more.
  std::size_t nodes_max = 2'000'000;
  std::size_t depth_max = 512;         // Deeper elements become siblings, as browsers do.
  std::size_t attributes_max = 1'000;  // Of one element; the rest are dropped.
};

struct ParseOptions {
  // The charset parameter of Content-Type, or empty. Overruled by a BOM, and by the bytes
  // themselves.
  std::string_view charset = {};
  // Build the tree as a script-running browser would (<noscript> as text). Off for extraction.
  bool scripting = false;
  ParseLimits limits = {};
};

// Time and memory are linear in the input, within the limits.
Document parse(std::string_view bytes, const ParseOptions& options = {});

// The children that `bytes` (UTF-8) would make inside an element named `context` (the fragment
// case); they hang below an `html` element. "svg desc" and "math mi" name contexts in foreign
// content. For conformance tests and for feed entries that hold HTML.
Document parse_fragment(std::string_view bytes, std::string_view context = "div",
                        const ParseOptions& options = {});

// The tree as markup (the standard's serialising algorithm).
std::string serialise(const Node* node);

}  // namespace broadsheet::html
