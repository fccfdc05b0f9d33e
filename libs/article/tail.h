// SPDX-License-Identifier: Apache-2.0
// What stands below an article as if it were its end. Inside article only.
#pragma once

#include <string>
#include <vector>

#include "records/article.h"

namespace broadsheet::article {

// Leaves out who the authors are, what the publisher earns by links, and what stands under a
// heading like "About the author". Only at the end (and of the earnings, at the head), and only
// where most of the text is left. `authors` are names.
void trim_tail(const std::vector<std::string>& authors,
               std::vector<records::Paragraph>& paragraphs);

}  // namespace broadsheet::article
