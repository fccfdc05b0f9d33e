// SPDX-License-Identifier: Apache-2.0
// The key of a snapshot, (URL, content hash), as bytes in the store and as a name for people.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "core/hash.h"

namespace broadsheet::records {

struct SnapshotKey {
  std::string url_key;  // url::url_key
  Digest content_hash;

  auto operator<=>(const SnapshotKey&) const = default;

  // URL key ∥ NUL ∥ the 32 bytes: sorts by URL key; a URL key holds no NUL.
  [[nodiscard]] std::string bytes() const;
  static Result<SnapshotKey> from_bytes(std::string_view bytes);

  // "snapshots/{base64url of the URL key}.{content hash in hex}": the permalink. It says by itself
  // which shard has it, and holds for ever.
  [[nodiscard]] std::string name() const;
  // kBadInput says what a name looks like.
  static Result<SnapshotKey> from_name(std::string_view name);
};

}  // namespace broadsheet::records
