// SPDX-License-Identifier: Apache-2.0
// What a page is, before anybody believes that it is an article. Inside article only.
#pragma once

#include <string>
#include <vector>

#include "article/blocks.h"
#include "article/body.h"
#include "article/extract.h"
#include "article/metadata.h"

namespace broadsheet::article {

struct Judgement {
  records::Outcome outcome = records::Outcome::kNotArticle;
  std::string reason;
  double confidence = 0;
};

Judgement judge_page(const Page& page, const Candidates& metadata, const std::vector<Block>& blocks,
                     const Body& body, const std::string& title);

}  // namespace broadsheet::article
