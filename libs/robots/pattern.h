// SPDX-License-Identifier: Apache-2.0
// How a rule's path matches a URL's (RFC 9309 §2.2.2, §2.2.3). Inside robots/ only.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::robots {

// A rule's path, ready to match: percent-encoding normalised, '*' and a last '$' left special.
std::string normalise_pattern(std::string_view path);

// A URL's path and query in the same form. One for many patterns.
class Target {
 public:
  explicit Target(std::string_view path_and_query);
  // In time linear in the target and the pattern.
  [[nodiscard]] bool matches(std::string_view normal_pattern) const;
  [[nodiscard]] const std::string& text() const { return plain_; }

 private:
  std::string plain_;
  std::string strict_;  // ":/?#[]@" inside the query encoded too, if that makes a difference
};

}  // namespace broadsheet::robots
