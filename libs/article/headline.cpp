// SPDX-License-Identifier: Apache-2.0
// Menus, teasers and sites have headings too; the title of the page repeats only the headline.
#include "article/headline.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>
#include <vector>

#include "article/boilerplate.h"
#include "article/node_text.h"
#include "article/title.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::NodeKind;
using html::Tag;

constexpr std::size_t kHeadingsMax = 200;
constexpr std::size_t kHeadingBytesMax = 1000;
constexpr std::size_t kHeadlineBytesMax = 300;  // A longer heading is a paragraph in large type.
constexpr std::size_t kTellingBytes = 8;  // A shorter heading stands in many a title by chance.

// 0: no heading.
int level_of(const Node& node) {
  constexpr Tag kHeadings[] = {Tag::kH1, Tag::kH2, Tag::kH3};
  const auto* found = std::ranges::find_if(kHeadings, [&](Tag tag) { return node.is(tag); });
  return found == std::end(kHeadings) ? 0 : static_cast<int>(found - kHeadings) + 1;
}

// "/", "https://news.example/": where the name of a site leads.
bool leads_home(const Node& node) {
  if (icontains(node.attribute("rel"), "home")) return true;
  auto href = trim(node.attribute("href"));
  if (const auto host = href.find("//"); host != std::string_view::npos) {
    href.remove_prefix(host + 2);
    href.remove_prefix(std::min(href.size(), href.find('/')));
  }
  return node.has_attribute("href") && (href.empty() || href == "/");
}

// A heading that is a link to the front page is the name of the site, with or without a logo.
bool is_site_name(const Node& heading) {
  if (heading.parent != nullptr && heading.parent->is(Tag::kA)) return leads_home(*heading.parent);
  const Node* link = html::find(&heading, Tag::kA);
  return link != nullptr && leads_home(*link);
}

}  // namespace

std::string plain_words(std::string_view text) {
  const std::string folded = text::fold(text);
  std::string out;
  for (const auto& word : text::words(folded)) {
    out += folded.substr(word.begin, word.end - word.begin);
    out += ' ';
  }
  return out;
}

double shared_words(std::string_view a, std::string_view b) {
  std::unordered_map<std::string_view, int> words;
  std::size_t all = 0;
  std::size_t shared = 0;
  for (const auto word : split(a, ' ')) {
    if (word.empty()) continue;
    ++words[word];
    ++all;
  }
  for (const auto word : split(b, ' ')) {
    if (word.empty()) continue;
    ++all;
    if (words[word]-- > 0) ++shared;
  }
  return all == 0 ? 0 : 2.0 * static_cast<double>(shared) / static_cast<double>(all);
}

namespace {

bool is_in_frame(const Node& node) {
  for (const Node* at = node.parent; at != nullptr; at = at->parent) {
    if (boilerplate_tag(*at) != nullptr) return true;
  }
  return false;
}

std::string name_of_site(const Candidates& metadata) {
  const auto* site = best(metadata, FieldKind::kSiteName);
  return site == nullptr ? "" : site->value;
}

// The page's titles in plain words, each once: as they are, and without the names of site and
// section behind them.
struct Titles {
  std::vector<std::string> whole = {};
  std::vector<std::string> bare = {};
};

Titles titles_of(const Candidates& metadata) {
  const std::string site = name_of_site(metadata);
  std::vector<std::string_view> seen;
  Titles titles;
  for (const auto& candidate : metadata) {
    if (candidate.field != FieldKind::kTitle) continue;
    if (std::ranges::find(seen, candidate.value) != seen.end()) continue;
    seen.push_back(candidate.value);
    const std::string bare = without_site_name(candidate.value, site, "");
    titles.whole.push_back(plain_words(candidate.value));
    titles.bare.push_back(bare == candidate.value ? titles.whole.back() : plain_words(bare));
  }
  return titles;
}

// The texts of which a heading is made, where it is made of several: what its elements hold.
struct Piece {
  std::string text;
  const Node* node = nullptr;  // null: text of the heading itself
};

std::vector<Piece> pieces_of(const Node& heading) {
  constexpr int kWrappersMax = 4;
  constexpr std::size_t kPiecesMax = 8;
  const Node* at = &heading;
  for (int depth = 0; depth < kWrappersMax; ++depth) {
    const Node* only = nullptr;
    std::size_t holders = 0;
    for (const Node* child = at->first_child; child != nullptr; child = child->next) {
      const bool text = child->kind == NodeKind::kText && !trim(child->text).empty();
      const bool element =
          child->kind == NodeKind::kElement && !short_text(*child, kHeadingBytesMax).empty();
      if (!text && !element) continue;
      ++holders;
      only = element ? child : nullptr;
    }
    if (holders != 1 || only == nullptr) break;
    at = only;
  }
  std::vector<Piece> pieces;
  for (const Node* child = at->first_child; child != nullptr; child = child->next) {
    if (pieces.size() >= kPiecesMax) return {};
    const bool element = child->kind == NodeKind::kElement;
    std::string text = element ? short_text(*child, kHeadingBytesMax)
                               : text::normalise(child->kind == NodeKind::kText ? child->text : "");
    if (!text.empty()) pieces.push_back({std::move(text), element ? child : nullptr});
  }
  return pieces;
}

// Some of the pieces, one after the other.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::string joined(const std::vector<Piece>& pieces, Range range) {
  std::string out;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    out += (i > range.begin ? " " : "") + pieces[i].text;
  }
  return out;
}

