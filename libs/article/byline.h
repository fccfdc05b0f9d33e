// SPDX-License-Identifier: Apache-2.0
// Author and date where only the reader is told: the lines under the headline. Inside article only.
#pragma once

#include <string>
#include <vector>

#include "article/blocks.h"
#include "article/metadata.h"

namespace broadsheet::article {

// Adds what stands between the headline and the first paragraph, as candidates of source "byline".
void read_byline(const std::vector<Block>& blocks, const std::string& title, Candidates& out);

}  // namespace broadsheet::article
