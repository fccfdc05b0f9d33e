// SPDX-License-Identifier: Apache-2.0
// The part of verify that needs all references at once. Inside archive only.
#pragma once

#include <cstddef>
#include <functional>

#include "archive/impl.h"

namespace broadsheet::archive {

// Calls `found` with the digest of every page that is kept, but that no snapshot has and no capture
// brought. Looks at `slice_max` pages at a time, each time over all captures, so that a shard of
// any size takes the same memory.
Result<void> find_pages_left_over(const Shard::Impl& shard, std::size_t slice_max,
                                  const std::function<void(const Digest&)>& found);

}  // namespace broadsheet::archive
