// SPDX-License-Identifier: Apache-2.0
// A start tag as people write it. Inside feed/ only.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace broadsheet::feed {

struct TagAttribute {
  std::string_view name;   // one that XML allows, no two alike
  std::string_view value;  // between its quotes, or without any
};

// Views into the text.
struct Tag {
  std::size_t size = 0;  // from '<' to behind '>'
  std::string_view name;
  std::vector<TagAttribute> attributes;
  bool is_empty = false;  // "<br/>"
  bool is_odd = false;    // XML would not have taken it
};

// Whether `text` (of one character is enough) begins as a name of XML does.
bool begins_name(std::string_view text);
// Whether "<" and a name that XML allows begin `text`.
bool has_name(std::string_view text);

// The start tag that `text` begins with, for which has_name() is true. None if `text` ends before
// it does.
std::optional<Tag> read_tag(std::string_view text);

}  // namespace broadsheet::feed
