// SPDX-License-Identifier: Apache-2.0
// The rule that shares partitions out.
#include "bus/group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/random.h"

namespace broadsheet::bus {
namespace {

using ::testing::IsEmpty;

std::map<std::uint64_t, int> loads(const Owners& owners) {
  std::map<std::uint64_t, int> out;
  for (const auto& [slot, owner] : owners) ++out[owner];
  return out;
}

int moves(const Owners& before, const Owners& after) {
  int count = 0;
  for (const auto& [slot, owner] : after) {
    const auto old = before.find(slot);
    count += old != before.end() && old->second != owner ? 1 : 0;
  }
  return count;
}

TEST(Group, OneMemberGetsAll) { EXPECT_EQ(loads(assign({{7, {"t"}}}, {{"t", 5}}, {}))[7], 5); }

TEST(Group, NobodyGetsWhatNobodyWants) {
  EXPECT_THAT(assign({}, {{"t", 5}}, {}), IsEmpty());
  EXPECT_THAT(assign({{1, {"other"}}}, {{"t", 5}}, {}), IsEmpty());
}

TEST(Group, AMemberMoreTakesOnlyItsShare) {
  const Owners before = assign({{1, {"t"}}, {2, {"t"}}}, {{"t", 12}}, {});

  const Owners after = assign({{1, {"t"}}, {2, {"t"}}, {3, {"t"}}}, {{"t", 12}}, before);

  EXPECT_EQ(loads(after)[3], 4);
  EXPECT_EQ(moves(before, after), 4);
}

TEST(Group, AMemberLessLeavesTheOthersWhatTheyHave) {
  const Owners before = assign({{1, {"t"}}, {2, {"t"}}, {3, {"t"}}}, {{"t", 12}}, {});

  const Owners after = assign({{1, {"t"}}, {3, {"t"}}}, {{"t", 12}}, before);

  EXPECT_EQ(loads(after)[1], 6);
  EXPECT_EQ(moves(before, after), 4);
}

TEST(Group, MoreMembersThanPartitionsLeaveSomeWithout) {
  const Owners owners = assign({{1, {"t"}}, {2, {"t"}}, {3, {"t"}}}, {{"t", 2}}, {});

  EXPECT_EQ(owners.size(), 2U);
  EXPECT_EQ(loads(owners).size(), 2U);
}

TEST(Group, TheLargerSharesOfSeveralTopicsAreSpread) {
  const Owners owners = assign({{1, {"a", "b"}}, {2, {"a", "b"}}}, {{"a", 1}, {"b", 1}}, {});

  EXPECT_EQ(loads(owners).size(), 2U);
}

TEST(Group, WhateverHappensAllIsSharedAndBalanced) {
  Random random(11);
  Owners owners;
  for (int round = 0; round < 500; ++round) {
    const int partitions = 1 + static_cast<int>(random.below(20));
    std::vector<Member> members;
    for (std::uint64_t id = 0; id < 8; ++id) {
      if (random.chance(0.6)) members.push_back({id, {"t"}});
    }

    owners = assign(members, {{"t", partitions}}, owners);

    if (members.empty()) continue;
    EXPECT_EQ(owners.size(), static_cast<std::size_t>(partitions));
    const auto by_member = loads(owners);
    for (const auto& member : members) {
      const auto found = by_member.find(member.id);
      const int load = found == by_member.end() ? 0 : found->second;
      const int count = static_cast<int>(members.size());
      EXPECT_GE(load, partitions / count);
      EXPECT_LE(load, (partitions + count - 1) / count);
    }
    EXPECT_EQ(assign(members, {{"t", partitions}}, owners), owners);
  }
}

}  // namespace
}  // namespace broadsheet::bus
