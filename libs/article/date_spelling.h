// SPDX-License-Identifier: Apache-2.0
// Dates as scripts spell them, in one spelling. Inside article only.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::article {

// Folded, with ASCII digits, years of our era, months in one word and spaces for ornaments:
// "令和八年１１月２２日" → "2026年11月22日", "22 تشرين الثاني" → "22 november".
std::string plainly_spelled(std::string_view text);

}  // namespace broadsheet::article
