// SPDX-License-Identifier: Apache-2.0
// The text of one element, for where it is short or nothing. Inside article only.
#pragma once

#include <cstddef>
#include <string>

#include "html/dom.h"

namespace broadsheet::article {

// Normalised, with a gap between elements: "By" and "Jane Doe" are two, and only a style sheet
// parts them. Empty if there are more than `bytes_max` bytes: elements nest, and a page may ask for
// the text of each.
std::string short_text(const html::Node& node, std::size_t bytes_max);

}  // namespace broadsheet::article
