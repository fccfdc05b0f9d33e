// SPDX-License-Identifier: Apache-2.0
// Whether a date is said to be of the first print or of a later one. Inside article only.
#pragma once

#include <string>
#include <string_view>

namespace broadsheet::article {

// "Last updated:", "Zuletzt aktualisiert am", "Mis à jour le", "更新": somewhere in a short text.
bool says_updated(std::string_view text);

// "Updated 22 Nov 2026, first published 20 Nov 2026" → what stands under each label.
struct LabelledDates {
  std::string published;  // what stands under no label, too
  std::string updated;
};
LabelledDates labelled_dates(std::string_view line);

}  // namespace broadsheet::article
