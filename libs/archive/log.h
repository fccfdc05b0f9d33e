// SPDX-License-Identifier: Apache-2.0
// The Merkle log of RFC 6962 §2.1 over stored hashes of perfect subtrees: pure arithmetic, the rows
// come from whoever calls. Inside archive only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"

namespace broadsheet::archive {

// The subtree of 2^level leaves that begins at leaf index · 2^level.
struct LogNode {
  int level = 0;
  std::uint64_t index = 0;
};

std::string log_key(const LogNode& node);

// Reads the hash of a perfect subtree that is complete.
using ReadNode = std::function<Result<Digest>(const LogNode&)>;
using WriteNode = std::function<void(const LogNode&, const Digest&)>;

Digest leaf_hash(std::string_view leaf);
Digest node_hash(const Digest& left, const Digest& right);

// Leaf number `index` (from 0), after index leaves are there: writes it and every subtree it
// completes.
Result<void> append_leaf(std::uint64_t index, const Digest& leaf, const ReadNode& read,
                         const WriteNode& write);

Result<Digest> tree_root(std::uint64_t size, const ReadNode& read);
// kBadInput for an index or size that is not in the tree: the caller checks against the current
// size.
Result<std::vector<Digest>> inclusion_path(std::uint64_t index, std::uint64_t size,
                                           const ReadNode& read);
Result<std::vector<Digest>> consistency_path(std::uint64_t first, std::uint64_t second,
                                             const ReadNode& read);

// For whoever checks a proof (RFC 9162 §2.1.3.2 and §2.1.4.2).
bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                      const std::vector<Digest>& path, const Digest& root);
bool verify_consistency(std::uint64_t first, std::uint64_t second, const Digest& first_root,
                        const Digest& second_root, const std::vector<Digest>& path);

}  // namespace broadsheet::archive
