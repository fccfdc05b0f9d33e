// SPDX-License-Identifier: Apache-2.0
// robots.txt of the outlets.
#include "newsroom/robots.h"

#include <algorithm>

#include "newsroom/feeds.h"

namespace broadsheet::newsroom {
namespace {

// Prefixes that every ordinary outlet forbids.
constexpr std::string_view kForbidden[] = {"/members/",  "/search",     "/account/",
                                           "/print.asp", "/newsletter", "/wp-admin/"};
constexpr std::string_view kExempt =
    "/wp-admin/admin-ajax.php";                      // allowed within a forbidden folder
constexpr std::string_view kReply = "?replytocom=";  // forbidden anywhere, by a wildcard

}  // namespace

std::string robots_txt(const Page& page) {
  const auto& outlet = page.outlet;
  std::string out = "# " + outlet.name + "\n\n";
  if (outlet.robots == RobotsFile::kClosed) return out + "User-agent: *\nDisallow: /\n";
  out += "User-agent: GreedyBot\nUser-agent: harvester\nDisallow: /\n\n";
  out += outlet.index % 3 == 1 ? "user-agent : *   # everybody else\r\n" : "User-agent: *\n";
  if (outlet.crawl_delay > 0) out += "Crawl-delay: " + std::to_string(outlet.crawl_delay) + "\n";
  for (const auto prefix : kForbidden) out += "Disallow: " + std::string(prefix) + "\n";
  out += "Allow: " + std::string(kExempt) + "\nDisallow: /*" + std::string(kReply) + "\n\n";
  for (const auto& path : sitemap_paths(outlet)) out += "Sitemap: " + page.url(path) + "\n";
  return out;
}

bool may_fetch(const Outlet& outlet, std::string_view target) {
  if (target == "/robots.txt" || outlet.robots == RobotsFile::kAbsent) return true;
  if (outlet.robots != RobotsFile::kRules) return false;
  if (target.substr(0, kExempt.size()) == kExempt) return true;
  if (target.find(kReply) != std::string_view::npos) return false;
  return std::none_of(std::begin(kForbidden), std::end(kForbidden), [&](std::string_view prefix) {
    return target.substr(0, prefix.size()) == prefix;
  });
}

}  // namespace broadsheet::newsroom
