// SPDX-License-Identifier: Apache-2.0
// What short lines say when they are not the text; for where markup cannot tell. Inside article
// only.
#pragma once

#include <string>

#include "article/blocks.h"

namespace broadsheet::article {

// A short line that leads elsewhere, or that belongs to the page around the text: "Read also: …",
// "Advertisement", "Your email address will not be published."
bool leads_away(const Block& block);

// A short line that stands in no paragraph and is no sentence: "Share", "17:05".
bool is_label(const Block& block);

// No letter in it: a clock, a number, a row of stars.
bool is_mute(const Block& block);

bool ends_like_a_sentence(std::string_view text);

}  // namespace broadsheet::article
