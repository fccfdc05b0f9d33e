// SPDX-License-Identifier: Apache-2.0
// The word diff of two tokenised paragraphs: for diff's .cpp files.
#pragma once

#include <cstddef>
#include <vector>

#include "text/diff.h"
#include "text/tokens.h"

namespace broadsheet::text {

struct WordDiff {
  std::vector<DiffSpan> spans;
  std::size_t words_inserted = 0;
  std::size_t words_deleted = 0;
};

WordDiff diff_tokens(const TokenText& before, const TokenText& after);

}  // namespace broadsheet::text
