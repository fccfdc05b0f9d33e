// SPDX-License-Identifier: Apache-2.0
// Any bytes as a robots.txt and as page directives.
// uses: bs_robots
#include <string_view>

#include "core/result.h"
#include "robots/directives.h"
#include "robots/robots.h"

void fuzz_robots(std::string_view bytes) {
  using broadsheet::robots::Robots;
  const auto robots = Robots::parse(bytes);
  // The last line is a target too.
  const auto line = bytes.rfind('\n');
  const auto target = line == std::string_view::npos ? bytes : bytes.substr(line + 1);
  for (const auto* token : {"broadsheet", "*", ""}) {
    const auto verdict = robots.verdict(token, target);
    CHECK(verdict.line > 0 || verdict.allowed);
    (void)robots.crawl_delay(token);
  }
  CHECK(robots.verdict("broadsheet", "/robots.txt").allowed);
  auto directives = broadsheet::robots::parse_directives(bytes, "broadsheet");
  directives.merge(broadsheet::robots::parse_directives(target, "broadsheet"));
}
