// SPDX-License-Identifier: Apache-2.0
// What can be said against a block by rules that a person can read. Inside article only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "article/blocks.h"
#include "article/container.h"

namespace broadsheet::article {

// By block: why it is not the text, or null. `title` is left out where it stands at the head.
std::vector<const char*> read_rules(const std::string& title, const Place& place,
                                    const std::vector<Block>& blocks,
                                    const std::vector<bool>& confirmed);

// Captions and notices: shown with the text, but not of it.
bool is_beside_the_text(const Block& block);

// A list of the best has headings that lead to each of them.
bool is_linked_heading(const Block& block);

// The text was there before, in other markup: a pulled quote, or a copy for small screens. In the
// same markup, somebody said it again. To be asked of one block after the other.
class Repeats {
 public:
  bool is_repeated(const Block& block);

 private:
  std::unordered_map<std::string_view, const html::Node*> seen_;
};

}  // namespace broadsheet::article
