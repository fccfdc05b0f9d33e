// SPDX-License-Identifier: Apache-2.0
// What makes two pages the same article, and two articles the same text.
#pragma once

#include "core/hash.h"
#include "records/article.h"

namespace broadsheet::article {

// SHA-256 of the article's normalised content: title and text paragraphs, each through
// text::normalise, each ended by a line feed. Not of the page: ads and clocks change, the article
// does not.
Digest content_hash(const records::Article& article);

// SHA-256 of the normalised text paragraphs alone: equal for a wire copy under another headline.
Digest text_hash(const records::Article& article);

}  // namespace broadsheet::article
