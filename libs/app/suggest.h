// SPDX-License-Identifier: Apache-2.0
// The word that somebody probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::app {

// The nearest of the known words (in lower case), by edits; empty if none is near: not more than a
// third of its letters away, nor than `edits_max`. Upper and lower case are alike.
std::string nearest(std::string_view word, const std::vector<std::string>& known,
                    std::size_t edits_max = std::string_view::npos);

}  // namespace broadsheet::app
