// SPDX-License-Identifier: Apache-2.0
// Hex, base32, base64 and ordered integers.
#include "core/encode.h"

#include <gtest/gtest.h>

#include "core/random.h"

namespace broadsheet {
namespace {

std::string random_bytes(Random& random, std::size_t size) {
  std::string bytes;
  for (std::size_t at = 0; at < size; ++at) bytes += static_cast<char>(random.below(256));
  return bytes;
}

TEST(Encode, Rfc4648_10_GivesTheTestVectors) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base32("f"), "MY======");
  EXPECT_EQ(to_base32("foo"), "MZXW6===");
  EXPECT_EQ(to_base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI======");
  EXPECT_EQ(to_hex("foobar"), "666f6f626172");
}

TEST(Encode, Base64urlNeedsNoEscapeAndNoPadding) {
  EXPECT_EQ(to_base64url("\xfb\xff\xfe"), "-__-");
  EXPECT_EQ(to_base64url("f"), "Zg");
}

TEST(Encode, WhatWasEncodedDecodesToTheSame) {
  Random random(1);
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string bytes = random_bytes(random, size);

    EXPECT_EQ(*from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(*from_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(*from_base64url(to_base64(bytes)), bytes);
  }
}

TEST(Encode, OneByteStringHasOneText) {
  EXPECT_FALSE(from_base64url("Zh").ok());     // stray bits
  EXPECT_FALSE(from_base64url("Z").ok());      // half a byte
  EXPECT_FALSE(from_base64url("Zg=").ok());    // half a padding
  EXPECT_FALSE(from_base64url("Zg===").ok());  // too much of it
  EXPECT_FALSE(from_base64url("=").ok());
  EXPECT_FALSE(from_base64url("====").ok());
  EXPECT_FALSE(from_base64url("Zm9v=Zm8").ok());
  EXPECT_FALSE(from_base64url("Zm 9v").ok());
}

TEST(Encode, BadHexSaysWhere) {
  EXPECT_EQ(*from_hex("DEADbeef"), "\xde\xad\xbe\xef");
  EXPECT_FALSE(from_hex("abc").ok());
  EXPECT_EQ(from_hex("abcg").fault().where, "character 4");
}

TEST(Encode, BigEndianKeepsTheOrderOfNumbers) {
  Random random(2);
  for (int round = 0; round < 1000; ++round) {
    const std::uint64_t a = random.next() >> random.below(64);
    const std::uint64_t b = random.next() >> random.below(64);

    EXPECT_EQ(big_endian(a) < big_endian(b), a < b);
    EXPECT_EQ(from_big_endian(big_endian(a)), a);
  }
}

}  // namespace
}  // namespace broadsheet
