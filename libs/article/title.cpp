// SPDX-License-Identifier: Apache-2.0
// A heading that the page's own title begins with is what the reader sees as the headline.
#include "article/title.h"

#include <algorithm>
#include <vector>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

constexpr std::string_view kDividers[] = {
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " < ", " / "};
constexpr std::size_t kSiteNameWords = 5;

std::vector<std::string> headings(const html::Document& document) {
  std::vector<std::string> out;
  for (const html::Node* node = document.root(); node != nullptr && out.size() < 10;
       node = html::next_node(node, document.root())) {
    if (!node->is(html::Tag::kH1)) continue;
    std::string text = text::normalise(html::text_content(node));
    if (!text.empty()) out.push_back(std::move(text));
  }
  return out;
}

std::string squashed(std::string_view text) {
  std::string out;
  for (const char c : text::fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      out += c;
    }
  }
  return out;
}

// Publishers are called what their domains are called: "County Courier" is county-courier.example.
bool names_host(std::string_view name, std::string_view host) {
  constexpr std::size_t kTell = 4;
  const std::string plain = squashed(name);
  return plain.size() >= kTell && squashed(host).find(plain) != std::string::npos;
}

}  // namespace

std::string without_site_name(const std::string& title, const std::string& site,
                              std::string_view host) {
  std::size_t cut = std::string::npos;
  std::size_t size = 0;
  for (const auto divider : kDividers) {
    const auto at = title.rfind(divider);
    if (at == std::string::npos || (cut != std::string::npos && at < cut)) continue;
    cut = at;
    size = divider.size();
  }
  if (cut == std::string::npos || cut == 0) return title;
  const std::string head(trim(std::string_view(title).substr(0, cut)));
  const std::string tail(trim(std::string_view(title).substr(cut + size)));
  if (!site.empty() && text::fold(head) == text::fold(site)) return tail;
  if (names_host(tail, host)) return head;
  if (names_host(head, host)) return tail;
  const bool named = !site.empty() && text::fold(tail).find(text::fold(site)) != std::string::npos;
  const bool short_tail = text::count_words(tail) <= kSiteNameWords &&
                          text::count_words(head) > text::count_words(tail);
  return named || short_tail ? head : title;
}

Title choose_title(const Candidates& metadata, const html::Document& document,
                   std::string_view host) {
  const auto* site = best(metadata, FieldKind::kSiteName);
  const auto* publisher = best(metadata, FieldKind::kPublisher);
  const std::string site_name = site != nullptr        ? site->value
                                : publisher != nullptr ? publisher->value
                                                       : "";
  const auto heads = headings(document);
  const auto* said = best(metadata, FieldKind::kTitle);
  for (const auto& heading : heads) {
    const std::string folded = text::fold(heading);
    const bool echoed = std::ranges::any_of(metadata, [&](const Candidate& c) {
      return c.field == FieldKind::kTitle && text::fold(c.value).find(folded) != std::string::npos;
    });
    if (echoed && text::count_words(heading) >= 2 && folded != text::fold(site_name)) {
      return {heading, "h1", 0.95};
    }
  }
  if (said != nullptr) {
    const bool structured = said->source.starts_with("json-ld");
    return {structured ? said->value : without_site_name(said->value, site_name, host),
            said->source, said->confidence};
  }
  if (!heads.empty()) return {heads.front(), "h1", 0.6};
  return {};
}

}  // namespace broadsheet::article