// Which pieces are the headline: those that a title of the page repeats, without a kicker before
// or a badge behind; or all of them.
Range headline_range(const std::vector<Piece>& pieces, const std::vector<std::string>& titles) {
  const Range all{0, pieces.size()};
  if (pieces.size() < 2) return all;
  const auto is_title = [&](Range range) {
    const std::string words = plain_words(joined(pieces, range));
    return words.size() >= kTellingBytes && std::ranges::find(titles, words) != titles.end();
  };
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (is_title({i, pieces.size()})) return {i, pieces.size()};
  }
  if (is_title(all)) return all;
  for (std::size_t end = pieces.size() - 1; end > 0; --end) {
    for (std::size_t begin = 0; begin < end; ++begin) {
      if (is_title({begin, end})) return {begin, end};
    }
  }
  const Node* first = pieces.front().node;
  if (first == nullptr || !says_kicker(*first)) return all;
  const Range rest{1, pieces.size()};
  return plain_words(joined(pieces, rest)).size() < kTellingBytes ? all : rest;
}

// White space between two elements is a matter of style sheets, and so may be the colon after a
// kicker: the page's titles tell, and where they do not, readers see two pieces as two.
std::string whole_text(const Node& heading, const Candidates& metadata) {
  std::string tight = text::normalise(html::text_content(&heading));
  std::string apart = short_text(heading, kHeadingBytesMax);
  if (apart.empty() || apart == tight) return tight;
  const std::string tight_words = plain_words(tight);
  const std::string apart_words = plain_words(apart);
  const std::string* same = nullptr;
  bool tight_stands = false;
  for (const auto& one : metadata) {
    if (one.field != FieldKind::kTitle) continue;
    const std::string words = plain_words(one.value);
    if (same == nullptr && words == apart_words) same = &one.value;
    tight_stands = tight_stands || words.find(tight_words) != std::string::npos;
  }
  if (same != nullptr && tight_words != apart_words) return *same;
  return tight_stands || tight_words == apart_words ? tight : apart;
}

}  // namespace

bool says_kicker(const Node& node) {
  static constexpr html::NamePart kNames[] = {
      "kicker",  "overline", "roofline", "dachzeile",  "spitzmarke", "eyebrow",
      "topline", "surtitle", "surtitre", "antetitulo", "occhiello",  "stikktittel"};
  return std::ranges::any_of(kNames, [&](const html::NamePart& name) {
    return node.may_be_called(name) && icontains(node.attribute("class"), name.text);
  });
}

bool is_mark(std::string_view text) {
  constexpr std::string_view kMarks[] = {"premium",      "plus",      "abo",      "live",
                                         "exclusive",    "exklusiv",  "video",    "subscriber only",
                                         "members only", "new",       "breaking", "breaking news",
                                         "live blog",    "liveblog",  "update",   "en direct",
                                         "en vivo",      "directo",   "ao vivo",  "in diretta",
                                         "direct",       "eilmeldung"};
  return std::ranges::find(kMarks, text::fold(text)) != std::end(kMarks);
}

HeadingText read_heading(const Node& heading, const Candidates& metadata) {
  const auto pieces = pieces_of(heading);
  Titles titles = titles_of(metadata);
  titles.whole.insert(titles.whole.end(), titles.bare.begin(), titles.bare.end());
  const Range range = headline_range(pieces, titles.whole);
  if (range.begin == 0 && range.end == pieces.size()) return {whole_text(heading, metadata), ""};
  std::string kicker = joined(pieces, {0, range.begin});
  if (is_mark(kicker)) kicker.clear();
  return {joined(pieces, range), std::move(kicker)};
}

