// SPDX-License-Identifier: Apache-2.0
// Length before each, eight bytes.
#include "gateway/positions.h"

#include <algorithm>

#include "core/encode.h"

namespace broadsheet::gateway {

std::string pack_positions(const std::vector<std::string>& positions) {
  if (std::ranges::all_of(positions, &std::string::empty)) return {};
  std::string packed;
  for (const auto& position : positions) packed += big_endian(position.size()) + position;
  return packed;
}

Result<std::vector<std::string>> unpack_positions(std::string_view packed, std::size_t shards) {
  if (packed.empty()) return std::vector<std::string>(shards);
  const auto wrong = [] {
    return bad_input("this is not where a list of this archive stands", "page_token",
                     "begin again without a token");
  };
  std::vector<std::string> positions;
  while (!packed.empty()) {
    if (packed.size() < 8) return wrong();
    const auto size = from_big_endian(packed.substr(0, 8));
    packed.remove_prefix(8);
    if (size > packed.size()) return wrong();
    positions.emplace_back(packed.substr(0, size));
    packed.remove_prefix(size);
  }
  if (positions.size() != shards) return wrong();
  return positions;
}

}  // namespace broadsheet::gateway
