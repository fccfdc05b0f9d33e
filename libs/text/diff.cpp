// SPDX-License-Identifier: Apache-2.0
// Which paragraph of one version is which of the other: first those that did not change, then,
// between them, those that were edited, by the words they share.
#include "text/diff.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "text/diff_words.h"
#include "text/myers.h"
#include "text/tokens.h"

namespace broadsheet::text {
namespace {

using Paragraphs = std::vector<std::string>;

constexpr std::size_t kParagraphStepsMax = 20'000'000;
// Paragraphs that share less are two paragraphs.
constexpr double kEditedMin = 0.4;
// How many words may be compared, and how many pairs, to find the edited paragraphs of one gap.
constexpr std::size_t kGapWordsMax = 50'000'000;
constexpr std::size_t kGapPairsMax = 1'000'000;

constexpr int kNone = -1;

struct Pair {
  int before = kNone;
  int after = kNone;
};

int index(std::size_t i) { return static_cast<int>(i); }

bool spells_anything(const DiffSpan& span) { return span.op != DiffOp::kEqual; }

// The paragraphs of both versions between two that did not change.
struct Gap {
  std::size_t before_begin = 0, before_end = 0;
  std::size_t after_begin = 0, after_end = 0;
};

class Alignment {
 public:
  Alignment(const Paragraphs& before, const Paragraphs& after) : before_(before), after_(after) {}

  // In reading order: of a gap, what was deleted comes before what was inserted.
  std::vector<Pair> pairs() {
    std::size_t before = 0;
    std::size_t after = 0;
    for (const CommonRun& run :
         common_runs(numbers(before_), numbers(after_), kParagraphStepsMax)) {
      align({before, run.before, after, run.after});
      for (std::size_t i = 0; i < run.size; ++i) {
        pairs_.push_back({index(run.before + i), index(run.after + i)});
      }
      before = run.before + run.size;
      after = run.after + run.size;
    }
    align({before, before_.size(), after, after_.size()});
    return std::move(pairs_);
  }

 private:
  std::vector<std::uint32_t> numbers(const Paragraphs& paragraphs) {
    std::vector<std::uint32_t> out;
    for (const std::string& paragraph : paragraphs) out.push_back(whole_.number_of(paragraph));
    return out;
  }

  std::vector<TokenText> tokens_of(const Paragraphs& paragraphs, std::size_t begin,
                                   std::size_t end) {
    std::vector<TokenText> out;
    for (std::size_t i = begin; i < end; ++i) out.push_back(tokenise(paragraphs[i], words_));
    return out;
  }

  static std::size_t words_in(const std::vector<TokenText>& texts) {
    std::size_t count = 0;
    for (const TokenText& text : texts) count += text.sorted_words.size() + 1;
    return count;
  }

  void replace(const Gap& gap) {
    for (std::size_t i = gap.before_begin; i < gap.before_end; ++i) {
      pairs_.push_back({index(i), kNone});
    }
    for (std::size_t i = gap.after_begin; i < gap.after_end; ++i) {
      pairs_.push_back({kNone, index(i)});
    }
  }

  void align(const Gap& gap) {
    const std::size_t rows = gap.before_end - gap.before_begin;
    const std::size_t columns = gap.after_end - gap.after_begin;
    if (rows == 0 || columns == 0 || rows > kGapPairsMax / columns) return replace(gap);
    const auto before = tokens_of(before_, gap.before_begin, gap.before_end);
    const auto after = tokens_of(after_, gap.after_begin, gap.after_end);
    if (words_in(before) * columns + words_in(after) * rows > kGapWordsMax) return replace(gap);
    Gap rest = gap;
    for (const auto& [row, column] : best_pairs(before, after)) {
      const std::size_t i = gap.before_begin + row;
      const std::size_t j = gap.after_begin + column;
      replace({rest.before_begin, i, rest.after_begin, j});
      pairs_.push_back({index(i), index(j)});
      rest.before_begin = i + 1;
      rest.after_begin = j + 1;
    }
    replace(rest);
  }

