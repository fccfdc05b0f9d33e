// SPDX-License-Identifier: Apache-2.0
// What a page is, before anybody believes that it is an article. Inside article only.
#pragma once

#include <string>
#include <vector>

#include "article/blocks.h"
#include "article/body.h"
#include "article/extract.h"
#include "article/metadata.h"
#include "article/title.h"
#include "html/dom.h"

namespace broadsheet::article {

struct Judgement {
  records::Outcome outcome = records::Outcome::kNotArticle;
  std::string reason;
  double confidence = 0;
};

// `headline`: whether a heading of the page says what its title says.
Judgement judge_page(const Page& page, const html::Document& document, const Candidates& metadata,
                     const std::vector<Block>& blocks, const Body& body, const Title& title,
                     bool headline);

}  // namespace broadsheet::article