namespace {

// Of a heading that is one of `whole`, that one of `titles` repeats, or that holds what they say:
// its words.
std::string repeated_words(const Node& heading, const std::vector<std::string>& titles,
                           const std::vector<std::string>& whole) {
  std::string words = plain_words(short_text(heading, kHeadingBytesMax));
  if (words.size() < kTellingBytes) return {};
  const bool repeated = std::ranges::any_of(
      titles, [&](const auto& title) { return title.find(words) != std::string::npos; });
  if (repeated || std::ranges::find(whole, words) != whole.end()) return words;
  const auto pieces = pieces_of(heading);
  const Range range = headline_range(pieces, titles);
  if (range.begin == 0 && range.end == pieces.size()) return {};
  return plain_words(joined(pieces, range));
}

// Which heading comes first. The frame of a page may name it too, by what machines look for; of
// headings in doubt, one that says what is shared is the headline.
int rank_of(const Node& heading, int level, bool shared) {
  constexpr int kFrame = 10;
  constexpr int kNotShared = 20;
  const bool frame = is_in_frame(heading);
  if (level == 1 && !frame) return 0;
  return level + (frame ? kFrame : 0) + (shared ? 0 : kNotShared);
}

// … that one of `titles` repeats.
const Node* repeated_heading(const html::Document& document, const Candidates& metadata,
                             const std::vector<std::string>& titles,
                             const std::vector<std::string>& whole) {
  std::string site;
  std::string shared;
  for (const auto& candidate : metadata) {
    if (candidate.field == FieldKind::kSiteName) site = plain_words(candidate.value);
    if (candidate.source == "meta:og:title") shared = plain_words(candidate.value);
  }
  const Node* found = nullptr;
  int rank_found = 0;
  std::size_t length_found = 0;
  std::size_t seen = 0;
  const Node* root = document.root();
  for (const Node* node = root; node != nullptr && seen < kHeadingsMax;
       node = html::next_node(node, root)) {
    const int level = level_of(*node);
    if (level == 0 || (found != nullptr && rank_found == 0 && level > 1)) continue;
    ++seen;
    if (is_site_name(*node)) continue;
    const std::string words = repeated_words(*node, titles, whole);
    if (words.empty() || words == site) continue;
    const int rank = rank_of(*node, level, shared.find(words) != std::string::npos);
    if (found != nullptr && rank > rank_found) continue;
    if (found != nullptr && rank == rank_found && words.size() <= length_found) continue;
    found = node;
    rank_found = rank;
    length_found = words.size();
  }
  return found;
}

}  // namespace

const Node* find_headline(const html::Document& document, const Candidates& metadata) {
  // The name of a section is repeated by titles, too: behind the headline.
  const Titles titles = titles_of(metadata);
  const auto* found = repeated_heading(document, metadata, titles.bare, titles.whole);
  if (found != nullptr || titles.bare == titles.whole) return found;
  return repeated_heading(document, metadata, titles.whole, titles.whole);
}

namespace {

// Whether half of the words of `heading` stand in `title`; short ones stand in many.
bool shares_words(const std::string& heading, const std::string& title) {
  constexpr std::size_t kTelling = 4;
  std::size_t all = 0;
  std::size_t shared = 0;
  const std::string padded = " " + title;
  for (const auto word : split(heading, ' ')) {
    if (word.size() < kTelling) continue;
    ++all;
    if (padded.find(" " + std::string(word) + " ") != std::string::npos) ++shared;
  }
  return all > 0 && shared * 2 >= all;
}

bool stands_in_article(const Node& node) {
  for (const Node* at = &node; at != nullptr; at = at->parent) {
    if (at->is(Tag::kArticle) || at->is(Tag::kMain)) return true;
  }
  return false;
}

}  // namespace

const Node* shown_headline(const html::Document& document, const Candidates& metadata) {
  constexpr std::size_t kSentenceWords = 4;
  const Titles titles = titles_of(metadata);
  std::vector<std::string> names;
  for (const auto& candidate : metadata) {
    if (candidate.field == FieldKind::kSiteName || candidate.field == FieldKind::kPublisher) {
      names.push_back(plain_words(candidate.value));
    }
  }
  // What stands behind the headline in the titles is no headline.
  const auto is_name = [&](const std::string& words) {
    const auto holds = [&](const auto& title) { return title.find(words) != std::string::npos; };
    return std::ranges::find(names, words) != names.end() ||
           (std::ranges::any_of(titles.whole, holds) && std::ranges::none_of(titles.bare, holds));
  };
  std::vector<std::pair<const Node*, std::string>> found;
  std::size_t seen = 0;
  const Node* root = document.root();
  for (const Node* node = root; node != nullptr && seen < kHeadingsMax;
       node = html::next_node(node, root)) {
    if (!node->is(Tag::kH1)) continue;
    ++seen;
    std::string words = plain_words(short_text(*node, kHeadlineBytesMax));
    if (words.size() < kTellingBytes || is_name(words) || is_site_name(*node) || is_in_frame(*node))
      continue;
    const bool again = std::ranges::any_of(found, [&](auto& one) { return one.second == words; });
    if (!again) found.emplace_back(node, std::move(words));
  }
  for (const auto& [node, words] : found) {
    const bool shared = std::ranges::any_of(
        titles.bare, [&](const auto& title) { return shares_words(words, title); });
    if (shared) return node;
  }
  const auto is_sentence = [](const auto& one) {
    return text::count_words(one.second) >= kSentenceWords;
  };
  if (found.size() == 1) return is_sentence(found.front()) ? found.front().first : nullptr;
  // One of them stands in the article, and the others do not.
  const auto in_article = [](const auto& one) { return stands_in_article(*one.first); };
  const auto first = std::ranges::find_if(found, in_article);
  const bool alone = std::ranges::count_if(found, in_article) == 1;
  return alone && is_sentence(*first) ? first->first : nullptr;
}

}  // namespace broadsheet::article
