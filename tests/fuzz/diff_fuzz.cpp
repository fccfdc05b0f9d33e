// SPDX-License-Identifier: Apache-2.0
// uses: bs_text
// Two versions, one behind a NUL, paragraphs by line: the diff spells both, whatever they are.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/strings.h"
#include "text/diff.h"
#include "text/similarity.h"

using namespace broadsheet;

void fuzz_diff(std::string_view bytes);

namespace {

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view line : split(text, '\n')) out.emplace_back(line);
  return out;
}

std::string spelled(const text::DiffHunk& hunk, text::DiffOp side) {
  std::string out;
  for (const text::DiffSpan& span : hunk.spans) {
    if (span.op == text::DiffOp::kEqual || span.op == side) out += span.text;
  }
  return out;
}

}  // namespace

void fuzz_diff(std::string_view bytes) {
  const std::size_t middle = std::min(bytes.find('\0'), bytes.size());
  const auto before = lines(bytes.substr(0, middle));
  const auto after = lines(bytes.substr(std::min(middle + 1, bytes.size())));
  const text::Diff diff = text::diff(before, after);
  std::size_t old_count = 0;
  std::size_t new_count = 0;
  for (const text::DiffHunk& hunk : diff.hunks) {
    if (hunk.before >= 0) CHECK(spelled(hunk, text::DiffOp::kDelete) == before[old_count++]);
    if (hunk.after >= 0) CHECK(spelled(hunk, text::DiffOp::kInsert) == after[new_count++]);
  }
  CHECK(old_count == before.size() && new_count == after.size());
  CHECK(diff.empty() == (before == after));
  const text::Signature signature = text::signature(before);
  CHECK(text::bands(signature).empty() == (signature.shingles == 0));
}
