// SPDX-License-Identifier: Apache-2.0
// zstd at a level that keeps up with a fetcher; deltas by reference prefix with long-distance
// matching, as `zstd --patch-from` does it.
#include "archive/compress.h"

#include <zstd.h>

#include <memory>

#include "core/encode.h"

namespace broadsheet::archive {

namespace {

constexpr int kLevel = 3;
constexpr std::size_t kPageBytesMax = std::size_t{64} << 20;
constexpr std::size_t kDeltaWorth =
    2;  // A delta must be this many times smaller than the page alone.

using Compressor = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;
using Decompressor = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

int window_log(std::size_t bytes) {
  int log = 10;
  while (log < 27 && (std::size_t{1} << log) < bytes) ++log;
  return log;
}

std::string compress_with(std::string_view bytes, std::string_view prefix) {
  const Compressor context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  CHECK(context != nullptr);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  if (!prefix.empty()) {
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_enableLongDistanceMatching, 1);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog,
                           window_log(prefix.size() + bytes.size()));
    ZSTD_CCtx_refPrefix(context.get(), prefix.data(), prefix.size());
  }
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
  CHECK(!ZSTD_isError(size));
  out.resize(size);
  return out;
}

Result<std::string> decompress_with(std::string_view stored, std::string_view prefix,
                                    std::size_t size_max) {
  const auto size = ZSTD_getFrameContentSize(stored.data(), stored.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > size_max) {
    return broken("compressed bytes are damaged");
  }
  const Decompressor context(ZSTD_createDCtx(), ZSTD_freeDCtx);
  CHECK(context != nullptr);
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 27);
  if (!prefix.empty()) ZSTD_DCtx_refPrefix(context.get(), prefix.data(), prefix.size());
  std::string out(static_cast<std::size_t>(size), '\0');
  const std::size_t read =
      ZSTD_decompressDCtx(context.get(), out.data(), out.size(), stored.data(), stored.size());
  if (ZSTD_isError(read) || read != out.size()) return broken("compressed bytes are damaged");
  return out;
}

}  // namespace

std::string compress(std::string_view bytes) { return compress_with(bytes, {}); }

Result<std::string> decompress(std::string_view stored, std::size_t size_max) {
  return decompress_with(stored, {}, size_max);
}

std::string StoredPayload::encode() const {
  std::string row(1, static_cast<char>(depth));
  row += big_endian(size);
  if (depth > 0) row += base.view();
  return row + bytes;
}

Result<StoredPayload> StoredPayload::decode(std::string_view row) {
  StoredPayload stored;
  const std::size_t head = 9 + (!row.empty() && row[0] != 0 ? 32 : 0);
  if (row.size() < head) return broken("a stored page is damaged");
  stored.depth = static_cast<std::uint8_t>(row[0]);
  stored.size = from_big_endian(row.substr(1, 8));
  if (stored.depth > kDepthMax) return broken("a stored page is damaged");
  if (stored.depth > 0) {
    TRY_LET(base, Digest::from_bytes(row.substr(9, 32)));
    stored.base = base;
  }
  stored.bytes = std::string(row.substr(head));
  return stored;
}

StoredPayload pack(std::string_view page, const std::optional<Base>& base) {
  StoredPayload stored;
  stored.size = page.size();
  stored.bytes = compress_with(page, {});
  if (!base || base->depth >= kDepthMax || base->page.empty()) return stored;
  std::string delta = compress_with(page, base->page);
  if (delta.size() * kDeltaWorth > stored.bytes.size()) return stored;
  stored.bytes = std::move(delta);
  stored.base = base->digest;
  stored.depth = static_cast<std::uint8_t>(base->depth + 1);
  return stored;
}

Result<std::string> unpack(const StoredPayload& stored,
                           const std::function<Result<StoredPayload>(const Digest&)>& read) {
  if (stored.depth == 0) return decompress_with(stored.bytes, {}, kPageBytesMax);
  TRY_LET(below, read(stored.base));
  // Depth falls at each step, so that damaged rows cannot send us round in circles.
  if (below.depth >= stored.depth) return broken("a stored page leans on one that leans on it");
  TRY_LET(base, unpack(below, read));
  return decompress_with(stored.bytes, base, kPageBytesMax);
}

}  // namespace broadsheet::archive
