// SPDX-License-Identifier: Apache-2.0
// First the place, then block by block within it.
#include "article/body.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include "article/block_codes.h"
#include "article/block_model.h"
#include "article/block_rules.h"
#include "article/block_signs.h"
#include "article/container.h"
#include "article/echoes.h"
#include "article/elements.h"
#include "article/evidence.h"
#include "article/node_text.h"
#include "article/phrases.h"
#include "article/tail.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::ParagraphKind;

constexpr std::size_t kGoodLength = 60;  // a sentence
constexpr double kJunkLinkDensity = 0.6;

// What a box of the page may follow its heading with; an advertisement may stand anywhere.
bool ends_a_heading(const Block& block) {
  if (block.boilerplate != nullptr) return !std::string_view(block.boilerplate).starts_with("ad");
  return block.link_density() > kJunkLinkDensity || leads_away(block);
}

// A heading of a list of the world's best bicycles leads to other sites, a teaser to this one.
bool leads_within(const Block& block, std::string_view host) {
  const auto* link = block.node->parent != nullptr && block.node->parent->is(html::Tag::kA)
                         ? block.node->parent
                         : html::find(block.node, html::Tag::kA);
  if (link == nullptr) return false;
  const auto href = link->attribute("href");
  return href.find("//") == std::string_view::npos || href.find(host) != std::string_view::npos;
}

// Collects what was chosen. Headings wait for what they stand over.
class Collector {
 public:
  Collector(Body& body, std::string_view host) : body_(body), host_(host) {}

  void take(const Block& block) {
    if (is_beside_the_text(block)) {
      body_.paragraphs.push_back({block.kind, block.text});
      return;
    }
    if (block.kind == ParagraphKind::kHeading) {
      if (is_linked_heading(block)) lead(block);
      headings_.push_back({block.kind, block.text});
      return;
    }
    for (auto& heading : headings_) body_.paragraphs.push_back(std::move(heading));
    headings_.clear();
    body_.paragraphs.push_back({block.kind, block.text});
    body_.length += block.length;
    if (block.length < kGoodLength) return;
    ++body_.paragraphs_long;
    if (std::exchange(teasing_, false)) ++body_.teasers;
  }

  void leave(const Block& block) {
    if (!ends_a_heading(block)) return;
    headings_.clear();
    if (block.boilerplate == nullptr && block.kind == ParagraphKind::kHeading) lead(block);
  }

 private:
  // What stands under a heading that leads to another page of the site is a teaser of it.
  void lead(const Block& heading) { teasing_ = teasing_ || leads_within(heading, host_); }

  Body& body_;
  std::string_view host_;
  std::vector<records::Paragraph> headings_;
  bool teasing_ = false;
};

// Short lines that are no sentences belong to nothing when the text has ended.
void trim_end(std::vector<records::Paragraph>& paragraphs) {
  constexpr std::size_t kShort = 60;
  while (!paragraphs.empty()) {
    const auto& last = paragraphs.back();
    const bool tail = last.kind == ParagraphKind::kText && last.text.size() < kShort &&
                      !ends_like_a_sentence(last.text);
    if (!tail) return;
    paragraphs.pop_back();
  }
}

// Text as JSON-LD has it: with line ends between paragraphs, now and then with tags in it.
std::vector<records::Paragraph> paragraphs_of(const std::string& article_body) {
  constexpr std::size_t kParagraphsMax = 2000;
  std::vector<records::Paragraph> out;
  std::string plain;
  bool in_tag = false;
  for (std::size_t i = 0; i < article_body.size(); ++i) {
    const char c = article_body[i];
    if (c == '<' && i + 1 < article_body.size() &&
        (article_body[i + 1] == '/' ||
         std::isalpha(static_cast<unsigned char>(article_body[i + 1])))) {
      in_tag = true;
      const auto tag = std::string_view(article_body).substr(i, 3);
      if (tag == "<p>" || tag == "<p " || tag == "</p" || tag == "<br") plain += '\n';
    }
    if (!in_tag) plain += c;
    if (c == '>') in_tag = false;
  }
  for (const auto line : split(plain, '\n')) {
    std::string text = text::normalise(line);
    if (!text.empty() && out.size() < kParagraphsMax) {
      out.push_back({ParagraphKind::kText, std::move(text)});
    }
  }
  return out;
}

