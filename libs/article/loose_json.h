// SPDX-License-Identifier: Apache-2.0
// JSON as content systems write it. Inside article only.
#pragma once

#include <optional>
#include <string_view>

#include "core/json.h"

namespace broadsheet::article {

// Inside comments or CDATA, with line ends and quotes in its strings, with escapes that JSON does
// not know, as several values one after the other (they become a list), escaped for HTML as a
// whole; none if that is not what is wrong with it.
std::optional<Json> read_loose_json(std::string_view script);

// Of what is broken beyond that: an object with the headline, dates and author that stand in it;
// each the first of its name.
Json salvage_article(std::string_view script);

}  // namespace broadsheet::article
