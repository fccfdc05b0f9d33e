// SPDX-License-Identifier: Apache-2.0
// Pages packed alone and against one another read back byte for byte; damage is found.
#include "archive/compress.h"

#include <gtest/gtest.h>

#include <map>

#include "core/random.h"

namespace broadsheet::archive {
namespace {

std::string noise(std::size_t size, std::uint64_t seed) {
  Random random(seed);
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(random.next());
  return bytes;
}

TEST(Compress, AnythingReadsBack) {
  for (const std::size_t size : {0u, 1u, 1000u, 300'000u}) {
    const std::string bytes = noise(size, size);
    EXPECT_EQ(*decompress(compress(bytes), 1 << 20), bytes);
  }
}

TEST(Compress, DamageIsBroken) {
  std::string stored = compress(std::string(1000, 'x'));
  stored[stored.size() / 2] = static_cast<char>(stored[stored.size() / 2] ^ 0x55);

  EXPECT_EQ(decompress(stored, 1 << 20).fault().kind, FaultKind::kBroken);
  EXPECT_EQ(decompress("", 1 << 20).fault().kind, FaultKind::kBroken);
}

TEST(Compress, WhatWouldBeTooLargeIsNotUnpacked) {
  const std::string stored = compress(std::string(1 << 20, 'x'));

  EXPECT_EQ(decompress(stored, 1000).fault().kind, FaultKind::kBroken);
}

TEST(Compress, ASecondVersionIsASmallDelta) {
  const std::string first = noise(50'000, 1);
  std::string second = first;
  second.insert(20'000, "a sentence that an editor put in");
  const StoredPayload alone = pack(second, std::nullopt);

  const StoredPayload delta = pack(second, Base{sha256(first), first, 0});

  EXPECT_EQ(delta.depth, 1);
  EXPECT_LT(delta.bytes.size() * 20, alone.bytes.size());
}

TEST(Compress, AChainOfVersionsReadsBackAndEnds) {
  std::map<std::string, StoredPayload> rows;
  const auto read = [&](const Digest& digest) -> Result<StoredPayload> {
    return rows.at(digest.hex());
  };
  std::string page = noise(20'000, 3);
  std::optional<Base> base;
  int longest = 0;
  for (int version = 0; version < 30; ++version) {
    page.insert(100, "version " + std::to_string(version));
    const StoredPayload stored = pack(page, base);
    const Digest digest = sha256(page);
    rows[digest.hex()] = *StoredPayload::decode(stored.encode());
    EXPECT_EQ(*unpack(rows[digest.hex()], read), page);
    longest = std::max<int>(longest, stored.depth);
    base = Base{digest, page, stored.depth};
  }
  EXPECT_EQ(longest, kDepthMax);
}

TEST(Compress, RowsThatLeanOnThemselvesAreBroken) {
  StoredPayload stored = pack(noise(5000, 1), Base{sha256("x"), noise(5000, 1), 0});
  ASSERT_EQ(stored.depth, 1);

  const auto round = unpack(stored, [&](const Digest&) -> Result<StoredPayload> { return stored; });

  EXPECT_EQ(round.fault().kind, FaultKind::kBroken);
}

}  // namespace
}  // namespace broadsheet::archive
