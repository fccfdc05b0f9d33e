// SPDX-License-Identifier: Apache-2.0
// robots.txt by RFC 9309: any bytes parse; a verdict names the line that decided.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace broadsheet::robots {

struct Verdict {
  bool allowed = true;
  int line = 0;      // 1-based line of the rule that decided; 0: no rule matched
  std::string rule;  // that line as written, without comment: "Disallow: /private"; valid UTF-8
};

// A parsed file; a value. Thread-safe to read.
class Robots {
 public:
  // The whole lines of the first 500 KiB are read (RFC 9309 §2.5), the rest is as if absent.
  static Robots parse(std::string_view bytes);

  // `product_token` is ours ("broadsheet"), `target` the path with query, percent-encoded. Groups
  // that name the token are merged (§2.2.1), else those of `*`; the longest match wins, allow
  // wins a tie; "/robots.txt" itself is always allowed.
  [[nodiscard]] Verdict verdict(std::string_view product_token, std::string_view target) const;

  // Crawl-delay of the group that speaks to us (not in the RFC, obeyed all the same).
  [[nodiscard]] std::optional<Duration> crawl_delay(std::string_view product_token) const;

  // Sitemap lines, as written.
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;
    int line = 0;
    std::string text;
  };
  struct Group {
    std::vector<std::string> tokens;  // lower case
    std::vector<Rule> rules;
    std::optional<Duration> crawl_delay;
  };
  [[nodiscard]] std::vector<const Group*> groups_for(std::string_view product_token) const;
  std::vector<Group> groups_;
  std::vector<std::string> sitemaps_;
};

// What the answer to a robots.txt request means (RFC 9309 §2.3.1).
enum class Access {
  kRules,        // 2xx: obey the file
  kAllowAll,     // 4xx but 429: unavailable, no rules
  kDisallowAll,  // 5xx, 429, no connection, too many redirects: unreachable
};
// `status` 0: no answer was had.
Access access_for_status(int status);

}  // namespace broadsheet::robots
