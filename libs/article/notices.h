// SPDX-License-Identifier: Apache-2.0
// Paragraphs that speak of the article: corrections, updates, notes of editors. Inside article
// only.
#pragma once

#include <string_view>
#include <vector>

#include "records/article.h"

namespace broadsheet::article {

// "Correction: …", "Anmerkung der Redaktion: …", "Mise à jour : …"; in the languages of the press.
bool reads_like_notice(std::string_view text);

// Marks them at the head and at the end; in the midst of a text the same words may be its own.
void mark_notices(std::vector<records::Paragraph>& paragraphs);

// "Subscribe to continue reading": the page itself says that the rest is for others.
bool reads_like_paywall(std::string_view text);

}  // namespace broadsheet::article
