// SPDX-License-Identifier: Apache-2.0
// RSS, RDF, Atom and sitemaps from XML. Inside feed/ only.
#pragma once

#include <cstddef>
#include <string_view>

#include "feed/feed.h"

namespace broadsheet::feed {

// The first `noise` bytes are passed over.
Feed parse_xml_feed(std::string_view utf8, std::size_t noise, const url::Url& base,
                    const Limits& limits);

}  // namespace broadsheet::feed
