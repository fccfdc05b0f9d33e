// SPDX-License-Identifier: Apache-2.0
// The lines under a headline are few and short: one with a date, one that begins like a byline.
#include "article/byline.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "article/authors.h"
#include "article/dates.h"
#include "article/node_text.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kBlocksMax = 16;       // between the headline and the text
constexpr std::size_t kLineLengthMax = 280;  // A longer one is a paragraph.
constexpr std::size_t kParagraphLength = 90;
constexpr std::size_t kNameLengthMax = 60;
constexpr double kDateConfidence = 0.48;
constexpr double kNameConfidence = 0.25;
constexpr double kAuthorConfidence = 0.52;

bool is_date(const std::string& line) { return parse_date(line, "").has_value(); }

// "Jane Doe in Politics": what themes write behind the name.
std::string without_section(std::string names) {
  if (const auto at = names.find(" in "); at != std::string::npos) names.resize(at);
  return names;
}

// Two to four words that begin with capitals, for each name.
bool is_name_line(const std::string& line) {
  if (text::length(line) > kNameLengthMax) return false;
  const auto names = names_in(line);
  return !names.empty() && std::ranges::all_of(names, [](const std::string& name) {
    const auto words = split(name, ' ');
    return words.size() >= 2 && words.size() <= 4 &&
           std::ranges::all_of(words, [](std::string_view word) {
             return !word.empty() && word.front() >= 'A' && word.front() <= 'Z' &&
                    word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos;
           });
  });
}

bool is_post_meta(const Block& block) {
  return block.boilerplate != nullptr &&
         std::string_view(block.boilerplate).find("meta") != std::string_view::npos;
}

class BylineReader {
 public:
  explicit BylineReader(Candidates& out) : out_(out) {}

  [[nodiscard]] bool dated() const { return dated_; }

  // "Jane Doe", "Jane Doe/John Roe" alone above the text: nobody says what it is, and so it counts
  // where nothing else is said.
  void read_name(const Block& block) {
    if (signed_ || block.kind != records::ParagraphKind::kText || !is_name_line(block.text)) return;
    out_.push_back({FieldKind::kAuthor, "name above the text", block.text, kNameConfidence});
  }

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
    if (signed_) return;
    // "Written by" may stand on a line of its own, with the name under it.
    if (is_bare_by(line)) {
      promised_ = true;
      return;
    }
    if (std::exchange(promised_, false) && !is_date(line) && text::length(line) < kNameLengthMax &&
        !names_in(line).empty()) {
      out_.push_back({FieldKind::kAuthor, "byline", line, kAuthorConfidence});
      signed_ = true;
      return;
    }
    // In a line that has a date the author may come after it: "Posted on Friday by Jane Doe".
    const bool whole = begins_like_a_byline(line);
    if (!whole && !is_date(line)) return;
    const std::string names = without_section(before_date(whole ? line : signature_in(line)));
    if (names_in(names).empty()) return;
    out_.push_back({FieldKind::kAuthor, "byline", names, kAuthorConfidence});
    signed_ = true;
  }

  Candidates& out_;
  bool dated_ = false;
  bool signed_ = false;
  bool promised_ = false;  // a name, by the line before
};

}  // namespace

void read_byline(const std::vector<Block>& blocks, const std::string& title, Candidates& out) {
  if (title.empty()) return;
  const std::string wanted = text::fold(title);
  const auto headline = std::ranges::find_if(blocks, [&](const Block& block) {
    return block.text.size() < title.size() * 2 && may_fold_to(block.text, wanted) &&
           text::fold(block.text) == wanted;
  });
  if (headline == blocks.end()) return;
  BylineReader reader(out);
  std::size_t seen = 0;
  for (auto block = headline + 1; block != blocks.end() && seen < kBlocksMax; ++block, ++seen) {
    const bool paragraph = block->length >= kParagraphLength && block->boilerplate == nullptr &&
                           !block->small_print && !is_date(block->text);
    if (paragraph) {
      if (block != headline + 1) reader.read_name(*(block - 1));
      break;
    }
    reader.read(*block);
  }
  // Some themes say it below the text.
  for (auto block = headline + 1; block != blocks.end() && !reader.dated(); ++block) {
    if (is_post_meta(*block)) reader.read(*block);
  }
}

}  // namespace broadsheet::article
