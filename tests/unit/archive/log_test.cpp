// SPDX-License-Identifier: Apache-2.0
// The Merkle log against the RFC's own test vectors and its own proofs.
#include "archive/log.h"

#include <gtest/gtest.h>

#include <map>

#include "core/encode.h"

namespace broadsheet::archive {
namespace {

class LogTest : public ::testing::Test {
 protected:
  void append(std::string_view leaf) {
    const auto read = reader();
    const auto done =
        append_leaf(size_++, leaf_hash(leaf), read,
                    [&](const LogNode& node, const Digest& hash) { rows_[log_key(node)] = hash; });
    ASSERT_TRUE(done.ok());
  }

  ReadNode reader() const {
    return [this](const LogNode& node) -> Result<Digest> {
      const auto row = rows_.find(log_key(node));
      if (row == rows_.end()) return broken("no such subtree");
      return row->second;
    };
  }

  std::uint64_t size_ = 0;
  std::map<std::string, Digest> rows_;
};

// The leaves of the test vectors that certificate-transparency implementations share.
const std::vector<std::string> kLeaves = {"",
                                          "00",
                                          "10",
                                          "2021",
                                          "3031",
                                          "40414243",
                                          "5051525354555657",
                                          "606162636465666768696a6b6c6d6e6f"};

TEST_F(LogTest, Rfc6962_RootsOfTheKnownTree) {
  const std::vector<std::string> roots = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  EXPECT_EQ(tree_root(0, reader())->hex(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < kLeaves.size(); ++i) {
    append(*from_hex(kLeaves[i]));
    EXPECT_EQ(tree_root(i + 1, reader())->hex(), roots[i]);
  }
}

TEST_F(LogTest, EveryInclusionProofHoldsAndNoOther) {
  for (int i = 0; i < 33; ++i) append("leaf " + std::to_string(i));
  for (std::uint64_t size = 1; size <= size_; ++size) {
    const Digest root = *tree_root(size, reader());
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto path = *inclusion_path(index, size, reader());
      const Digest leaf = leaf_hash("leaf " + std::to_string(index));
      EXPECT_TRUE(verify_inclusion(leaf, index, size, path, root));
      EXPECT_FALSE(verify_inclusion(leaf_hash("another"), index, size, path, root));
      if (size == 1) continue;
      EXPECT_FALSE(verify_inclusion(leaf, (index + 1) % size, size, path, root));
    }
  }
}

TEST_F(LogTest, EveryConsistencyProofHoldsAndNoOther) {
  for (int i = 0; i < 33; ++i) append("leaf " + std::to_string(i));
  for (std::uint64_t second = 1; second <= size_; ++second) {
    for (std::uint64_t first = 1; first <= second; ++first) {
      const auto path = *consistency_path(first, second, reader());
      const Digest first_root = *tree_root(first, reader());
      const Digest second_root = *tree_root(second, reader());
      EXPECT_TRUE(verify_consistency(first, second, first_root, second_root, path));
      if (first < second) {
        EXPECT_FALSE(verify_consistency(first, second, second_root, first_root, path));
      }
    }
  }
}

TEST_F(LogTest, ProofsOfWhatIsNotThereAreRefused) {
  append("one");

  EXPECT_EQ(inclusion_path(1, 1, reader()).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(consistency_path(0, 1, reader()).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(consistency_path(2, 1, reader()).fault().kind, FaultKind::kBadInput);
}

}  // namespace
}  // namespace broadsheet::archive
