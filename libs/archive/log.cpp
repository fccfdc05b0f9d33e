// SPDX-License-Identifier: Apache-2.0
// MTH, PATH and PROOF as RFC 6962 §2.1 defines them, with every perfect subtree read, not computed.
#include "archive/log.h"

#include <bit>

#include "core/encode.h"

namespace broadsheet::archive {

namespace {

// The largest power of two below `size` (> 1).
std::uint64_t split_at(std::uint64_t size) { return std::bit_floor(size - 1); }

// MTH of leaves [begin, end); begin is a multiple of the subtree's size, as the recursion makes it.
Result<Digest> range_root(std::uint64_t begin, std::uint64_t end, const ReadNode& read) {
  const std::uint64_t size = end - begin;
  if (std::has_single_bit(size)) {
    return read({std::countr_zero(size), begin / size});
  }
  const std::uint64_t middle = begin + split_at(size);
  TRY_LET(left, range_root(begin, middle, read));
  TRY_LET(right, range_root(middle, end, read));
  return node_hash(left, right);
}

Result<void> path(std::uint64_t index, std::uint64_t begin, std::uint64_t end, const ReadNode& read,
                  std::vector<Digest>& out) {
  if (end - begin <= 1) return {};
  const std::uint64_t middle = begin + split_at(end - begin);
  const bool in_left = index < middle;
  TRY(in_left ? path(index, begin, middle, read, out) : path(index, middle, end, read, out));
  TRY_LET(sibling, in_left ? range_root(middle, end, read) : range_root(begin, middle, read));
  out.push_back(sibling);
  return {};
}

// SUBPROOF(first, D[begin:end], complete).
Result<void> subproof(std::uint64_t first, std::uint64_t begin, std::uint64_t end, bool complete,
                      const ReadNode& read, std::vector<Digest>& out) {
  if (first == end) {
    if (complete) return {};
    TRY_LET(root, range_root(begin, end, read));
    out.push_back(root);
    return {};
  }
  const std::uint64_t middle = begin + split_at(end - begin);
  if (first <= middle) {
    TRY(subproof(first, begin, middle, complete, read, out));
    TRY_LET(right, range_root(middle, end, read));
    out.push_back(right);
  } else {
    TRY(subproof(first, middle, end, false, read, out));
    TRY_LET(left, range_root(begin, middle, read));
    out.push_back(left);
  }
  return {};
}

}  // namespace

std::string log_key(const LogNode& node) {
  return std::string(1, static_cast<char>(node.level)) + big_endian(node.index);
}

Digest leaf_hash(std::string_view leaf) {
  return Sha256().add(std::string_view("\0", 1)).add(leaf).finish();
}

Digest node_hash(const Digest& left, const Digest& right) {
  return Sha256().add("\x01").add(left.view()).add(right.view()).finish();
}

Result<void> append_leaf(std::uint64_t index, const Digest& leaf, const ReadNode& read,
                         const WriteNode& write) {
  Digest hash = leaf;
  LogNode node{0, index};
  write(node, hash);
  while (node.index % 2 == 1) {
    TRY_LET(left, read({node.level, node.index - 1}));
    hash = node_hash(left, hash);
    node = {node.level + 1, node.index / 2};
    write(node, hash);
  }
  return {};
}

Result<Digest> tree_root(std::uint64_t size, const ReadNode& read) {
  if (size == 0) return sha256("");
  return range_root(0, size, read);
}

Result<std::vector<Digest>> inclusion_path(std::uint64_t index, std::uint64_t size,
                                           const ReadNode& read) {
  if (index >= size) return bad_input("the leaf is not in a tree of this size", "tree_size");
  std::vector<Digest> out;
  TRY(path(index, 0, size, read, out));
  return out;
}

Result<std::vector<Digest>> consistency_path(std::uint64_t first, std::uint64_t second,
                                             const ReadNode& read) {
  if (first == 0 || first > second) {
    return bad_input("the first size is from 1 to the second", "first_tree_size");
  }
  std::vector<Digest> out;
  TRY(subproof(first, 0, second, true, read, out));
  return out;
}

bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                      const std::vector<Digest>& path, const Digest& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Digest hash = leaf;
  for (const Digest& sibling : path) {
    if (sn == 0) return false;
    if (fn % 2 == 1 || fn == sn) {
      hash = node_hash(sibling, hash);
      while (fn % 2 == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && hash == root;
}

bool verify_consistency(std::uint64_t first, std::uint64_t second, const Digest& first_root,
                        const Digest& second_root, const std::vector<Digest>& given) {
  if (first == 0 || first > second) return false;
  if (first == second) return given.empty() && first_root == second_root;
  std::vector<Digest> path = given;
  if (std::has_single_bit(first)) path.insert(path.begin(), first_root);
  if (path.empty()) return false;
  std::uint64_t fn = first - 1;
  std::uint64_t sn = second - 1;
  while (fn % 2 == 1) {
    fn >>= 1;
    sn >>= 1;
  }
  Digest fr = path.front();
  Digest sr = path.front();
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (sn == 0) return false;
    if (fn % 2 == 1 || fn == sn) {
      fr = node_hash(path[i], fr);
      sr = node_hash(path[i], sr);
      while (fn % 2 == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, path[i]);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == first_root && sr == second_root;
}

}  // namespace broadsheet::archive
