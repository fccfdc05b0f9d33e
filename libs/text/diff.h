// SPDX-License-Identifier: Apache-2.0
// What changed between two versions: paragraphs aligned, then words within them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

enum class DiffOp { kEqual, kInsert, kDelete };

struct DiffSpan {
  DiffOp op = DiffOp::kEqual;
  std::string text;  // with the white space that belongs to it
  bool operator==(const DiffSpan&) const = default;
};

// One paragraph of either version, or one of each that is the same paragraph edited.
struct DiffHunk {
  // -1 where the version has no such paragraph.
  int before = -1;
  int after = -1;
  std::vector<DiffSpan> spans = {};  // deletions before insertions
  // Of a paragraph that one version has here and the other, unchanged, elsewhere: where the other
  // has it. -1 for all the rest.
  int moved = -1;
};

struct Diff {
  std::vector<DiffHunk> hunks;  // in reading order, unchanged paragraphs too
  std::size_t words_inserted = 0;
  std::size_t words_deleted = 0;
  // Whether the versions are the same, to the last comma and space.
  [[nodiscard]] bool empty() const;
};

// Laws: the equal and deleted spans spell `before`, the equal and inserted ones `after`.
// Word-level, linear-space Myers (1986) with a bound on work; above it a paragraph is replaced
// whole.
Diff diff(const std::vector<std::string>& before, const std::vector<std::string>& after);
std::vector<DiffSpan> diff_words(std::string_view before, std::string_view after);

}  // namespace broadsheet::text
