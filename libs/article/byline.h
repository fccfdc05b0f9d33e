// SPDX-License-Identifier: Apache-2.0
// Author and date where only the reader is told: the lines under the headline. Inside article only.
#pragma once

#include <string>
#include <vector>

#include "article/blocks.h"
#include "article/metadata.h"

namespace broadsheet::article {

// Adds what stands between the headline and the first paragraph, as candidates of source "byline",
// and who signs below the text. `heading` (null: not known) is where the headline stands in other
// words than `title`.
void read_byline(const std::vector<Block>& blocks, const std::string& title,
                 const html::Node* heading, Candidates& out);

// Takes out the lines over the text that hold names and dates and nothing else.
void drop_bylines(std::vector<records::Paragraph>& paragraphs);

}  // namespace broadsheet::article
