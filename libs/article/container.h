// SPDX-License-Identifier: Apache-2.0
// Where on the page the text stands. Inside article only.
#pragma once

#include <cstddef>
#include <vector>

#include "article/blocks.h"
#include "article/elements.h"

namespace broadsheet::article {

// A sentence or more that is not known to be something else.
bool is_good(const Block& block);

// Whether class, id or itemprop of an element say that it holds the text of an article.
bool marked_as_body(const html::Node& node);

struct Place {
  const html::Node* container = nullptr;  // the smallest element with most of the text
  bool marked = false;                    // the markup says that it is an article or its text
  bool exact = false;                     // … its text, and nothing else
  // By block: in the container, or beside it as a lead or as an end that broken markup put there.
  std::vector<bool> holds = {};
};

// `confirmed`, by block: what the page itself says is the text. `headline` is null if not known.
Place find_place(const std::vector<Block>& blocks, const Elements& elements,
                 const std::vector<bool>& confirmed, const html::Node* headline);

}  // namespace broadsheet::article
