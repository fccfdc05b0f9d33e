// SPDX-License-Identifier: Apache-2.0
// Character references (HTML standard 13.2.5.72 ff.).
#pragma once

#include <cstddef>
#include <string_view>

namespace broadsheet::html {

struct Reference {
  std::size_t consumed = 0;  // bytes of source, with '&' and ';'; 0: none, '&' is just itself
  std::size_t size = 0;      // bytes of UTF-8
  char utf8[8] = {};
};

// `p` is at '&' in a buffer that is padded (scan.h) and ends at `end`. In an attribute, a name
// without its semicolon before '=' or an alphanumeric is none.
Reference read_reference(const char* p, const char* end, bool in_attribute);

}  // namespace broadsheet::html
