// SPDX-License-Identifier: Apache-2.0
// How texts and pages lie in the store: zstd, a page against the version before it where that is
// much smaller. Inside archive only; hides zstd.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/hash.h"

namespace broadsheet::archive {

std::string compress(std::string_view bytes);
// `size_max` bounds what damaged bytes can make us allocate.
Result<std::string> decompress(std::string_view stored, std::size_t size_max);

// A page as it is kept. A delta names the page that it is a delta to; `depth` counts the deltas
// down to one that stands alone.
struct StoredPayload {
  std::uint8_t depth = 0;
  std::uint64_t size = 0;  // of the page
  Digest base = {};        // zero: it stands alone
  std::string bytes;

  [[nodiscard]] std::string encode() const;
  static Result<StoredPayload> decode(std::string_view row);
};

inline constexpr std::uint8_t kDepthMax = 8;  // Reading a page unpacks at most this many others.

// `base` is the version before, if there is one that may be leant on.
struct Base {
  Digest digest;
  std::string page;
  std::uint8_t depth = 0;
};
StoredPayload pack(std::string_view page, const std::optional<Base>& base);

// `read` gives the stored row of a digest.
Result<std::string> unpack(const StoredPayload& stored,
                           const std::function<Result<StoredPayload>(const Digest&)>& read);

}  // namespace broadsheet::archive
