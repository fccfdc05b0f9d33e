// SPDX-License-Identifier: Apache-2.0
// Names of people and agencies out of bylines. Inside article only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::article {

// "By Jane Doe and John Roe, Political Editor" → "Jane Doe", "John Roe". Empty if there is no name
// in it.
std::vector<std::string> names_in(std::string_view byline);

// "By Jane Doe", "Von …", "文・…": what says by itself that names follow.
bool begins_like_a_byline(std::string_view line);

}  // namespace broadsheet::article
