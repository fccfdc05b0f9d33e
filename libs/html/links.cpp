// SPDX-License-Identifier: Apache-2.0
// Finding the links of a page.
#include "html/links.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "html/scan.h"

namespace broadsheet::html {
namespace {

// An anchor's text is for ranking and display; a page that is one anchor must not be copied per
// link.
constexpr std::size_t kTextMax = 1024;
constexpr int kTextNodesMax = 4096;

std::string lowered(std::string_view text) {
  std::string copy(text);
  std::transform(copy.begin(), copy.end(), copy.begin(), scan::lower);
  return copy;
}

bool has_word(std::string_view words, std::string_view wanted) {
  std::size_t i = 0;
  while (i < words.size()) {
    while (i < words.size() && scan::is_space(words[i])) ++i;
    const std::size_t start = i;
    while (i < words.size() && !scan::is_space(words[i])) ++i;
    if (words.substr(start, i - start) == wanted) return true;
  }
  return false;
}

// Adds `text` with its white space collapsed; false once `out` is full.
bool add_collapsed(std::string_view text, bool& gap, std::string& out) {
  for (const char c : text) {
    if (scan::is_space(c)) {
      gap = !out.empty();
      continue;
    }
    if (out.size() >= kTextMax) {
      // Not in the middle of a character.
      if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80) return false;
    }
    if (gap) out += ' ';
    gap = false;
    out += c;
  }
  return true;
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool gap = false;
  add_collapsed(text, gap, out);
  return out;
}

std::string anchor_text(const Node* anchor) {
  std::string out;
  bool gap = false;
  int seen = 0;
  for (const Node* node = anchor; node != nullptr && seen < kTextNodesMax; ++seen) {
    const bool silent = node->tag == Tag::kScript || node->tag == Tag::kStyle;
    if (node->kind == NodeKind::kText && !add_collapsed(node->text, gap, out)) break;
    // Boxes part words: <a><h2>Title</h2><p>Lead</p></a>.
    if (node->kind == NodeKind::kElement && node != anchor) {
      switch (node->tag) {
        case Tag::kBr:
        case Tag::kDiv:
        case Tag::kH1:
        case Tag::kH2:
        case Tag::kH3:
        case Tag::kH4:
        case Tag::kLi:
        case Tag::kP:
          gap = !out.empty();
          break;
        default:
          break;
      }
    }
    node = next_node(node, anchor, silent);
  }
  return out;
}

bool is_feed_type(std::string_view type) {
  const std::string name = lowered(type.substr(0, type.find(';')));
  const std::string_view trimmed =
      std::string_view(name).substr(0, name.find_last_not_of(" \t") + 1);
  return trimmed == "application/rss+xml" || trimmed == "application/atom+xml" ||
         trimmed == "application/feed+json" || trimmed == "application/rdf+xml";
}

std::optional<LinkKind> kind_of_link(const Node& node, std::string_view rel) {
  if (has_word(rel, "canonical")) return LinkKind::kCanonical;
  if (has_word(rel, "amphtml")) return LinkKind::kAmp;
  if (has_word(rel, "next")) return LinkKind::kNext;
  if (!has_word(rel, "alternate") || has_word(rel, "stylesheet")) return std::nullopt;
  if (is_feed_type(node.attribute("type"))) return LinkKind::kFeed;
  if (node.has_attribute("hreflang") || node.has_attribute("media")) return LinkKind::kAlternate;
  return std::nullopt;
}

// The target of a refresh, "5; url='x'" (HTML standard 4.2.5.3), or empty: the page itself.
std::string_view refresh_target(std::string_view content) {
  std::size_t i = 0;
  const auto skip = [&](auto&& wanted) {
    while (i < content.size() && wanted(content[i])) ++i;
  };
  skip(scan::is_space);
  const std::size_t digits = i;
  skip([](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  if (i == digits) return {};
  const std::size_t after = i;
  skip(scan::is_space);
  if (i < content.size() && (content[i] == ';' || content[i] == ',')) {
    ++i;
  } else if (i == after) {
    return {};
  }
  skip(scan::is_space);
  std::string_view target = content.substr(std::min(i, content.size()));
  if (lowered(target.substr(0, 3)) == "url") {
    std::size_t j = 3;
    while (j < target.size() && scan::is_space(target[j])) ++j;
    if (j < target.size() && target[j] == '=') {
      ++j;
      while (j < target.size() && scan::is_space(target[j])) ++j;
      target.remove_prefix(j);
    }
  }
  if (!target.empty() && (target.front() == '"' || target.front() == '\'')) {
    const char quote = target.front();
    target.remove_prefix(1);
    target = target.substr(0, target.find(quote));
  }
  return target;
}

struct Found {
  LinkKind kind = LinkKind::kAnchor;
  std::string_view target;
  bool nofollow = false;
};

std::optional<Found> link_at(const Node& node) {
  if (node.kind != NodeKind::kElement || node.ns != Namespace::kHtml) return std::nullopt;
  if (node.tag == Tag::kMeta) {
    if (lowered(node.attribute("http-equiv")) != "refresh") return std::nullopt;
    const std::string_view target = refresh_target(node.attribute("content"));
    if (target.empty()) return std::nullopt;
    return Found{LinkKind::kMetaRefresh, target};
  }
  const bool anchor = node.tag == Tag::kA || node.tag == Tag::kArea;
  if ((!anchor && node.tag != Tag::kLink) || !node.has_attribute("href")) return std::nullopt;
  Found found{LinkKind::kAnchor, node.attribute("href")};
  const std::string rel = lowered(node.attribute("rel"));
  if (anchor) {
    if (has_word(rel, "next")) found.kind = LinkKind::kNext;
    found.nofollow =
        has_word(rel, "nofollow") || has_word(rel, "ugc") || has_word(rel, "sponsored");
    return found;
  }
  const std::optional<LinkKind> kind = kind_of_link(node, rel);
  if (!kind || found.target.empty()) return std::nullopt;
  found.kind = *kind;
  return found;
}

bool is_base(const Node& node) { return node.is(Tag::kBase) && node.has_attribute("href"); }

// 4.2.3: the first one with href counts, even where it does not parse. Null: there is none.
url::Url base_of(const Node* node, const url::Url& page) {
  if (node == nullptr) return page;
  auto base = url::Url::parse(node->attribute("href"), &page);
  return base && base->is_http() ? *std::move(base) : page;
}

}  // namespace

url::Url base_url(const Document& document, const url::Url& page) {
  const Node* const root = document.root();
  for (const Node* node = root; node != nullptr; node = next_node(node, root)) {
    if (is_base(*node)) return base_of(node, page);
  }
  return page;
}

std::vector<Link> links(const Document& document, const url::Url& page, std::size_t count_max,
                        bool anchors) {
  // One walk for the links and for the base that they are resolved against.
  std::vector<std::pair<const Node*, Found>> all;
  const Node* base_node = nullptr;
  const Node* const root = document.root();
  for (const Node* node = root; node != nullptr; node = next_node(node, root)) {
    if (base_node == nullptr && is_base(*node)) base_node = node;
    if (!anchors && (node->tag == Tag::kA || node->tag == Tag::kArea)) continue;
    if (const std::optional<Found> found = link_at(*node)) all.emplace_back(node, *found);
  }
  const url::Url base = base_of(base_node, page);
  std::vector<Link> out;
  for (const auto& [node, found] : all) {
    if (out.size() >= count_max) break;
    auto target = url::Url::parse(found.target, &base);
    if (!target || !target->is_http()) continue;
    const bool anchor = node->tag == Tag::kA || node->tag == Tag::kArea;
    out.push_back({.kind = found.kind,
                   .url = *std::move(target),
                   .text = anchor ? anchor_text(node) : collapsed(node->attribute("title")),
                   .nofollow = found.nofollow,
                   .node = node});
  }
  return out;
}

}  // namespace broadsheet::html
