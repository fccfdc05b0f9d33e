// SPDX-License-Identifier: Apache-2.0
// XML as events, repaired and bounded; names carry the prefixes that we know them by. Inside feed/
// only.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::feed {

struct Attribute {
  std::string_view name;  // as written
  std::string_view value;
};

// Views live as long as the call. A name is in lower case with our own prefix for its namespace,
// declared or not: "dc:creator", "atom:link", "news:title"; no prefix for RSS and for sitemaps.
struct XmlHandlers {
  std::function<bool(std::string_view name, const std::vector<Attribute>& attributes)> start;
  std::function<void(std::string_view text)> text;
  std::function<bool()> end;  // `start` and `end` return false to stop
};

struct XmlOutcome {
  bool stopped = false;      // a handler said so
  std::string problem = {};  // "line 3, column 7: …"; empty if it was read to its end
  std::string mended = {};   // in the same form: what is no XML, and was read all the same
};

// The first `noise` bytes are passed over.
XmlOutcome read_xml(std::string_view utf8, std::size_t noise, std::size_t depth_max,
                    const XmlHandlers& handlers);

// The value of the attribute `name`, compared without case; empty if there is none.
std::string_view attribute(const std::vector<Attribute>& attributes, std::string_view name);

}  // namespace broadsheet::feed
