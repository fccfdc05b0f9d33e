// SPDX-License-Identifier: Apache-2.0
// Tags, reasons and claims as the numbers that the model knows. Inside article only.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "article/blocks.h"
#include "html/tag.h"

namespace broadsheet::article {

std::size_t tag_code(html::Tag tag);

// Of why the rules would leave a block out, or null: the surer a rule is, the higher.
std::size_t rule_code(const char* reason, const Block& block);

// Which kind of claim, or null: a box for something else, the frame of the page, and so on.
std::size_t claim_code(const char* claim);

// Whether no model is asked: what the markup surely says is no text.
bool is_hopeless(const char* claim);

// What was found out of each word before. The words are literals, and few: they are known by where
// they stand.
template <typename Value>
class ByWord {
 public:
  template <typename Find>
  Value of(const char* word, Find find) {
    for (const auto& [known, value] : known_) {
      if (known == word) return value;
    }
    known_.emplace_back(word, find(word));
    return known_.back().second;
  }

 private:
  std::vector<std::pair<const char*, Value>> known_;
};

}  // namespace broadsheet::article
