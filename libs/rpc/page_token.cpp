// SPDX-License-Identifier: Apache-2.0
// Layout of a token, in base64url: a version byte, a seal of 12 bytes, the position.
#include "rpc/page_token.h"

#include "core/encode.h"
#include "core/hash.h"

namespace broadsheet::rpc {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kSealBytes = 12;
constexpr std::size_t kTokenMax = 128 << 10;  // a position is some hundred bytes a shard

// Each part with its length before it, so that no two lists of parts hash the same bytes. The key
// is at both ends: a hash of the key and a prefix cannot be carried on.
std::string seal_of(std::string_view key, std::string_view kind, std::string_view request,
                    std::string_view position) {
  Sha256 hash;
  for (const auto part : {key, kind, request, position, key}) {
    hash.add(big_endian(part.size())).add(part);
  }
  return std::string(hash.finish().view().substr(0, kSealBytes));
}

Fault no_token(std::string_view field, std::string what) {
  return bad_input(std::move(what), std::string(field),
                   "give back the token of the last page with the same request, or none");
}

}  // namespace

std::string PageTokens::seal(std::string_view kind, std::string_view request,
                             std::string_view position) const {
  if (position.empty()) return {};
  std::string token(1, kVersion);
  token += seal_of(key_, kind, request, position);
  token += position;
  return to_base64url(token);
}

Result<std::string> PageTokens::open(std::string_view kind, std::string_view request,
                                     std::string_view token, std::string_view field) const {
  if (token.empty()) return std::string();
  if (token.size() > kTokenMax) return no_token(field, "too long for a token");
  auto decoded = from_base64url(token);
  if (!decoded || decoded->size() <= 1 + kSealBytes || decoded->front() != kVersion) {
    return no_token(field, "malformed token");
  }
  std::string position = decoded->substr(1 + kSealBytes);
  if (seal_of(key_, kind, request, position) != std::string_view(*decoded).substr(1, kSealBytes)) {
    return no_token(field, "damaged token, or the token of another request");
  }
  return position;
}

}  // namespace broadsheet::rpc
