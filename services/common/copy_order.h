// SPDX-License-Identifier: Apache-2.0
// The order of a list of copies, first seen first, as bytes: the same in every shard and in the
// gateway.
#pragma once

#include <algorithm>
#include <string>

#include "core/encode.h"
#include "records/snapshot.h"

namespace broadsheet {

inline std::string copy_position(const records::Snapshot& snapshot) {
  const auto micros = std::max(0LL, to_micros(snapshot.first_seen));
  return big_endian(static_cast<std::uint64_t>(micros)) + snapshot.key().bytes();
}

}  // namespace broadsheet
