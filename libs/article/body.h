// SPDX-License-Identifier: Apache-2.0
// Which blocks of a page are its article. Inside article only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/blocks.h"
#include "article/extract.h"

namespace broadsheet::article {

struct Body {
  std::vector<records::Paragraph> paragraphs;
  const html::Node* container = nullptr;
  std::size_t length = 0;           // of the text paragraphs, as blocks count it
  std::size_t good_length = 0;      // of all text of the page that reads like paragraphs
  bool marked = false;              // the markup says that the container is an article or its text
  std::size_t paragraphs_long = 0;  // that read like sentences
  std::size_t teasers = 0;          // of them, under a heading that leads to more
  bool said = false;                // the text is what JSON-LD says, since the page shows less
  std::vector<BlockVerdict> verdicts;
};

struct Headline {
  std::string title;                      // left out where it stands at the head
  const html::Node* node = nullptr;       // the heading on the page, if it is known
  std::string_view host = {};             // where the page was served
  std::vector<std::string> authors = {};  // anybody who may have written it
  std::string description = {};           // of the page, as its metadata has it
};

// `article_body` is what JSON-LD says the text is. It is weighed block by block, and taken instead
// where the page shows only a fraction of it.
Body choose_body(const std::vector<Block>& blocks, const Headline& headline,
                 const std::string& article_body, bool explain);

}  // namespace broadsheet::article
