// SPDX-License-Identifier: Apache-2.0
// JSON Feed 1.0 and 1.1. Inside feed/ only.
#pragma once

#include <string_view>

#include "feed/feed.h"

namespace broadsheet::feed {

Feed parse_json_feed(std::string_view utf8, const url::Url& base, const Limits& limits);

}  // namespace broadsheet::feed