// Where a script would show the text, the page holds it for machines alone.
void take_what_is_said(const std::string& article_body, Body& body) {
  constexpr std::size_t kTellingBytes = 600;
  constexpr std::size_t kTimes = 3;
  if (article_body.size() < std::max(kTellingBytes, kTimes * body.length)) return;
  auto said = paragraphs_of(article_body);
  std::size_t length = 0;
  std::size_t longer = 0;
  for (const auto& one : said) {
    const std::size_t own = text::length(one.text);
    length += own;
    longer += own >= kGoodLength ? 1 : 0;
  }
  if (length < kTimes * body.length) return;
  body.paragraphs = std::move(said);
  body.length = length;
  body.good_length = std::max(body.good_length, length);
  body.paragraphs_long = longer;
  body.said = true;
}

// What the page says of itself, folded, to be found again in its text.
struct Voice {
  std::string title;
  std::string description;
  std::vector<std::string> authors;

  explicit Voice(const Headline& headline)
      : title(text::fold(headline.title)), description(text::fold(headline.description)) {
    constexpr std::size_t kNameBytes = 5;  // Shorter ones stand anywhere by chance.
    for (const auto& name : headline.authors) {
      std::string folded = text::fold(name);
      if (folded.size() >= kNameBytes) authors.push_back(std::move(folded));
    }
  }
};

struct Ruling {
  bool kept = false;
  bool asked = false;  // the model
  const char* reason = nullptr;
  double score = 0;
};

// What no model overrules: residue that must not remain, whatever it looks like.
class Residue {
 public:
  // Why the block is none of the text, or null.
  const char* reason(const Block& block, const char* rule) {
    if (hopeless_.of(block.boilerplate, is_hopeless)) return block.boilerplate;
    if (rule == nullptr) return nullptr;
    if (leads_away(block)) return "leads away";
    switch (sures_.of(rule, sure_of)) {
      case Sure::kAlways:
        return rule;
      case Sure::kMute:
        return is_mute(block) ? rule : nullptr;
      case Sure::kBare:
        return block.length < block.link_length + kOwnLetters ? rule : nullptr;
      default:
        return nullptr;
    }
  }

 private:
  // Links of the frame: nearly half of all blocks, and never text.
  static constexpr std::size_t kOwnLetters = 7;

  enum class Sure { kNever, kAlways, kMute, kBare };

  static Sure sure_of(std::string_view rule) {
    if (rule == "a label") return Sure::kMute;
    if (rule == "outside the article") return Sure::kBare;
    const bool sure = rule == "the title" || rule == "small print" || rule == "cut from the text";
    return sure ? Sure::kAlways : Sure::kNever;
  }

  ByWord<bool> hopeless_;
  ByWord<Sure> sures_;
};

// What is known without the model, and whom it is to be asked about.
std::vector<Ruling> first_rulings(const std::vector<Block>& blocks,
                                  const std::vector<const char*>& rules) {
  std::vector<Ruling> rulings;
  rulings.reserve(blocks.size());
  Residue residue;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const char* rule = rules[i];
    if (is_beside_the_text(blocks[i])) {
      rulings.push_back({rule == nullptr, false, rule == nullptr ? "beside the text" : rule, 0});
      continue;
    }
    const char* sure = residue.reason(blocks[i], rule);
    rulings.push_back({.asked = sure == nullptr, .reason = sure});
  }
  return rulings;
}

// A page of few words is like none that was learned from: what the rules keep needs less.
double threshold_of(const char* rule, float page_text) {
  constexpr float kFewLetters = 9.6F;  // the logarithm of about 800
  constexpr double kLess = 0.2;
  return rule == nullptr && page_text < kFewLetters ? kLess : kTextThreshold;
}

void ask_model(const BlockSheet& sheet, std::vector<Ruling>& rulings) {
  std::vector<const BlockSigns*> asked;
  for (std::size_t i = 0; i < rulings.size(); ++i) {
    if (rulings[i].asked) asked.push_back(sheet.of_block[i]);
  }
  const auto scores = text_probabilities(asked);
  auto score = scores.begin();
  for (auto& ruling : rulings) {
    if (ruling.asked) ruling.score = *score++;
  }
}