  // The pairs in ascending order on both sides whose similarities add up to the most.
  static std::vector<std::pair<std::size_t, std::size_t>> best_pairs(
      const std::vector<TokenText>& before, const std::vector<TokenText>& after) {
    const std::size_t columns = after.size() + 1;
    std::vector<float> best((before.size() + 1) * columns);  // of the suffixes from (i, j)
    std::vector<float> shared(before.size() * after.size());
    for (std::size_t i = before.size(); i-- > 0;) {
      for (std::size_t j = after.size(); j-- > 0;) {
        const double same = similarity(before[i], after[j]);
        const float score = same >= kEditedMin ? static_cast<float>(same) : 0.0F;
        shared[i * after.size() + j] = score;
        best[i * columns + j] =
            std::max({best[(i + 1) * columns + j], best[i * columns + j + 1],
                      score > 0 ? score + best[(i + 1) * columns + j + 1] : 0.0F});
      }
    }
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0, j = 0; i < before.size() && j < after.size();) {
      const float score = shared[i * after.size() + j];
      const float here = best[i * columns + j];
      if (score > 0 && here == score + best[(i + 1) * columns + j + 1]) {
        pairs.emplace_back(i++, j++);
      } else if (here == best[(i + 1) * columns + j]) {
        ++i;
      } else {
        ++j;
      }
    }
    return pairs;
  }

  const Paragraphs& before_;
  const Paragraphs& after_;
  Vocabulary whole_;
  Vocabulary words_;
  std::vector<Pair> pairs_;
};

// Says of what was deleted here and inserted there that it was moved.
void mark_moves(std::vector<DiffHunk>& hunks) {
  std::unordered_map<std::string_view, DiffHunk*> inserted;
  for (DiffHunk& hunk : hunks) {
    if (hunk.before == kNone && !hunk.spans.empty()) inserted.emplace(hunk.spans[0].text, &hunk);
  }
  for (DiffHunk& hunk : hunks) {
    if (hunk.after != kNone || hunk.spans.empty()) continue;
    const auto found = inserted.find(hunk.spans[0].text);
    if (found == inserted.end()) continue;
    hunk.moved = found->second->after;
    found->second->moved = hunk.before;
    inserted.erase(found);
  }
}

}  // namespace

bool Diff::empty() const {
  return std::all_of(hunks.begin(), hunks.end(), [](const DiffHunk& hunk) {
    return hunk.before != kNone && hunk.after != kNone &&
           std::none_of(hunk.spans.begin(), hunk.spans.end(), spells_anything);
  });
}

Diff diff(const Paragraphs& before, const Paragraphs& after) {
  Diff out;
  for (const Pair& pair : Alignment(before, after).pairs()) {
    const std::string nothing;
    const std::string& old_text =
        pair.before == kNone ? nothing : before[static_cast<std::size_t>(pair.before)];
    const std::string& new_text =
        pair.after == kNone ? nothing : after[static_cast<std::size_t>(pair.after)];
    if (pair.before != kNone && pair.after != kNone && old_text == new_text) {
      DiffHunk same{.before = pair.before, .after = pair.after};
      if (!old_text.empty()) same.spans.push_back({DiffOp::kEqual, old_text});
      out.hunks.push_back(std::move(same));
      continue;
    }
    Vocabulary vocabulary;
    const TokenText old_tokens = tokenise(old_text, vocabulary);
    const TokenText new_tokens = tokenise(new_text, vocabulary);
    WordDiff words = diff_tokens(old_tokens, new_tokens);
    out.words_deleted += words.words_deleted;
    out.words_inserted += words.words_inserted;
    out.hunks.push_back(
        {.before = pair.before, .after = pair.after, .spans = std::move(words.spans)});
  }
  mark_moves(out.hunks);
  return out;
}

}  // namespace broadsheet::text
