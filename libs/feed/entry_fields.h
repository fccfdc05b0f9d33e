// SPDX-License-Identifier: Apache-2.0
// What each element of an XML entry says about it. Inside feed/ only.
#pragma once

#include <string_view>

#include "feed/draft.h"

namespace broadsheet::feed {

// True for the names (as read_xml gives them) of an entry's own children that we want, and of those
// inside <news:news> and <news:publication>.
bool is_entry_field(std::string_view name);
bool is_news_field(std::string_view name);

// Puts the element's text into the draft. Its address is not a matter of this: see XML's bases.
void take_entry_field(std::string_view name, std::string_view text, TextKind kind, Draft& draft);

}  // namespace broadsheet::feed
