// SPDX-License-Identifier: Apache-2.0
// What the short lines of a page and its title say of its kind. Inside article only.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "article/blocks.h"

namespace broadsheet::article {

// How many of the short lines, buttons and headings say one thing or the other.
struct Labels {
  std::size_t service = 0;  // "Get a quote", "Our services"
  std::size_t reading = 0;  // "Conclusion", "How it began": parts of something to read
  std::size_t dated = 0;    // hold a year
};
Labels read_labels(const std::vector<Block>& blocks);

struct TitleWords {
  double glue = 0;      // the share of words that join others: "of", "the", "für", "и"
  bool number = false;  // "10 ferries", "in 2026"
};
TitleWords read_title_words(std::string_view title);

}  // namespace broadsheet::article
