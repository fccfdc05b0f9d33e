// SPDX-License-Identifier: Apache-2.0
// The word that somebody probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::app {

// The nearest of the known words, by edits; empty if none is near. Upper and lower case are alike.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace broadsheet::app
