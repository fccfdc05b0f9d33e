// SPDX-License-Identifier: Apache-2.0
// The publisher's headline, without the site's name. Inside article only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/blocks.h"
#include "article/metadata.h"
#include "html/dom.h"

namespace broadsheet::article {

struct Title {
  std::string value;
  std::string source;
  double confidence = 0;
  std::string kicker = {};  // of the same heading; mostly empty
};

// `headline` as find_headline() has it. `blocks` of the same page: a line of it may be the headline
// where no heading is. `host` is where the page was served.
Title choose_title(const Candidates& metadata, const html::Document& document,
                   const html::Node* headline, const std::vector<Block>& blocks,
                   std::string_view host);

// "Flood hits town | The Daily Example" → "Flood hits town", if what is cut off is the site's name
// or short.
std::string without_site_name(const std::string& title, const std::string& site,
                              std::string_view host);

}  // namespace broadsheet::article
