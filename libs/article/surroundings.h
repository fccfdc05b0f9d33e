// SPDX-License-Identifier: Apache-2.0
// What tells of an element without being in it. Inside article only.
#pragma once

#include <string>
#include <string_view>

#include "html/dom.h"

namespace broadsheet::article {

// The text right before an element, in its line: "Updated: ". At most some forty bytes of its end;
// empty if another time stands before it.
std::string said_before(const html::Node& node);

// Whether an address has a folder of authors in it: "/author/jane-doe".
bool leads_to_author(std::string_view href);

}  // namespace broadsheet::article
