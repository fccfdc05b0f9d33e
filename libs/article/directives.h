// SPDX-License-Identifier: Apache-2.0
// What a page and its server ask of robots.
#pragma once

#include <string_view>

#include "html/dom.h"
#include "records/capture.h"
#include "robots/directives.h"

namespace broadsheet::article {

// All X-Robots-Tag headers, as far as they speak to everybody or to `product_token`.
robots::Directives server_directives(const records::Headers& headers,
                                     std::string_view product_token);

// All `<meta name=robots>` and `<meta name=PRODUCT-TOKEN>` of a page.
robots::Directives page_directives(const html::Document& document, std::string_view product_token);

}  // namespace broadsheet::article
