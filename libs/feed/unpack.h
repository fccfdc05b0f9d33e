// SPDX-License-Identifier: Apache-2.0
// A feed or sitemap that lies compressed on its server: "news.xml.gz" (sitemaps.org allows it).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::feed {

struct UnpackLimits {
  std::size_t bytes_max = std::size_t{50} << 20;  // A sitemap's own limit.
  // Above this ratio it is a bomb; not asked of the first bytes, which compress as they like.
  std::size_t ratio_max = 200;
  std::size_t ratio_free_bytes = std::size_t{1} << 20;
};

struct Unpacked {
  std::string bytes = {};
  // Why `bytes` is not all of it: cut, damaged, or past a limit. Empty: it is. Of a bomb nothing is
  // kept.
  std::string problem = {};
};

// Whether the bytes begin as gzip does (RFC 1952 §2.3.1), whatever Content-Type says of them.
bool is_packed(std::string_view bytes);

// All members of a gzip file; what comes behind them is left out. Never fails: what was readable is
// there.
Unpacked unpack(std::string_view bytes, const UnpackLimits& limits = {});

}  // namespace broadsheet::feed
