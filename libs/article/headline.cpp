// SPDX-License-Identifier: Apache-2.0
// Menus, teasers and sites have headings too; the title of the page repeats only the headline.
#include "article/headline.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "article/boilerplate.h"
#include "article/node_text.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;

constexpr std::size_t kHeadingsMax = 200;
constexpr std::size_t kHeadingBytesMax = 1000;
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

const Node* find_headline(const html::Document& document, const Candidates& metadata) {
  std::vector<std::string> titles;
  std::string site;
  for (const auto& candidate : metadata) {
    if (candidate.field == FieldKind::kTitle) titles.push_back(plain_words(candidate.value));
    if (candidate.field == FieldKind::kSiteName) site = plain_words(candidate.value);
  }
  const Node* found = nullptr;
  int level_found = 0;
  std::size_t length_found = 0;
  std::size_t seen = 0;
  const Node* root = document.root();
  for (const Node* node = root; node != nullptr && seen < kHeadingsMax;
       node = html::next_node(node, root)) {
    const int level = level_of(*node);
    if (level == 0 || (found != nullptr && level > level_found)) continue;
    ++seen;
    const std::string words = plain_words(short_text(*node, kHeadingBytesMax));
    if (words.size() < kTellingBytes || words == site || is_site_name(*node)) continue;
    if (found != nullptr && level == level_found && words.size() <= length_found) continue;
    const bool repeated = std::ranges::any_of(
        titles, [&](const auto& title) { return title.find(words) != std::string::npos; });
    if (!repeated) continue;
    found = node;
    level_found = level;
    length_found = words.size();
  }
  return found;
}

namespace {

bool is_in_frame(const Node& node) {
  for (const Node* at = node.parent; at != nullptr; at = at->parent) {
    if (boilerplate_tag(*at) != nullptr) return true;
  }
  return false;
}

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

}  // namespace

const Node* shown_headline(const html::Document& document, const Candidates& metadata) {
  constexpr std::size_t kSentenceWords = 4;
  std::vector<std::string> titles;
  std::vector<std::string> names;
  for (const auto& candidate : metadata) {
    if (candidate.field == FieldKind::kTitle) titles.push_back(plain_words(candidate.value));
    if (candidate.field == FieldKind::kSiteName || candidate.field == FieldKind::kPublisher) {
      names.push_back(plain_words(candidate.value));
    }
  }
  std::vector<std::pair<const Node*, std::string>> found;
  std::size_t seen = 0;
  const Node* root = document.root();
  for (const Node* node = root; node != nullptr && seen < kHeadingsMax;
       node = html::next_node(node, root)) {
    if (!node->is(Tag::kH1)) continue;
    ++seen;
    std::string words = plain_words(short_text(*node, kHeadingBytesMax));
    const bool named = std::ranges::find(names, words) != names.end();
    if (words.size() < kTellingBytes || named || is_site_name(*node) || is_in_frame(*node))
      continue;
    const bool again = std::ranges::any_of(found, [&](auto& one) { return one.second == words; });
    if (!again) found.emplace_back(node, std::move(words));
  }
  for (const auto& [node, words] : found) {
    const bool shared =
        std::ranges::any_of(titles, [&](const auto& title) { return shares_words(words, title); });
    if (shared) return node;
  }
  const bool alone = found.size() == 1 && text::count_words(found.front().second) >= kSentenceWords;
  return alone ? found.front().first : nullptr;
}

}  // namespace broadsheet::article
