// SPDX-License-Identifier: Apache-2.0
// From the end to the head, as long as what stands there is about the writers and not by them.
#include "article/tail.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "article/node_text.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::Paragraph;
using records::ParagraphKind;

constexpr std::size_t kReach = 8;        // paragraphs from the end
constexpr std::size_t kBytesMax = 1200;  // a longer one is a story
constexpr std::size_t kHeadBytes = 160;
constexpr std::size_t kTimesLeft = 3;  // as much as is left out must be left, at least

// Folded; a heading or a short line that says only this.
constexpr std::string_view kHeadings[] = {"about the author",
                                          "about the authors",
                                          "about author",
                                          "author bio",
                                          "meet the author",
                                          "about us",
                                          "about the writer",
                                          "disclaimer",
                                          "disclosure",
                                          "disclosures",
                                          "uber den autor",
                                          "uber die autorin",
                                          "uber die autoren",
                                          "zum autor",
                                          "zur autorin",
                                          "a propos de l'auteur",
                                          "a propos des auteurs",
                                          "sobre el autor",
                                          "sobre la autora",
                                          "acerca del autor",
                                          "sobre o autor",
                                          "sobre a autora",
                                          "sull'autore",
                                          "over de auteur",
                                          "om forfatteren",
                                          "om forfattaren",
                                          "o autorze",
                                          "об авторе",
                                          "σχετικα με τον συγγραφεα",
                                          "著者について",
                                          "この記事を書いた人",
                                          "关于作者",
                                          "关于我们"};

// Folded; what a publisher says of its earnings.
constexpr std::string_view kEarnings[] = {
    "may earn a commission",        "may earn commission",
    "may earn a small commission",  "may earn us a commission",
    "earn an affiliate commission", "may be compensated",
    "contains affiliate links",     "contain affiliate links",
    "may contain affiliate",        "are affiliate links",
    "sind affiliate-links",         "sogenannte affiliate-links",
    "erhalten wir eine provision",  "lien affilie",
    "enlaces de afiliado",          "link di affiliazione"};

bool is_heading(const std::string& folded) {
  std::string_view line = trim(folded);
  while (!line.empty() && (line.back() == ':' || line.back() == ' ')) line.remove_suffix(1);
  return std::ranges::find(kHeadings, line) != std::end(kHeadings);
}

bool is_of_earnings(const std::string& text) {
  if (!holds_any(text, {"ommission", "ffili", "ompensat", "rovision"})) return false;
  const std::string folded = text::fold(text);
  return std::ranges::any_of(kEarnings,
                             [&](auto words) { return folded.find(words) != std::string::npos; });
}

// "Jane Doe is a reporter …", "(Jane Doe has …", "*Jane Doe …", "About Jane Doe".
bool is_of_author(const std::string& folded, const std::vector<std::string>& names) {
  std::string_view text = folded;
  while (!text.empty() && (text.front() == '(' || text.front() == '*' || text.front() == '[' ||
                           text.front() == ' ' || text.front() == '-')) {
    text.remove_prefix(1);
  }
  for (const std::string_view before : {"about ", "by ", "dr. ", "uber ", "von "}) {
    if (text.starts_with(before)) text.remove_prefix(before.size());
  }
  return std::ranges::any_of(names, [&](const std::string& name) {
    if (!text.starts_with(name)) return false;
    const auto rest = text.substr(name.size());
    return rest.empty() || rest.front() == ' ' || rest.front() == ',' || rest.front() == '(';
  });
}

std::vector<std::string> full_names(const std::vector<std::string>& authors) {
  std::vector<std::string> names;
  for (const auto& author : authors) {
    std::string folded = text::fold(author);
    if (folded.find(' ') != std::string::npos) names.push_back(std::move(folded));
  }
  return names;
}

std::size_t bytes_of(const std::vector<Paragraph>& paragraphs, std::size_t begin, std::size_t end) {
  std::size_t bytes = 0;
  for (std::size_t i = begin; i < end; ++i) bytes += paragraphs[i].text.size();
  return bytes;
}

// The first of the last paragraphs from which on nothing is the article's.
std::size_t end_of_text(const std::vector<std::string>& names,
                        const std::vector<Paragraph>& paragraphs) {
  const std::size_t size = paragraphs.size();
  for (std::size_t i = size > kReach ? size - kReach : 1; i < size; ++i) {
    const auto& one = paragraphs[i];
    if (one.text.size() > kBytesMax || one.kind == ParagraphKind::kCaption) continue;
    // A name and what leads to it stand at the head.
    const std::string folded = text::fold(text::shorten(one.text, kHeadBytes));
    const bool ends = is_heading(folded) || is_of_author(folded, names);
    if (!ends) continue;
    const std::size_t left_out = bytes_of(paragraphs, i, size);
    if (bytes_of(paragraphs, 0, i) >= kTimesLeft * left_out) return i;
  }
  return size;
}

}  // namespace

void trim_tail(const std::vector<std::string>& authors, std::vector<Paragraph>& paragraphs) {
  if (paragraphs.size() < 3) return;
  paragraphs.resize(end_of_text(full_names(authors), paragraphs));
  std::size_t at = 0;
  const std::size_t size = paragraphs.size();
  std::erase_if(paragraphs, [&](const Paragraph& one) {
    const bool outer = at < 3 || at + kReach > size;
    ++at;
    return outer && one.kind != ParagraphKind::kCaption && one.text.size() < kBytesMax &&
           is_of_earnings(one.text);
  });
  while (!paragraphs.empty() && paragraphs.back().kind == ParagraphKind::kHeading) {
    paragraphs.pop_back();
  }
}

}  // namespace broadsheet::article
