// SPDX-License-Identifier: Apache-2.0
// What stands around a headline: the kicker over it, the standfirst under it, the words under the
// main picture. Inside article only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/blocks.h"
#include "html/dom.h"

namespace broadsheet::article {

struct Found {
  std::string text;    // empty: there is none
  std::string source;  // "class:kicker", "under the headline", "figcaption"
};

// By the class of a short element before the headline. `headline` may be null.
Found find_kicker(const html::Node* headline);

// By class among the elements that follow the headline; or what `description` says to machines,
// where the page shows it between headline and text; or a sentence in a heading, in bold or over
// the byline before the text begins.
Found find_standfirst(const std::vector<Block>& blocks, const html::Node* headline,
                      std::string_view description);

// Of the picture with the file name that `image` ends in.
Found find_image_caption(const html::Document& document, std::string_view image);

}  // namespace broadsheet::article
