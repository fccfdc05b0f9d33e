// SPDX-License-Identifier: Apache-2.0
// Words are near if at most every third letter differs (Damerau's distance).
#include "app/suggest.h"

#include <algorithm>
#include <utility>

#include "core/strings.h"

namespace broadsheet::app {

namespace {

constexpr std::size_t kWordBytesMax = 64;  // Nobody meant anything by a longer one.

// Letters put in, left out, changed, or swapped with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, above);
    std::swap(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known,
                    std::size_t edits_max) {
  if (word.size() > kWordBytesMax) return {};
  std::string best;
  std::size_t least = std::min(std::max<std::size_t>(word.size() / 3, 1), edits_max) + 1;
  for (const auto& candidate : known) {
    const auto distance = edit_distance(ascii_lower(word), candidate);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

}  // namespace broadsheet::app
