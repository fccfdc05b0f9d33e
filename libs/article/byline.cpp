// SPDX-License-Identifier: Apache-2.0
// The lines under a headline are few and short: one with a date, one that begins like a byline.
#include "article/byline.h"

#include <algorithm>

#include "article/authors.h"
#include "article/dates.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kBlocksMax = 16;       // between the headline and the text
constexpr std::size_t kLineLengthMax = 200;  // A longer one is a paragraph.
constexpr std::size_t kParagraphLength = 90;
constexpr double kDateConfidence = 0.48;
constexpr double kAuthorConfidence = 0.52;

bool is_date(const std::string& line) { return parse_date(line, "").has_value(); }

class BylineReader {
 public:
  explicit BylineReader(Candidates& out) : out_(out) {}

  void read(const Block& block) {
    if (block.lines.empty()) {
      read_line(block.text);
    } else {
      for (const auto& line : block.lines) read_line(line);
    }
  }

 private:
  void read_line(const std::string& line) {
    if (line.empty() || text::length(line) > kLineLengthMax) return;
    if (!dated_ && is_date(line)) {
      out_.push_back({FieldKind::kPublished, "byline", line, kDateConfidence});
      dated_ = true;
    }
    if (signed_ || !begins_like_a_byline(line)) return;
    // The date may follow in the same line.
    const std::string names = line.substr(0, line.find_first_of("0123456789|"));
    if (names_in(names).empty()) return;
    out_.push_back({FieldKind::kAuthor, "byline", names, kAuthorConfidence});
    signed_ = true;
  }

  Candidates& out_;
  bool dated_ = false;
  bool signed_ = false;
};

}  // namespace

void read_byline(const std::vector<Block>& blocks, const std::string& title, Candidates& out) {
  if (title.empty()) return;
  const std::string wanted = text::fold(title);
  const auto headline = std::ranges::find_if(blocks, [&](const Block& block) {
    return block.text.size() < title.size() * 2 && text::fold(block.text) == wanted;
  });
  if (headline == blocks.end()) return;
  BylineReader reader(out);
  std::size_t seen = 0;
  for (auto block = headline + 1; block != blocks.end() && seen < kBlocksMax; ++block, ++seen) {
    const bool paragraph = block->length >= kParagraphLength && block->boilerplate == nullptr &&
                           !block->small_print && !is_date(block->text);
    if (paragraph) return;
    reader.read(*block);
  }
}

}  // namespace broadsheet::article
