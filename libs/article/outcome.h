// SPDX-License-Identifier: Apache-2.0
// What a page is, before anybody believes that it is an article. Inside article only.
#pragma once

#include <string>

#include "article/signs.h"
#include "records/capture.h"

namespace broadsheet::article {

struct Judgement {
  records::Outcome outcome = records::Outcome::kNotArticle;
  std::string reason;
  double confidence = 0;
};

Judgement judge_page(const Looks& looks, const Signs& signs);

}  // namespace broadsheet::article
