// SPDX-License-Identifier: Apache-2.0
// The key of a snapshot as bytes and as a permalink.
#include "records/snapshot_key.h"

#include <gtest/gtest.h>

namespace broadsheet::records {
namespace {

const SnapshotKey kKey = {"com,example)/a?b=1", sha256("content")};

TEST(SnapshotKey, ReadsBackFromBytesAndFromItsName) {
  EXPECT_EQ(*SnapshotKey::from_bytes(kKey.bytes()), kKey);
  EXPECT_EQ(*SnapshotKey::from_name(kKey.name()), kKey);
}

TEST(SnapshotKey, NameIsUrlSafeAndHoldsForEver) {
  EXPECT_EQ(kKey.name(),
            "snapshots/Y29tLGV4YW1wbGUpL2E_Yj0x."
            "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73");
}

TEST(SnapshotKey, BytesOfVersionsOfAUrlLieTogetherBeforeThoseOfALongerUrl) {
  const SnapshotKey last{"com,example)/a", *Digest::from_hex(std::string(64, 'f'))};
  const SnapshotKey longer{"com,example)/a1", {}};
  EXPECT_LT(last.bytes(), longer.bytes());
}

TEST(SnapshotKey, RefusesBytesThatAreNone) {
  const auto bytes = kKey.bytes();
  EXPECT_FALSE(SnapshotKey::from_bytes("").ok());
  EXPECT_FALSE(SnapshotKey::from_bytes(bytes.substr(1 + kKey.url_key.size())).ok());
  EXPECT_FALSE(SnapshotKey::from_bytes(bytes.substr(0, bytes.size() - 1)).ok());
  EXPECT_FALSE(SnapshotKey::from_bytes(std::string("a\0b", 3) + bytes).ok());
}

TEST(SnapshotKey, OneSnapshotHasOneName) {
  const auto name = kKey.name();
  const auto dot = name.rfind('.');
  std::string upper = name;
  for (auto i = dot; i < upper.size(); ++i) upper[i] = static_cast<char>(std::toupper(upper[i]));

  EXPECT_FALSE(SnapshotKey::from_name(upper).ok());
  EXPECT_FALSE(SnapshotKey::from_name(name.substr(0, dot) + "=" + name.substr(dot)).ok());
  EXPECT_FALSE(
      SnapshotKey::from_name("snapshots/Y29tLGV4YW1wbGUpL2E/Yj0x" + name.substr(dot)).ok());
}

TEST(SnapshotKey, SaysWhatANameLooksLike) {
  for (const std::string& name :
       {std::string(), std::string("x"), std::string("snapshots/"), std::string("snapshots/."),
        "snapshots/." + std::string(64, '0'), "snapshots/AA." + std::string(64, '0'),
        "snapshots/" + std::string(1 << 20, 'A'), kKey.name() + "0"}) {
    const auto key = SnapshotKey::from_name(name);
    ASSERT_FALSE(key.ok()) << name;
    EXPECT_EQ(key.fault().kind, FaultKind::kBadInput);
    EXPECT_EQ(key.fault().where, "name");
    EXPECT_NE(key.fault().remedy.find("snapshots/{"), std::string::npos);
    EXPECT_LT(key.fault().text().size(), 400U);
  }
}

}  // namespace
}  // namespace broadsheet::records
