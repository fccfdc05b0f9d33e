// SPDX-License-Identifier: Apache-2.0
// Myers's difference algorithm in linear space, with a bound on its work.
#include "text/myers.h"

#include <algorithm>
#include <optional>

namespace broadsheet::text {
namespace {

using Sequence = std::span<const std::uint32_t>;
using Index = std::ptrdiff_t;

// A part of the two sequences that is still to be compared.
struct Box {
  Index before_begin = 0, before_end = 0;
  Index after_begin = 0, after_end = 0;

  [[nodiscard]] Index width() const { return before_end - before_begin; }
  [[nodiscard]] Index height() const { return after_end - after_begin; }
  [[nodiscard]] bool empty() const { return width() == 0 || height() == 0; }
};

// Where the paths from both ends of a box meet.
struct Point {
  Index before = 0;
  Index after = 0;
};

constexpr Index kUnreached = -1;

// The furthest that a path of some number of edits comes on each diagonal, from one end.
class Frontier {
 public:
  explicit Frontier(Index reach)
      : reach_(reach), at_(static_cast<std::size_t>(2 * reach + 1), kUnreached) {}
  Index& operator[](Index diagonal) { return at_[static_cast<std::size_t>(diagonal + reach_)]; }

 private:
  Index reach_;
  std::vector<Index> at_;
};

class Comparison {
 public:
  Comparison(Sequence before, Sequence after, std::size_t steps_max)
      : before_(before), after_(after), steps_left_(steps_max) {}

  std::vector<CommonRun> run() {
    std::vector<Box> work{
        {0, static_cast<Index>(before_.size()), 0, static_cast<Index>(after_.size())}};
    // Depth first, the earlier part on top: runs come out in order but for the ends of boxes.
    while (!work.empty()) {
      Box box = work.back();
      work.pop_back();
      trim(box);
      if (box.empty()) continue;
      const auto middle = meeting_point(box);
      if (!middle) continue;
      work.push_back({middle->before, box.before_end, middle->after, box.after_end});
      work.push_back({box.before_begin, middle->before, box.after_begin, middle->after});
    }
    return joined();
  }

 private:
  [[nodiscard]] bool same(Index before, Index after) const {
    return before_[static_cast<std::size_t>(before)] == after_[static_cast<std::size_t>(after)];
  }

  void keep(Index before, Index after, Index size) {
    if (size > 0) {
      runs_.push_back({static_cast<std::size_t>(before), static_cast<std::size_t>(after),
                       static_cast<std::size_t>(size)});
    }
  }

  // Takes what is common at the ends out of the box.
  void trim(Box& box) {
    const Index before = box.before_begin;
    const Index after = box.after_begin;
    while (!box.empty() && same(box.before_begin, box.after_begin)) {
      ++box.before_begin;
      ++box.after_begin;
    }
    keep(before, after, box.before_begin - before);
    const Index end = box.before_end;
    while (!box.empty() && same(box.before_end - 1, box.after_end - 1)) {
      --box.before_end;
      --box.after_end;
    }
    keep(box.before_end, box.after_end, end - box.before_end);
  }

  // A point on a shortest path through the box, which is trimmed and not empty; none when the bound
  // is spent. Never a corner where the path both begins and ends, so that both parts are smaller.
  std::optional<Point> meeting_point(const Box& box) {
    const Index width = box.width();
    const Index height = box.height();
    const Index delta = width - height;
    const Index edits_max = (width + height + 1) / 2;
    Frontier forward(edits_max + 1);
    Frontier backward(edits_max + 1);
    for (Index edits = 0; edits <= edits_max; ++edits) {
      if (!spend(static_cast<std::size_t>(edits) + 1)) return std::nullopt;
      for (Index k = -edits; k <= edits; k += 2) {
        const Index x = step(forward, edits, k, width, height, [&](Index at_x, Index at_y) {
          return same(box.before_begin + at_x, box.after_begin + at_y);
        });
        if (delta % 2 != 0 && meets(x, backward, delta - k, edits - 1, width)) {
          return Point{box.before_begin + x, box.after_begin + x - k};
        }
      }
      for (Index k = -edits; k <= edits; k += 2) {
        const Index x = step(backward, edits, k, width, height, [&](Index at_x, Index at_y) {
          return same(box.before_end - 1 - at_x, box.after_end - 1 - at_y);
        });
        if (delta % 2 == 0 && meets(x, forward, delta - k, edits, width)) {
          return Point{box.before_end - x, box.after_end - (x - k)};
        }
      }
    }
    return std::nullopt;
  }

  // Whether a path that came to `x` has met the one that comes the other way on the same diagonal.
  static bool meets(Index x, Frontier& other, Index diagonal, Index reach, Index width) {
    if (x == kUnreached || diagonal < -reach || diagonal > reach) return false;
    return other[diagonal] != kUnreached && x + other[diagonal] >= width;
  }

  // One more edit to diagonal `k`, then along what is the same, within the box.
  template <typename Same>
  Index step(Frontier& frontier, Index edits, Index k, Index width, Index height, Same is_same) {
    Index x = edits == 0 ? 0 : kUnreached;
    if (k < edits && frontier[k + 1] != kUnreached && frontier[k + 1] - k <= height) {
      x = frontier[k + 1];
    }
    if (k > -edits && frontier[k - 1] != kUnreached && frontier[k - 1] < width) {
      x = std::max(x, frontier[k - 1] + 1);
    }
    const Index start = x;
    while (x != kUnreached && x < width && x - k < height && is_same(x, x - k)) ++x;
    spend(static_cast<std::size_t>(x - start));
    frontier[k] = x;
    return x;
  }

  bool spend(std::size_t steps) {
    if (steps > steps_left_) {
      steps_left_ = 0;
      return false;
    }
    steps_left_ -= steps;
    return true;
  }

  std::vector<CommonRun> joined() {
    std::sort(runs_.begin(), runs_.end(),
              [](const CommonRun& a, const CommonRun& b) { return a.before < b.before; });
    std::vector<CommonRun> out;
    for (const CommonRun& run : runs_) {
      if (!out.empty() && out.back().before + out.back().size == run.before &&
          out.back().after + out.back().size == run.after) {
        out.back().size += run.size;
      } else {
        out.push_back(run);
      }
    }
    return out;
  }

  Sequence before_;
  Sequence after_;
  std::size_t steps_left_;
  std::vector<CommonRun> runs_;
};

}  // namespace

std::vector<CommonRun> common_runs(std::span<const std::uint32_t> before,
                                   std::span<const std::uint32_t> after, std::size_t steps_max) {
  return Comparison(before, after, steps_max).run();
}

}  // namespace broadsheet::text
