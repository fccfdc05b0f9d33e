// SPDX-License-Identifier: Apache-2.0
// What an outlet's robots.txt says, and the truth of it: what may be fetched.
#pragma once

#include <string>
#include <string_view>

#include "newsroom/page.h"

namespace broadsheet::newsroom {

std::string robots_txt(const Page& page);

// Whether any crawler but the ones that are named and banned may fetch `target` (path and query).
// The reference that a crawler is judged by: written apart from the parser that the crawler uses.
bool may_fetch(const Outlet& outlet, std::string_view target);

}  // namespace broadsheet::newsroom
