// SPDX-License-Identifier: Apache-2.0
// The encoding that a page declares in its own bytes (13.2.3.2).
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::html {

// The standard's name of the encoding that a <meta> among `bytes` declares, or else an XML
// declaration at their beginning; or empty.
std::string prescan_encoding(std::string_view bytes);

// The encoding named in a Content-Type's value ("text/html; charset=x"), as written, or empty.
std::string_view charset_of(std::string_view content);

}  // namespace broadsheet::html
