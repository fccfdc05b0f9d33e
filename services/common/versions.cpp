// SPDX-License-Identifier: Apache-2.0
// All versions of a page, page by page; the last two of them.
#include "common/versions.h"

#include <algorithm>

namespace broadsheet {

namespace {

Fault only_one_version() {
  return not_found("there is only one version: nothing to compare it with", "url");
}

}  // namespace

Result<std::vector<records::Snapshot>> versions_of(rpc::ArchiveApi& archive, const url::Url& url,
                                                   const rpc::CallContext& call) {
  rpc::ListSnapshotsRequest request;
  request.filter.match = rpc::UrlMatch::kUrl;
  request.filter.pattern = url.href();
  request.order = rpc::TimeOrder::kOldestFirst;
  request.page.size = rpc::Page::kMax;
  std::vector<records::Snapshot> versions;
  while (versions.size() < kVersionsMax) {
    TRY_LET(reply, archive.list_snapshots(request, call));
    // Versions of one URL are in one shard: if one did not answer, it may be the one.
    if (reply.snapshots.empty() && !reply.shard_errors.empty()) {
      return reply.shard_errors.front().fault;
    }
    std::ranges::move(reply.snapshots, std::back_inserter(versions));
    if (reply.next_position.empty()) break;
    request.page.position = reply.next_position;
  }
  if (versions.size() > kVersionsMax) versions.resize(kVersionsMax);
  if (versions.empty()) return not_found("there is no version of this page", url.href());
  return versions;
}

Result<rpc::DiffRequest> last_edit(rpc::ArchiveApi& archive, const url::Url& url,
                                   const rpc::CallContext& call) {
  rpc::SnapshotRef current;
  current.url = url;
  TRY_LET(reply, archive.get_snapshot({current, false}, call));
  // The newest is the last one of the list, even if an older one is current again.
  if (!reply.last || reply.versions < 2) return only_one_version();
  rpc::DiffRequest request;
  request.after.key = records::SnapshotKey{reply.snapshot.url_key, *reply.last};
  TRY_LET(last, archive.get_snapshot({request.after, false}, call));
  if (!last.previous) return only_one_version();
  request.before.key = records::SnapshotKey{last.snapshot.url_key, *last.previous};
  return request;
}

}  // namespace broadsheet
