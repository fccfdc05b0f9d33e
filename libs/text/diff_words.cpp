// SPDX-License-Identifier: Apache-2.0
// Words that were deleted and inserted, told so that a person can read it.
#include "text/diff_words.h"

#include <algorithm>
#include <utility>

#include "text/myers.h"

namespace broadsheet::text {
namespace {

// Above it, what is not common at the ends of a paragraph is replaced whole. Two unrelated texts of
// a thousand words each take a tenth of it.
constexpr std::size_t kStepsMax = 20'000'000;

// tokens [before_begin, before_end) became [after_begin, after_end).
struct Change {
  std::size_t before_begin = 0, before_end = 0;
  std::size_t after_begin = 0, after_end = 0;
};

std::size_t count_words(const TokenText& text, std::size_t begin, std::size_t end) {
  const auto first = text.tokens.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto last = text.tokens.begin() + static_cast<std::ptrdiff_t>(end);
  return static_cast<std::size_t>(
      std::count_if(first, last, [](const Token& token) { return token.word; }));
}

std::size_t size_of(const Change& change) {
  return std::max(change.before_end - change.before_begin, change.after_end - change.after_begin);
}

// What lies between the runs.
std::vector<Change> changes_between(const std::vector<CommonRun>& runs, std::size_t before_size,
                                    std::size_t after_size) {
  std::vector<Change> changes;
  Change change;
  const auto close = [&](std::size_t before, std::size_t after) {
    change.before_end = before;
    change.after_end = after;
    if (size_of(change) > 0) changes.push_back(change);
  };
  for (const CommonRun& run : runs) {
    close(run.before, run.after);
    change = {.before_begin = run.before + run.size, .after_begin = run.after + run.size};
  }
  close(before_size, after_size);
  return changes;
}

// A lone "the" or comma that two changes have in common tells a reader nothing: the changes around
// an island that is small beside both of them become one.
std::vector<Change> without_islands(const std::vector<Change>& changes, const TokenText& before) {
  std::vector<Change> out;
  for (const Change& change : changes) {
    if (!out.empty()) {
      Change& last = out.back();
      const std::size_t island = count_words(before, last.before_end, change.before_begin);
      const std::size_t tokens = change.before_begin - last.before_end;
      const std::size_t sea = std::min(size_of(last), size_of(change));
      if (tokens <= 4 && island * 3 < sea) {
        last.before_end = change.before_end;
        last.after_end = change.after_end;
        continue;
      }
    }
    out.push_back(change);
  }
  return out;
}

// Collects text into spans: deletions and insertions between two equal spans become one of each.
class Spans {
 public:
  void equal(std::string_view text) {
    if (text.empty()) return;
    flush();
    if (!out_.empty() && out_.back().op == DiffOp::kEqual) {
      out_.back().text += text;
    } else {
      out_.push_back({DiffOp::kEqual, std::string(text)});
    }
  }
  void deleted(std::string_view text) { deleted_ += text; }
  void inserted(std::string_view text) { inserted_ += text; }

  std::vector<DiffSpan> take() {
    flush();
    return std::move(out_);
  }

 private:
  void flush() {
    if (deleted_ == inserted_) {
      // The same after all: equal() would come here again.
      if (!deleted_.empty()) append_equal(std::exchange(deleted_, {}));
      inserted_.clear();
      return;
    }
    if (!deleted_.empty()) out_.push_back({DiffOp::kDelete, std::exchange(deleted_, {})});
    if (!inserted_.empty()) out_.push_back({DiffOp::kInsert, std::exchange(inserted_, {})});
  }
  void append_equal(std::string text) {
    if (!out_.empty() && out_.back().op == DiffOp::kEqual) {
      out_.back().text += text;
    } else {
      out_.push_back({DiffOp::kEqual, std::move(text)});
    }
  }

  std::vector<DiffSpan> out_;
  std::string deleted_;
  std::string inserted_;
};

void spell(const Token& token, Spans& spans, void (Spans::*add)(std::string_view)) {
  (spans.*add)(token.text);
  (spans.*add)(token.space);
}

}  // namespace

WordDiff diff_tokens(const TokenText& before, const TokenText& after) {
  const auto changes =
      without_islands(changes_between(common_runs(before.numbers, after.numbers, kStepsMax),
                                      before.tokens.size(), after.tokens.size()),
                      before);
  WordDiff out;
  Spans spans;
  std::size_t at = 0;        // in before
  std::size_t at_after = 0;  // in after
  const auto equal_until = [&](std::size_t end) {
    for (; at < end; ++at, ++at_after) {
      const Token& old_token = before.tokens[at];
      const Token& new_token = after.tokens[at_after];
      spans.equal(old_token.text);
      if (old_token.space == new_token.space) {
        spans.equal(old_token.space);
      } else {
        spans.deleted(old_token.space);
        spans.inserted(new_token.space);
      }
    }
  };
  for (const Change& change : changes) {
    equal_until(change.before_begin);
    out.words_deleted += count_words(before, change.before_begin, change.before_end);
    out.words_inserted += count_words(after, change.after_begin, change.after_end);
    for (; at < change.before_end; ++at) spell(before.tokens[at], spans, &Spans::deleted);
    for (; at_after < change.after_end; ++at_after) {
      spell(after.tokens[at_after], spans, &Spans::inserted);
    }
  }
  equal_until(before.tokens.size());
  out.spans = spans.take();
  return out;
}

std::vector<DiffSpan> diff_words(std::string_view before, std::string_view after) {
  Vocabulary vocabulary;
  const TokenText old_text = tokenise(before, vocabulary);
  const TokenText new_text = tokenise(after, vocabulary);
  return diff_tokens(old_text, new_text).spans;
}

}  // namespace broadsheet::text
