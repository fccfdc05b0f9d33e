// SPDX-License-Identifier: Apache-2.0
// A page has thousands of links and times: each looks at few nodes, and at each folder once.
#include "article/surroundings.h"

#include <algorithm>
#include <iterator>

#include "article/node_text.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

// Enough of a text to find a label at its end.
std::string_view last_bytes(std::string_view text) {
  constexpr std::size_t kEnough = 200;
  return text.size() > kEnough ? text.substr(text.size() - kEnough) : text;
}

bool has_text(const html::Node& node) {
  for (const auto* at = &node; at != nullptr; at = html::next_node(at, &node)) {
    if (at->kind == html::NodeKind::kText && !trim(at->text).empty()) return true;
  }
  return false;
}

}  // namespace

std::string said_before(const html::Node& node) {
  constexpr std::size_t kShort = 40;
  constexpr int kUpMax = 2;
  constexpr int kLooksMax = 8;
  const html::Node* at = &node;
  int looked = 0;
  for (int up = 0; up <= kUpMax && at != nullptr; ++up, at = at->parent) {
    for (const auto* before = at->previous; before != nullptr; before = before->previous) {
      if (before->is(html::Tag::kTime) || html::find(before, html::Tag::kTime) != nullptr)
        return {};
      const bool text = before->kind == html::NodeKind::kText;
      const bool element = before->kind == html::NodeKind::kElement;
      std::string said = text      ? text::normalise(last_bytes(before->text))
                         : element ? short_text(*before, kShort)
                                   : std::string();
      if (!said.empty()) return said.size() > kShort ? said.substr(said.size() - kShort) : said;
      if (++looked > kLooksMax || (element && has_text(*before))) return {};
    }
    if (at->parent == nullptr || at->parent->is(html::Tag::kBody)) return {};
  }
  return {};
}

bool leads_to_author(std::string_view href) {
  constexpr std::string_view kFolders[] = {
      "author",      "authors",      "autor",     "autores",    "autoren",     "auteur",
      "auteurs",     "autore",       "autori",    "journalist", "journalists", "reporter",
      "reporters",   "by",           "byline",    "staff",      "writer",      "writers",
      "contributor", "contributors", "columnist", "columnists", "journaliste", "journalistes",
      "firmas",      "skribent",     "avtor",     "avtory",     "yazar",       "yazarlar",
      "penulis",     "tac-gia",      "redakteur", "redacteur",  "redactor"};
  constexpr std::size_t kLongest = 12;
  std::size_t begin = href.find('/');
  while (begin != std::string_view::npos) {
    const std::size_t end = href.find('/', ++begin);
    if (end == std::string_view::npos) return false;
    const auto folder = href.substr(begin, end - begin);
    const bool may = folder.size() > 1 && folder.size() <= kLongest && end + 1 < href.size();
    if (may && std::ranges::find(kFolders, folder) != std::end(kFolders)) return true;
    begin = end;
  }
  return false;
}

}  // namespace broadsheet::article
