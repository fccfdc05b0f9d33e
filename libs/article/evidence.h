// SPDX-License-Identifier: Apache-2.0
// Which blocks of a page the page itself says are its text. Inside article only.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include "article/blocks.h"

namespace broadsheet::article {

// JSON-LD's articleBody: a block is confirmed if most of its runs of four words stand in it.
class Evidence {
 public:
  explicit Evidence(const std::string& article_body);

  [[nodiscard]] bool confirms(const Block& block) const;

 private:
  std::unordered_set<std::size_t> runs_;
};

}  // namespace broadsheet::article
