// SPDX-License-Identifier: Apache-2.0
// SHA-256 and SHA-1 by OpenSSL, and the two small hashes by hand.
#include "core/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstring>

#include "core/encode.h"

namespace broadsheet {
namespace {

// Looked up once: a fetch by name on every digest costs more than a small digest itself.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  CHECK(method != nullptr);
  return method;
}

const EVP_MD* sha1_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  CHECK(method != nullptr);
  return method;
}

// MurmurHash3's 64-bit finaliser: a bijection with full avalanche, and 0 stays 0.
constexpr std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 33)) * 0xff51afd7ed558ccdULL;
  value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33);
}

// Eight tables, so that eight bytes are taken at a time ("slicing by eight").
using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr CrcTables make_crc_tables() {
  CrcTables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f63b78U : 0U);
    tables[0][byte] = crc;
  }
  for (std::size_t table = 1; table < 8; ++table) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables[table - 1][byte];
      tables[table][byte] = (before >> 8) ^ tables[0][before & 0xff];
    }
  }
  return tables;
}

constexpr CrcTables kCrcTables = make_crc_tables();

std::uint32_t little_endian_32(const unsigned char* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8 |
         static_cast<std::uint32_t>(bytes[2]) << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
}

}  // namespace

bool Digest::is_zero() const {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::string_view Digest::view() const {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string Digest::hex() const { return to_hex(view()); }

Result<Digest> Digest::from_hex(std::string_view hex) {
  if (hex.size() != 64) return bad_input("a digest has 64 hexadecimal digits");
  TRY_LET(decoded, broadsheet::from_hex(hex));
  return from_bytes(decoded);
}

Result<Digest> Digest::from_bytes(std::string_view bytes) {
  Digest digest;
  if (bytes.size() != digest.bytes.size()) return bad_input("a digest has 32 bytes");
  std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
  return digest;
}

Digest sha256(std::string_view bytes) { return Sha256().add(bytes).finish(); }

struct Sha256::Impl {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  bool finished = false;

  Impl() {
    CHECK(context != nullptr && EVP_DigestInit_ex2(context, sha256_method(), nullptr) == 1);
  }
  ~Impl() { EVP_MD_CTX_free(context); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
};

Sha256::Sha256() : impl_(std::make_unique<Impl>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::add(std::string_view bytes) {
  CHECK(!impl_->finished);
  CHECK(EVP_DigestUpdate(impl_->context, bytes.data(), bytes.size()) == 1);
  return *this;
}

Digest Sha256::finish() {
  CHECK(!impl_->finished);
  impl_->finished = true;
  Digest digest;
  unsigned size = 0;
  CHECK(EVP_DigestFinal_ex(impl_->context, digest.bytes.data(), &size) == 1);
  CHECK(size == digest.bytes.size());
  return digest;
}

std::string sha1(std::string_view bytes) {
  std::string out(20, '\0');
  unsigned size = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &size,
                   sha1_method(), nullptr) == 1);
  CHECK(size == out.size());
  return out;
}

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ mix(seed);
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return mix(hash);
}

std::uint32_t crc32c(std::string_view bytes, std::uint32_t crc) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t left = bytes.size();
  const auto& t = kCrcTables;
  crc = ~crc;
  for (; left >= 8; at += 8, left -= 8) {
    const std::uint32_t low = crc ^ little_endian_32(at);
    const std::uint32_t high = little_endian_32(at + 4);
    crc = t[7][low & 0xff] ^ t[6][low >> 8 & 0xff] ^ t[5][low >> 16 & 0xff] ^ t[4][low >> 24] ^
          t[3][high & 0xff] ^ t[2][high >> 8 & 0xff] ^ t[1][high >> 16 & 0xff] ^ t[0][high >> 24];
  }
  for (; left > 0; ++at, --left) crc = (crc >> 8) ^ t[0][(crc ^ *at) & 0xff];
  return ~crc;
}

}  // namespace broadsheet

std::size_t std::hash<broadsheet::Digest>::operator()(
    const broadsheet::Digest& digest) const noexcept {
  // A SHA-256 is spread already: any eight of its bytes will do.
  std::size_t value = 0;
  std::memcpy(&value, digest.bytes.data(), sizeof value);
  return value;
}
