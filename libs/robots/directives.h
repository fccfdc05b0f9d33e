// SPDX-License-Identifier: Apache-2.0
// What a page says about itself: meta robots and X-Robots-Tag.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace broadsheet::robots {

struct Directives {
  bool noindex = false;
  bool nofollow = false;
  bool noarchive = false;
  bool nosnippet = false;
  bool noai = false;  // noai, noimageai
  std::optional<Time> unavailable_after = {};
  std::vector<std::string> raw = {};  // each as served, for the record

  void merge(const Directives& other);  // the stricter of both
};

// One value of `<meta name=robots content=…>` or of one X-Robots-Tag header; the header form may
// start with a user agent ("otherbot: noindex"), which is obeyed if it is `product_token`.
Directives parse_directives(std::string_view value, std::string_view product_token);

}  // namespace broadsheet::robots
