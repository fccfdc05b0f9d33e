// SPDX-License-Identifier: Apache-2.0
// What can be said against a block by rules that a person can read. Inside article only.
#pragma once

#include <string>
#include <vector>

#include "article/blocks.h"
#include "article/container.h"
#include "article/echoes.h"

namespace broadsheet::article {

// By block: why it is not the text, or null. `title` is left out where it stands at the head.
std::vector<const char*> read_rules(const std::string& title, const Place& place,
                                    const std::vector<Block>& blocks,
                                    const std::vector<bool>& confirmed, const Echoes& echoes);

// Captions and notices: shown with the text, but not of it.
bool is_beside_the_text(const Block& block);

// A list of the best has headings that lead to each of them.
bool is_linked_heading(const Block& block);

}  // namespace broadsheet::article
