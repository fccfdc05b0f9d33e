// SPDX-License-Identifier: Apache-2.0
// The lines under a headline are few and short: one with a date, one that begins like a byline.
#include "article/byline.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "article/author_words.h"
#include "article/authors.h"
#include "article/date_labels.h"
#include "article/dates.h"
#include "article/month_names.h"
#include "article/node_text.h"
#include "article/person.h"
#include "article/wire.h"
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
constexpr double kBesideDateConfidence = 0.42;
constexpr double kBelowConfidence = 0.4;
constexpr double kAboveConfidence = 0.42;
constexpr std::ptrdiff_t kAboveMax = 4;  // blocks over the headline

bool is_date(const std::string& line) { return parse_date(line, "").has_value(); }

// "Jane Doe in Politics": what themes write behind the name.
std::string without_section(std::string names) {
  if (const auto at = names.find(" in "); at != std::string::npos) names.resize(at);
  return names;
}

bool is_name_line(const std::string& line) {
  if (text::length(line) > kNameLengthMax) return false;
  const auto names = names_in(line);
  return !names.empty() && std::ranges::all_of(names, [](const std::string& name) {
    return begins_with_capital(name) && is_person_like(name);
  });
}

// "5 min read", "Lesezeit: 3 Minuten", "Photo by …": what stands beside a name as a date does.
bool is_beside_a_name(const std::string& line) {
  constexpr std::size_t kShort = 40;
  if (text::length(line) > kShort) return false;
  const std::string folded = text::fold(line);
  return holds_any(folded, {"min read", "minute read", "minutes read", "min. read", "lesezeit",
                            "min de lecture", "min de lectura", "min di lettura"});
}

// "Aaron Doe | Senior Writer | July 2, 2026", "Dec 26, 2026 • Jane Doe in Projects": the one part
// of a dated line that reads like names.
std::string names_beside_date(const std::string& line) {
  constexpr std::string_view kGaps[] = {"|", "•", "·", "⋅", "●", "∙", " - ", " – ", " — ", "\n"};
  std::string marked = line;
  for (const auto gap : kGaps) marked = replace_all(marked, gap, "\n");
  std::string found;
  for (const auto part : split(marked, '\n')) {
    const std::string names = without_section(before_date(trim(part)));
    if (names.empty() || month_of(text::fold(names)) || !is_name_line(names)) continue;
    if (!found.empty()) return {};
    found = names;
  }
  return found;
}

bool is_post_meta(const Block& block) {
  return block.boilerplate != nullptr &&
         std::string_view(block.boilerplate).find("meta") != std::string_view::npos;
}

// "By Jane Doe", "by the Example Team", "von dpa"; not "by hand".
bool may_sign(const std::string& names) {
  if (names_in(names).empty()) return !names_in(names, true).empty();
  return std::ranges::any_of(names_in(names), [](const std::string& name) {
    return begins_with_capital(name) || is_person_like(name) || !agency_in(name).empty();
  });
}

class BylineReader {
 public:
  explicit BylineReader(Candidates& out) : out_(out) {}

  [[nodiscard]] bool dated() const { return dated_; }
  [[nodiscard]] bool is_signed() const { return signed_; }

  // "Jane Doe", "Jane Doe/John Roe" alone above the text: nobody says what it is, and so it counts
  // where nothing else is said.
  void read_name(const Block& block, double confidence = kNameConfidence) {
    if (signed_ || block.kind != records::ParagraphKind::kText || !is_name_line(block.text)) return;
    out_.push_back({FieldKind::kAuthor, "name above the text", block.text, confidence});
    signed_ = true;
  }

  void read_date(const Block& block) {
    constexpr std::size_t kShort = 60;
    if (dated_ || block.length > kShort || block.link_density() > 0.5 || !is_date(block.text))
      return;
    out_.push_back({FieldKind::kPublished, "above the headline", block.text, kAboveConfidence});
    dated_ = true;
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
    if (!dated_ && is_date(line)) read_dates(line);
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
    std::string names = without_section(before_date(whole ? line : signature_in(line)));
    if (names.empty()) names = names_beside_date(line);
    if (names.empty()) names = reporter_in(line);
    if (!may_sign(names)) return;
    out_.push_back({FieldKind::kAuthor, "byline", names, kAuthorConfidence});
    signed_ = true;
  }

  // "Updated 22 Nov 2026, first published 20 Nov 2026"
  void read_dates(const std::string& line) {
    auto dates = labelled_dates(line);
    if (!dates.updated.empty()) {
      out_.push_back({FieldKind::kModified, "byline", std::move(dates.updated), kDateConfidence});
    }
    if (dates.published.empty()) return;
    out_.push_back({FieldKind::kPublished, "byline", std::move(dates.published), kDateConfidence});
    dated_ = true;
  }

  Candidates& out_;
  bool dated_ = false;
  bool signed_ = false;
  bool promised_ = false;  // a name, by the line before
};

}  // namespace

