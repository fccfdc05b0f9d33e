// SPDX-License-Identifier: Apache-2.0
// Pages that were taken for windows-1252 on their way and written as UTF-8 once more: "itâ€™s".
// Inside article only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::article {

// The page as it was before, if nearly all that is not ASCII in it says that it was encoded twice.
std::optional<std::string> undo_second_encoding(std::string_view page);

}  // namespace broadsheet::article
