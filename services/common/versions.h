// SPDX-License-Identifier: Apache-2.0
// All versions of a page, as the archive lists them; and the last of its edits.
#pragma once

#include <cstddef>
#include <vector>

#include "rpc/archive_api.h"

namespace broadsheet {

// More than this many are cut off.
inline constexpr std::size_t kVersionsMax = 10'000;

// Oldest first. kNotFound if there are none; the fault of their shard if that did not answer.
Result<std::vector<records::Snapshot>> versions_of(rpc::ArchiveApi& archive, const url::Url& url,
                                                   const rpc::CallContext& call);

// The last edit: the newest version against the one before it, also where an older one is current
// again. kNotFound if there is only one.
Result<rpc::DiffRequest> last_edit(rpc::ArchiveApi& archive, const url::Url& url,
                                   const rpc::CallContext& call);

}  // namespace broadsheet
