// SPDX-License-Identifier: Apache-2.0
// The key of a snapshot as bytes and as a name.
#include "records/snapshot_key.h"

#include "core/encode.h"

namespace broadsheet::records {
namespace {

constexpr std::string_view kCollection = "snapshots/";
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kNameMax = 128 << 10;  // a URL has at most 64 KiB

Fault no_name(std::string_view name) {
  constexpr std::size_t kShown = 80;
  std::string shown(name.substr(0, kShown));
  if (name.size() > kShown) shown += "…";
  return bad_input("'" + shown + "' is no snapshot's name", "name",
                   "a name is snapshots/{URL key in base64url}.{64 lower-case hexadecimal digits}");
}

}  // namespace

std::string SnapshotKey::bytes() const {
  std::string bytes = url_key;
  bytes += '\0';
  bytes += content_hash.view();
  return bytes;
}

Result<SnapshotKey> SnapshotKey::from_bytes(std::string_view bytes) {
  if (bytes.size() < kHashBytes + 2) return bad_input("too short for the key of a snapshot");
  const auto url_key = bytes.substr(0, bytes.size() - kHashBytes - 1);
  if (bytes[url_key.size()] != '\0' || url_key.find('\0') != std::string_view::npos) {
    return bad_input("no key of a snapshot: the URL key must end at a NUL");
  }
  TRY_LET(hash, Digest::from_bytes(bytes.substr(url_key.size() + 1)));
  return SnapshotKey{std::string(url_key), hash};
}

std::string SnapshotKey::name() const {
  return std::string(kCollection) + to_base64url(url_key) + "." + content_hash.hex();
}

Result<SnapshotKey> SnapshotKey::from_name(std::string_view name) {
  if (name.size() > kNameMax || !name.starts_with(kCollection)) return no_name(name);
  const auto id = name.substr(kCollection.size());
  const auto dot = id.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || id.size() - dot - 1 != kHashDigits) {
    return no_name(name);
  }
  auto url_key = from_base64url(id.substr(0, dot));
  auto hash = Digest::from_hex(id.substr(dot + 1));
  if (!url_key || !hash || url_key->find('\0') != std::string::npos) return no_name(name);
  SnapshotKey key{*url_key, *hash};
  // One snapshot has one name: no padding, no other alphabet, no capitals.
  if (key.name() != name) return no_name(name);
  return key;
}

}  // namespace broadsheet::records
