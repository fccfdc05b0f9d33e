// SPDX-License-Identifier: Apache-2.0
// Who has a store open, without opening it.
#pragma once

#include <filesystem>

namespace broadsheet::kv {

// Whether another process has the store in `folder` open to write. Reads, and changes nothing; a
// folder without a store is nobody's. Not for a store that this process has open itself: whoever
// closes a file loses the locks that he has on it (fcntl(2)).
bool is_open_elsewhere(const std::filesystem::path& folder);

}  // namespace broadsheet::kv
