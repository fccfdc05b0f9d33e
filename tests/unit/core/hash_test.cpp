// SPDX-License-Identifier: Apache-2.0
// Hashes against published vectors, and those that partitions depend on for ever.
#include "core/hash.h"

#include <gtest/gtest.h>

#include <unordered_set>
#include <vector>

#include "core/encode.h"
#include "core/random.h"

namespace broadsheet {
namespace {

constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Hash, Fips180_4_Sha256OfKnownTexts) {
  EXPECT_EQ(sha256("abc").hex(), kAbc);
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256(std::string(1000000, 'a')).hex(),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, Fips180_4_Sha1OfKnownTexts) {
  EXPECT_EQ(to_hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST(Hash, Sha256InPiecesIsSha256OfTheWhole) {
  Sha256 hash;
  hash.add("a").add("").add("bc");

  EXPECT_EQ(hash.finish().hex(), kAbc);
}

TEST(HashDeathTest, FinishingTwiceIsOurMistake) {
  Sha256 hash;
  hash.finish();

  EXPECT_DEATH(hash.finish(), "finished");
}

TEST(Hash, ADigestTravelsAsBytesAndAsHex) {
  const Digest digest = sha256("abc");

  EXPECT_EQ(*Digest::from_hex(digest.hex()), digest);
  EXPECT_EQ(*Digest::from_bytes(digest.view()), digest);
  EXPECT_FALSE(digest.is_zero());
  EXPECT_TRUE(Digest{}.is_zero());
  EXPECT_FALSE(Digest::from_hex("abc").ok());
  EXPECT_FALSE(Digest::from_hex(std::string(64, 'x')).ok());
  EXPECT_FALSE(Digest::from_bytes(std::string(31, 'x')).ok());
}

TEST(Hash, DigestsAreOrderedLikeTheirBytes) {
  const Digest a = sha256("a");
  const Digest b = sha256("b");

  EXPECT_EQ(a < b, a.view() < b.view());
  EXPECT_EQ((std::unordered_set<Digest>{a, b, a}.size()), 2U);
}

// These numbers are on disks: a change here is a migration.
TEST(Hash, Hash64NeverChanges) {
  EXPECT_EQ(hash64(""), 0xefd01f60ba992926ULL);
  EXPECT_EQ(hash64("com,example)/"), 0x40fd6f272b45b052ULL);
  EXPECT_EQ(hash64("a", 1), 0x73e06e574120228aULL);
  EXPECT_NE(hash64("a"), hash64("b"));
  EXPECT_NE(hash64("a", 1), hash64("a", 2));
}

TEST(Hash, Hash64SpreadsEvenlyOverAFewPartitions) {
  std::vector<int> count(12);
  for (int at = 0; at < 12000; ++at) ++count[hash64("key" + std::to_string(at)) % count.size()];

  for (const int keys : count) {
    EXPECT_GT(keys, 850);
    EXPECT_LT(keys, 1150);
  }
}

TEST(Hash, Rfc3720_B4_Crc32cOfKnownBytes) {
  EXPECT_EQ(crc32c("123456789"), 0xe3069283U);
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a9136aaU);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8ab43U);
  EXPECT_EQ(crc32c(""), 0U);
}

TEST(Hash, Crc32cGoesOnWhereItStopped) {
  Random random(3);
  std::string bytes;
  for (int at = 0; at < 100; ++at) bytes += static_cast<char>(random.below(256));

  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    EXPECT_EQ(crc32c(bytes.substr(cut), crc32c(bytes.substr(0, cut))), crc32c(bytes));
  }
}

}  // namespace
}  // namespace broadsheet
