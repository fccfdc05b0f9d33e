// SPDX-License-Identifier: Apache-2.0
// All versions of a page, as the archive lists them.
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

}  // namespace broadsheet
