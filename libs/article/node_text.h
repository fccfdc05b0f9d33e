// SPDX-License-Identifier: Apache-2.0
// The text of one element, for where it is short or nothing. Inside article only.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "html/dom.h"

namespace broadsheet::article {

// Normalised, with a gap between elements: "By" and "Jane Doe" are two, and only a style sheet
// parts them. Empty if there are more than `bytes_max` bytes: elements nest, and a page may ask for
// the text of each.
std::string short_text(const html::Node& node, std::size_t bytes_max);

// Whether any of `parts` stands in `text`, in this case.
bool holds_any(std::string_view text, std::initializer_list<std::string_view> parts);

// False if `text` surely folds to something else than `folded`; cheap.
bool may_fold_to(std::string_view text, std::string_view folded);

}  // namespace broadsheet::article
