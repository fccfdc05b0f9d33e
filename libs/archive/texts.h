// SPDX-License-Identifier: Apache-2.0
// Texts as rows: one copy however many URLs and headlines carry it. Inside archive only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "records/article.h"
#include "records/snapshot.h"

namespace broadsheet::archive {

// The text paragraphs, length before each, compressed.
std::string encode_text(const std::vector<std::string>& paragraphs);
Result<std::vector<std::string>> decode_text(std::string_view row);

// Takes the text out of the article: what is left are captions and notices, and the kinds of all.
void take_text(records::Snapshot& snapshot);
// And puts it back, in order. kBroken if text and kinds do not fit.
Result<std::vector<records::Paragraph>> put_text_back(const records::Snapshot& snapshot,
                                                      std::vector<std::string> text);

// Whether a paragraph of this kind belongs to the text.
bool is_text(records::ParagraphKind kind);

}  // namespace broadsheet::archive
