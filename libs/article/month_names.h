// SPDX-License-Identifier: Apache-2.0
// Which words are months, in the languages of the press. Inside article only.
#pragma once

#include <optional>
#include <string_view>

namespace broadsheet::article {

enum class Calendar { kGregorian, kJalali };

struct MonthName {
  int number = 0;  // 1 to 12
  Calendar calendar = Calendar::kGregorian;
};

// `word` is folded. `language` (BCP 47, may be empty) decides where two languages mean different
// months by one word.
std::optional<MonthName> month_of(std::string_view word, std::string_view language = {});

}  // namespace broadsheet::article
