// SPDX-License-Identifier: Apache-2.0
// A page as the blocks that a reader sees, each with what is known of it. Inside article only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "html/dom.h"
#include "records/article.h"

namespace broadsheet::article {

struct Block {
  records::ParagraphKind kind = records::ParagraphKind::kText;
  std::string text;                     // normalised, not empty
  const html::Node* node = nullptr;     // the element that holds it; never null in a block read
  std::size_t length = 0;               // code points; a CJK character counts for three
  std::size_t link_length = 0;          // of it in links
  std::size_t bold_length = 0;          // … in <b> or <strong>
  std::size_t slanted_length = 0;       // … in <i> or <em>
  bool small_print = false;             // all of it in <small> or its like
  std::vector<std::string> lines = {};  // where a short block has line breaks in it
  const char* boilerplate =
      nullptr;  // why the markup says that it is none of the text; null: it does not

  [[nodiscard]] double link_density() const {
    return length == 0 ? 1 : static_cast<double>(link_length) / static_cast<double>(length);
  }
};

// In document order. Scripts and hidden elements have none; those in boilerplate containers are
// marked. What holds `headline` (null: not known) is no boilerplate, whatever its name. Where a
// page shows next to nothing until a script uncovers it, what is hidden is read too.
std::vector<Block> read_blocks(const html::Document& document, const html::Node* headline);

// "body > main > article > p", for people.
std::string path_of(const html::Node* node);

}  // namespace broadsheet::article