namespace {

bool may_stand_beside_a_name(const Block& block) {
  return is_date(block.text) || is_beside_a_name(block.text);
}

// "Written by Jane Doe" in a line of its own, or over one that has the name: below the text, and
// not in a teaser of another article.
void read_below(const std::vector<Block>& blocks, std::size_t from, Candidates& out) {
  constexpr std::string_view kSigned[] = {"written by",
                                          "article by",
                                          "words by",
                                          "article written by",
                                          "story by",
                                          "reporting by",
                                          "reported by",
                                          "posted by",
                                          "this post was written by",
                                          "geschrieben von",
                                          "ecrit par",
                                          "redige par",
                                          "escrito por",
                                          "scritto da",
                                          "a cura di",
                                          "geschreven door",
                                          "skrevet av",
                                          "skriven av",
                                          "автор",
                                          "текст",
                                          "اعداد",
                                          "بقلم",
                                          "लेखक",
                                          "作者",
                                          "文"};
  constexpr std::size_t kLongest = 90;
  for (std::size_t i = from; i < blocks.size(); ++i) {
    const auto& block = blocks[i];
    if (block.length > kLongest) continue;
    const std::string_view why = block.boilerplate == nullptr ? "" : block.boilerplate;
    if (why == "comments" || why == "related" || why == "nav" || why == "menu") continue;
    const std::string folded = text::fold(block.text);
    const bool by = std::ranges::any_of(kSigned, [&](auto words) {
      return folded.starts_with(words) &&
             (folded.size() == words.size() || folded[words.size()] == ' ' ||
              folded[words.size()] == ':');
    });
    if (!by) continue;
    const bool bare = is_bare_by(block.text);
    const std::string& line = bare && i + 1 < blocks.size() ? blocks[i + 1].text : block.text;
    const std::string names = without_section(before_date(line));
    const auto found = names_in(names);
    if (found.empty() || !std::ranges::all_of(found, is_person_like)) continue;
    out.push_back({FieldKind::kAuthor, "signed below", names, kBelowConfidence});
    return;
  }
}

// The block that is the headline: the heading itself, or what has its words.
std::vector<Block>::const_iterator block_of(const std::vector<Block>& blocks,
                                            const std::string& title, const html::Node* heading) {
  const auto held = std::ranges::find_if(
      blocks, [&](const Block& block) { return heading != nullptr && block.node == heading; });
  if (held != blocks.end()) return held;
  const std::string wanted = text::fold(title);
  const auto same = std::ranges::find_if(blocks, [&](const Block& block) {
    return !title.empty() && block.text.size() < title.size() * 2 &&
           may_fold_to(block.text, wanted) && text::fold(block.text) == wanted;
  });
  if (same != blocks.end() || heading == nullptr) return same;
  return std::ranges::find_if(
      blocks, [&](const Block& block) { return block.node->order >= heading->order; });
}

}  // namespace

void read_byline(const std::vector<Block>& blocks, const std::string& title,
                 const html::Node* heading, Candidates& out) {
  const auto headline = block_of(blocks, title, heading);
  if (headline == blocks.end()) return;
  BylineReader reader(out);
  std::size_t seen = 0;
  std::size_t paragraphs = 0;
  auto block = headline + 1;
  for (; block != blocks.end() && seen < kBlocksMax; ++block, ++seen) {
    const bool paragraph = block->length >= kParagraphLength && block->boilerplate == nullptr &&
                           !block->small_print && !is_date(block->text);
    if (paragraph && block != headline + 1) reader.read_name(*(block - 1));
    // A standfirst is a paragraph too, and names and dates may stand under it.
    if (paragraph && ++paragraphs > 1) break;
    reader.read(*block);
    const bool dated = may_stand_beside_a_name(*(block - 1)) ||
                       (block + 1 != blocks.end() && may_stand_beside_a_name(*(block + 1)));
    if (dated) reader.read_name(*block, kBesideDateConfidence);
  }
  // Or the date stands over the headline.
  for (auto above = headline; above != blocks.begin() && !reader.dated();) {
    --above;
    if (headline - above > kAboveMax) break;
    if (above->boilerplate == nullptr || is_post_meta(*above)) reader.read_date(*above);
  }
  // Some themes say it below the text.
  for (auto below = headline + 1; below != blocks.end() && !reader.dated(); ++below) {
    if (is_post_meta(*below)) reader.read(*below);
  }
  if (!reader.is_signed()) {
    read_below(blocks, static_cast<std::size_t>(block - blocks.begin()), out);
  }
}

namespace {

// "20.11.2026, 17:30 Uhr", "Updated 21 November 2026", "By Jane Doe, 20 November 2026": a date and
// few words beside those that dates have.
bool is_signature(const std::string& text) {
  constexpr std::size_t kLongest = 140;
  constexpr std::size_t kWordsMax = 2;
  constexpr std::size_t kWordsOfLabels = 8;
  if (text::length(text) > kLongest) return false;
  const auto date = parse_date(text, "");
  if (!date || date->precision < records::Precision::kDay) return false;
  const std::string folded = text::fold(text);
  std::size_t others = 0;
  for (const auto& span : text::words(folded)) {
    const auto word = std::string_view(folded).substr(span.begin, span.end - span.begin);
    const bool number = word.find_first_of("0123456789") != std::string_view::npos;
    others += number || month_of(word) || is_weekday(word) ? 0 : 1;
  }
  const bool labelled = begins_like_a_byline(text) || says_updated(text);
  return others <= (labelled ? kWordsOfLabels : kWordsMax);
}

}  // namespace

void drop_bylines(std::vector<records::Paragraph>& paragraphs) {
  constexpr std::size_t kLinesMax = 5;
  std::size_t at = 0;
  for (std::size_t seen = 0; seen < kLinesMax && at < paragraphs.size(); ++seen) {
    const auto& one = paragraphs[at];
    const bool text = one.kind == records::ParagraphKind::kText;
    if (text && is_signature(one.text)) {
      paragraphs.erase(paragraphs.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
      ++at;
    }
  }
}

}  // namespace broadsheet::article