// By the rules alone where the model finds nothing: a page of two lines is like no other.
void judge_blocks(const std::vector<Block>& blocks, const std::vector<const char*>& rules,
                  const BlockSheet& sheet, const Echoes& echoes, std::vector<Ruling>& rulings) {
  ask_model(sheet, rulings);
  Repeats repeats(echoes);
  bool found = false;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto& ruling = rulings[i];
    if (!ruling.asked) continue;
    ruling.kept = ruling.score > threshold_of(rules[i], sheet.page_text);
    ruling.reason =
        ruling.kept ? "part of the article" : (rules[i] != nullptr ? rules[i] : "unlike the text");
    if (ruling.kept && repeats.is_repeated(blocks[i], i)) {
      ruling.kept = false;
      ruling.reason = "said before";
    }
    found = found || ruling.kept;
  }
  if (found) return;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto& ruling = rulings[i];
    ruling.kept = rules[i] == nullptr;
    ruling.reason = ruling.kept ? "part of the article, by the rules" : rules[i];
  }
}

// The last of it, where a path is longer than anybody reads.
std::string end_of(std::string path) {
  constexpr std::size_t kBytesMax = 1000;
  if (path.size() <= kBytesMax) return path;
  const auto level = path.find(" > ", path.size() - kBytesMax);
  return "…" + path.substr(level == std::string::npos ? path.size() - kBytesMax : level);
}

std::vector<BlockVerdict> verdicts_of(const std::vector<Block>& blocks,
                                      const std::vector<Ruling>& rulings, const BlockSheet& sheet) {
  std::vector<BlockVerdict> verdicts;
  constexpr std::size_t kVerdictsMax = 10'000;  // They are for people, and for training.
  const std::size_t count = std::min(blocks.size(), kVerdictsMax);
  verdicts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& place = sheet.places[i];
    const auto& signs = *sheet.of_block[i];
    verdicts.push_back({end_of(path_of(blocks[i].node)),
                        blocks[i].text,
                        blocks[i].kind,
                        rulings[i].kept,
                        rulings[i].reason,
                        rulings[i].score,
                        rulings[i].asked,
                        {signs.begin(), signs.end()},
                        {place.parent, place.grandparent, place.path}});
  }
  return verdicts;
}

}  // namespace

Body choose_body(const std::vector<Block>& blocks, const Headline& headline,
                 const std::string& article_body, bool explain) {
  Body body;
  const Evidence evidence(article_body);
  std::vector<bool> confirmed;
  confirmed.reserve(blocks.size());
  for (const auto& block : blocks) confirmed.push_back(evidence.confirms(block));
  const Elements elements(blocks);
  const Echoes echoes(blocks);
  const Place place = find_place(blocks, elements, confirmed, headline.node);
  body.container = place.container;
  body.marked = place.marked;
  const auto reasons = read_rules(headline.title, place, blocks, confirmed, echoes);
  auto rulings = first_rulings(blocks, reasons);
  std::vector<bool> wanted;
  wanted.reserve(blocks.size());
  for (const auto& ruling : rulings) wanted.push_back(explain || ruling.asked);
  const Voice voice(headline);
  const auto sheet =
      read_block_signs({blocks, elements, echoes, confirmed, place, reasons, headline.node,
                        voice.title, voice.description, voice.authors, !article_body.empty()},
                       wanted);
  judge_blocks(blocks, reasons, sheet, echoes, rulings);
  Collector collector(body, headline.host);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto& block = blocks[i];
    if (is_good(block)) body.good_length += block.length;
    if (rulings[i].kept) {
      collector.take(block);
    } else if (place.holds[i]) {
      collector.leave(block);
    }
  }
  if (explain) body.verdicts = verdicts_of(blocks, rulings, sheet);
  trim_end(body.paragraphs);
  trim_tail(headline.authors, body.paragraphs);
  take_what_is_said(article_body, body);
  return body;
}

}  // namespace broadsheet::article
