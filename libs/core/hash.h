// SPDX-License-Identifier: Apache-2.0
// Hashes: SHA-256 where it is kept or shown, a fast 64-bit one where it only spreads.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace broadsheet {

// A SHA-256 (FIPS 180-4).
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Digest&) const = default;
  [[nodiscard]] bool is_zero() const;
  // The 32 bytes, for keys.
  [[nodiscard]] std::string_view view() const;
  // 64 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  static Result<Digest> from_hex(std::string_view hex);
  static Result<Digest> from_bytes(std::string_view bytes);
};

Digest sha256(std::string_view bytes);

// SHA-256 of what add() was given, in order. One thread.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  Sha256& add(std::string_view bytes);
  // Ends it; a second call is a CHECK.
  Digest finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// 20 bytes: WARC's and CDX's customary payload digest. Not for security.
std::string sha1(std::string_view bytes);

// Stable over versions and machines: partitions depend on it (FNV-1a with a final mix).
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

// CRC-32C (Castagnoli, RFC 3720 §B.4).
std::uint32_t crc32c(std::string_view bytes, std::uint32_t crc = 0);

}  // namespace broadsheet

template <>
struct std::hash<broadsheet::Digest> {
  std::size_t operator()(const broadsheet::Digest& digest) const noexcept;
};
